// The formulas that no published number pins down, against plain simulations written here in a few lines that share
// nothing with the simulator: no agenda, no phases, no units.

#include "tests/catch.hpp"
#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/echelons.hpp"
#include "tests/oracles/formulas/lost_sales.hpp"
#include "tests/oracles/formulas/reorder.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <random>
#include <utility>
#include <vector>

using namespace backstock::oracles;

namespace {

using Engine = std::mt19937_64;

struct Seen {
    double on_hand = 0, backorders = 0, ready = 0, fill = 0, orders = 0;
};

// Twenty runs; every measure within 4.5 standard errors of the exact one (and 1e-9 where nothing varies).
void agrees(const std::function<Seen(Engine&)>& run, const StockState& exact) {
    std::vector<Seen> runs;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        Engine engine(seed);
        runs.push_back(run(engine));
    }
    const auto close = [&](double Seen::*measure, double expected) {
        double mean = 0, squares = 0;
        for (const Seen& each : runs) mean += each.*measure / 20;
        for (const Seen& each : runs) squares += std::pow(each.*measure - mean, 2);
        INFO("simulated " << mean << " +- " << std::sqrt(squares / 19 / 20) << ", exact " << expected);
        CHECK(std::abs(mean - expected) <= 4.5 * std::sqrt(squares / 19 / 20) + 1e-9);
    };
    close(&Seen::on_hand, exact.on_hand);
    close(&Seen::backorders, exact.backorders);
    close(&Seen::ready, exact.ready_rate);
    close(&Seen::fill, exact.fill_rate);
    close(&Seen::orders, exact.order_rate);
}

using Draw = std::function<int(Engine&)>;
using Interval = std::function<double(Engine&)>;

// Receive, order (start), demand, order (end), account: one pass a period. The rule sees on hand + on order - owed.
struct PeriodicShop {
    Draw demand;
    std::size_t lead;
    Review at;
    std::size_t every;
    OrderRule rule;
    int start;
    bool lost = false;

    Seen operator()(Engine& engine) const {
        constexpr std::size_t periods = 20000, warm = 200;
        std::vector<int> due(periods + lead + 1, 0);
        int level = start, on_order = 0;
        double wanted = 0, served = 0;
        Seen seen;
        for (std::size_t t = 0; t < periods; ++t) {
            const auto receive = [&] {
                level += due[t];
                on_order -= std::exchange(due[t], 0);
            };
            const auto review = [&](Review moment) {
                const int order = moment == at && t % every == 0 ? std::max(0, rule(level + on_order)) : 0;
                due[t + lead] += order;
                on_order += order;
                seen.orders += t >= warm && order > 0 ? 1 : 0;
                receive();
            };
            receive();
            review(Review::start);
            const int d = demand(engine);
            const int now = std::clamp(level, 0, d);
            level -= lost ? now : d;
            review(Review::end);
            if (t < warm) continue;
            wanted += d;
            served += now;
            seen.on_hand += std::max(level, 0);
            seen.backorders += std::max(-level, 0);
            seen.ready += level > 0 ? 1 : 0;
        }
        const double n = periods - warm;
        return {seen.on_hand / n, seen.backorders / n, seen.ready / n, served / wanted, seen.orders / n};
    }
};

// One customer after the other; orders arrive in the order placed, after a queue (capacity) and a constant lead time.
struct ContinuousShop {
    Interval interval;
    Draw basket;
    double lead;
    OrderRule rule;
    int start;
    bool lost = false;
    double every = 0;     // reviews at 0, every, … ; 0: after each customer
    double capacity = 0;  // units a time unit; 0: no limit

    Seen operator()(Engine& engine) const {
        constexpr double horizon = 10000, warm = 100;
        std::deque<std::pair<double, int>> road;
        double now = 0, customer = interval(engine), next_review = every > 0 ? 0 : horizon, free_at = 0;
        double wanted = 0, served = 0;
        int level = start, on_order = 0;
        Seen seen;
        const auto advance = [&](double to) {
            const double dt = std::max(0.0, to - std::max(now, warm));
            seen.on_hand += dt * std::max(level, 0);
            seen.backorders += dt * std::max(-level, 0);
            seen.ready += level > 0 ? dt : 0;
            now = to;
        };
        const auto review = [&] {
            const int order = std::max(0, rule(level + on_order));
            if (order == 0) return;
            on_order += order;
            seen.orders += now >= warm ? 1 : 0;
            if (capacity == 0) return road.emplace_back(now + lead, order), void();
            for (int unit = 0; unit < order; ++unit) {
                free_at = std::max(free_at, now) + 1 / capacity;
                road.emplace_back(free_at + lead, 1);
            }
        };
        while (now < horizon) {
            const double arrival = road.empty() ? horizon : road.front().first;
            advance(std::min({arrival, customer, next_review, horizon}));
            if (now == horizon) break;
            if (now == arrival) {
                level += road.front().second;
                on_order -= road.front().second;
                road.pop_front();
            } else if (now == next_review) {
                review();
                next_review += every;
            } else {
                const int d = basket(engine);
                const int at_once = std::clamp(level, 0, d);
                level -= lost ? at_once : d;
                wanted += now >= warm ? d : 0;
                served += now >= warm ? at_once : 0;
                customer = now + interval(engine);
                if (every == 0) review();
            }
        }
        const double n = horizon - warm;
        return {seen.on_hand / n, seen.backorders / n, seen.ready / n, served / wanted, seen.orders / n};
    }
};

