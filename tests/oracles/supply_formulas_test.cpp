// Plants, outages, sourcing, forecasts and echelons: the calculators reproduce every published number to the digits
// printed, and agree with one another, with a chain or with a limit wherever two describe the same system.

#include "tests/catch.hpp"
#include "tests/oracles/checks.hpp"
#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/beer_game.hpp"
#include "tests/oracles/formulas/bullwhip.hpp"
#include "tests/oracles/formulas/dual_sourcing.hpp"
#include "tests/oracles/formulas/echelons.hpp"
#include "tests/oracles/formulas/eoq.hpp"
#include "tests/oracles/formulas/markov.hpp"
#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/oracles/formulas/outage_clock.hpp"
#include "tests/oracles/formulas/pmf.hpp"
#include "tests/oracles/formulas/queues.hpp"
#include "tests/oracles/formulas/reorder.hpp"
#include "tests/oracles/formulas/supply_outages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace backstock::oracles;

// ---- plants ------------------------------------------------------------------------------------------------------

TEST_CASE("a plant that makes to stock: the published instance", "[oracles]") {
    const StockState state = make_to_stock(m_m_c(0.8, 1), 0.8, 10);
    printed(state.backorders, 0.42950, 5);
    printed(state.on_hand, 6.42950, 5);
    printed(state.fill_rate, 0.89263, 5);
}

TEST_CASE("queues: one law by several roads", "[oracles]") {
    // A gamma time of shape 1 is exponential, of a large shape nearly constant.
    const Pmf exponential = m_g_1(negative_binomial(1, 1 / 1.8));
    CHECK(exponential.mean() == Approx(m_m_c(0.8, 1).mean()));
    CHECK(exponential[7] == Approx(m_m_c(0.8, 1)[7]));
    CHECK(m_g_1(negative_binomial(1e6, 1e6 / (1e6 + 0.7))).mean() == Approx(m_d_1(0.7).mean()).epsilon(1e-5));
    CHECK(m_g_1(negative_binomial(3, 3 / 3.6)).mean() == Approx(m_g_1_mean(0.6, 1, std::sqrt(1.0 / 3))));
    CHECK(m_d_1(0.6).mean() == Approx(m_g_1_mean(0.6, 1, 0)));
    CHECK(m_m_c(3, 2, 2)[0] == Approx(1.0 / 7));  // (1 - rho) / (1 + rho), rho = 3/4
    CHECK(m_m_c(3, 1, 400).mean() == Approx(3));
    CHECK_THROWS_AS(m_m_c(2, 1, 2), std::invalid_argument);
    CHECK_THROWS_AS(m_d_1(1), std::invalid_argument);
}

TEST_CASE("breakdowns: the published mean, by the closed form and by the chain", "[oracles]") {
    const Breakdowns published{1.0 / 30, 1.0 / 5};
    printed(m_m_1_breakdowns_mean(8, 12, published), 29.2143, 4);
    for (const auto& [rate, b] : {std::pair{8.0, published}, {5.0, Breakdowns{0.2, 1}}, {9.0, Breakdowns{0.01, 0.5}}})
        CHECK(m_m_c(rate, 12, 1, b).mean() == Approx(m_m_1_breakdowns_mean(rate, 12, b)).epsilon(1e-8));
}

TEST_CASE("breakdowns: what they come to in the limits", "[oracles]") {
    // An outage that leaves all the speed is none; one that never comes neither; very short ones slow the line evenly.
    CHECK(m_m_c(1.5, 1, 2, {0.3, 0.7, 1}).mean() == Approx(m_m_c(1.5, 1, 2).mean()));
    CHECK(m_m_c(1.5, 1, 2, {0, 1}).mean() == Approx(m_m_c(1.5, 1, 2).mean()));
    CHECK(m_m_c(0.5, 1, 1, {3e5, 7e5}).mean() == Approx(m_m_c(0.5, 0.7).mean()).epsilon(1e-4));
    double before = 0;
    for (const double left : {1.0, 0.6, 0.3, 0.0}) {
        const StockState state = make_to_stock(m_m_c(0.5, 1, 1, {0.1, 0.4, left}), 0.5, 4);
        CHECK(state.backorders > before);
        before = state.backorders;
    }
    CHECK_THROWS_AS(m_m_c(0.8, 1, 1, {0.1, 0.4}), std::invalid_argument);
}

