#include "sim/experiment/summary.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/estimators.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace backstock;

namespace {

const std::vector<KpiColumn> columns = kpi_columns();

// Replications in which fill rate, profit and holding cost are known, and nothing else.
std::vector<KpiRow> rows_of(int replications) {
    std::vector<KpiRow> rows;
    for (int r = 0; r < replications; ++r) {
        KpiRow row(columns.size());
        row[index(Kpi::fill_rate)] = {90.0 + r % 5, 100.0 + r % 7};
        row[index(Kpi::profit)] = plain(1000 + r);
        row[index(Kpi::cost_holding)] = plain(50);
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

TEST_CASE("a plain figure: mean, scatter, quantiles and the bad side") {
    const auto rows = rows_of(101);
    const SummaryRow profit = summarize(columns, rows)[index(Kpi::profit)];
    CHECK(profit.kpi == "profit");
    CHECK(profit.unit == "money");
    CHECK(profit.n == 101);
    CHECK(profit.empty == 0);
    CHECK(profit.mean == Approx(1050));
    CHECK(profit.sd == Approx(std::sqrt(101.0 * 102 / 12)));
    CHECK(profit.half_width == Approx(1.983972 * profit.sd / std::sqrt(101)).epsilon(1e-6));
    CHECK(profit.min == 1000);
    CHECK(profit.p05 == Approx(1005));
    CHECK(profit.p50 == Approx(1050));
    CHECK(profit.p95 == Approx(1095));
    CHECK(profit.max == 1100);
    CHECK(profit.cvar95 == Approx((1000 + 1001 + 1002 + 1003 + 1004 + 0.05 * 1005) / 5.05));
    // Ranks 40 and 60 of the binomial distribution of 101 and 1/2; for the 5 % quantile no more than the lowest.
    CHECK(profit.p50_low == 1040);
    CHECK(profit.p50_high == 1060);
    CHECK(profit.p05_low == 1000);
    CHECK(profit.p95_high == 1100);
    CHECK(profit.p95_low < 1095);
    CHECK(profit.cvar95_low < profit.cvar95);
    CHECK(profit.cvar95_high > profit.cvar95);
}

TEST_CASE("a ratio: the sums' ratio, the replications' scatter") {
    auto rows = rows_of(12);
    rows.push_back(KpiRow(columns.size()));
    rows.back()[index(Kpi::fill_rate)] = {0, 0};
    const SummaryRow fill = summarize(columns, rows)[index(Kpi::fill_rate)];
    double num = 0;
    double den = 0;
    for (const KpiRow& row : rows) {
        num += row[index(Kpi::fill_rate)].num;
        den += row[index(Kpi::fill_rate)].den;
    }
    CHECK(fill.mean == Approx(num / den));
    CHECK(fill.n == 12);
    CHECK(fill.empty == 1);
    CHECK(fill.half_width > 0);
    CHECK(fill.min == Approx(90.0 / 105));
    CHECK(std::isnan(fill.cvar95));
}

TEST_CASE("what nobody measured is NaN and counted") {
    const SummaryRow turns = summarize(columns, rows_of(4))[index(Kpi::inventory_turns)];
    CHECK(turns.n == 0);
    CHECK(turns.empty == 4);
    for (double x : {turns.mean, turns.sd, turns.half_width, turns.min, turns.p50, turns.max, turns.cvar95}) {
        CHECK(std::isnan(x));
    }
}

TEST_CASE("no, one and constant replications") {
    const auto none = summarize(columns, {});
    const auto of_network = [](const KpiColumn& column) { return column.info->tables.has(Entity::network); };
    CHECK(static_cast<std::ptrdiff_t>(none.size()) == std::count_if(columns.begin(), columns.end(), of_network));
    CHECK(none[0].n == 0);
    CHECK(std::isnan(none[0].mean));

    const auto one = summarize(columns, rows_of(1));
    CHECK(one[index(Kpi::profit)].mean == 1000);
    CHECK(std::isnan(one[index(Kpi::profit)].half_width));
    CHECK(std::isnan(one[index(Kpi::profit)].sd));
    CHECK(one[index(Kpi::fill_rate)].mean == 0.9);
    CHECK(std::isnan(one[index(Kpi::fill_rate)].half_width));
    CHECK(one[index(Kpi::profit)].p95 == 1000);

    const SummaryRow constant = summarize(columns, rows_of(100))[index(Kpi::cost_holding)];
    CHECK(constant.mean == 50);
    CHECK(constant.half_width == 0);
    CHECK(constant.cvar95 == 50);
}

TEST_CASE("a row that does not fit the columns is a broken law") {
    auto rows = rows_of(2);
    rows[1].pop_back();
    CHECK_THROWS_AS(summarize(columns, rows), BrokenLaw);
}
