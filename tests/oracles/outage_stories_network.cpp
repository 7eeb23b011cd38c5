// Outages of lanes, own sites, one of several suppliers, and plants.

#include "tests/oracles/outage_stories.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace backstock::oracles {

namespace {

// ---- lanes and own sites -----------------------------------------------------------------------------------------

std::string from_works(const std::string& outages, double horizon = 7.5, const std::string& lane = "transit: 2 d",
                       const std::string& arrivals = "per_period: {every: 1 d, quantity: 10}") {
    return fmt::format(
        "backstock: 1\n"
        "run: {{horizon: {} d, replications: 1, seed: 1}}\n"
        "items: {{widget: {{price: 0}}}}\n"
        "suppliers: {{mill: {{sells: {{widget: {{cost: 0}}}}}}}}\n"
        "lanes: {{works -> shop: {{{}}}}}\n"
        "stores:\n"
        "  works: {{stock: {{widget: {{initial: 1000, inventory: none, sourcing: {{single: mill}}}}}}}}\n"
        "  shop: {{stock: {{widget: {{inventory: {{base_stock: {{S: 0}}}}, sourcing: {{single: works}}}}}}, backorder: "
        "allow}}\n"
        "customers: {{buyers: {{store: shop, arrivals: {{{}}}, buys: {{widget: 1}}}}}}\n"
        "disruptions: {{o: {{{}}}}}\n",
        horizon, lane, arrivals, outages);
}

std::vector<Receipt> works_to_shop(const std::vector<std::pair<double, double>>& receipts) {
    std::vector<Receipt> result;
    for (const auto& [day, units] : receipts) result.push_back({day, "shop", "works", units});
    return result;
}

void add_lanes(std::vector<OutageStory>& all) {
    all.push_back(
        {"a struck lane holds what is on it, and what comes to it: day 0 stands from 1 to 4",
         from_works("strikes: {lane: works -> shop}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %"),
         works_to_shop({{5, 10}, {6, 40}, {7, 10}})});
    all.push_back(
        {"a lane struck at the instant of an arrival holds it: day 0 until 4, day 1 until 5",
         from_works("strikes: {lane: works -> shop}, when: {scheduled: [{from: 2 d, for: 2 d}]}, capacity: 0 %"),
         works_to_shop({{4, 10}, {5, 10}, {6, 30}, {7, 10}})});
    all.push_back(
        {"a struck lane's transit doubles for what enters it on days 1, 2, 3",
         from_works("strikes: {lane: works -> shop}, when: {scheduled: [{from: 1 d, for: 3 d}]}, lead_time: 2"),
         works_to_shop({{2, 10}, {5, 10}, {6, 20}, {7, 20}})});
    const std::string lane_ramp =
        "strikes: {lane: works -> shop}, when: {scheduled: [{from: 1 d, until: 3 d}]}, capacity: 0 %, recovery: {ramp: "
        "{over: 4 d}}";
    all.push_back(
        {"10 units a day enter a lane; on the ramp 20 of them take four days: in at 7, there at 9",
         from_works(lane_ramp, 20, "transit: 2 d, capacity: 10 /d", "per_period: {every: 1000 d, quantity: 30}"),
         works_to_shop({{9, 30}})});
    all.push_back(
        {"what is on a lane moves again as soon as the ramp begins: in at 0.5, 1.5 days to go at 3",
         from_works(lane_ramp, 20, "transit: 2 d, capacity: 20 /d", "per_period: {every: 1000 d, quantity: 10}"),
         works_to_shop({{4.5, 10}})});
    all.push_back(
        {"all had entered at the instant at which the lane is struck: it is held before it",
         from_works(lane_ramp, 20, "transit: 2 d, capacity: 10 /d", "per_period: {every: 1000 d, quantity: 10}"),
         works_to_shop({{5, 10}})});
    all.push_back(
        {"the lane from 1 to 3, its source from 2 to 4: day 1 waits before the lane, days 2 and 3 at the source",
         from_works("strikes: {lane: works -> shop}, when: {scheduled: [{from: 1 d, until: 3 d}]}, capacity: 0 %}, p: "
                    "{strikes: {store: works}, when: {scheduled: [{from: 2 d, until: 4 d}]}, capacity: 0 %"),
         works_to_shop({{4, 10}, {5, 10}, {6, 30}, {7, 10}})});
    all.push_back({"a struck site takes orders and ships nothing; what has left arrives",
                   from_works("strikes: {store: works}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %"),
                   works_to_shop({{2, 10}, {6, 40}, {7, 10}})});
}

// ---- two suppliers -----------------------------------------------------------------------------------------------

/// North buys from the mill, south from the smelter, 10 a day each, a day away.
std::string two_shops(double horizon, const std::string& outage) {
    return fmt::format(
        "backstock: 1\n"
        "run: {{horizon: {} d, replications: 1, seed: 1}}\n"
        "items: {{widget: {{price: 0}}}}\n"
        "suppliers:\n"
        "  mill: {{region: valley, sells: {{widget: {{cost: 0}}}}, lead_time: 1 d}}\n"
        "  smelter: {{region: valley, sells: {{widget: {{cost: 0}}}}, lead_time: 1 d}}\n"
        "defaults: {{inventory: {{base_stock: {{S: 0}}}}, backorder: allow}}\n"
        "stores:\n"
        "  north: {{stock: {{widget: {{sourcing: {{single: mill}}}}}}}}\n"
        "  south: {{stock: {{widget: {{sourcing: {{single: smelter}}}}}}}}\n"
        "customers:\n"
        "  northern: {{store: north, arrivals: {{per_period: {{every: 1 d, quantity: 10}}}}, buys: {{widget: 1}}}}\n"
        "  southern: {{store: south, arrivals: {{per_period: {{every: 1 d, quantity: 10}}}}, buys: {{widget: 1}}}}\n"
        "disruptions: {{o: {{{}}}}}\n",
        horizon, outage);
}

/// One shop, the mill a day away, the shed three.
std::string with_backup(double horizon, const std::string& outage, const std::string& plan = "") {
    return fmt::format(
        "backstock: 1\n"
        "run: {{horizon: {} d, replications: 1, seed: 1}}\n"
        "items: {{widget: {{price: 0}}}}\n"
        "suppliers:\n"
        "  mill: {{sells: {{widget: {{cost: 0}}}}, lead_time: 1 d}}\n"
        "  shed: {{sells: {{widget: {{cost: 0}}}}, lead_time: 3 d}}\n"
        "defaults: {{inventory: {{base_stock: {{S: 0}}}}, backorder: allow}}\n"
        "stores: {{shop: {{stock: {{widget: {{sourcing: {{primary_backup: {{primary: mill, backup: shed{}}}}}}}}}}}}}\n"
        "customers: {{buyers: {{store: shop, arrivals: {{per_period: {{every: 1 d, quantity: 10}}}}, buys: {{widget: "
        "1}}}}}}\n"
        "disruptions: {{o: {{strikes: {{supplier: mill}}, capacity: 0 %, {}}}}}\n",
        horizon, plan, outage);
}

void add_two(std::vector<OutageStory>& all) {
    all.push_back(
        {"a region strikes both at once",
         two_shops(6.5, "strikes: {region: valley}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %"),
         {{1, "north", "mill", 10},
          {1, "south", "smelter", 10},
          {5, "north", "mill", 40},
          {5, "south", "smelter", 40},
          {6, "north", "mill", 10},
          {6, "south", "smelter", 10}}});
    all.push_back({"it spreads after two days and lasts as long: mill 1 to 4, smelter 3 to 6",
                   two_shops(7.5,
                             "strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %, "
                             "spreads: {to: smelter, probability: 100 %, after: 2 d}"),
                   {{1, "north", "mill", 10},
                    {1, "south", "smelter", 10},
                    {2, "south", "smelter", 10},
                    {3, "south", "smelter", 10},
                    {5, "north", "mill", 40},
                    {6, "north", "mill", 10},
                    {7, "north", "mill", 10},
                    {7, "south", "smelter", 40}}});
    all.push_back({"it lasts a day there, however long it lasted here: mill 1 to 4, smelter 3 to 4",
                   two_shops(6.5,
                             "strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %, "
                             "spreads: {to: smelter, after: 2 d, lasts: 1 d}"),
                   {{1, "north", "mill", 10},
                    {1, "south", "smelter", 10},
                    {2, "south", "smelter", 10},
                    {3, "south", "smelter", 10},
                    {5, "north", "mill", 40},
                    {5, "south", "smelter", 20},
                    {6, "north", "mill", 10},
                    {6, "south", "smelter", 10}}});
    all.push_back({"it spreads a second time before the first is over there: mill 1 to 2 and 3 to 4, smelter 2 to 7",
                   two_shops(8.5,
                             "strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 1 d}, {from: 3 d, for: 1 "
                             "d}]}, capacity: 0 %, spreads: {to: smelter, after: 1 d, lasts: 3 d}"),
                   {{1, "north", "mill", 10},
                    {1, "south", "smelter", 10},
                    {2, "south", "smelter", 10},
                    {3, "north", "mill", 20},
                    {5, "north", "mill", 20},
                    {6, "north", "mill", 10},
                    {7, "north", "mill", 10},
                    {8, "north", "mill", 10},
                    {8, "south", "smelter", 60}}});
    // Watched on odd days, and nothing ever comes of it.
    const std::string watch =
        "when: {threat: {every: 1 d, levels: {calm: {to: {watch: 100 %}}, watch: {to: {calm: 100 %}, severity: 0 %}, "
        "struck: {to: {calm: 100 %}, severity: 100 %}}, warns: [watch]}}";
    all.push_back({"a warning that is false sends days 1 and 3 to the shed all the same",
                   with_backup(6.5, watch, ", on_warning: true"),
                   {{1, "shop", "mill", 10},
                    {3, "shop", "mill", 10},
                    {4, "shop", "shed", 10},
                    {5, "shop", "mill", 10},
                    {6, "shop", "shed", 10}}});
    all.push_back(
        {"a warning that is false leaves who does not listen alone",
         with_backup(4.5, watch),
         {{1, "shop", "mill", 10}, {2, "shop", "mill", 10}, {3, "shop", "mill", 10}, {4, "shop", "mill", 10}}});
    all.push_back(
        {"the outage of day 2 is known on day 4: days 4 and 5 buy from the shed, the mill's queue leaves on day 8",
         with_backup(8.5, "when: {scheduled: [{from: 2 d, until: 8 d}]}, detected: 2 d"),
         {{1, "shop", "mill", 10}, {2, "shop", "mill", 10}, {7, "shop", "shed", 10}, {8, "shop", "shed", 10}}});
    all.push_back(
        {"an outage that is over before it is known changes no purchase",
         with_backup(5.5, "when: {scheduled: [{from: 2 d, until: 3 d}]}, detected: 2 d"),
         {{1, "shop", "mill", 10}, {2, "shop", "mill", 10}, {4, "shop", "mill", 20}, {5, "shop", "mill", 10}}});
    const std::string warned =
        "when: {scheduled: [{from: 4 d, until: 7 d}]}, detected: 2 d, warning: {lead: 2 d, detected: 100 %}";
    all.push_back(
        {"a warning on day 2 of the outage of day 4 is acted on at once",
         with_backup(6.5, warned, ", on_warning: true"),
         {{1, "shop", "mill", 10}, {2, "shop", "mill", 10}, {5, "shop", "shed", 10}, {6, "shop", "shed", 10}}});
    all.push_back({"a warning that came true makes the outage known when it begins, not two days after",
                   with_backup(8.5, warned),
                   {{1, "shop", "mill", 10},
                    {2, "shop", "mill", 10},
                    {3, "shop", "mill", 10},
                    {4, "shop", "mill", 10},
                    {7, "shop", "shed", 10},
                    {8, "shop", "mill", 10},
                    {8, "shop", "shed", 10}}});
    all.push_back(
        {"one item of a supplier alone is struck",
         "backstock: 1\n"
         "run: {horizon: 6.5 d, replications: 1, seed: 1}\n"
         "items: {dress: {price: 0}, belt: {price: 0}}\n"
         "suppliers: {mill: {sells: {dress: {cost: 0}, belt: {cost: 0}}, lead_time: 1 d}}\n"
         "defaults: {inventory: {base_stock: {S: 0}}, sourcing: {single: mill}, backorder: allow}\n"
         "stores: {north: {stock: {dress: {}}}, south: {stock: {belt: {}}}}\n"
         "customers:\n"
         "  northern: {store: north, arrivals: {per_period: {every: 1 d, quantity: 10}}, buys: {dress: 1}}\n"
         "  southern: {store: south, arrivals: {per_period: {every: 1 d, quantity: 10}}, buys: {belt: 1}}\n"
         "disruptions: {o: {strikes: {stock: mill.dress}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: "
         "0 %}}\n",
         {{1, "north", "mill", 10},
          {1, "south", "mill", 10},
          {2, "south", "mill", 10},
          {3, "south", "mill", 10},
          {4, "south", "mill", 10},
          {5, "north", "mill", 40},
          {5, "south", "mill", 10},
          {6, "north", "mill", 10},
          {6, "south", "mill", 10}}});
}

// ---- plants ------------------------------------------------------------------------------------------------------

/// The shop's customers take so many on day 0, which the works makes to order, a day each.
std::string made(int units, int lines, const std::string& outage) {
    return fmt::format(
        "backstock: 1\n"
        "run: {{horizon: 20 d, replications: 1, seed: 1}}\n"
        "items: {{bike: {{price: 0}}}}\n"
        "plants: {{works: {{lines: {}, makes: {{bike: {{time: 1 d}}}}, stock: {{bike: {{inventory: {{base_stock: {{S: "
        "0}}}}}}}}}}}}\n"
        "stores: {{shop: {{stock: {{bike: {{inventory: {{base_stock: {{S: 0}}}}, sourcing: {{single: works}}}}}}, "
        "backorder: allow}}}}\n"
        "customers: {{buyers: {{store: shop, arrivals: {{per_period: {{every: 1000 d, quantity: {}}}}}, buys: {{bike: "
        "1}}}}}}\n"
        "disruptions: {{o: {{strikes: {{plant: works}}, {}}}}}\n",
        lines, units, outage);
}

/// What the works has made goes to the shop in the same instant.
OutageStory at_works(const std::string& name, const std::string& scenario,
                     const std::vector<std::pair<double, double>>& receipts) {
    OutageStory story{name, scenario, {}};
    for (const auto& [day, units] : receipts) {
        story.receipts.push_back({day, "shop", "works", units});
        story.receipts.push_back({day, "works", "", units});
    }
    return story;
}

void add_plants(std::vector<OutageStory>& all) {
    const std::string two_days = "when: {scheduled: [{from: 0.5 d, for: 2 d}]}, ";
    all.push_back(at_works("a line pauses at half a unit and ends it half a day after",
                           made(1, 1, two_days + "capacity: 0 %"), {{3, 1}}));
    all.push_back(at_works("a line loses half a unit and begins again",
                           made(1, 1, two_days + "capacity: 0 %, work: scrap"), {{3.5, 1}}));
    all.push_back(at_works("a line at 40 % takes a day and a quarter for the other half",
                           made(1, 1, two_days + "capacity: 40 %"), {{1.75, 1}}));
    all.push_back(at_works("a line on a ramp of two days: s^2 / 4 = 1 / 2 at s = 1.4142136",
                           made(1, 1, two_days + "capacity: 0 %, recovery: {ramp: {over: 2 d}}"), {{3.9142135624, 1}}));
    const std::string from_one = "when: {scheduled: [{from: 1 d, for: 2 d}]}, ";
    all.push_back(at_works("a unit is made at the instant at which the outage begins: it is finished when that ends",
                           made(1, 1, from_one + "capacity: 0 %"), {{3, 1}}));
    all.push_back(at_works("it is finished as soon as the ramp begins",
                           made(1, 1, from_one + "capacity: 0 %, recovery: {ramp: {over: 2 d}}"), {{3, 1}}));
    all.push_back(
        at_works("or is lost, and made again", made(1, 1, from_one + "capacity: 0 %, work: scrap"), {{4, 1}}));
    all.push_back(at_works("a partial outage that begins then has no part in it",
                           made(1, 1, from_one + "capacity: 40 %"), {{1, 1}}));
    all.push_back(at_works("two lines, four units, a day lost from the first two",
                           made(4, 2, "when: {scheduled: [{from: 0.5 d, for: 1 d}]}, capacity: 0 %"),
                           {{2, 2}, {3, 2}}));
}

// A works with 20 on the shelf that makes one for one in a day, and a shop that asks for 10 a day.
std::string from_the_shelf(const std::string& strikes) {
    return fmt::format(
        "backstock: 1\n"
        "run: {{horizon: 5.5 d, replications: 1, seed: 1}}\n"
        "items: {{bike: {{price: 0}}}}\n"
        "plants: {{works: {{lines: unlimited, makes: {{bike: {{time: 1 d}}}}, stock: {{bike: {{initial: 20, inventory: "
        "{{base_stock: {{S: 20}}}}}}}}}}}}\n"
        "stores: {{shop: {{stock: {{bike: {{inventory: {{base_stock: {{S: 0}}}}, sourcing: {{single: works}}}}}}, "
        "backorder: allow}}}}\n"
        "customers: {{buyers: {{store: shop, arrivals: {{per_period: {{every: 1 d, quantity: 10}}}}, buys: {{bike: "
        "1}}}}}}\n"
        "disruptions: {{o: {{strikes: {{{}}}, when: {{scheduled: [{{from: 1.5 d, for: 2 d}}]}}, capacity: 0 %}}}}\n",
        strikes);
}

void add_shelf(std::vector<OutageStory>& all) {
    // Made: day 0's by day 1; day 1's, half done, by day 4; those of days 2 and 3 by day 4.5; day 4's by day 5.
    const std::vector<Receipt> made{
        {1, "works", "", 10}, {4, "works", "", 10}, {4.5, "works", "", 20}, {5, "works", "", 10}};
    const auto story = [&](const std::string& name, const std::string& strikes, const std::vector<double>& shipped) {
        OutageStory one{name, from_the_shelf(strikes), made};
        for (const double day : shipped) one.receipts.push_back({day, "shop", "works", 10});
        std::sort(one.receipts.begin(), one.receipts.end(), [](const Receipt& a, const Receipt& b) {
            return std::tie(a.day, a.place) < std::tie(b.day, b.place);
        });
        all.push_back(one);
    };
    story("a struck plant ships on day 2 what it has, and on day 3 has nothing", "plant: works", {0, 1, 2, 4, 4.5, 5});
    for (const std::string strikes : {"store: works", "stock: works.bike"})
        story("a struck site ships nothing on days 2 and 3 (" + strikes + ")", strikes, {0, 1, 3.5, 4, 4.5, 5});
}

}  // namespace

void add_network_stories(std::vector<OutageStory>& all) {
    add_lanes(all);
    add_two(all);
    add_plants(all);
    add_shelf(all);
}

}  // namespace backstock::oracles
