#include "tests/oracles/outage_stories.hpp"

#include <fmt/format.h>

#include <utility>

namespace backstock::oracles {

namespace {

/// A shop under a mill and nobody else, unless said otherwise.
struct Setting {
    double horizon = 20;
    std::string item = "price: 0";
    std::string supplier = "lead_time: 0 d";
    std::string shop = "inventory: {base_stock: {S: 0}}, sourcing: {single: mill}";
    std::string arrivals = "per_period: {every: 1 d, quantity: 10}";
    std::string outages;  ///< as in `disruptions`

    std::string text() const {
        return fmt::format(
            "backstock: 1\n"
            "run: {{horizon: {} d, replications: 1, seed: 1}}\n"
            "items: {{widget: {{{}}}}}\n"
            "suppliers: {{mill: {{sells: {{widget: {{cost: 0}}}}, {}}}}}\n"
            "stores: {{shop: {{stock: {{widget: {{{}}}}}, backorder: allow}}}}\n"
            "customers: {{buyers: {{store: shop, arrivals: {{{}}}, buys: {{widget: 1}}}}}}\n"
            "disruptions: {{{}}}\n",
            horizon, item, supplier, shop, arrivals, outages);
    }
};

/// One purchase at day 0 at a mill that makes 10 a day.
std::string purchase(int units, const std::string& outages) {
    return Setting{.supplier = "capacity: 10 /d",
                   .arrivals = fmt::format("per_period: {{every: 1000 d, quantity: {}}}", units),
                   .outages = outages}
        .text();
}

OutageStory one(const std::string& name, int units, double day, const std::string& outages) {
    return {name, purchase(units, outages), {{day, "shop", "mill", static_cast<double>(units)}}};
}

/// 10 bought every day from day 0 on.
std::string daily(double horizon, const std::string& lead, const std::string& outages) {
    return Setting{.horizon = horizon, .supplier = lead, .outages = outages}.text();
}

std::vector<Receipt> from_mill(const std::vector<std::pair<double, double>>& receipts) {
    std::vector<Receipt> result;
    for (const auto& [day, units] : receipts) result.push_back({day, "shop", "mill", units});
    return result;
}

// ---- a supplier with a capacity: 50 units are 5 days' work -------------------------------------------------------

void add_capacity(std::vector<OutageStory>& all) {
    const std::string mill = "strikes: {supplier: mill}, ";
    const std::string three_days = mill + "when: {scheduled: [{from: 1 d, for: 3 d}]}";
    all.push_back(one("no outage", 50, 5, ""));
    all.push_back(one("work pauses and goes on: 10, nothing, 40", 50, 8, "o: {" + three_days + ", capacity: 0 %}"));
    all.push_back(one("work is scrapped and begins again at day 4", 50, 9,
                      "o: {" + three_days + ", capacity: 0 %, work: scrap}"));
    all.push_back(one("work slows: 10, 12, 28", 50, 6.8, "o: {" + three_days + ", capacity: 40 %}"));
    all.push_back(one("a ramp of four days gives 20: 10, nothing, 20, 20", 50, 10,
                      "o: {" + three_days + ", capacity: 0 %, recovery: {ramp: {over: 4 d}}}"));
    all.push_back(one("done on the ramp: 10 s^2 / 8 = 10 at s = 2.8284271", 20, 6.8284271247,
                      "o: {" + three_days + ", capacity: 0 %, recovery: {ramp: {over: 4 d}}}"));
    all.push_back(one("a ramp from 40 %: 10, 12, and 28 on its four days", 50, 8,
                      "o: {" + three_days + ", capacity: 40 %, recovery: {ramp: {over: 4 d}}}"));
    all.push_back(one("an exponential recovery: s - 2 (1 - e^(-s/2)) = 4 at s = 5.8950618", 50, 9.8950618051,
                      "o: {" + three_days + ", capacity: 0 %, recovery: {exponential: {time: 2 d}}}"));
    all.push_back(
        one("a profile: 10, nothing, 4 in two days, 20 in four, 16", 50, 11.6,
            "o: {" + three_days + ", capacity: 0 %, recovery: {profile: [[0 d, 20 %], [2 d, 50 %], [6 d, 100 %]]}}"));
    all.push_back(one("two outages multiply: 10, 5, 2 a day for two days, 8, 23", 50, 8.3,
                      "a: {" + three_days + ", capacity: 50 %}, b: {" + mill +
                          "when: {scheduled: [{from: 2 d, for: 4 d}]}, capacity: 40 %}"));
    all.push_back(one("two ramps at once multiply: (s / 4)^2 over four days is 13.3333 units", 50, 10.6666666667,
                      "a: {" + three_days + ", capacity: 0 %, recovery: {ramp: {over: 4 d}}}, b: {" + mill +
                          "when: {scheduled: [{from: 2 d, for: 2 d}]}, capacity: 0 %, recovery: {ramp: {over: 4 d}}}"));
    all.push_back(one("done at the instant at which the outage begins: it waits", 10, 4,
                      "o: {" + three_days + ", capacity: 0 %}"));
    all.push_back(one("done at the instant at which a partial outage begins: it goes", 10, 1,
                      "o: {" + three_days + ", capacity: 40 %}"));
    all.push_back(
        one("done at the instant at which a partial outage ends", 22, 4, "o: {" + three_days + ", capacity: 40 %}"));
    all.push_back(one("one outage begins at the instant at which another ends: no work in between", 50, 9,
                      "a: {" + mill + "when: {scheduled: [{from: 1 d, until: 3 d}]}, capacity: 0 %}, b: {" + mill +
                          "when: {scheduled: [{from: 3 d, until: 5 d}]}, capacity: 0 %}"));
    all.push_back(one("a partial outage takes over from a full one: 10, nothing, 4 a day for two days, 32", 50, 8.2,
                      "a: {" + mill + "when: {scheduled: [{from: 1 d, until: 3 d}]}, capacity: 0 %}, b: {" + mill +
                          "when: {scheduled: [{from: 3 d, until: 5 d}]}, capacity: 40 %}"));
    all.push_back(one("all was done when the outage began: the ramp lets it go at once", 10, 4,
                      "o: {" + three_days + ", capacity: 0 %, recovery: {ramp: {over: 4 d}}}"));
    all.push_back(one("all was done when the outage began, and it is scrapped", 10, 5,
                      "o: {" + three_days + ", capacity: 0 %, work: scrap}"));
    // Up 0-2, down 2-3, and so on; each ramp of four days is cut off after two: 10 s^2 / 8 = 5 units.
    all.push_back(one("a ramp that the next outage cuts off: 20, 5, and 3 at s = 1.5491933", 28, 7.5491933385,
                      "o: {" + mill +
                          "when: {random: {up: 2 d, down: 1 d}}, capacity: 0 %, recovery: {ramp: {over: 4 "
                          "d}}}"));
    // 10 a day at 20 a day: the outage finds the purchase of day 1 half done.
    const auto interrupted = [&](const std::string& work) {
        return Setting{.horizon = 4.7,
                       .supplier = "capacity: 20 /d",
                       .outages = "o: {" + mill +
                                  "when: {scheduled: [{from: 1.25 d, for: 1 d}]}, capacity: 0 %, work: " + work + "}"}
            .text();
    };
    all.push_back({"the purchase under way goes on; what queued follows", interrupted("pause"),
                   from_mill({{0.5, 10}, {2.5, 10}, {3, 10}, {3.5, 10}, {4.5, 10}})});
    all.push_back({"only the purchase under way begins again; what queued follows later", interrupted("scrap"),
                   from_mill({{0.5, 10}, {2.75, 10}, {3.25, 10}, {3.75, 10}, {4.5, 10}})});
    all.push_back({"a queue forms and is worked off: 5 a day at 10 a day, nothing on days 1 and 2",
                   Setting{.horizon = 7.2,
                           .supplier = "capacity: 10 /d",
                           .arrivals = "per_period: {every: 1 d, quantity: 5}",
                           .outages = "o: {" + mill + "when: {scheduled: [{from: 1 d, until: 3 d}]}, capacity: 0 %}"}
                       .text(),
                   from_mill({{0.5, 5}, {3.5, 5}, {4, 5}, {4.5, 5}, {5, 5}, {5.5, 5}, {6.5, 5}})});
}

// ---- a supplier without one: 10 leave every day ------------------------------------------------------------------

void add_daily(std::vector<OutageStory>& all) {
    const std::string mill = "strikes: {supplier: mill}, capacity: 0 %, ";
    const auto struck = [&](const std::string& windows) {
        return "o: {" + mill + "when: {scheduled: [" + windows + "]}}";
    };
    all.push_back({"what is under way arrives, what is ordered waits: days 1, 2, 3 leave with day 4",
                   daily(7.5, "lead_time: 2 d", struck("{from: 1 d, for: 3 d}")),
                   from_mill({{2, 10}, {6, 40}, {7, 10}})});
    all.push_back({"windows that overlap are one",
                   daily(7.5, "lead_time: 2 d", struck("{from: 1 d, for: 3 d}, {from: 3 d, for: 2 d}")),
                   from_mill({{2, 10}, {7, 50}})});
    all.push_back({"windows that touch are one: nothing slips through between them",
                   daily(8.5, "lead_time: 2 d", struck("{from: 1 d, for: 3 d}, {from: 4 d, until: 6 d}")),
                   from_mill({{2, 10}, {8, 60}})});
    // 10 a day; on day 3 the shop looks at 30 owed, on day 6 at 60 owed less what is on order.
    const auto reviewed = [&](const std::string& orders) {
        return Setting{
            .horizon = 8.5,
            .supplier = "lead_time: 2 d",
            .shop = "inventory: {base_stock: {S: 0, review: {every: 3 d, at: start}}}, sourcing: {single: mill}",
            .outages = "o: {" + mill + "when: {scheduled: [{from: 2 d, until: 4 d}]}, orders: " + orders + "}"}
            .text();
    };
    all.push_back({"an order of day 3 queues", reviewed("queue"), from_mill({{6, 30}, {8, 30}})});
    all.push_back({"an order of day 3 is refused: day 6 orders all", reviewed("refuse"), from_mill({{8, 60}})});
    // Reviews come after `disrupt`: at day 0 the position is 0, at day 1 10 are owed.
    const auto at_start = [&](const std::string& window) {
        return Setting{
            .horizon = 3.5,
            .supplier = "lead_time: 0 d",
            .shop = "inventory: {base_stock: {S: 0, review: {every: 1 d, at: start}}}, sourcing: {single: mill}",
            .outages = struck(window)}
            .text();
    };
    all.push_back({"ordered at the instant at which the outage begins: it waits", at_start("{from: 1 d, until: 2.5 d}"),
                   from_mill({{2.5, 20}, {3, 10}})});
    all.push_back({"ordered at the instant at which the outage ends: it goes", at_start("{from: 0.5 d, until: 1 d}"),
                   from_mill({{1, 10}, {2, 10}, {3, 10}})});
    all.push_back({"lead times double for what leaves on days 1, 2, 3, and day 4 overtakes",
                   daily(7.5, "lead_time: 2 d",
                         "o: {strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, lead_time: 2}"),
                   from_mill({{2, 10}, {5, 10}, {6, 20}, {7, 20}})});
    // Factor 3 on days 1 and 2; on the ramp 3, 2.5, 2, 1.5 on days 3 to 6: all of these come on day 9, with day 7.
    all.push_back({"a ramp crosses shipments: each has the factor of the instant at which it left",
                   daily(10.5, "lead_time: 2 d",
                         "o: {strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, until: 3 d}]}, lead_time: 3, "
                         "recovery: {ramp: {over: 4 d}}}"),
                   from_mill({{2, 10}, {7, 10}, {8, 10}, {9, 50}, {10, 10}})});
    all.push_back({"nobody asks on days 1, 2, 3",
                   daily(7.5, "lead_time: 2 d",
                         "o: {strikes: {demand: all}, when: {scheduled: [{from: 1 d, for: 3 d}]}, demand: 0 %}"),
                   from_mill({{2, 10}, {6, 10}, {7, 10}})});
    all.push_back({"demand grows by half on days 1, 2, 3",
                   daily(7.5, "lead_time: 2 d",
                         "o: {strikes: {demand: buyers}, when: {scheduled: [{from: 1 d, for: 3 d}]}, demand: 150 %}"),
                   from_mill({{2, 10}, {3, 15}, {4, 15}, {5, 15}, {6, 10}, {7, 10}})});
    // Half of what is bought is no good on days 1, 2, 3: 5 of 10, 7.5 of 15, 8.75 of 17.5; day 4 buys 18.75.
    all.push_back(
        {"half of what leaves is good: what is missing is bought again",
         Setting{.horizon = 5.5,
                 .item = "price: 0, divisible: true",
                 .shop = "inventory: {base_stock: {S: 0, review: {every: 1 d, at: end}}}, sourcing: {single: mill}",
                 .outages = "o: {strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, "
                            "yield: 50 %}"}
             .text(),
         from_mill({{0, 10}, {1, 5}, {2, 7.5}, {3, 8.75}, {4, 18.75}, {5, 10}})});
    // The supplier's own yield, by item: 5 of 10, 7.5 of 15, 8.75 of 17.5; struck, a quarter of 18.75.
    all.push_back(
        {"a supplier of whom half is good, and while struck a quarter",
         Setting{.horizon = 3.5,
                 .item = "price: 0, divisible: true",
                 .supplier = "yield: 50 %",
                 .shop = "inventory: {base_stock: {S: 0, review: {every: 1 d, at: end}}}, sourcing: {single: mill}",
                 .outages = "o: {strikes: {supplier: mill}, when: {scheduled: [{from: 3 d, for: 1 d}]}, yield: 50 %}"}
             .text(),
         from_mill({{0, 5}, {1, 7.5}, {2, 8.75}, {3, 4.6875}})});
    all.push_back({"false alarms hold up nothing",
                   daily(7.5, "lead_time: 2 d",
                         "o: {" + mill +
                             "when: {scheduled: [{from: 900 d, for: 3 d}]}, warning: {lead: 1 d, detected: "
                             "100 %, false_alarms: 200 /yr}}"),
                   from_mill({{2, 10}, {3, 10}, {4, 10}, {5, 10}, {6, 10}, {7, 10}})});
    // Up on even days, down on odd ones.
    all.push_back(
        {"a chain that is sure to fail and sure to recover",
         daily(6.5, "lead_time: 0 d", "o: {" + mill + "when: {markov: {every: 1 d, fail: 100 %, recover: 100 %}}}"),
         from_mill({{0, 10}, {2, 20}, {4, 20}, {6, 20}})});
    // Up 0-2, down 2-3, up 3-5, down 5-6.
    all.push_back({"two days up, one down",
                   daily(6.5, "lead_time: 0 d", "o: {" + mill + "when: {random: {up: 2 d, down: 1 d}}}"),
                   from_mill({{0, 10}, {1, 10}, {3, 20}, {4, 10}, {6, 20}})});
}

// ---- stock that is lost ------------------------------------------------------------------------------------------

void add_destroyed(std::vector<OutageStory>& all) {
    // Nobody buys before day 1000; the shop orders what it lost, in whole units, half to even.
    for (const auto& [level, lost] : {std::pair{20, 6}, {25, 8}, {35, 10}})
        all.push_back({fmt::format("30 % of {} are lost: {}", level, lost),
                       Setting{.supplier = "lead_time: 1 d",
                               .shop = fmt::format("initial: {0}, inventory: {{base_stock: {{S: {0}}}}}, sourcing: "
                                                   "{{single: mill}}",
                                                   level),
                               .arrivals = "renewal: {every: 1000 d}",
                               .outages = "o: {strikes: {store: shop}, when: {scheduled: [{from: 1 d, for: 1 d}]}, "
                                          "destroys: 30 %}"}
                           .text(),
                       from_mill({{2, static_cast<double>(lost)}})});
    const auto struck_twice = [](const std::string& item) {
        return Setting{.item = item,
                       .supplier = "lead_time: 1 d",
                       .shop = "initial: 25, inventory: {base_stock: {S: 25}}, sourcing: {single: mill}",
                       .arrivals = "renewal: {every: 1000 d}",
                       .outages =
                           "a: {strikes: {store: shop}, when: {scheduled: [{from: 1 d, for: 1 d}]}, destroys: "
                           "30 %}, b: {strikes: {stock: shop.widget}, when: {scheduled: [{from: 1.5 d, for: 1 "
                           "d}]}, destroys: 50 %}"}
            .text();
    };
    all.push_back({"the second outage finds 17, and half to even of 8.5 is lost", struck_twice("price: 0"),
                   from_mill({{2, 8}, {2.5, 8}})});
    all.push_back({"what can be divided is lost to the millionth", struck_twice("price: 0, divisible: true"),
                   from_mill({{2, 7.5}, {2.5, 8.75}})});
}

}  // namespace

const std::vector<OutageStory>& outage_stories() {
    static const std::vector<OutageStory> stories = [] {
        std::vector<OutageStory> all;
        add_capacity(all);
        add_daily(all);
        add_destroyed(all);
        add_network_stories(all);
        add_forecast_stories(all);
        return all;
    }();
    return stories;
}

}  // namespace backstock::oracles
