// Samples come back as they were added, from memory and from the file.

#include "sim/experiment/kpi_samples.hpp"

#include "sim/experiment/tape.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <numeric>
#include <vector>

namespace backstock {
namespace {

double value(std::int64_t replication, std::size_t column) {
    return 1000.0 * static_cast<double>(replication) + static_cast<double>(column);
}

void expect_samples(std::int64_t replications, std::size_t in_memory) {
    const std::vector<KpiColumn> all = kpi_columns();
    const std::span columns = std::span(all).first(7);
    KpiSamples samples(columns, in_memory);
    for (std::int64_t r = 0; r < replications; ++r) {
        KpiRow row;
        for (std::size_t c = 0; c < columns.size(); ++c) row.push_back({value(r, c), -value(r, c)});
        samples.add(row);
    }
    REQUIRE(samples.replications() == replications);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const SampledKpi sampled = samples.sample(c);
        REQUIRE(sampled.num.size() == static_cast<std::size_t>(replications));
        REQUIRE(sampled.den.size() == sampled.num.size());
        CHECK(sampled.is_ratio == columns[c].info->is_ratio());
        bool same = true;
        for (std::int64_t r = 0; r < replications; ++r) {
            const auto i = static_cast<std::size_t>(r);
            same = same && sampled.num[i] == value(r, c) && sampled.den[i] == -value(r, c);
        }
        CHECK(same);
    }
}

}  // namespace

TEST_CASE("samples of KPIs come back in the order of the replications", "[experiment]") {
    for (const std::int64_t replications : {0, 1, 255, 256, 257, 1000, 5000}) {
        INFO(replications << " replications");
        expect_samples(replications, Tape::usual_memory);  // all in memory
        expect_samples(replications, 0);                   // all in the file
        expect_samples(replications, 5001);                // parted within a column
    }
}

TEST_CASE("a tape reads what it was given, across the edge of its memory", "[experiment]") {
    Tape tape(10);
    std::array<double, 7> piece{};
    for (int i = 0; i < 3; ++i) {
        std::iota(piece.begin(), piece.end(), 7.0 * i);
        CHECK(tape.append(piece) == static_cast<std::uint64_t>(7 * i));
    }
    CHECK(tape.size() == 21);
    Tape moved = std::move(tape);
    for (std::size_t first = 0; first <= 21; ++first)
        for (std::size_t count = 0; first + count <= 21; ++count) {
            std::vector<double> values(count);
            moved.read(first, values);
            for (std::size_t i = 0; i < count; ++i) REQUIRE(values[i] == static_cast<double>(first + i));
        }
    std::vector<double> beyond(2);
    CHECK_THROWS(moved.read(20, beyond));
    CHECK(moved.append(piece) == 21);
}

}  // namespace backstock
