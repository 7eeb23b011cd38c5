// The calculators reproduce every number of the published instances to the digits printed, and agree with one
// another where two of them describe the same system.

#include "tests/catch.hpp"
#include "tests/oracles/checks.hpp"
#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/day_book.hpp"
#include "tests/oracles/formulas/echelons.hpp"
#include "tests/oracles/formulas/eoq.hpp"
#include "tests/oracles/formulas/lost_sales.hpp"
#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/oracles/formulas/pmf.hpp"
#include "tests/oracles/formulas/queues.hpp"
#include "tests/oracles/formulas/reorder.hpp"

#include <vector>

using namespace backstock::oracles;

TEST_CASE("newsvendor: the published instance", "[oracles]") {
    const LevelCost best = newsvendor_normal(50, 8, 0.18, 0.70);
    printed(best.level, 56.604, 3);
    printed(best.cost, 1.9976, 4);
}

TEST_CASE("EOQ: the published instances", "[oracles]") {
    printed(eoq(1300, 8, 0.225).quantity, 304.047, 3);
    printed(eoq(1300, 8, 0.225).cost, 68.4105, 4);
    printed(eoq_backorders(1300, 8, 0.225, 5).quantity, 310.813, 3);
    printed(eoq_backorders(1300, 8, 0.225, 5).cost, 66.9214, 4);
}

TEST_CASE("base-stock: the published instance", "[oracles]") {
    const StockState state = base_stock(8, 3, 28);
    printed(state.on_hand, 4.6051, 4);
    printed(state.backorders, 0.6051, 4);
    printed(state.ready_rate, 0.7677, 4);
    printed(base_stock_wait_over(8, 3, 28, 1.0), 0.00411, 5);
    printed(base_stock_wait_over(8, 3, 28, 0.5), 0.05248, 5);
}

TEST_CASE("Erlang loss: the published instance", "[oracles]") { printed(100 * erlang_loss(8, 10), 12.166, 3); }

TEST_CASE("(r, Q): the published instances", "[oracles]") {
    const StockState state = r_q(10, 4, 45, 50);
    printed(state.on_hand, 30.5453, 4);
    printed(state.backorders, 0.04531, 5);
    printed(state.fill_rate, 0.98386, 5);
    printed(r_q(12, 0.5, 6, 7).cost(4, 28, 4), 28.2413, 4);
}

TEST_CASE("(s, S): the published table", "[oracles]") {
    struct Row {
        double mean;
        int s, S;
        double cost;
    };
    for (const Row& row :
         {Row{10, 6, 40, 35.022}, Row{15, 10, 49, 42.698}, Row{25, 19, 56, 54.262}, Row{50, 42, 108, 70.975}}) {
        printed(s_S_periodic(poisson(row.mean), 1, row.s, row.S).cost(1, 9, 64), row.cost, 3);
        const ReorderCost best = best_s_S_periodic(poisson(row.mean), 1, 64, 1, 9);
        CHECK(best.low == row.s);
        CHECK(best.high == row.S);
    }
    printed(s_S_periodic(poisson(6), 1, 4, 10).cost(1, 4, 5), 8.0341, 4);
}

TEST_CASE("lost sales: the published values", "[oracles]") {
    printed(lost_sales(poisson(5), 1, order_up_to(12), 12).cost(1, 4), 4.1628, 4);
    printed(lost_sales(poisson(5), 2, order_up_to(16), 16).cost(1, 4), 4.6386, 4);
    printed(lost_sales(poisson(5), 1, order_up_to(13), 13).cost(1, 9), 5.5475, 4);
    printed(lost_sales(poisson(5), 2, order_up_to(19), 19).cost(1, 9), 6.3163, 4);
}

TEST_CASE("serial system: the published instance", "[oracles]") {
    const std::vector<Stage> stages{{6.49, 1, 7}, {5.53, 1, 4}, {10.69, 2, 2}};
    const SerialCost cost = serial_normal(stages, 5, 1, 37.12);
    printed(cost.total(), 47.66, 2);
    printed(cost.on_site + cost.shortage, 17.66, 2);
    CHECK(cost.in_transit == Approx(30));
}

TEST_CASE("deterministic runs: the published books", "[oracles]") {
    const DayBook lots = keep_day_book({1000, 500, 500, 0, 2, 2, {120}, 59});
    CHECK(lots.end_stock == 400);
    CHECK(0.20 * static_cast<double>(lots.unit_days) == Approx(7600));
    CHECK(200 * lots.units_bought == 600000);
    CHECK(10 * (lots.orders + lots.deliveries) == 370);
    const DayBook up_to = keep_day_book({500, 200, 0, 500, 1, 2, {120, 80}, 59});
    CHECK(up_to.end_stock == 100);
    CHECK(0.20 * static_cast<double>(up_to.unit_days) == Approx(3500));
    CHECK(200 * up_to.units_bought == 1120000);
    CHECK(10 * (up_to.orders + up_to.deliveries) == 750);
}

TEST_CASE("one unit at a time, every reorder system is a base-stock system", "[oracles]") {
    same(r_q(3, 2, 7, 1), base_stock(3, 2, 8));
    same(s_S(3, point(1), 2, 7, 8), base_stock(3, 2, 8));
    same(s_S(3, point(1), 2, 7, 12), r_q(3, 2, 7, 5));
    same(s_S_periodic(poisson(4), 3, 11, 12), base_stock_periodic(poisson(4), 3, 12));
    same(r_nq_periodic(poisson(4), 3, 11, 1), base_stock_periodic(poisson(4), 3, 12));
    same(base_stock_erlang_renewal(1, 0.25, 3, 14), base_stock(4, 3, 14));
}

