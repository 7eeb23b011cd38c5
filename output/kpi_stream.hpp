#pragma once
// The network's KPIs of every replication in the results file, /<variant>/kpis, while the replications come.

#include "output/kpi_table.hpp"
#include "output/results_writer.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace backstock {

class KpiStream {
public:
    // `replications` are expected. The writer must outlive it. Throws FileError when the disk refuses, as do the
    // others.
    KpiStream(ResultsWriter& writer, const std::string& path, std::span<const KpiColumn> columns,
              std::int64_t replications, std::string_view currency);

    // The row of the next replication.
    void add(const KpiRow& row);

    // Nothing may be added afterwards.
    void finish() { stream_.finish(); }

private:
    KpiTable table_;
    RowStream& stream_;
    std::int64_t next_ = 0;
};

}  // namespace backstock