TEST_CASE("rationing: the published instances", "[oracles]") {
    const auto cost = [](int level, int reserve) {
        return rationed(1, level, 1, {{0.45, 50, reserve}, {0.45, 10}}).cost;
    };
    printed(cost(5, 1), 5.48207, 5);
    printed(cost(6, 0), 6.16799, 5);
    for (const auto& [level, reserve] : {std::pair{4, 1}, {6, 1}, {5, 0}, {5, 2}, {4, 0}, {6, 2}})
        CHECK(cost(level, reserve) > cost(5, 1));
    for (const int level : {5, 7}) CHECK(cost(level, 0) > cost(6, 0));
}

TEST_CASE("rationing: three tiers of one kind are one, and reserves add up", "[oracles]") {
    const Rationed alike = rationed(1, 5, 1, {{0.3, 20}, {0.2, 20}, {0.1, 20}});
    CHECK(alike.cost == Approx(rationed(1, 5, 1, {{0.6, 20}}).cost));
    const Rationed kept = rationed(1, 6, 1, {{0.3, 20, 2}, {0.3, 20, 4}, {0.3, 20}});
    CHECK(kept.lost[2] == Approx(1));  // 2 + 4 are all there is
    CHECK(kept.lost[0] < kept.lost[1]);
}

// ---- outages of a supplier ---------------------------------------------------------------------------------------

TEST_CASE("EOQ with disruptions: the published instance", "[oracles]") {
    const DisruptedOrder best = best_disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14);
    printed(best.quantity, 772.811, 3);
    printed(best.cost, 173.950, 3);
    printed(disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14, 400).cost, 211.084, 3);
    printed(disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14, 1100).cost, 184.795, 3);
}

TEST_CASE("EOQ with disruptions: without outages it is the EOQ", "[oracles]") {
    const DisruptedOrder rare = disrupted_eoq(1300, 8, 0.225, 5, 1e-9, 14, 304);
    CHECK(rare.cost == Approx(eoq_cost(1300, 8, 0.225, 304)).epsilon(1e-6));
    CHECK(rare.on_hand == Approx(152));
    const DisruptedOrder often = disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14, 1e6);
    CHECK(often.lost_rate < disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14, 1e5).lost_rate);
}

