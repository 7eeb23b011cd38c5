// Who is served, from where and when, against Markov chains and queueing formulas.
#include "tests/catch.hpp"
#include "tests/oracles/formulas/markov.hpp"
#include "tests/oracles/formulas/queues.hpp"
#include "tests/oracles/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace backstock::oracles {
namespace {

// A line with exponential times of mean 1 d that makes to stock, and two tiers of Poisson customers; waiting costs one
// tier alone, so that the cost tells how many of it wait.
std::string two_tiers(double gold, double standard, int level, const std::string& rank, const std::string& backorder,
                      const std::string& gold_cost, const std::string& standard_cost, double holding = 0) {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: 15100 d, warmup: 100 d, replications: 40, seed: 7, period: 1 d}}\n"
        "tiers: [gold, standard]\nitems: {{widget: {{price: 0, holding: {} /d}}}}\n"
        "plants: {{works: {{lines: 1, makes: {{widget: {{time: {{exponential: {{mean: 1 d}}}}}}}}, backorder: {},\n"
        "  prioritization: {}, stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}}}}}}\n"
        "customers:\n"
        "  gold: {{store: works, tier: gold, {}, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: 1}}}}\n"
        "  standard: {{store: works, tier: standard, {}, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: "
        "1}}}}\n",
        holding, backorder, rank, level, level, gold_cost, gold, standard_cost, standard);
}

// On hand, gold and standard customers who wait: exponential production while less than `level` is on hand or anybody
// waits. Gold goes first; standard is served only while more than `reserve` is on hand, and waits behind its refill.
struct Waiting {
    double on_hand, gold, standard;
};
Waiting two_classes(double gold, double standard, double service, int level, int reserve, int most = 45) {
    using State = std::array<int, 3>;
    const auto moves = [&](const State& s) {
        const auto [hand, g, w] = s;
        std::vector<std::pair<State, double>> out;
        if (hand > 0)
            out.push_back({{hand - 1, g, w}, gold});
        else if (g + w < most)
            out.push_back({{0, g + 1, w}, gold});
        if (hand > reserve)
            out.push_back({{hand - 1, g, w}, standard});
        else if (g + w < most)
            out.push_back({{hand, g, w + 1}, standard});
        if (g > 0)
            out.push_back({{0, g - 1, w}, service});
        else if (w > 0)
            out.push_back(hand < reserve ? std::pair<State, double>{{hand + 1, 0, w}, service}
                                         : std::pair<State, double>{{hand, 0, w - 1}, service});
        else if (hand < level)
            out.push_back({{hand + 1, 0, 0}, service});
        return out;
    };
    const auto chain = chain_from(State{level, 0, 0}, moves);
    return {chain.mean([](const State& s) { return s[0]; }), chain.mean([](const State& s) { return s[1]; }),
            chain.mean([](const State& s) { return s[2]; })};
}

// The same line without a reserve, where either tier waits only for an exponential time. What was begun for those who
// left comes all the same: jobs under way and goods, less those who wait, may come to more than the level, and nothing
// is begun until demand has used that up.
Waiting two_patiences(double gold, double standard, int level, double gold_patience, double standard_patience) {
    constexpr int most = 14;       // of a tier who wait
    constexpr int most_over = 12;  // more than the level
    using State = std::array<int, 4>;
    const auto moves = [&](const State& s) {
        const auto [hand, g, w, over] = s;
        std::vector<std::pair<State, double>> out;
        const int used = std::max(0, over - 1);
        const int left = std::min(most_over, over + 1);
        if (hand > 0) out.push_back({{hand - 1, 0, 0, used}, gold + standard});
        if (hand == 0 && g < most) out.push_back({{0, g + 1, w, used}, gold});
        if (hand == 0 && w < most) out.push_back({{0, g, w + 1, used}, standard});
        if (g > 0) out.push_back({{0, g - 1, w, left}, g / gold_patience});
        if (w > 0) out.push_back({{0, g, w - 1, left}, w / standard_patience});
        if (level + over + g + w - hand > 0) {
            const State after = g > 0   ? State{0, g - 1, w, over}
                                : w > 0 ? State{0, 0, w - 1, over}
                                        : State{hand + 1, 0, 0, over};
            out.push_back({after, 1});
        }
        return out;
    };
    const auto chain = chain_from(State{level, 0, 0, 0}, moves);
    return {chain.mean([](const State& s) { return s[0]; }), chain.mean([](const State& s) { return s[1]; }),
            chain.mean([](const State& s) { return s[2]; })};
}

}  // namespace

