// What disruptions do, by hand: times and quantities of every trace below follow from the rules alone.
#include "sim/flows/disruption.hpp"

#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/flows/run.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/outage_clock.hpp"
#include "tests/paths.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

using namespace backstock;

namespace {

Model model_of(const std::string& text) {
    Catalog catalog;
    add_builtin(catalog);
    return std::move(load_scenario_text(text, "struck.yaml", catalog).model);
}

// What happened to goods, as "5 sent 10" (on day 5, ten units).
struct Log {
    const World& world;
    std::vector<std::string> lines;

    template<class... Parts>
    void note(Time at, Parts... parts) {
        std::string line = fmt::format("{:.6g}", at.in_days());
        ((line += fmt::format(" {}", parts)), ...);
        lines.push_back(line);
    }
    void saw(const GoodsSent& e, Time at) { note(at, "sent", world.shipments[e.shipment].quantity.in_units()); }
    void saw(const GoodsReceived& e, Time at) {
        note(at, "received", (world.shipments[e.shipment].quantity - world.shipments[e.shipment].spoiled).in_units());
    }
    void saw(const PurchaseRefused& e, Time at) {
        note(at, "refused", world.purchases[e.purchase].quantity.in_units());
    }
    void saw(const ParcelShipped& e, Time at) { note(at, "shipped", world.parcels[e.parcel].quantity.in_units()); }
    void saw(const OutageBegan&, Time at) { note(at, "began"); }
    void saw(const OutageEnded&, Time at) { note(at, "ended"); }
    void saw(const OutageRecovered&, Time at) { note(at, "recovered"); }
    void saw(const OutageDetected&, Time at) { note(at, "detected"); }
    void saw(const OutageWarned&, Time at) { note(at, "warned"); }
    void saw(const AlarmEnded&, Time at) { note(at, "no outage"); }
    void saw(const StockDestroyed& e, Time at) { note(at, "destroyed", e.quantity.in_units()); }
};

std::vector<std::string> play(const Model& model, std::int64_t replication = 0) {
    World world;
    FactObservers observers;
    Log log{world, {}};
    observers.add(log);
    Run run(model, world, observers, replication);
    run.play();
    return log.lines;
}

// Of the lines, those with one of the words.
std::vector<std::string> only(const std::vector<std::string>& lines, const std::vector<std::string>& words) {
    std::vector<std::string> kept;
    for (const std::string& line : lines)
        for (const std::string& word : words)
            if (line.find(" " + word) != std::string::npos) kept.push_back(line);
    return kept;
}

// A shop that buys its dresses from a mill, with demand as told; `more` is YAML at the top level.
struct Shop {
    std::string horizon = "30 d";
    std::string mill = "lead_time: 0 d";
    std::string stock = "initial: 0, inventory: {base_stock: {S: 0}}";
    std::string arrivals = "{per_period: {every: 100 d, quantity: 50}}";
    std::string divisible = "true";
    std::string more;

    [[nodiscard]] Model with(const std::string& disruptions) const {
        return model_of(
            fmt::format("backstock: 1\nrun: {{horizon: {}, replications: 1}}\n"
                        "items: {{dress: {{price: 10, divisible: {}}}}}\n"
                        "suppliers: {{mill: {{region: north, sells: {{dress: {{cost: 4}}}}, {}}}}}\n"
                        "stores: {{shop: {{stock: {{dress: {{{}}}}}, backorder: allow}}}}\n"
                        "customers: {{people: {{store: shop, arrivals: {}, buys: {{dress: 1}}}}}}\n"
                        "{}\ndisruptions: {{{}}}\n",
                        horizon, divisible, mill, stock, arrivals, more, disruptions));
    }
};

using Lines = std::vector<std::string>;

const std::string mill_down = "strikes: {supplier: mill}, capacity: 0 %";

}  // namespace