TEST_CASE("EOQ with disruptions: demand in lots", "[oracles]") {
    const DisruptedOrder smooth = disrupted_eoq(1300, 8, 0.225, 5, 1.5, 14, 780);
    const DisruptedOrder fine = disrupted_eoq_in_lots(1300, 8, 0.225, 5, 1.5, 14, 780'000, 0.001);
    CHECK(fine.cost == Approx(smooth.cost).epsilon(1e-5));
    CHECK(fine.on_hand == Approx(smooth.on_hand).epsilon(1e-5));
    CHECK(fine.lost_rate == Approx(smooth.lost_rate).epsilon(1e-5));
    // Without outages the mean stock is half a lot more.
    CHECK(disrupted_eoq_in_lots(1300, 8, 0.225, 5, 1e-12, 14, 30, 10).on_hand == Approx(150 + 5));
    // Against a plain loop over cycles, coarse lots.
    std::mt19937_64 draws(5);
    std::exponential_distribution<double> up(2), down(5);
    const double interval = 0.1;
    const int lots = 4;
    double delivered = 0, fails = up(draws), recovers = fails + down(draws), held = 0, lost = 0, end = 0;
    for (int cycle = 0; cycle < 400'000; ++cycle) {
        const double first = (std::floor(delivered / interval + 1e-9) + 1) * interval;
        held += lots * (first - delivered) + interval * lots * (lots - 1) / 2;
        const double empty = first + (lots - 1) * interval;
        while (recovers <= empty) recovers = (fails = recovers + up(draws)) + down(draws);
        delivered = fails <= empty ? recovers : empty;
        const double missed = std::floor((delivered - empty) / interval + 1e-9);
        lost += missed;
        end = empty + missed * interval;
    }
    const DisruptedOrder exact = disrupted_eoq_in_lots(10, 0, 1, 1, 2, 5, lots, 1);
    CHECK(held / end == Approx(exact.on_hand).epsilon(0.005));
    CHECK(lost / end == Approx(exact.lost_rate).epsilon(0.01));
}

TEST_CASE("supply up and down by periods: the published instance", "[oracles]") {
    const PeriodicSupply supply{0.04, 0.25};
    const auto cost = [&](double level) { return base_stock_outages_steady(2000, supply, 1, level).cost(0.25, 3); };
    printed(cost(8000), 2737.069, 3);
    printed(cost(6000), 2741.379, 3);
    printed(cost(10000), 2858.836, 3);
    CHECK(best_level_outages_steady(2000, supply, 1, 0.25, 3) == 8000);
}

TEST_CASE("supply up and down by periods: demand that varies, and the limits", "[oracles]") {
    const PeriodicSupply supply{0.04, 0.25};
    same(base_stock_outages(point(4), supply, 2, 21), base_stock_outages_steady(4, supply, 2, 21));
    same(base_stock_outages(poisson(4), {1e-14, 0.5}, 2, 11), base_stock_periodic(poisson(4), 2, 11));
    same(base_stock_outages(poisson(4), {1e-14, 0.5}, 0, 6), base_stock_periodic(poisson(4), 0, 6));
    // A supplier that recovers for sure is a chain of two states: down for one period with the chance a / (1 + a).
    const StockState one = base_stock_outages(poisson(3), {0.25, 1}, 1, 7);
    CHECK(one.backorders == Approx(0.8 * poisson(3).shortage(7) + 0.2 * poisson(6).shortage(7)));
    CHECK(base_stock_outages(poisson(4), supply, 1, 12).backorders > base_stock_periodic(poisson(4), 1, 12).backorders);
}

TEST_CASE("supply up and down by periods: the chain of net stock and supply agrees", "[oracles]") {
    // Chain over (net stock after the period's demand, up), orders up to 5; demand 0 … 2, cut at -60.
    const Pmf demand({0.3, 0.4, 0.3});
    const PeriodicSupply supply{0.1, 0.4};
    using State = std::pair<int, bool>;
    const auto chain = chain_from(State{5, true}, [&](const State& at) {
        std::vector<std::pair<State, double>> moves;
        for (const bool up : {true, false})
            for (std::size_t d = 0; d < demand.size(); ++d) {
                const double turns =
                    at.second ? (up ? 1 - supply.fail : supply.fail) : (up ? supply.recover : 1 - supply.recover);
                const int net = (up ? 5 : at.first) - static_cast<int>(d);
                moves.push_back({{std::max(net, -60), up}, turns * demand[d]});
            }
        return moves;
    });
    const StockState exact = base_stock_outages(demand, supply, 1, 5);
    CHECK(chain.mean([](const State& at) { return std::max(0, at.first); }) == Approx(exact.on_hand));
    CHECK(chain.mean([](const State& at) { return std::max(0, -at.first); }) == Approx(exact.backorders));
    CHECK(chain.mean([](const State& at) { return at.first > 0; }) == Approx(exact.ready_rate));
}

TEST_CASE("a supplier on and off: the demand of a running outage", "[oracles]") {
    // Seen at any time of an exponential outage, its age is exponential again: geometric demand.
    const Pmf demand = demand_of_outage(3, 20, exponential_down(4));
    CHECK(demand[0] == Approx(20.0 / 24 + 4.0 / 24 * (1.0 / 13)));
    for (std::size_t k = 1; k < 40; ++k)
        CHECK(demand[k] == Approx(4.0 / 24 * std::pow(12.0 / 13, k) / 13).epsilon(1e-9));
    // Mean demand = rate x share down x E[down^2] / 2 E[down].
    CHECK(demand_of_outage(3, 20, constant_down(4)).mean() == Approx(3 * 4.0 / 24 * 2));
    CHECK(demand_of_outage(3, 20, erlang_down(2, 4)).mean() == Approx(3 * 4.0 / 24 * (8 + 16) / 8));
    CHECK(erlang_down(1, 4).longer_than(3) == Approx(exponential_down(4).longer_than(3)));
}

TEST_CASE("a supplier on and off: (r, Q) agrees with its chain, and base-stock is one of it", "[oracles]") {
    // Chain over (position - r - 1, orders queued, up), 2 a day, Q 3; the lead time's demand is added after it.
    constexpr int r = 4, quantity = 3;
    const double rate = 2, mean_up = 6, mean_down = 1.5, lead = 1;
    const auto chain = chain_from(std::array<int, 3>{0, 0, 1}, [&](const std::array<int, 3>& at) {
        std::vector<std::pair<std::array<int, 3>, double>> moves;
        const auto [above, queued, up] = at;
        const bool orders = above == 0;
        const int waiting = orders && up == 0 ? std::min(queued + 1, 150) : queued;
        moves.push_back({{orders ? quantity - 1 : above - 1, waiting, up}, rate});
        up == 1 ? moves.push_back({{above, queued, 0}, 1 / mean_up}) : moves.push_back({{above, 0, 1}, 1 / mean_down});
        return moves;
    });
    const Pmf demand = poisson(rate * lead);
    const StockState exact = r_q_outages(rate, lead, r, quantity, mean_up, exponential_down(mean_down));
    const auto net = [&](const std::array<int, 3>& at) { return r + 1 + at[0] - quantity * at[1]; };
    CHECK(chain.mean([&](const auto& at) { return demand.left_over(net(at)); }) == Approx(exact.on_hand));
    CHECK(chain.mean([&](const auto& at) { return demand.shortage(net(at)); }) == Approx(exact.backorders));
    CHECK(chain.mean([&](const auto& at) { return demand.below(net(at)); }) == Approx(exact.fill_rate));
    same(r_q_outages(2, 1, 4, 3, 1e12, constant_down(1)), r_q(2, 1, 4, 3), 1e-6);
    const Pmf outstanding = sum(demand_of_outage(2, 6, constant_down(1.5)), poisson(2));
    same(r_q_outages(2, 1, 5, 1, 6, constant_down(1.5)), make_to_stock(outstanding, 2, 6));
}

TEST_CASE("work through outages and recoveries, by hand", "[oracles]") {
    const auto fifty = [](const std::vector<OutageWindow>& outages) { return done_at(0, 50, 10, outages); };
    CHECK(fifty({}) == Approx(5));
    CHECK(fifty({{1, 3}}) == Approx(8));
    CHECK(fifty({{1, 3, 0.4}}) == Approx(6.8));                               // 10, 12 in three days, 28
    CHECK(fifty({{1, 3, 0, 4}}) == Approx(10));                               // 10, 20 on the ramp, 20
    CHECK(fifty({{1, 3, 0.4, 4}}) == Approx(8));                              // 10, 12, 28 on the ramp from 0.4 to 1
    CHECK(fifty({{1, 3, 0.5}, {2, 4, 0.4}}) == Approx(8.3));                  // 10, 5, 2 x 2, 8, 23
    CHECK(done_at(0, 20, 10, {{1, 3, 0, 4}}) == Approx(4 + std::sqrt(8.0)));  // 10 s^2 / 8 = 10
    const double s = fifty({{1, 3, 0, 0, 2}}) - 4;                            // s - 2 (1 - e^(-s/2)) = 4
    CHECK(s - 2 * (1 - std::exp(-s / 2)) == Approx(4));
    // Two ramps at once: (s / 4)(s / 4) over four days is 4 / 3 of a day.
    CHECK(fifty({{1, 3, 0, 4}, {2, 2, 0, 4}}) == Approx(8 + 4 - 4.0 / 3));
    CHECK(done_at(2, 0, 10, {{1, 3}}) == Approx(2));
    CHECK(capacity_left({{1, 3}}, 1) == 0);
    CHECK(capacity_left({{1, 3}}, 4) == 1);
}

// ---- echelons ----------------------------------------------------------------------------------------------------

TEST_CASE("serial systems: the published optimum", "[oracles]") {
    const std::vector<Stage> stages{{0, 1, 7}, {0, 1, 4}, {0, 2, 2}};
    const BestSerial best = best_serial_normal(stages, 5, 1, 37.12);
    printed(best.levels[0], 6.49, 2);
    printed(best.levels[1], 5.53, 2);
    printed(best.levels[2], 10.69, 2);
    printed(best.cost, 47.66, 2);
}

TEST_CASE("serial systems: the best levels cost what the nested integrals say, and less than others", "[oracles]") {
    struct Case {
        std::vector<Stage> stages;
        double mean, sd, shortage;
        Review at;
    };
    for (const Case& each : {Case{{{0, 2, 3}, {0, 1, 1}}, 20, 4, 30, Review::end},
                             Case{{{0, 1, 7}, {0, 1, 4}, {0, 2, 2}}, 5, 1, 37.12, Review::start},
                             Case{{{0, 1, 9}, {0, 3, 2}, {0, 1, 1.5}}, 100, 15, 40, Review::end}}) {
        const BestSerial best = best_serial_normal(each.stages, each.mean, each.sd, each.shortage, each.at);
        const auto cost = [&](std::size_t changed, double by) {
            std::vector<Stage> stages = each.stages;
            for (std::size_t j = 0; j < stages.size(); ++j) stages[j].level = best.levels[j];
            stages[changed].level += by;
            return serial_normal(stages, each.mean, each.sd, each.shortage, each.at).total();
        };
        CHECK(best.cost == Approx(cost(0, 0)).epsilon(1e-5));
        for (std::size_t j = 0; j < each.stages.size(); ++j)
            for (const double by : {-0.3, 0.3}) CHECK(cost(j, by * each.sd) > cost(0, 0));
    }
}

TEST_CASE("serial systems of whole demand: every neighbour of the best levels costs as much or more", "[oracles]") {
    const std::vector<Stage> stages{{0, 1, 7}, {0, 1, 4}, {0, 2, 2}, {0, 1, 1}};
    std::vector<Pmf> met;
    for (const Stage& stage : stages) met.push_back(poisson(5 * stage.lead));
    const BestSerial best = best_serial(stages, met, 37.12);
    const auto cost = [&](const std::vector<int>& levels) {
        const auto states = serial(levels, met, 5);
        double result = 37.12 * states[0].backorders;
        for (std::size_t j = 0; j < stages.size(); ++j) result += stages[j].holding * states[j].on_hand;
        for (std::size_t j = 1; j < stages.size(); ++j) result += stages[j].holding * met[j - 1].mean();
        return result;
    };
    std::vector<int> levels;
    for (const double level : best.levels) levels.push_back(static_cast<int>(level));
    CHECK(cost(levels) == Approx(best.cost));
    for (std::size_t j = 0; j < levels.size(); ++j)
        for (const int by : {-1, 1}) {
            std::vector<int> other = levels;
            other[j] += by;
            CHECK(cost(other) >= best.cost - 1e-9);
        }
    // One stage is a newsvendor.
    const BestSerial one = best_serial({{0, 1, 1}}, {poisson(20)}, 9);
    CHECK(one.levels[0] == newsvendor(poisson(20), 1, 9).level);
    CHECK(one.cost == Approx(newsvendor(poisson(20), 1, 9).cost));
}

TEST_CASE("METRIC: right where the warehouse never or always owes, too kind in between", "[oracles]") {
    const std::vector<Shop> shops{{3, 1, 6}, {1.5, 1, 4}};
    same(metric(99, 2, shops)[1], two_echelon(99, 2, shops)[1]);
    same(metric(0, 2, shops)[2], two_echelon(0, 2, shops)[2]);
    same(two_moment(0, 2, shops)[2], two_echelon(0, 2, shops)[2], 1e-6);
    const auto exact = two_echelon(9, 2, shops);
    const auto rough = metric(9, 2, shops);
    const auto close = two_moment(9, 2, shops);
    for (const std::size_t shop : {std::size_t{1}, std::size_t{2}}) {
        CHECK(rough[shop].backorders < exact[shop].backorders);
        CHECK(std::abs(close[shop].backorders - exact[shop].backorders) <
              std::abs(rough[shop].backorders - exact[shop].backorders));
        CHECK(rough[shop].on_hand - rough[shop].backorders == Approx(exact[shop].on_hand - exact[shop].backorders));
    }
}

// ---- forecasts ---------------------------------------------------------------------------------------------------

TEST_CASE("bullwhip: the published instances and closed forms", "[oracles]") {
    printed(bullwhip(order_up_to(moving_average(4), 2)), 2.5, 10);
    printed(bullwhip(order_up_to(moving_average(5), 4)), 3.88, 10);
    for (const int p : {1, 3, 12})
        for (const double covered : {1.0, 2.0, 6.0})
            CHECK(bullwhip(order_up_to(moving_average(p), covered)) == Approx(bullwhip_moving_average(p, covered)));
    for (const double alpha : {0.1, 0.4, 1.0})
        CHECK(bullwhip(order_up_to(exponential_smoothing(alpha), 3)) ==
              Approx(bullwhip_exponential_smoothing(alpha, 3)));
    CHECK(bullwhip_exponential_smoothing(1, 3) == Approx(bullwhip_moving_average(1, 3)));
}

TEST_CASE("bullwhip: demand that remembers", "[oracles]") {
    // Chen, Drezner, Ryan, Simchi-Levi: 1 + (2 L/p + 2 L^2/p^2)(1 - rho^p).
    for (const double rho : {-0.6, 0.0, 0.5, 0.9})
        CHECK(bullwhip(order_up_to(moving_average(4), 2), rho) ==
              Approx(1 + (bullwhip_moving_average(4, 2) - 1) * (1 - std::pow(rho, 4))));
    // Chen, Ryan, Simchi-Levi: exponential smoothing, times (1 - rho) / (1 - (1 - alpha) rho).
    CHECK(bullwhip(order_up_to(exponential_smoothing(0.3), 2), 0.5) ==
          Approx(1 + (bullwhip_exponential_smoothing(0.3, 2) - 1) * 0.5 / (1 - 0.7 * 0.5)));
}

TEST_CASE("bullwhip: echelons that see orders alone multiply it, and a trend forecast adds to it", "[oracles]") {
    const Response shop = order_up_to(moving_average(4), 2);
    const Response depot = order_up_to(moving_average(4), 1);
    const double chain = bullwhip(then(shop, depot));
    // (a - b z)(c - d z), a = 1 + 2/4, b = 2/4, c = 1 + 1/4, d = 1/4, by hand:
    CHECK(chain == Approx(std::pow(1.5 * 1.25, 2) + std::pow(1.5 * 0.25 + 0.5 * 1.25, 2) + std::pow(0.5 * 0.25, 2)));
    CHECK(chain > bullwhip(shop) * bullwhip(depot));
    CHECK(bullwhip(then(order_up_to(moving_average(3), 2), order_up_to(moving_average(5), 2))) > bullwhip(shop));
    CHECK(bullwhip(order_up_to(holt(0.3, 1e-12), 2)) == Approx(bullwhip_exponential_smoothing(0.3, 2)));
    CHECK(bullwhip(order_up_to(holt(0.3, 0.2), 2)) > bullwhip_exponential_smoothing(0.3, 2));
}

// ---- sourcing ----------------------------------------------------------------------------------------------------

TEST_CASE("dual sourcing: the published instance", "[oracles]") {
    const Pmf demand = uniform_whole(0, 4);
    const BestDualIndex best = best_dual_index(demand, 2, 0, 5, 495, 5, 8);
    CHECK(best.delta == 3);
    CHECK(best.level == 7);
    printed(best.cost, 17.02, 2);
    printed(best_dual_sourcing(demand, 2, 5, 495, 5, 6, 14), 16.7698, 4);
}

TEST_CASE("dual sourcing: one source alone at both ends, and no rule beats the best", "[oracles]") {
    const Pmf demand = uniform_whole(0, 4);
    // Delta 0 buys all from the quick source.
    const DualSourced quick = dual_index(demand, 3, 1, 9, 0);
    same({quick.on_hand, quick.backorders, 0, 0, 0},
         {sum_of(demand, 2).left_over(9), sum_of(demand, 2).shortage(9), 0, 0, 0});
    CHECK(quick.expedited == Approx(2));
    // With a delta that no pipeline fills, all from the slow one.
    const DualSourced slow = dual_index(demand, 2, 0, 10, 8);
    CHECK(slow.expedited == Approx(0).margin(1e-12));
    CHECK(slow.on_hand == Approx(sum_of(demand, 3).left_over(10)));
    for (const int lead : {1, 2, 3}) {
        const double least = best_dual_sourcing(demand, lead, 5, 495, 20, 8, 16);
        CHECK(least <= best_dual_index(demand, lead, 0, 5, 495, 20, 10).cost + 1e-7);
        CHECK(least > 0);
    }
}

// ---- the beer game -----------------------------------------------------------------------------------------------

TEST_CASE("the beer game to the unit", "[oracles]") {
    const BeerGame game = play({}, {0, 1, 1, {28, 28, 28, 20}}, {4, 4, 4, 4, 8});
    CHECK(game.costs == std::vector<double>{46, 50, 54, 54});
    CHECK(game.total() == 204);
    // At the end all is still: everybody orders 8 and owes nothing.
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(game.orders[i].back() == 8);
        CHECK(game.net_stock[i].back() == 0);
    }
}

TEST_CASE("the beer game: at rest nothing moves; neglecting the supply line costs", "[oracles]") {
    const AnchoringRule rest{0, 1, 1, {24, 24, 24, 20}};
    const BeerGame still = play({}, rest, {4});
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(still.costs[i] == 36 * 12 * 0.5);
        CHECK(std::all_of(still.orders[i].begin(), still.orders[i].end(), [](double order) { return order == 4; }));
    }
    const double average = play({}, {0.36, 0.26, 0.34, {17, 17, 17, 17}}, {4, 4, 4, 4, 8}).total();
    CHECK(average > 10 * 204);
}
