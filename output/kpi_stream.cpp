#include "output/kpi_stream.hpp"

#include <algorithm>

namespace backstock {
namespace {

constexpr std::int64_t most_rows_a_chunk = 256;  // of some KB

StreamOptions options(std::int64_t replications) {
    return {.rows_per_chunk = static_cast<std::size_t>(std::clamp<std::int64_t>(replications, 1, most_rows_a_chunk))};
}

}  // namespace

KpiStream::KpiStream(ResultsWriter& writer, const std::string& path, std::span<const KpiColumn> columns,
                     std::int64_t replications, std::string_view currency)
    : table_(columns, Entity::network, currency), stream_(writer.stream(path, table_.frame(), options(replications))) {}

void KpiStream::add(const KpiRow& row) {
    table_.add(next_++, {}, row);
    stream_.append(table_.frame());
    table_.clear();
}

}  // namespace backstock