TEST_CASE("disruption: a supplier with capacity pauses, slows down, and picks up on a ramp", "[disruptions]") {
    // Fifty units at ten a day are done on day 5.
    Shop shop;
    shop.mill = "capacity: 10 /d";
    const auto sent = [&](const std::string& flood) {
        return only(play(shop.with("flood: {strikes: {supplier: mill}, " + flood + "}")), {"sent"});
    };
    const std::string from_1_to_4 = "when: {scheduled: [{from: 1 d, for: 3 d}]}";
    CHECK(sent(from_1_to_4 + ", lead_time: 2") == Lines{"5 sent 50"});
    CHECK(sent(from_1_to_4 + ", capacity: 0 %") == Lines{"8 sent 50"});
    CHECK(sent(from_1_to_4 + ", capacity: 40 %") == Lines{"6.8 sent 50"});
    CHECK(sent(from_1_to_4 + ", capacity: 0 %, recovery: {ramp: 4 d}") == Lines{"10 sent 50"});
    CHECK(sent(from_1_to_4 + ", capacity: 40 %, recovery: {ramp: {over: 4 d}}") == Lines{"8 sent 50"});
    // s - 2 (1 - exp(-s / 2)) = 4 after day 4.
    CHECK(sent(from_1_to_4 + ", capacity: 0 %, recovery: {exponential: 2 d}") == Lines{"9.89506 sent 50"});
    // Ten by day 1; half speed from day 4 gives 15 to day 7, full speed the other 25.
    CHECK(sent(from_1_to_4 + ", capacity: 0 %, recovery: {profile: [[0 d, 50 %], [3 d, 100 %]]}") ==
          Lines{"9.5 sent 50"});
    CHECK(sent(from_1_to_4 + ", capacity: 0 %, work: scrap") == Lines{"9 sent 50"});
}

TEST_CASE("disruption: work through outages of every shape agrees with the integral", "[disruptions]") {
    Shop shop;
    shop.horizon = "90 d";
    shop.mill = "capacity: 10 /d";
    Stream chance(7, 0, 0, "cases", 0);
    for (int round = 0; round < 60; ++round) {
        std::vector<oracles::OutageWindow> windows;
        std::string disruptions;
        const auto outages = 1 + static_cast<int>(3 * uniform01(chance));
        for (int i = 0; i < outages; ++i) {
            oracles::OutageWindow window{.from = 6 * uniform01(chance), .length = 0.1 + 4 * uniform01(chance)};
            window.left = uniform01(chance) < 0.5 ? 0 : uniform01(chance);
            const double shape = uniform01(chance);
            if (shape < 0.4) window.ramp = 0.1 + 6 * uniform01(chance);
            if (shape > 0.7) window.restores = 0.1 + 3 * uniform01(chance);
            const std::string recovery = window.ramp > 0 ? fmt::format("{{ramp: {:.9f} d}}", window.ramp)
                                         : window.restores > 0
                                             ? fmt::format("{{exponential: {:.9f} d}}", window.restores)
                                             : "step";
            disruptions += fmt::format(
                "d{}: {{strikes: {{supplier: mill}}, when: {{scheduled: [{{from: {:.9f} d, for: {:.9f} d}}]}}, "
                "capacity: {:.9f}, recovery: {}}}, ",
                i, window.from, window.length, window.left, recovery);
            windows.push_back(window);
        }
        INFO(disruptions);
        const Lines sent = only(play(shop.with(disruptions)), {"sent"});
        REQUIRE(sent.size() == 1);
        CHECK(std::stod(sent.front()) == Approx(oracles::done_at(0, 50, 10, windows)).epsilon(1e-5));
    }
}

TEST_CASE("disruption: two outages at once multiply", "[disruptions]") {
    Shop shop;
    shop.mill = "capacity: 10 /d";
    // 10, 5, 2 x 2, 8, 23.
    const Model model = shop.with(
        "a: {strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 50 %}, "
        "b: {strikes: {region: north}, when: {scheduled: [{from: 2 d, for: 4 d}]}, capacity: 40 %}");
    CHECK(only(play(model), {"sent"}) == Lines{"8.3 sent 50"});
    // Two ramps: nothing from day 1 to day 4, (s/4)(s/4) until day 8: four thirds of a day.
    const Model ramps = shop.with(
        "a: {strikes: {supplier: mill}, when: {scheduled: [{from: 1 d, for: 3 d}]}, capacity: 0 %, recovery: {ramp: 4 "
        "d}}, "
        "b: {strikes: {supplier: mill}, when: {scheduled: [{from: 2 d, for: 2 d}]}, capacity: 0 %, recovery: {ramp: 4 "
        "d}}");
    CHECK(only(play(ramps), {"sent"}) == Lines{"10.6667 sent 50"});
}

