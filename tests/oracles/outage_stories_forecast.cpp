// Order-up-to levels that follow what is heard of the supplier.

#include "tests/oracles/outage_stories.hpp"

#include <fmt/format.h>

#include <utility>

namespace backstock::oracles {

namespace {

/// 10 a day, known; two days of lead time and a review every day before the demand: the level is 30, and 10 more for
/// each day by which the lead time is longer.
OutageStory story(const std::string& name, double horizon, const std::string& updates, const std::string& outage,
                  const std::vector<std::pair<double, double>>& receipts) {
    OutageStory result{
        name,
        fmt::format(
            "backstock: 1\n"
            "run: {{horizon: {} d, replications: 1, seed: 1}}\n"
            "items: {{widget: {{price: 0}}}}\n"
            "suppliers: {{mill: {{sells: {{widget: {{cost: 0}}}}, lead_time: 2 d}}}}\n"
            "stores: {{shop: {{stock: {{widget: {{initial: 30, inventory: {{forecast_up_to: {{forecast: {{known: "
            "{{mean: 10}}}}, review: {{every: 1 d, at: start}}{}}}}}}}}}, backorder: allow}}}}\n"
            "customers: {{buyers: {{store: shop, arrivals: {{per_period: {{every: 1 d, quantity: 10}}}}, buys: "
            "{{widget: 1}}}}}}\n"
            "disruptions: {{o: {{strikes: {{supplier: mill}}, {}}}}}\n",
            horizon, updates.empty() ? "" : ", supplier_updates: " + updates, outage),
        {}};
    for (const auto& [day, units] : receipts) result.receipts.push_back({day, "shop", "mill", units});
    return result;
}

}  // namespace

void add_forecast_stories(std::vector<OutageStory>& all) {
    // Orders of days 1 and 2 arrive on days 3 and 4 in every story.
    // The level is 80, 70, 60 on days 3, 4, 5; then half of the mean outage is expected still: 55 on days 6 and 7. From
    // day 8 on it is 30 again, and what is under way lasts until day 10.
    all.push_back(story("an outage of five days is known on day 3: 60 at once, 15 more before it ends", 12.5, "",
                        "when: {scheduled: [{from: 3 d, until: 8 d}]}, capacity: 0 %",
                        {{3, 10}, {4, 10}, {10, 75}, {12, 5}}));
    const std::string slow = "when: {scheduled: [{from: 3 d, until: 8 d}]}, lead_time: 3";
    all.push_back(story("lead times are three times as long: from day 3 to 7 the level is 70", 14.5, "outages", slow,
                        {{3, 10}, {4, 10}, {9, 50}, {10, 10}, {11, 10}, {12, 10}, {13, 10}, {14, 10}}));
    all.push_back(story("who does not listen orders 10 a day", 14.5, "none", slow,
                        {{3, 10}, {4, 10}, {9, 10}, {10, 20}, {11, 20}, {12, 20}, {13, 20}, {14, 10}}));
    const std::string warned =
        "when: {scheduled: [{from: 6 d, until: 8 d}]}, capacity: 0 %, warning: {lead: 3 d, detected: 100 %}";
    all.push_back(story("a warning on day 3 of two days from day 6 on: 20 more at once", 11.5, "warnings", warned,
                        {{3, 10}, {4, 10}, {5, 30}, {6, 10}, {7, 10}, {10, 10}, {11, 10}}));
    all.push_back(story("who hears of outages alone orders 30 on day 6, and gets it on day 10", 11.5, "outages", warned,
                        {{3, 10}, {4, 10}, {5, 10}, {6, 10}, {7, 10}, {10, 30}, {11, 10}}));
}

}  // namespace backstock::oracles