TEST_CASE("four units at a time is one unit at a time, four times as large", "[oracles]") {
    const StockState single = base_stock(3, 2, 8);
    const StockState fours = base_stock(3, point(4), 2, 32);
    CHECK(fours.on_hand == Approx(4 * single.on_hand));
    CHECK(fours.backorders == Approx(4 * single.backorders));
    CHECK(fours.fill_rate == Approx(single.fill_rate));
    CHECK(base_stock_order_fill(3, point(4), 2, 32) == Approx(single.fill_rate));
}

TEST_CASE("stock that is never short or never there", "[oracles]") {
    CHECK(base_stock(2, 1, 60).fill_rate == Approx(1));
    CHECK(base_stock(2, 1, 0).on_hand == 0);
    CHECK(base_stock(2, 1, 0).backorders == Approx(2));
    CHECK(base_stock(2, 1, -3).backorders == Approx(5));
    CHECK(erlang_loss(3, 0) == 1);
    CHECK(lost_sales(poisson(5), 0, order_up_to(8), 8).cost(1, 4) == Approx(newsvendor_cost(poisson(5), 1, 4, 8)));
}

TEST_CASE("periodic models of a divisible item approach the whole one", "[oracles]") {
    const StockState whole = base_stock_periodic(poisson(400), 2, 830, 2);
    const StockState normal = base_stock_periodic_normal(400, 20, 2, 830, 2);
    CHECK(whole.on_hand == Approx(normal.on_hand).epsilon(0.01));
    CHECK(whole.backorders == Approx(normal.backorders).epsilon(0.01));
    CHECK(whole.fill_rate == Approx(normal.fill_rate).epsilon(0.001));
}

TEST_CASE("echelons: one shop under a warehouse is a serial system, and plenty above is no echelon at all",
          "[oracles]") {
    const auto line = serial({6, 9}, {poisson(4), poisson(8)}, 4);
    const auto tree = two_echelon(9, 2, {{4, 1, 6}});
    same(line[0], tree[1]);
    same(line[1], tree[0]);
    same(two_echelon(99, 2, {{4, 1, 6}, {2, 3, 5}})[2], base_stock(2, 3, 5));
    const SerialCost plenty = serial_normal({{6.49, 1, 7}, {99, 1, 4}}, 5, 1, 37.12);
    CHECK(plenty.shortage == Approx(37.12 * normal_shortage(5, 1, 6.49)));
    CHECK(plenty.fill_rate == Approx(base_stock_periodic_normal(5, 1, 1, 6.49).fill_rate));
}

TEST_CASE("a supplier with room to spare is a lead time", "[oracles]") {
    const StockState quick = base_stock_capacity(2, 5000, 1.5, 6);
    const StockState plain = base_stock(2, 1.5, 6);
    CHECK(quick.on_hand == Approx(plain.on_hand).epsilon(1e-3));
    // M/D/1: mean in system rho + rho^2 / 2(1 - rho).
    CHECK(m_d_1(0.8).mean() == Approx(0.8 + 0.64 / 0.4).epsilon(1e-6));
}

TEST_CASE("demand in lots: the half lot shows where the quantity is a whole number of lots", "[oracles]") {
    CHECK(eoq_cost_in_lots(1300, 8, 0.225, 5, 0, 300'000'000, 1'000'000, 0) ==
          Approx(eoq_cost(1300, 8, 0.225, 300) + 0.225 * 0.5));
    CHECK(eoq_cost_in_lots(1300, 8, 0.225, 5, 0, 304'047'000, 26'000, 304'047'000) == Approx(68.4105).margin(2e-4));
    const OrderQuantity best = eoq_backorders(1300, 8, 0.225, 5);
    CHECK(eoq_cost_in_lots(1300, 8, 0.225, 5, -13'384'300, 310'813'000, 26'000, 297'428'700) ==
          Approx(best.cost).margin(2e-4));
}

TEST_CASE("the best (r, Q) beats its neighbours", "[oracles]") {
    const ReorderCost best = best_r_q(12, 0.5, 4, 4, 28);
    CHECK(best.low == 6);
    CHECK(best.high == 7);
    CHECK(best.cost == Approx(r_q(12, 0.5, 6, 7).cost(4, 28, 4)));
    for (const int dr : {-1, 0, 1})
        for (const int dq : {-1, 0, 1})
            CHECK(r_q(12, 0.5, best.low + dr, best.high + dq).cost(4, 28, 4) >= best.cost - 1e-12);
}

TEST_CASE("books with shortages: backorders wait, in line, in part", "[oracles]") {
    // 5 on hand; 4 + 3 wanted every 3 days from day 0; order up to 5 when at or below 2; 2 days on the road.
    // Day 0: 4 sold, 1 of 3 sold, 2 owed, position -2, orders 7. Day 2: 7 arrive, 2 sold, 5 left. Day 3: as day 0.
    const DayBook book = keep_day_book({5, 2, 0, 5, 2, 3, {4, 3}, 6});
    CHECK(book.orders == 2);
    CHECK(book.units_bought == 14);
    CHECK(book.units_sold == 14);
    CHECK(book.deliveries == 6);
    CHECK(book.end_stock == 5);
    CHECK(book.backordered == 0);
    CHECK(book.unit_days == 5 + 5);
}