TEST_CASE("disruption: without capacity purchases queue and leave at recovery, before reviews", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 1 d, quantity: 2}}";
    shop.horizon = "5 d";
    shop.stock = "initial: 2, inventory: {base_stock: {S: 2, review: {every: 1 d, at: start}}}";
    const Model model = shop.with("flood: {" + mill_down + ", when: {scheduled: [{from: 1 d, for: 2 d}]}}");
    // Reviews of day 1 and 2 queue; on day 3 both are released and received before the review, which orders 2 more.
    CHECK(play(model) == Lines{"0 shipped 2", "1 began", "1 detected", "3 ended", "3 sent 2", "3 sent 2", "3 recovered",
                               "3 received 2", "3 received 2", "3 sent 2", "3 received 2", "3 shipped 2", "3 shipped 2",
                               "3 shipped 2", "4 sent 2", "4 received 2", "4 shipped 2"});
}

TEST_CASE("disruption: a supplier that refuses is asked again when it is back", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 2 d, quantity: 3}}";
    shop.horizon = "6 d";
    shop.stock = "initial: 6, inventory: {base_stock: {S: 6}}";
    const Model model =
        shop.with("flood: {" + mill_down + ", orders: refuse, when: {scheduled: [{from: 1 d, for: 2 d}]}}");
    CHECK(only(play(model), {"sent", "refused"}) == Lines{"0 sent 3", "2 refused 3", "3 sent 3", "4 sent 3"});
}

TEST_CASE("disruption: lead times, yield and stock", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 2 d, quantity: 10}}";
    shop.horizon = "7 d";
    shop.mill = "lead_time: 1 d";
    shop.stock = "initial: 40, inventory: {base_stock: {S: 40}}";
    const std::string on_day_2 = "when: {scheduled: [{from: 2 d, for: 1 d}]}";
    CHECK(only(play(shop.with("flood: {strikes: {supplier: mill}, " + on_day_2 + ", lead_time: 3}")), {"received"}) ==
          Lines{"1 received 10", "5 received 10", "5 received 10"});
    // What is bad is ordered again when it is seen.
    CHECK(only(play(shop.with("flood: {strikes: {supplier: mill}, " + on_day_2 + ", yield: 70 %}")), {"received"}) ==
          Lines{"1 received 10", "3 received 7", "4 received 3", "5 received 10"});
    // Forty on hand on day 2, before demand; a quarter of it is ten, and worth forty.
    const Model fire = shop.with("fire: {strikes: {store: shop}, " + on_day_2 + ", destroys: 25 %}");
    CHECK(only(play(fire), {"destroyed", "received"}) ==
          Lines{"1 received 10", "2 destroyed 10", "3 received 20", "5 received 10"});
    const Outcome outcome = replicate_once(fire, 0);
    CHECK(outcome.network[index(Kpi::cost_losses)].value() == 40);
    CHECK(outcome.books.balance(Account::losses) == Money::of(40));
    shop.divisible = "false";
    CHECK(only(play(shop.with("fire: {strikes: {stock: shop.dress}, " + on_day_2 + ", destroys: 11.25 %}")),
               {"destroyed"}) == Lines{"2 destroyed 4"});  // 4.5 units, to the even one
}

TEST_CASE("disruption: demand larger, more often, and thinned", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 1 d, quantity: 4}}";
    shop.horizon = "4 d";
    shop.stock = "initial: 1000";
    const std::string panic =
        "panic: {strikes: {demand: all}, demand: 150 %, when: {scheduled: [{from: 1 d, for: 2 d}]}}";
    CHECK(only(play(shop.with(panic)), {"shipped"}) ==
          Lines{"0 shipped 4", "1 shipped 6", "2 shipped 6", "3 shipped 4"});
    // Of customers who come one by one, each comes once or twice.
    shop.arrivals = "{renewal: {every: 0.25 d}}";
    shop.horizon = "4000 d";
    shop.stock = "initial: 100000";
    const std::string always =
        "panic: {strikes: {demand: people}, demand: 150 %, when: {scheduled: [{from: 1 s, until: 4000 d}]}}";
    const double orders = replicate_once(shop.with(always), 0).network[index(Kpi::orders)].value();
    CHECK(std::abs(orders - 1.5 * 15'999) < 4 * std::sqrt(15'999 * 0.25));
}