Draw poisson_draw(double mean) {
    return [mean](Engine& engine) { return std::poisson_distribution<int>(mean)(engine); };
}

Interval exponential(double rate) {
    return [rate](Engine& engine) { return std::exponential_distribution<double>(rate)(engine); };
}

int one(Engine&) { return 1; }

int stutter(Engine& engine) { return 1 + std::geometric_distribution<int>(0.4)(engine); }

}  // namespace

TEST_CASE("simulated: periodic base-stock, both moments of review, longer intervals", "[oracles]") {
    agrees(PeriodicShop{poisson_draw(4), 2, Review::start, 1, order_up_to(15), 15},
           base_stock_periodic(poisson(4), 3, 15));
    agrees(PeriodicShop{poisson_draw(4), 2, Review::end, 1, order_up_to(11), 11},
           base_stock_periodic(poisson(4), 2, 11));
    agrees(PeriodicShop{poisson_draw(4), 1, Review::start, 5, order_up_to(24), 24},
           base_stock_periodic(poisson(4), 2, 24, 5));
    agrees(PeriodicShop{poisson_draw(4), 0, Review::end, 3, order_up_to(12), 12},
           base_stock_periodic(poisson(4), 0, 12, 3));
}

TEST_CASE("simulated: periodic (s, S) and (r, nQ) with a lead time", "[oracles]") {
    agrees(PeriodicShop{poisson_draw(4), 2, Review::start, 1, order_s_S(12, 26), 26},
           s_S_periodic(poisson(4), 3, 12, 26));
    agrees(PeriodicShop{poisson_draw(4), 0, Review::end, 1, order_s_S(3, 14), 14}, s_S_periodic(poisson(4), 0, 3, 14));
    const OrderRule lots = [](int position) { return position <= 9 ? (9 - position) / 5 * 5 + 5 : 0; };
    agrees(PeriodicShop{poisson_draw(4), 2, Review::end, 1, lots, 14}, r_nq_periodic(poisson(4), 2, 9, 5));
}

TEST_CASE("simulated: lost sales over three periods, and with order costs", "[oracles]") {
    const auto exact = [](const LostSalesState& state, double ready) {
        return StockState{state.on_hand, 0, ready, state.fill_rate, state.order_rate};
    };
    const auto but_ready = [](PeriodicShop shop) {
        return [shop](Engine& engine) {
            Seen seen = shop(engine);
            seen.ready = 0;
            return seen;
        };
    };
    agrees(but_ready({poisson_draw(5), 3, Review::start, 1, order_up_to(20), 20, true}),
           exact(lost_sales(poisson(5), 3, order_up_to(20), 20), 0));
    agrees(but_ready({poisson_draw(5), 2, Review::start, 1, order_s_S(12, 21), 21, true}),
           exact(lost_sales(poisson(5), 2, order_s_S(12, 21), 21), 0));
}

TEST_CASE("simulated: continuous review with baskets", "[oracles]") {
    const Pmf baskets = geometric_from_one(2.5);
    agrees(ContinuousShop{exponential(1.2), stutter, 2, order_up_to(11), 11}, base_stock(1.2, baskets, 2, 11));
    agrees(ContinuousShop{exponential(1.2), stutter, 2, order_s_S(6, 20), 20}, s_S(1.2, baskets, 2, 6, 20));
}