TEST_CASE("serving: rationing between two tiers, sales lost (Ha)", "[oracles][serving]") {
    struct Case {
        double gold, standard;
        int level, reserve;
    };
    for (const Case& c : {Case{0.45, 0.45, 5, 1}, Case{0.45, 0.45, 6, 0}, Case{0.3, 0.7, 8, 3}, Case{0.6, 0.2, 4, 2}}) {
        const Rationed exact = rationed(1, c.level, 1, {{c.gold, 50, c.reserve}, {c.standard, 10}});
        const auto got =
            simulate(two_tiers(c.gold, c.standard, c.level,
                               fmt::format("{{rank: {{by: [tier, placed], reserve: {{gold: {}}}}}}}", c.reserve),
                               "refuse", "lost_sale_cost: 50", "lost_sale_cost: 10", 1));
        expect(got, "cost_per_period", exact.cost);
        expect(got, "on_hand", exact.on_hand);
        expect(got, "fill_rate", 1 - (c.gold * exact.lost[0] + c.standard * exact.lost[1]) / (c.gold + c.standard));
    }
    CHECK(std::abs(rationed(1, 5, 1, {{0.45, 50, 1}, {0.45, 10}}).cost - 5.48207) < 5e-6);
    CHECK(std::abs(rationed(1, 6, 1, {{0.45, 50}, {0.45, 10}}).cost - 6.16799) < 5e-6);
}

TEST_CASE("serving: the better tier's backorders go first, with and without a reserve", "[oracles][serving]") {
    for (const int reserve : {0, 1, 2}) {
        const Waiting exact = two_classes(0.35, 0.35, 1, 3, reserve);
        const std::string rank = fmt::format("{{rank: {{by: [tier, placed], reserve: {{gold: {}}}}}}}", reserve);
        const auto gold =
            simulate(two_tiers(0.35, 0.35, 3, rank, "allow", "backorder_cost: 1 /d", "backorder_cost: 0 /d"));
        expect(gold, "cost_per_period", exact.gold);
        expect(gold, "on_hand", exact.on_hand);
        expect(gold, "backorders", exact.gold + exact.standard);
        const auto standard =
            simulate(two_tiers(0.35, 0.35, 3, rank, "allow", "backorder_cost: 0 /d", "backorder_cost: 1 /d"));
        expect(standard, "cost_per_period", exact.standard);
    }
    // Without a reserve priorities do not change how many wait, only who.
    const StockState together = make_to_stock(m_m_c(0.7, 1), 0.7, 3);
    const Waiting apart = two_classes(0.35, 0.35, 1, 3, 0, 60);
    CHECK(apart.gold + apart.standard == Approx(together.backorders).epsilon(1e-5));
}

TEST_CASE("serving: two tiers of different patience", "[oracles][serving]") {
    struct Case {
        double gold, standard;
        int level;
        double gold_patience, standard_patience;
    };
    for (const Case& c : {Case{0.35, 0.45, 2, 6, 2}, Case{0.2, 0.9, 1, 3, 3}, Case{0.5, 0.3, 0, 1.5, 5}}) {
        INFO("gold " << c.gold << ", standard " << c.standard << ", level " << c.level);
        const Waiting exact = two_patiences(c.gold, c.standard, c.level, c.gold_patience, c.standard_patience);
        const auto conduct = [](const char* cost, double patience) {
            return fmt::format("backorder_cost: {} /d, patience: {{waiting: {{exponential: {{mean: {} d}}}}}}", cost,
                               patience);
        };
        const auto got = simulate(two_tiers(c.gold, c.standard, c.level, "{rank: {by: [tier, placed]}}", "allow",
                                            conduct("1", c.gold_patience), conduct("0", c.standard_patience)));
        expect(got, "on_hand", exact.on_hand);
        expect(got, "cost_per_period", exact.gold);
        expect(got, "backorders", exact.gold + exact.standard);
        expect(got, "cancellation_rate_patience",
               (exact.gold / c.gold_patience + exact.standard / c.standard_patience) / (c.gold + c.standard));
    }
}