TEST_CASE("disruption: a Poisson customer on the way comes sooner by the factor", "[disruptions]") {
    Shop shop;
    shop.stock = "initial: 100000";
    shop.arrivals = "{poisson: {rate: 1 /d}}";
    const Lines calm = only(
        play(
            shop.with("panic: {strikes: {demand: all}, demand: 400 %, when: {scheduled: [{from: 29.9 d, for: 1 s}]}}")),
        {"shipped"});
    const Lines busy = only(
        play(shop.with("panic: {strikes: {demand: all}, demand: 400 %, when: {scheduled: [{from: 2 d, for: 3 d}]}}")),
        {"shipped"});
    const auto day = [](const std::string& line) { return std::stod(line); };
    REQUIRE(busy.size() > calm.size());
    for (std::size_t i = 0; i < calm.size(); ++i) {
        const double usual = day(calm[i]);
        // Twelve days' customers come within three.
        const double now = usual < 2 ? usual : usual < 14 ? 2 + (usual - 2) / 4 : usual - 9;
        INFO(i);
        CHECK(day(busy[i]) == Approx(now).epsilon(1e-4));
    }
}

TEST_CASE("disruption: a lane that is struck stands still, and lets nothing in", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 2 d, quantity: 5}}";
    shop.horizon = "14 d";
    shop.mill = "lead_time: 1 d";
    shop.stock = "initial: 10, inventory: {base_stock: {S: 10}}";
    shop.more = "lanes: {mill -> shop: {transit: 2 d, co2: 0.5}}";
    // Sent on days 0, 2, 4, 6 and so on, on the lane a day later. The first, received on day 3, is past. The second,
    // on it from day 3, has one day to go when it is struck on day 4; the third reaches it on day 5.
    const Model model =
        shop.with("strike: {strikes: {lane: mill -> shop}, capacity: 0 %, when: {scheduled: [{from: 4 d, for: 3 d}]}}");
    CHECK(only(play(model), {"received"}) ==
          Lines{"3 received 5", "8 received 5", "9 received 5", "9 received 5", "11 received 5", "13 received 5"});
    CHECK(replicate_once(model, 0).network[index(Kpi::co2)].value() == 15);
    // On the instant when goods would arrive, the strike comes first.
    const Model tied =
        shop.with("strike: {strikes: {lane: mill -> shop}, capacity: 0 %, when: {scheduled: [{from: 3 d, for: 1 d}]}}");
    CHECK(only(play(tied), {"received"}).front() == "4 received 5");
    // Five a day may enter: half of that while it is struck.
    shop.more = "lanes: {mill -> shop: {transit: 2 d, capacity: 5 /d}}";
    const Model narrow = shop.with(
        "strike: {strikes: {lane: mill -> shop}, capacity: 50 %, when: {scheduled: [{from: 1.5 d, for: 10 d}]}}");
    CHECK(only(play(narrow), {"received"}) ==
          Lines{"4.5 received 5", "7 received 5", "9 received 5", "11 received 5", "13 received 5"});
    shop.more = "lanes: {mill -> shop: {transit: 2 d}}";
    const Model slow =
        shop.with("jam: {strikes: {lane: mill -> shop}, lead_time: 1.5, when: {scheduled: [{from: 3 d, for: 1 d}]}}");
    CHECK(only(play(slow), {"received"}) ==
          Lines{"3 received 5", "6 received 5", "7 received 5", "9 received 5", "11 received 5", "13 received 5"});
}

TEST_CASE("disruption: a struck store takes orders and ships nothing", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 1 d, quantity: 2}}";
    shop.horizon = "5 d";
    shop.stock = "initial: 100";
    const Model model =
        shop.with("fire: {strikes: {store: shop}, capacity: 0 %, when: {scheduled: [{from: 1 d, for: 2 d}]}}");
    CHECK(only(play(model), {"shipped"}) ==
          Lines{"0 shipped 2", "3 shipped 2", "3 shipped 2", "3 shipped 2", "4 shipped 2"});
}

