#pragma once
// The network's KPI values of many replications of one cell, column by column, as the estimators take them.

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/tape.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace backstock {

// One KPI over the replications.
struct SampledKpi {
    std::vector<double> num, den;
    bool is_ratio = false;

    // Valid as long as this is, so that it must have a name.
    operator KpiSample() const& { return {num, den, is_ratio}; }
    operator KpiSample() const&& = delete;
};

// Some 200 KPIs take 3 KB a replication: what few replications don't have goes to a file (Tape).
class KpiSamples {
public:
    explicit KpiSamples(std::span<const KpiColumn> columns, std::size_t in_memory = Tape::usual_memory)
        : columns_(columns.begin(), columns.end()), tape_(in_memory) {}

    // The row of the next replication, as wide as the columns.
    void add(const KpiRow& row);

    std::span<const KpiColumn> columns() const { return columns_; }
    std::int64_t replications() const { return replications_; }

    SampledKpi sample(std::size_t column) const;

private:
    void put_aside();

    std::vector<KpiColumn> columns_;
    std::int64_t replications_ = 0;
    KpiRow recent_;  // rows that are not on the tape yet, one after the other
    Tape tape_;      // blocks of rows; in each, column by column, first all num, then all den
};

}  // namespace backstock