TEST_CASE("serving: a reserve keeps its order of service even where the list goes by time", "[oracles][serving]") {
    // By placing alone, but gold's own waiting orders go first and its reserve is filled before others are served.
    const Waiting exact = two_classes(0.3, 0.4, 1, 3, 2);
    const auto got = simulate(two_tiers(0.3, 0.4, 3, "{fifo: {reserve: {gold: 2}}}", "allow", "backorder_cost: 1 /d",
                                        "backorder_cost: 0 /d"));
    expect(got, "cost_per_period", exact.gold);
    expect(got, "backorders", exact.gold + exact.standard);
}

TEST_CASE("serving: a reserve under one-for-one replenishment, sales lost", "[oracles][serving]") {
    // Every unit sold comes back after an exponential time of its own: birth and death on the shelf.
    for (const int reserve : {0, 2}) {
        const double gold = 2, standard = 4, lead = 1.5;
        const int level = 10;
        const auto chain = chain_from(0, [&](int on_hand) {
            std::vector<std::pair<int, double>> out;
            if (on_hand < level) out.emplace_back(on_hand + 1, (level - on_hand) / lead);
            if (on_hand > 0) out.emplace_back(on_hand - 1, on_hand > reserve ? gold + standard : gold);
            return out;
        });
        const double gold_served = chain.mean([](int n) { return n > 0 ? 1.0 : 0.0; });
        const double standard_served = chain.mean([&](int n) { return n > reserve ? 1.0 : 0.0; });
        const auto got = simulate(fmt::format(
            "backstock: 1\nrun: {{horizon: 2100 d, warmup: 100 d, replications: 40, seed: 7}}\ntiers: [gold, "
            "standard]\n"
            "items: {{widget: {{price: 0}}}}\n"
            "suppliers: {{source: {{sells: {{widget: {{cost: 0}}}}, lead_time: {{exponential: {{mean: {} d}}}}}}}}\n"
            "stores: {{shop: {{stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}},\n"
            "  prioritization: {{rank: {{by: [tier], reserve: {{gold: {}}}}}}}}}}}\n"
            "customers: {{all: {{store: shop, tier: {{gold: 33.33333333 %, standard: 66.66666667 %}}, arrivals: "
            "{{poisson: {{rate: 6 /d}}}}, buys: {{widget: 1}}}}}}\n",
            lead, level, level, reserve));
        expect(got, "on_hand", chain.mean([](int n) { return n; }));
        expect(got, "fill_rate", (gold * gold_served + standard * standard_served) / 6);
    }
}

// ------------------------------------------------------------------------------------------- handling with a limit

namespace {

// A shelf that is never empty, and a store that handles `capacity` units a day.
std::string handled(double rate, const std::string& units, const std::string& terms, const std::string& more = "") {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: 1600 d, warmup: 100 d, replications: 40, seed: 7}}\n"
        "items: {{widget: {{price: 0}}}}\nsuppliers: {{source: {{sells: {{widget: {{cost: 0}}}}}}}}\n"
        "stores: {{shop: {{stock: {{widget: {{initial: 1000000}}}}, fulfillment: {{as_available: {{{}}}}}}}}}\n"
        "customers: {{all: {{store: shop, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: {}}}}}}}\n{}",
        terms, rate, units, more);
}

}  // namespace

TEST_CASE("serving: handling of single units is M/D/1", "[oracles][serving]") {
    for (const double capacity : {12.5, 20.0}) {
        const auto got = simulate(handled(10, "1", fmt::format("capacity: {} /d", capacity)));
        expect(got, "order_to_delivery", m_g_1_mean(10, 1 / capacity, 0) / 10);
    }
    const auto got = simulate(handled(10, "1", "capacity: 20 /d, handling: 6 h"));
    expect(got, "order_to_delivery", m_g_1_mean(10, 0.05, 0) / 10 + 0.25);
}

TEST_CASE("serving: handling of orders of several units is M/G/1, of parcels M/D/1", "[oracles][serving]") {
    // Geometric numbers of units from 1 on, of mean 2: variance 2.
    const std::string units = "{geometric: {mean: 2}}";
    const auto by_units = simulate(handled(5, units, "capacity: 14 /d"));
    expect(by_units, "order_to_delivery", m_g_1_mean(5, 2.0 / 14, std::sqrt(2.0) / 14) / 5);
    const auto by_parcels = simulate(handled(5, units, "capacity: 7 /d, capacity_counts: parcels"));
    expect(by_parcels, "order_to_delivery", m_g_1_mean(5, 1.0 / 7, 0) / 5);
}

// ---------------------------------------------------------------------------------- several stores, and neighbours

