#include "sim/experiment/kpi.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <set>
#include <string>

using namespace backstock;

TEST_CASE("every KPI is declared once, in its place, in full") {
    std::set<std::string_view> names;
    CHECK(kpis().size() == kpi_count);
    const std::set<std::string_view> units{
        "1",     "order",  "unit",    "customer", "d",       "money",   "money/period",
        "1/yr",  "kg",     "volume",  "outage",   "warning", "1/wk",    "alert",
        "retry", "notice", "contact", "hold",     "capture", "dispute", "authorization"};
    for (const KpiInfo& k : kpis()) {
        INFO(k.name);
        CHECK(names.insert(k.name).second);
        CHECK(&info(k.kpi) == &k);
        CHECK(units.count(k.unit) == 1);
        CHECK(k.definition.back() == '.');
        CHECK(find_kpi(k.name) == &k);
        CHECK((k.kind != KpiKind::money || k.unit.substr(0, 5) == "money"));
    }
    CHECK(find_kpi("fill_rates") == nullptr);
    CHECK(find_kpi("") == nullptr);
}

TEST_CASE("the splits by cause follow the causes") {
    for (std::size_t i = 0; i < std::size(loss_causes); ++i) {
        CHECK(info(lost_sales_rate_by(static_cast<LossCause>(i))).name ==
              "lost_sales_rate_" + std::string(loss_causes[i]));
    }
    for (std::size_t i = 0; i < std::size(cancel_causes); ++i) {
        CHECK(info(cancellation_rate_by(static_cast<CancelCause>(i))).name ==
              "cancellation_rate_" + std::string(cancel_causes[i]));
    }
}

TEST_CASE("bad sides, kinds and tables say what the words mean") {
    CHECK(info(Kpi::profit).bad == BadSide::low);
    CHECK(info(Kpi::cost_total).bad == BadSide::high);
    CHECK(info(Kpi::orders).bad == BadSide::none);
    CHECK(info(Kpi::fill_rate).is_ratio());
    CHECK(info(Kpi::fulfillment_time).is_ratio());
    CHECK_FALSE(info(Kpi::fulfillment_time_p95).is_ratio());
    CHECK_FALSE(info(Kpi::on_hand).is_ratio());
    CHECK(info(Kpi::fill_rate).tables.has(Entity::segment));
    CHECK_FALSE(info(Kpi::on_hand).tables.has(Entity::segment));
    CHECK(info(Kpi::supplier_share).tables.has(Entity::supplier));
    CHECK_FALSE(info(Kpi::supplier_share).tables.has(Entity::network));
    CHECK_THROWS_AS(info(static_cast<Kpi>(kpi_count)), BrokenLaw);
}

TEST_CASE("a value starts empty, and empty is not zero") {
    CHECK(std::isnan(KpiValue{}.value()));
    CHECK(std::isnan(KpiValue{3, 0}.value()));
    CHECK(plain(0).value() == 0);
    CHECK(KpiValue{3, 4}.value() == 0.75);
}

TEST_CASE("columns follow the KPIs, then the waits asked for") {
    const Duration waits[] = {12_h, 1_d};
    const auto columns = kpi_columns(waits);
    REQUIRE(columns.size() == kpi_count + 1);
    CHECK(columns[index(Kpi::profit)].name == "profit");
    CHECK(columns[index(Kpi::wait_over)].name == "wait_over_12h");
    CHECK(columns[index(Kpi::wait_over) + 1].name == "wait_over_1d");
    CHECK(columns.back().info == &info(Kpi::wait_over));
    CHECK(kpi_columns().size() == kpi_count - 1);
}

TEST_CASE("waits are named in the largest unit that divides them") {
    CHECK(wait_over_name(12_h) == "wait_over_12h");
    CHECK(wait_over_name(48_h) == "wait_over_2d");
    CHECK(wait_over_name(90_min) == "wait_over_90min");
    CHECK(wait_over_name(1_s) == "wait_over_1s");
    CHECK(wait_over_name(5_us) == "wait_over_5us");
    CHECK(wait_over_name(0_s) == "wait_over_0d");
    CHECK(find_kpi("wait_over_90min") == &info(Kpi::wait_over));
    CHECK(find_kpi("wait_over_") == nullptr);
    CHECK(find_kpi("wait_over_d") == nullptr);
    CHECK(find_kpi("wait_over_90") == nullptr);
    CHECK(find_kpi("wait_over_90mins") == nullptr);
}

TEST_CASE("money is shown in the scenario's currency") {
    CHECK(unit_in(info(Kpi::profit), "JPY") == "JPY");
    CHECK(unit_in(info(Kpi::cost_per_period), "USD") == "USD/period");
    CHECK(unit_in(info(Kpi::on_hand), "USD") == "unit");
}