TEST_CASE("disruption: a struck warehouse serves no shop; an item at a site is struck alone", "[disruptions]") {
    const auto text = [](const std::string& strikes) {
        return "backstock: 1\nrun: {horizon: 6 d, replications: 1}\nitems: {a: {price: 1}, b: {price: 1}}\n"
               "stores:\n"
               "  depot: {stock: {a: {initial: 9}, b: {initial: 9}}}\n"
               "  shop: {stock: {a: {initial: 0, inventory: {base_stock: {S: 0}}}, b: {initial: 0, inventory: "
               "{base_stock: {S: 0}}}}, backorder: allow}\n"
               "lanes: {depot -> shop: {}}\n"
               "customers: {people: {store: shop, arrivals: {renewal: {every: 2 d}}, buys: {a: 1, b: 2}}}\n"
               "disruptions: {fire: {strikes: {" +
               strikes + "}, capacity: 0 %, when: {scheduled: [{from: 1 d, for: 2 d}]}}}\n";
    };
    CHECK(only(play(model_of(text("store: depot"))), {"sent"}) ==
          Lines{"3 sent 1", "3 sent 2", "4 sent 1", "4 sent 2"});
    CHECK(only(play(model_of(text("stock: depot.a"))), {"sent"}) ==
          Lines{"2 sent 2", "3 sent 1", "4 sent 1", "4 sent 2"});
    // What can leave of a parcel does.
    const Model shelf = model_of(
        "backstock: 1\nrun: {horizon: 6 d, replications: 1}\nitems: {a: {price: 1}, b: {price: 1}}\n"
        "stores: {shop: {stock: {a: {initial: 9}, b: {initial: 9}}}}\n"
        "customers: {people: {store: shop, arrivals: {renewal: {every: 2 d}}, buys: {a: 1, b: 2}}}\n"
        "disruptions: {fire: {strikes: {stock: shop.a}, capacity: 0 %, when: {scheduled: [{from: 1 d, for: 2 d}]}}}\n");
    CHECK(only(play(shelf), {"shipped"}) == Lines{"2 shipped 2", "3 shipped 1", "4 shipped 1"});
}

TEST_CASE("disruption: one item of a supplier is struck; the others pass it by", "[disruptions]") {
    const Model model = model_of(
        "backstock: 1\nrun: {horizon: 20 d, replications: 1}\nitems: {a: {price: 1}, b: {price: 1}}\n"
        "suppliers: {mill: {sells: {a: {}, b: {}}, capacity: 1 /d}}\n"
        "stores: {shop: {stock: {a: {inventory: {base_stock: {S: 0}}}, b: {inventory: {base_stock: {S: 0}}}}, "
        "backorder: allow}}\n"
        "customers: {people: {store: shop, arrivals: {per_period: {every: 50 d, quantity: 1}}, buys: {a: 4, b: 3}}}\n"
        "disruptions: {flaw: {strikes: {stock: mill.a}, capacity: 0 %, when: {scheduled: [{from: 1 d, for: 1 d}]}}}\n");
    // A day of a; then b, which is not interrupted when a can be made again; then the other three days of a.
    CHECK(only(play(model), {"sent"}) == Lines{"4 sent 3", "7 sent 4"});
}

TEST_CASE("disruption: a plant's lines pause, slow down and pick up; a lot may be written off", "[disruptions]") {
    // Fifty bicycles at ten a day, all in one lot.
    const auto model = [](const std::string& flood) {
        return model_of(
            "backstock: 1\nrun: {horizon: 30 d, replications: 1}\nitems: {bike: {price: 300}}\n"
            "plants: {works: {region: north, makes: {bike: {rate: 10 /d, batch: order, cost: 7}}, "
            "stock: {bike: {inventory: {base_stock: {S: 0}}}}, backorder: allow}}\n"
            "customers: {people: {store: works, arrivals: {per_period: {every: 100 d, quantity: 50}}, buys: {bike: "
            "1}}}\n"
            "disruptions: {flood: {when: {scheduled: [{from: 1 d, for: 3 d}]}, " +
            flood + "}}\n");
    };
    const auto sent = [&](const std::string& flood) { return only(play(model(flood)), {"sent"}); };
    CHECK(sent("strikes: {plant: works}, capacity: 0 %") == Lines{"8 sent 50"});
    CHECK(sent("strikes: {region: north}, capacity: 40 %") == Lines{"6.8 sent 50"});
    CHECK(sent("strikes: {stock: works.bike}, capacity: 0 %, recovery: {ramp: 4 d}") == Lines{"10 sent 50"});
    // Written off on day 1, with what was spent on it; ordered again at once, and made from day 4 on.
    const std::string scrapped = "strikes: {plant: works}, capacity: 0 %, work: scrap";
    CHECK(sent(scrapped) == Lines{"9 sent 50"});
    CHECK(replicate_once(model(scrapped), 0).network[index(Kpi::cost_losses)].value() == 350);
    CHECK(replicate_once(model(scrapped), 0).network[index(Kpi::scrap)].value() == 50);
    CHECK(only(play(model("strikes: {plant: works}, yield: 80 %")), {"sent"}) == Lines{"5 sent 50"});
}