namespace {

// Two shops, base-stock, exponential lead times of their own, all that is not served lost. States: on hand here, there.
using Pair = std::array<int, 2>;
struct Shops {
    double rate_a, rate_b, lead;
    int level_a, level_b;
    int keep = 1000;    ///< what a neighbour keeps
    bool walk = false;  ///< customers of a go to b
};
std::vector<std::pair<Pair, double>> moves_of(const Shops& shops, const Pair& on_hand) {
    const auto [a, b] = on_hand;
    std::vector<std::pair<Pair, double>> out;
    if (a < shops.level_a) out.push_back({{a + 1, b}, (shops.level_a - a) / shops.lead});
    if (b < shops.level_b) out.push_back({{a, b + 1}, (shops.level_b - b) / shops.lead});
    if (a > 0)
        out.push_back({{a - 1, b}, shops.rate_a});
    else if (shops.walk ? b > 0 : b > shops.keep)
        out.push_back({{a, b - 1}, shops.rate_a});
    if (b > 0)
        out.push_back({{a, b - 1}, shops.rate_b});
    else if (!shops.walk && a > shops.keep)
        out.push_back({{a - 1, b}, shops.rate_b});
    return out;
}
double lost_share(const Shops& shops, const Chain<Pair>& chain) {
    const double lost = chain.mean([&](const Pair& n) {
        const bool a_helps = !shops.walk && n[0] > shops.keep;
        const bool b_helps = shops.walk ? n[1] > 0 : n[1] > shops.keep;
        return (n[0] == 0 && !b_helps ? shops.rate_a : 0) + (n[1] == 0 && !a_helps ? shops.rate_b : 0);
    });
    return lost / (shops.rate_a + shops.rate_b);
}

std::string two_shops(const Shops& shops, const std::string& lateral, const std::string& where) {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: 3100 d, warmup: 100 d, replications: 40, seed: 7}}\n"
        "items: {{widget: {{price: 0}}}}\n"
        "suppliers: {{source: {{sells: {{widget: {{cost: 0}}}}, lead_time: {{exponential: {{mean: {} d}}}}}}}}\n"
        "stores:\n"
        "  a: {{stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}}{}}}\n"
        "  b: {{stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}}{}}}\n"
        "customers:\n"
        "  of a: {{store: {}, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: 1}}}}\n"
        "  of b: {{store: b, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: 1}}}}\n",
        shops.lead, shops.level_a, shops.level_a, lateral, shops.level_b, shops.level_b, lateral, where, shops.rate_a,
        shops.rate_b);
}

}  // namespace

TEST_CASE("serving: neighbours help out above what they keep", "[oracles][serving]") {
    for (const int keep : {0, 1, 3}) {
        const Shops shops{.rate_a = 3, .rate_b = 2, .lead = 1, .level_a = 3, .level_b = 4, .keep = keep};
        const auto chain = chain_from(Pair{3, 4}, [&](const Pair& n) { return moves_of(shops, n); });
        const auto got = simulate(two_shops(shops, fmt::format(", lateral: {{from: [a, b], keep: {}}}", keep), "a"));
        expect(got, "lost_sales_rate", lost_share(shops, chain));
        expect(got, "on_hand", chain.mean([](const Pair& n) { return n[0] + n[1]; }));
        expect(got, "fill_rate",
               chain.mean([&](const Pair& n) { return (n[0] > 0 ? 3.0 : 0) + (n[1] > 0 ? 2.0 : 0); }) / 5);
    }
}

TEST_CASE("serving: customers go to the store of their second choice", "[oracles][serving]") {
    const Shops shops{.rate_a = 3, .rate_b = 2, .lead = 1, .level_a = 2, .level_b = 5, .walk = true};
    const auto chain = chain_from(Pair{2, 5}, [&](const Pair& n) { return moves_of(shops, n); });
    const auto got = simulate(two_shops(shops, "", "[a, b]"));
    expect(got, "lost_sales_rate", lost_share(shops, chain));
    expect(got, "on_hand", chain.mean([](const Pair& n) { return n[0] + n[1]; }));
    // Without the second choice both are Erlang's loss systems.
    const Shops alone{.rate_a = 3, .rate_b = 2, .lead = 1, .level_a = 2, .level_b = 5};
    const auto apart = chain_from(Pair{2, 5}, [&](const Pair& n) { return moves_of(alone, n); });
    expect(simulate(two_shops(alone, "", "a")), "lost_sales_rate", lost_share(alone, apart));
}

}  // namespace backstock::oracles
