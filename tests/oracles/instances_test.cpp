// Every row of instances.hpp is what the formulas say, to the digits written.

#include "tests/oracles/instances.hpp"

#include "tests/catch.hpp"
#include "tests/oracles/formulas/day_book.hpp"
#include "tests/oracles/formulas/eoq.hpp"
#include "tests/oracles/formulas/lost_sales.hpp"
#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/oracles/formulas/reorder.hpp"

#include <cmath>
#include <vector>

using namespace backstock::oracles;

namespace {

void equal(double written, double exact) { CHECK(written == Approx(exact).epsilon(2e-8).margin(1e-9)); }

// Rows share the names of their answers, but not all of them have every one.
template<class Row>
void state(const Row& row, const StockState& exact) {
    equal(row.on_hand, exact.on_hand);
    if constexpr (requires { row.backorders; }) equal(row.backorders, exact.backorders);
    if constexpr (requires { row.ready_rate; }) equal(row.ready_rate, exact.ready_rate);
    if constexpr (requires { row.fill_rate; }) equal(row.fill_rate, exact.fill_rate);
    if constexpr (requires { row.order_rate; }) equal(row.order_rate, exact.order_rate);
    if constexpr (requires { row.cost; }) {
        double order_cost = 0;
        if constexpr (requires { row.order_cost; }) order_cost = row.order_cost;
        equal(row.cost, exact.cost(row.holding, row.shortage, order_cost));
    }
}

}  // namespace

TEST_CASE("instances: newsvendor and EOQ", "[oracles]") {
    for (const auto& row : newsvendor_rows) {
        equal(row.level, newsvendor_normal(row.mean, row.sd, row.holding, row.shortage).level);
        equal(row.cost, newsvendor_normal(row.mean, row.sd, row.holding, row.shortage).cost);
    }
    for (const auto& row : newsvendor_poisson_rows) {
        equal(row.level, newsvendor(poisson(row.mean), row.holding, row.shortage).level);
        equal(row.cost, newsvendor(poisson(row.mean), row.holding, row.shortage).cost);
    }
    for (const auto& row : eoq_rows) {
        equal(row.quantity, eoq(row.demand, row.order_cost, row.holding).quantity);
        equal(row.cost, eoq(row.demand, row.order_cost, row.holding).cost);
        const OrderQuantity best = eoq_backorders(row.demand, row.order_cost, row.holding, row.shortage);
        equal(row.backorder_quantity, best.quantity);
        equal(row.backorders, best.backorders);
        equal(row.backorder_cost, best.cost);
    }
}

TEST_CASE("instances: base-stock under continuous review", "[oracles]") {
    for (const auto& row : base_stock_rows) {
        state(row, base_stock(row.rate, row.lead, row.level));
        equal(row.wait_over, base_stock_wait_over(row.rate, row.lead, row.level, row.wait));
    }
    for (const auto& row : basket_rows) {
        const Pmf basket = point(static_cast<std::size_t>(row.basket));
        state(row, base_stock(row.rate, basket, row.lead, row.level));
        equal(row.order_fill_rate, base_stock_order_fill(row.rate, basket, row.lead, row.level));
    }
    for (const auto& row : stuttering_rows) {
        const Pmf basket = geometric_from_one(row.basket_mean);
        state(row, base_stock(row.rate, basket, row.lead, row.level));
        equal(row.order_fill_rate, base_stock_order_fill(row.rate, basket, row.lead, row.level));
    }
    for (const auto& row : renewal_rows)
        state(row, base_stock_erlang_renewal(row.stages, row.mean_interval, row.lead, row.level));
    for (const auto& row : reviewed_rows) state(row, base_stock_reviewed(row.rate, row.lead, row.every, row.level));
    for (const auto& row : capacity_rows) state(row, base_stock_capacity(row.rate, row.capacity, row.lead, row.level));
}

TEST_CASE("instances: base-stock by periods", "[oracles]") {
    for (const auto& row : periodic_poisson_rows)
        state(row, base_stock_periodic(poisson(row.mean), coverage(row.lead, row.at), row.level,
                                       static_cast<std::size_t>(row.every)));
    for (const auto& row : periodic_normal_rows)
        state(row, base_stock_periodic_normal(row.mean, row.sd, coverage(row.lead, row.at), row.level,
                                              static_cast<std::size_t>(row.every)));
}