TEST_CASE("disruption: what the buyer is told", "[disruptions]") {
    Shop shop;
    shop.horizon = "20 d";
    const std::string two = mill_down + ", when: {scheduled: [{from: 5 d, for: 3 d}, {from: 9 d, for: 1 d}]}";
    CHECK(only(play(shop.with("flood: {" + two + ", detected: 2 d}")), {"began", "detected", "ended"}) ==
          Lines{"5 began", "7 detected", "8 ended", "9 began", "10 ended"});
    CHECK(only(play(shop.with("flood: {" + two + ", detected: 2 d, warning: {lead: 2 d}}")),
               {"warned", "began", "detected", "no outage"}) ==
          Lines{"3 warned", "5 began", "5 detected", "8 warned", "9 began", "9 detected"});
    const Model model = shop.with(
        "flood: {" + mill_down +
        ", when: {scheduled: [{from: 19 d, for: 1 d}]}, warning: {lead: 1 h, detected: 0 %, false_alarms: 1 /d}}");
    const Lines alarms = only(play(model), {"warned", "no outage"});
    REQUIRE(alarms.size() > 10);
    const std::vector<KpiRow> rows = replicate_once(model, 0).by[tables_by.size() - 1];
    REQUIRE(rows.size() == 1);
    CHECK(rows[0][index(Kpi::warnings)].value() == static_cast<double>(only(alarms, {"warned"}).size()));
    CHECK(rows[0][index(Kpi::false_alarms)].value() == rows[0][index(Kpi::warnings)].value());
}

TEST_CASE("disruption: the backup is used from detection on", "[disruptions]") {
    const Model model = model_of(
        "backstock: 1\nrun: {horizon: 9 d, replications: 1}\nitems: {a: {price: 1}}\n"
        "suppliers: {far: {sells: {a: {}}}, near: {sells: {a: {cost: 9}}}}\n"
        "stores: {shop: {stock: {a: {initial: 20, inventory: {base_stock: {S: 20}}, sourcing: {primary_backup: "
        "{primary: far, backup: near}}}}}}\n"
        "customers: {people: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {a: 1}}}\n"
        "disruptions: {flood: {strikes: {supplier: far}, capacity: 0 %, detected: 2 d, when: {scheduled: [{from: 2 d, "
        "for: 4 d}]}}}\n");
    const Outcome outcome = replicate_once(model, 0);
    const std::vector<KpiRow>& suppliers = outcome.by[2];
    // Days 4 and 5 go to the backup; those of days 2 and 3 wait for the recovery.
    CHECK(suppliers[1][index(Kpi::supplier_share)].num == 2);
    CHECK(suppliers[0][index(Kpi::supplier_share)].num == 7);
    CHECK(suppliers[0][index(Kpi::supplier_uptime)].value() == Approx(5.0 / 9));
    CHECK(suppliers[1][index(Kpi::supplier_uptime)].value() == 1);
    const KpiRow& flood = outcome.by[tables_by.size() - 1][0];
    CHECK(flood[index(Kpi::outages)].value() == 1);
    CHECK(flood[index(Kpi::outage_length)].value() == 4);
    CHECK(flood[index(Kpi::outage_share)].value() == Approx(4.0 / 9));
}

TEST_CASE("disruption: only what hampers a source makes it down", "[disruptions]") {
    const auto from_near = [](const std::string& effect) {
        const Model model = model_of(
            "backstock: 1\nrun: {horizon: 9 d, replications: 1}\nitems: {a: {price: 1}}\n"
            "suppliers: {far: {region: north, capacity: 100 /d, sells: {a: {}}}, near: {sells: {a: {cost: 9}}}}\n"
            "stores: {shop: {region: north, stock: {a: {initial: 20, inventory: {base_stock: {S: 20}}, sourcing: "
            "{primary_backup: {primary: far, backup: near}}}}}}\n"
            "customers: {people: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 2}}, buys: {a: 1}}}\n"
            "disruptions: {flood: {when: {scheduled: [{from: 2 d, for: 4 d}]}, strikes: " +
            effect + "}}\n");
        return replicate_once(model, 0).by[2][1][index(Kpi::supplier_share)].num;
    };
    CHECK(from_near("{supplier: far}, capacity: 90 %") > 0);
    CHECK(from_near("{supplier: far}, lead_time: 2") > 0);
    CHECK(from_near("{supplier: far}, yield: 50 %") > 0);
    CHECK(from_near("{region: north}, demand: 50 %") == 0);
    CHECK(from_near("{region: north}, destroys: 50 %") == 0);
}