TEST_CASE("simulated: renewal demand, reviews at intervals, a supplier's capacity", "[oracles]") {
    const Interval erlang = [](Engine& engine) { return std::gamma_distribution<double>(3, 0.1)(engine); };
    agrees(ContinuousShop{erlang, one, 2, order_up_to(8), 8}, base_stock_erlang_renewal(3, 0.3, 2, 8));
    agrees(ContinuousShop{exponential(3), one, 1, order_up_to(8), 8, false, 2}, base_stock_reviewed(3, 1, 2, 8));
    agrees(ContinuousShop{exponential(2), one, 1.5, order_up_to(6), 6, false, 0, 2.5},
           base_stock_capacity(2, 2.5, 1.5, 6));
}

TEST_CASE("simulated: (r, Q) with lost sales", "[oracles]") {
    agrees(ContinuousShop{exponential(3), one, 2, order_r_Q(6, 9), 9, true}, r_q_lost_sales(3, 2, 6, 9));
}

TEST_CASE("simulated: three stages with lead times 2, 1, 2", "[oracles]") {
    const std::vector<Stage> stages{{11.5, 2, 6}, {5.2, 1, 3}, {10.4, 2, 1}};
    const double price = 20;
    double mean = 0, squares = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        Engine engine(seed);
        std::normal_distribution<double> draw(5, 1);
        // Levels after each period, what is owed below, and goods on the road, all followed unit by unit of time.
        std::vector<double> level{11.5, 5.2, 10.4}, owed(3, 0.0);
        std::vector<std::deque<double>> road{std::deque<double>(2), std::deque<double>(1), std::deque<double>(2)};
        double cost = 0;
        for (int t = 0; t < 20000; ++t) {
            const double d = draw(engine);
            std::vector<double> sent(3, 0.0);
            for (std::size_t j = 0; j < 3; ++j) {
                level[j] += road[j].front();
                road[j].pop_front();
            }
            for (std::size_t j = 0; j < 3;
                 ++j) {  // each stage is asked for this period's demand and owes what it lacks
                level[j] -= d;
                const double owing = std::max(0.0, -level[j]);
                sent[j] = d + owed[j] - owing;
                owed[j] = owing;
            }
            road[0].push_back(sent[1]);
            road[1].push_back(sent[2]);
            road[2].push_back(d);
            for (std::size_t j = 0; j < 3; ++j) cost += stages[j].holding * std::max(level[j], 0.0);
            for (const double each : road[0]) cost += stages[1].holding * each;
            for (const double each : road[1]) cost += stages[2].holding * each;
            cost += price * owed[0];
        }
        mean += cost / 20000 / 20;
        squares += std::pow(cost / 20000, 2) / 20;
    }
    const double error = std::sqrt((squares - mean * mean) / 19);
    const double exact = serial_normal(stages, 5, 1, price).total();
    INFO("simulated " << mean << " +- " << error << ", exact " << exact);
    CHECK(std::abs(mean - exact) <= 4.5 * error);
}

TEST_CASE("simulated: a warehouse over two shops", "[oracles]") {
    const std::vector<Shop> shops{{2, 1, 4}, {1, 0.5, 1}};
    const std::vector<StockState> exact = two_echelon(5, 2, shops);
    const auto shop_seen = [&](std::size_t which) {
        return [which, &shops](Engine& engine) {
            constexpr double horizon = 10000, warm = 100;
            std::exponential_distribution<double> interval(3);
            std::bernoulli_distribution second(1.0 / 3);
            // Every customer's order takes the unit that the 5th order before asked the supplier for, once it is there.
            std::vector<double> asked;
            std::vector<std::pair<double, int>> changes;  // of this shop's net stock
            for (double now = interval(engine); now < horizon; now += interval(engine)) {
                const bool ours = second(engine) == (which == 1);
                asked.push_back(now);
                const double there = asked.size() <= 5 ? 0 : asked[asked.size() - 6] + 2;
                if (!ours) continue;
                changes.emplace_back(now, -1);
                changes.emplace_back(std::max(now, there) + shops[which].lead, 1);
            }
            std::sort(changes.begin(), changes.end());
            int level = shops[which].level;
            double before = warm, customers = 0, served = 0;
            Seen seen;
            for (const auto& [at, change] : changes) {
                if (at >= horizon) break;
                const double dt = std::max(0.0, at - before);
                seen.on_hand += dt * std::max(level, 0);
                seen.backorders += dt * std::max(-level, 0);
                seen.ready += level > 0 ? dt : 0;
                before = std::max(before, at);
                if (at >= warm && change < 0) customers += 1, served += level > 0 ? 1 : 0;
                level += change;
            }
            const double n = before - warm;
            return Seen{seen.on_hand / n, seen.backorders / n, seen.ready / n, served / customers, customers / n};
        };
    };
    agrees(shop_seen(0), exact[1]);
    agrees(shop_seen(1), exact[2]);
}