TEST_CASE("instances: (r, Q)", "[oracles]") {
    for (const auto& row : r_q_rows) state(row, r_q(row.rate, row.lead, row.r, row.quantity));
    for (const auto& row : best_r_q_rows) {
        const ReorderCost best = best_r_q(row.rate, row.lead, row.order_cost, row.holding, row.shortage);
        CHECK(best.low == row.low);
        CHECK(best.high == row.high);
        equal(row.cost, best.cost);
    }
    for (const auto& row : r_q_lost_rows) {
        state(row, r_q_lost_sales(row.rate, row.lead, row.r, row.quantity));
        equal(row.lost_share, 1 - r_q_lost_sales(row.rate, row.lead, row.r, row.quantity).fill_rate);
    }
}

TEST_CASE("instances: (s, S)", "[oracles]") {
    for (const auto& row : s_S_periodic_rows)
        state(row, s_S_periodic(poisson(row.mean), coverage(row.lead, row.at), row.s, row.big_s));
    for (const auto& row : best_s_S_rows) {
        const ReorderCost best = best_s_S_periodic(poisson(row.rate), coverage(row.lead, Review::start), row.order_cost,
                                                   row.holding, row.shortage);
        CHECK(best.low == row.low);
        CHECK(best.high == row.high);
        equal(row.cost, best.cost);
    }
    for (const auto& row : s_S_rows)
        state(row, s_S(row.rate, point(static_cast<std::size_t>(row.basket)), row.lead, row.s, row.big_s));
}

TEST_CASE("instances: lost sales", "[oracles]") {
    for (const auto& row : erlang_rows) {
        equal(row.lost_share, erlang_loss(row.rate * row.lead, row.level));
        equal(row.on_hand, erlang_loss_on_hand(row.rate * row.lead, row.level));
    }
    for (const auto& row : lost_sales_rows) {
        const LostSalesState exact =
            lost_sales(poisson(row.mean), static_cast<std::size_t>(row.lead), order_up_to(row.level), row.level);
        equal(row.on_hand, exact.on_hand);
        equal(row.fill_rate, exact.fill_rate);
        equal(row.cost, exact.cost(row.holding, row.lost_sale));
    }
    for (const auto& row : lost_sales_s_S_rows) {
        const LostSalesState exact =
            lost_sales(poisson(row.mean), static_cast<std::size_t>(row.lead), order_s_S(row.s, row.big_s), row.big_s);
        equal(row.on_hand, exact.on_hand);
        equal(row.fill_rate, exact.fill_rate);
        equal(row.order_rate, exact.order_rate);
        equal(row.cost, exact.cost(row.holding, row.lost_sale, row.order_cost));
    }
}

TEST_CASE("instances: echelons", "[oracles]") {
    for (const auto& row : serial_rows) {
        const std::vector<Stage> stages(row.stages.begin(),
                                        row.stages.begin() + static_cast<std::ptrdiff_t>(row.count));
        const SerialCost exact = serial_normal(stages, row.mean, row.sd, row.shortage_price, row.at);
        equal(row.on_site, exact.on_site);
        equal(row.shortage, exact.shortage);
        equal(row.in_transit, exact.in_transit);
        equal(row.fill_rate, exact.fill_rate);
    }
    for (const auto& row : serial_poisson_rows) {
        std::vector<Pmf> met;
        for (const double lead : row.leads) met.push_back(poisson(row.rate * lead));
        const auto exact = serial({row.levels.begin(), row.levels.end()}, met, row.rate);
        for (std::size_t j = 0; j < 3; ++j) {
            equal(row.on_hand[j], exact[j].on_hand);
            equal(row.backorders[j], exact[j].backorders);
        }
    }
    for (const auto& row : two_echelon_rows) {
        const auto exact = two_echelon(row.warehouse_level, row.warehouse_lead, {row.shops.begin(), row.shops.end()});
        for (std::size_t j = 0; j < 3; ++j) {
            equal(row.on_hand[j], exact[j].on_hand);
            equal(row.backorders[j], exact[j].backorders);
        }
        for (std::size_t j = 0; j < 2; ++j) equal(row.fill_rate[j], exact[j + 1].fill_rate);
    }
}

TEST_CASE("instances: deterministic runs", "[oracles]") {
    for (const auto& row : day_book_rows) {
        std::vector<int> customers{row.first};
        if (row.second > 0) customers.push_back(row.second);
        const DayBook exact =
            keep_day_book({row.opening, row.low, row.quantity, row.up_to, row.lead, row.every, customers, row.horizon});
        CHECK(row.end_stock == exact.end_stock);
        CHECK(row.backordered == exact.backordered);
        CHECK(row.orders == exact.orders);
        CHECK(row.units_bought == exact.units_bought);
        CHECK(row.units_sold == exact.units_sold);
        CHECK(row.deliveries == exact.deliveries);
        CHECK(row.unit_days == exact.unit_days);
    }
}