TEST_CASE("disruption: an outage that refuses and only recovers lets another one queue", "[disruptions]") {
    Shop shop;
    shop.arrivals = "{per_period: {every: 2 d, quantity: 3}}";
    shop.horizon = "9 d";
    shop.mill = "capacity: 100 /d";
    shop.stock = "initial: 20, inventory: {base_stock: {S: 20}}";
    const Model model =
        shop.with("a: {" + mill_down +
                  ", orders: refuse, recovery: {ramp: 20 d}, when: {scheduled: [{from: 1 d, for: 2 d}]}}, "
                  "b: {" +
                  mill_down + ", when: {scheduled: [{from: 5 d, for: 2 d}]}}");
    CHECK(only(play(model), {"refused"}) == Lines{"2 refused 3"});
}

TEST_CASE("disruption: demand of whole units falls and rises by the factor on average", "[disruptions]") {
    // 20,000 days of a Poisson demand of 0.6, of which 60 % and 150 %: 0.36 and 0.9 a day.
    for (const auto& [factor, mean] : {std::pair("60 %", 0.36), std::pair("150 %", 0.9)}) {
        Shop shop;
        shop.divisible = "false";
        shop.horizon = "20000 d";
        shop.arrivals = "{per_period: {every: 1 d, quantity: {poisson: {mean: 0.6}}}}";
        const Model model = shop.with(fmt::format(
            "slump: {{strikes: {{demand: all}}, demand: {}, when: {{scheduled: [{{from: 0 d, for: 30000 d}}]}}}}",
            factor));
        const double demanded = replicate_once(model, 0).network[index(Kpi::units_demanded)].value() / 20'000;
        CHECK(demanded ==
              Approx(mean).margin(4 * std::sqrt(1.5 * mean / 20'000)));  // variance below 1.5 times the mean
    }
}

TEST_CASE("disruption: a trace's row without capacity is the disruption's own", "[disruptions]") {
    const testing::ScratchFolder folder;
    std::ofstream(folder / "outages.csv") << "from,until,capacity\n2 d,6 d,50 %\n3 d,5 d,\n";
    std::ofstream(folder / "s.yaml")
        << "backstock: 1\nrun: {horizon: 30 d, replications: 1}\nitems: {a: {price: 1}}\n"
           "suppliers: {mill: {capacity: 1 /d, sells: {a: {}}}}\n"
           "stores: {shop: {backorder: allow, stock: {a: {initial: 0, inventory: {base_stock: {S: 0}}}}}}\n"
           "customers: {c: {store: shop, arrivals: {per_period: {every: 100 d, quantity: 9}}, buys: {a: 1}}}\n"
           "disruptions: {o: {strikes: {supplier: mill}, capacity: 0 %, when: {trace: outages.csv}}}\n";
    Catalog catalog;
    add_builtin(catalog);
    // Nine days of work: two by day 2, half a day each on days 2 and 5, and six more.
    CHECK(only(play(load_scenario((folder / "s.yaml").string(), catalog).model), {"sent"}) == Lines{"12 sent 9"});
}

TEST_CASE("disruption: outages spread to named sites and down the network", "[disruptions]") {
    const auto text = [](const std::string& spreads) {
        return "backstock: 1\nrun: {horizon: 20 d, replications: 1}\nitems: {a: {price: 1}}\n"
               "suppliers: {mill: {sells: {a: {}}}}\n"
               "stores: {depot: {stock: {a: {inventory: {base_stock: {S: 0}}}}}, shop: {stock: {a: {inventory: "
               "{base_stock: {S: 0}}, sourcing: {single: depot}}}, backorder: allow}}\n"
               "lanes: {depot -> shop: {}}\n"
               "customers: {people: {store: shop, arrivals: {per_period: {every: 50 d, quantity: 1}}, buys: {a: 1}}}\n"
               "disruptions: {flood: {strikes: {supplier: mill}, capacity: 0 %, when: {scheduled: [{from: 2 d, for: 4 "
               "d}]}, spreads: {" +
               spreads + "}}}\n";
    };
    const std::vector<std::string> words{"began", "ended"};
    CHECK(only(play(model_of(text("to: [depot], after: 1 d"))), words) ==
          Lines{"2 began", "3 began", "6 ended", "7 ended"});
    CHECK(only(play(model_of(text("to: [depot, shop], after: 1 d, lasts: 1 d"))), words) ==
          Lines{"2 began", "3 began", "3 began", "4 ended", "4 ended", "6 ended"});
    CHECK(only(play(model_of(text("to: network, after: 1 d"))), words) ==
          Lines{"2 began", "3 began", "4 began", "6 ended", "7 ended", "8 ended"});
    CHECK(only(play(model_of(text("to: network, probability: 0 %"))), words) == Lines{"2 began", "6 ended"});
}

TEST_CASE("disruption: by chance, spreading reaches its share of the outages", "[disruptions]") {
    const std::string text =
        "backstock: 1\nrun: {horizon: 20000 d, replications: 1}\nitems: {a: {price: 1}}\n"
        "suppliers: {mill: {sells: {a: {}}}}\nstores: {shop: {stock: {a: {initial: 1}}}}\n"
        "customers: {people: {store: shop, arrivals: {per_period: {every: 5000 d, quantity: 1}}, buys: {a: 1}}}\n"
        "disruptions: {flood: {strikes: {supplier: mill}, capacity: 0 %, when: {random: {up: {exponential: {mean: 4 "
        "d}}, down: {exponential: {mean: 1 d}}}}, spreads: {to: [shop], probability: 30 %, after: 2 d}}}\n";
    const Model model = model_of(text);
    const double began = static_cast<double>(only(play(model), {"began"}).size());
    const double first = replicate_once(model, 0).by[tables_by.size() - 1][0][index(Kpi::outages)].value();
    const double share = (began - first) / first;
    CHECK(std::abs(share - 0.3) < 4 * std::sqrt(0.3 * 0.7 / first));
    const double struck = replicate_once(model, 0).by[tables_by.size() - 1][0][index(Kpi::outage_share)].value();
    // A renewal process: the share of time down is 1 / 5, its variance over a time T about 2 (4 x 1)^2 / 5^3 / T.
    CHECK(std::abs(struck - 0.2) < 4 * std::sqrt(2.0 * 16 / 125 / 20000));
}

TEST_CASE("disruption: other disruptions, suppliers and policies change no outage", "[disruptions]") {
    Shop shop;
    shop.horizon = "400 d";
    const std::string flood =
        "flood: {" + mill_down +
        ", when: {random: {up: {exponential: {mean: 30 d}}, down: {gamma: {mean: 5 d, sd: 2 d}}}}}";
    const auto outages = [](const Lines& lines) { return only(lines, {"began", "ended"}); };
    const Lines alone = outages(play(shop.with(flood)));
    REQUIRE(alone.size() > 10);
    CHECK(alone.front() != "0 began");
    shop.stock = "initial: 7, inventory: {s_S: {s: 3, S: 30}}";
    CHECK(outages(play(shop.with(flood))) == alone);
    const Lines both = outages(play(shop.with(
        flood +
        ", ado: {strikes: {store: shop}, capacity: 0 %, when: {markov: {every: 1 d, fail: 4 %, recover: 25 %}}}")));
    CHECK(both.size() > alone.size());
    for (const std::string& line : alone) CHECK(std::find(both.begin(), both.end(), line) != both.end());
}

TEST_CASE("disruption: a threat moves between levels and strikes at some", "[disruptions]") {
    Shop shop;
    shop.mill = "capacity: 10 /d";
    // Calm for one period, half struck for one, wholly for one, then calm: 10 by day 1, 5 on day 1, 0 on day 2, and so
    // on in rounds of three days: 15 each; the fourth round begins with 45 done and needs half a day.
    const Model model = shop.with(
        "war: {strikes: {supplier: mill}, capacity: 0 %, when: {threat: {every: 1 d, levels: {calm: {to: {tense: 100 "
        "%}}, "
        "tense: {to: {war: 100 %}, severity: 50 %}, war: {to: {calm: 100 %}, severity: 100 %}}}}}");
    CHECK(only(play(model), {"sent"}) == Lines{"9.5 sent 50"});
}
