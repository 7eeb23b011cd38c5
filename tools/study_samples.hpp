#pragma once
// The KPIs of a study that are compared, of all its cells.

#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/tape.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace backstock {

// In memory as long as they are few, then in a file (Tape).
class StudySamples {
public:
    StudySamples(std::size_t cells, std::vector<std::size_t> columns)
        : columns_(std::move(columns)), cells_(cells), tape_(8 * Tape::usual_memory) {}

    // Once for every cell.
    void take(std::size_t cell, const KpiSamples& all);

    std::size_t cells() const { return cells_.size(); }
    std::span<const KpiColumn> kpis() const { return kpis_; }
    std::int64_t replications(std::size_t cell) const { return cells_[cell].replications; }

    // `kpi` counts the columns that were chosen. From any thread, once all cells were taken.
    SampledKpi sample(std::size_t cell, std::size_t kpi) const;

private:
    struct Cell {
        std::uint64_t place = 0;
        std::int64_t replications = 0;
    };
    std::vector<std::size_t> columns_;
    std::vector<KpiColumn> kpis_;
    std::vector<Cell> cells_;
    Tape tape_;  // cell by cell, KPI by KPI: all num, then all den
};

}  // namespace backstock
