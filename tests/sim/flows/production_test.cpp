// Plants by hand: when jobs are held, started and finished, and what that costs.
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

// What plants do, in words: "2.00 d: bike held for wheel".
class Watch : public Extra {
public:
    Watch(Lines& seen, const Model& model, const World& world, FactObservers& observers)
        : seen_(seen), model_(model), world_(world) {
        observers.add(*this);
    }
    void saw(const JobHeld& e, Time now) {
        tell(now,
             fmt::format("{} held for {}", item(world_.purchases[world_.jobs[e.job].purchase].buyer), item(e.missing)));
    }
    void saw(const LotStarted& e, Time now) { tell(now, lot(e.lot) + " started"); }
    void saw(const ProductionFinished& e, Time now) { tell(now, lot(e.lot) + " finished"); }
    void saw(const ParcelShipped&, Time now) { tell(now, "shipped"); }
    void done() override {}

private:
    void tell(Time now, const std::string& what) { seen_.push_back(fmt::format("{:g} d: {}", now.in_days(), what)); }
    std::string item(Id<StockPoint> id) const { return model_.items[model_.stock[id].item].name; }
    std::string lot(Id<Lot> id) const {
        const Lot& row = world_.lots[id];
        return fmt::format("{} {}", row.quantity.in_units(), item(model_.recipes[row.recipe].makes));
    }
    Lines& seen_;
    const Model& model_;
    const World& world_;
};

struct Played {
    Lines seen;
    Outcome outcome;
    [[nodiscard]] double kpi(Kpi k) const { return outcome.network[index(k)].value(); }
};

Played play(const std::string& text) {
    const Scenario scenario = loaded(text);
    Lines seen;
    Outcome outcome = replicate_once(
        scenario.model, 0, [&seen](const Model& model, const World& world, FactObservers& observers, std::int64_t) {
            return std::make_unique<Watch>(seen, model, world, observers);
        });
    return {std::move(seen), std::move(outcome)};
}

// A customer of the works buys `buys` every ten days, the first at once.
std::string works(const std::string& items, const std::string& plant, const std::string& buys) {
    const std::string suppliers = items.find("frame") == std::string::npos
                                      ? ""
                                      : "suppliers: {mill: {sells: {frame: {cost: 50}}, lead_time: 2 d}, rim: {sells: "
                                        "{wheel: {cost: 20}}, lead_time: 5 d}}\n";
    return fmt::format(
        "backstock: 1\nrun: {{horizon: 9 d, replications: 1}}\nitems: {}\n{}plants: {{works: {}}}\n"
        "customers: {{all: {{store: works, arrivals: {{per_period: {{every: 10 d, quantity: 1}}}}, buys: {}}}}}\n",
        items, suppliers, plant, buys);
}

constexpr const char* bike_and_parts =
    "{bike: {price: 300, bom: {frame: 1, wheel: 2}}, frame: {price: 0}, wheel: {price: 0}}";

}  // namespace

TEST_CASE("a job waits for its last part, and the goods are worth parts and conversion", "[flows]") {
    // A frame is on the shelf, the wheels take 5 d: 50 + 2 x 20 + 10 for the bike, sold at 300.
    const Played played =
        play(works(bike_and_parts,
                   "{makes: {bike: {time: 6 h, cost: 10}}, backorder: allow, stock: {frame: {initial: 1, inventory: "
                   "{base_stock: {S: 1}}}, wheel: {inventory: {base_stock: {S: 0}}}}}",
                   "{bike: 1}"));
    CHECK(played.seen ==
          Lines{"0 d: bike held for wheel", "5 d: 1 bike started", "5.25 d: 1 bike finished", "5.25 d: shipped"});
    CHECK(played.kpi(Kpi::profit) == 200);
    CHECK(played.kpi(Kpi::cost_purchase) == 90);  // the frame for the shelf and two wheels
    CHECK(played.kpi(Kpi::cost_production) == 10);
    CHECK(played.kpi(Kpi::cost_total) == 100);
    CHECK(played.kpi(Kpi::cost_per_period) == 0);
    CHECK(played.kpi(Kpi::plant_utilization) == Approx(0.25 / 9));
    CHECK(played.kpi(Kpi::work_in_process) == Approx(0.25 / 9));
    CHECK(played.outcome.books.balance(Account::inventory) == Money::of(50));
}

TEST_CASE("a job that lacks a part lets the next pass and goes first again", "[flows]") {
    // Bikes and carts share one line; the bike lacks wheels until day 5. Carts take 2 d each, three of them; the bike,
    // ordered before, goes when the line is free after its wheels came.
    const Played played = play(works(
        "{bike: {price: 300, bom: {frame: 1, wheel: 2}}, cart: {price: 9, bom: {frame: 1}}, frame: {price: 0}, wheel: "
        "{price: 0}}",
        "{makes: {bike: {time: 6 h}, cart: {time: 2 d}}, backorder: allow, stock: {frame: {initial: 9}, wheel: "
        "{inventory: {base_stock: {S: 0}}}}}",
        "{bike: 1, cart: 3}"));
    CHECK(played.seen == Lines{"0 d: bike held for wheel", "0 d: 1 cart started", "2 d: 1 cart finished",
                               "2 d: 1 cart started", "2 d: shipped", "4 d: 1 cart finished", "4 d: 1 cart started",
                               "4 d: shipped", "6 d: 1 cart finished", "6 d: 1 bike started", "6 d: shipped",
                               "6.25 d: 1 bike finished", "6.25 d: shipped"});
}

TEST_CASE("batches are whole, and a line is set up when it turns", "[flows]") {
    // Three carts make a batch of five in 2 h after 30 min of setting up; then the line turns to the bike.
    const Played played =
        play(works("{bike: {price: 300}, cart: {price: 9}}",
                   "{makes: {bike: {time: 1 h, setup: 30 min}, cart: {time: 2 h, batch: 5, setup: 30 min}}, backorder: "
                   "allow}",
                   "{bike: 2, cart: 3}"));
    CHECK(played.seen == Lines{"0 d: 1 bike started", "0.0625 d: 1 bike finished", "0.0625 d: 1 bike started",
                               "0.0625 d: shipped", "0.104167 d: 1 bike finished", "0.104167 d: 5 cart started",
                               "0.104167 d: shipped", "0.208333 d: 5 cart finished", "0.208333 d: shipped"});
    CHECK(played.kpi(Kpi::on_hand) == Approx(2 * (9 - 5.0 / 24) / 9));
}

TEST_CASE("each line remembers what it made last", "[flows]") {
    // Two lines, two items: each line is set up once.
    const Played played = play(works("{bike: {price: 300}, cart: {price: 9}}",
                                     "{lines: 2, makes: {bike: {time: 1 d, setup: 1 d}, cart: {time: 1 d, setup: 1 "
                                     "d}}, backorder: allow}",
                                     "{bike: 2, cart: 2}"));
    CHECK(played.seen == Lines{"0 d: 1 bike started", "0 d: 1 bike started", "2 d: 1 bike finished",
                               "2 d: 1 cart started", "2 d: 1 bike finished", "2 d: 1 cart started", "2 d: shipped",
                               "4 d: 1 cart finished", "4 d: 1 cart finished", "4 d: shipped"});
}

TEST_CASE("what is not good is scrap, and its cost is a loss", "[flows]") {
    // Ten litres from ten of base at 3 and conversion at 1: eight are good, two are scrap worth 8.
    const Played played = play(
        "backstock: 1\nrun: {horizon: 9 d, replications: 1}\n"
        "items: {paint: {price: 20, divisible: true, bom: {base: 1}}, base: {price: 0, divisible: true}}\n"
        "suppliers: {mill: {sells: {base: {cost: 3}}}}\n"
        "plants: {works: {makes: {paint: {time: 1 d, batch: order, yield: 80 %, cost: 1}}, stock: {paint: {inventory: "
        "{s_S: {s: 0, S: 10}}}, base: {inventory: {base_stock: {S: 0}}}}}}\n"
        "customers: {all: {store: works, arrivals: {per_period: {every: 20 d, quantity: 0}}, buys: {paint: 1}}}\n");
    CHECK(played.seen == Lines{"0 d: paint held for base", "0 d: 10 paint started", "1 d: 10 paint finished"});
    CHECK(played.kpi(Kpi::scrap) == 2);
    CHECK(played.kpi(Kpi::cost_losses) == 8);
    CHECK(played.kpi(Kpi::profit) == -8);
    CHECK(played.kpi(Kpi::cost_production) == 10);
    CHECK(played.kpi(Kpi::cost_total) == 30 + 10 + 8);
    CHECK(played.kpi(Kpi::on_hand) == Approx(8.0 * 8 / 9));
    CHECK(played.outcome.books.balance(Account::inventory) == Money::of(32));
}

TEST_CASE("what is spoilt in no time is not made again in the same instant", "[flows]") {
    const Played played = play(
        "backstock: 1\nrun: {horizon: 9 d, replications: 1}\nitems: {paint: {price: 20, divisible: true}}\n"
        "plants: {works: {makes: {paint: {time: 0 d, batch: order, yield: 50 %}}, stock: {paint: {inventory: "
        "{base_stock: {S: 10}}}}}}\n"
        "customers: {all: {store: works, arrivals: {per_period: {every: 5 d, quantity: 1}}, buys: {paint: 1}}}\n");
    // Ten short at first, of which five come; the wish of day 5 finds 5 and leaves 4, six short: three come.
    CHECK(played.seen == Lines{"0 d: 10 paint started", "0 d: 10 paint finished", "5 d: shipped",
                               "5 d: 6 paint started", "5 d: 6 paint finished"});
    CHECK(played.kpi(Kpi::scrap) == 8);
}

TEST_CASE("a line whose set-up was broken off with the lot is set up anew", "[flows][disruptions]") {
    const auto finished = [](const std::string& from) {
        const Played played = play(
            "backstock: 1\nrun: {horizon: 9 d, replications: 1}\nitems: {paint: {price: 20}}\n"
            "plants: {works: {makes: {paint: {time: 1 d, setup: 0.25 d}}, stock: {paint: {inventory: {base_stock: {S: "
            "1}}}}}}\n"
            "customers: {all: {store: works, arrivals: {per_period: {every: 20 d, quantity: 0}}, buys: {paint: 1}}}\n"
            "disruptions: {fire: {strikes: {plant: works}, capacity: 0 %, work: scrap, when: {scheduled: [{from: " +
            from + " d, for: 1 d}]}}}\n");
        return played.seen.back();
    };
    CHECK(finished("0.1") == "2.35 d: 1 paint finished");  // 0.25 + 1 from day 1.1 on
    CHECK(finished("0.5") == "2.5 d: 1 paint finished");   // 1 from day 1.5 on
}

TEST_CASE("units of divisible items: the last takes its share of the time", "[flows]") {
    const Played played = play(
        works("{paint: {price: 20, divisible: true}}",
              "{makes: {paint: {rate: 2 /d}}, backorder: allow, stock: {paint: {inventory: {base_stock: {S: 0}}}}}",
              "{paint: 2.5}"));
    CHECK(played.seen == Lines{"0 d: 1 paint started", "0.5 d: 1 paint finished", "0.5 d: 1 paint started",
                               "0.5 d: shipped", "1 d: 1 paint finished", "1 d: 0.5 paint started", "1 d: shipped",
                               "1.25 d: 0.5 paint finished", "1.25 d: shipped"});
}

TEST_CASE("a plant whose lines have no limit makes everything at once", "[flows]") {
    const Played played = play(
        works("{bike: {price: 300}}", "{lines: unlimited, makes: {bike: {time: 1 d}}, backorder: allow}", "{bike: 3}"));
    CHECK(played.seen == Lines{"0 d: 1 bike started", "0 d: 1 bike started", "0 d: 1 bike started",
                               "1 d: 1 bike finished", "1 d: 1 bike finished", "1 d: 1 bike finished", "1 d: shipped"});
    CHECK(std::isnan(played.kpi(Kpi::plant_utilization)));
}

TEST_CASE("lines that stand idle take the units of an order at once, and the promise says so", "[flows]") {
    // Whoever is told a later day than `longest` is not taken.
    const auto shipped = [](int lines, int units, const std::string& longest) {
        return play(works("{bike: {price: 300}}",
                          fmt::format(
                              "{{lines: {}, makes: {{bike: {{time: 2 d}}}}, backorder: {{allow: {{longest: {}}}}}, "
                              "stock: {{bike: {{inventory: {{base_stock: {{S: 0}}}}}}}}}}",
                              lines, longest),
                          fmt::format("{{bike: {}}}", units)))
            .kpi(Kpi::units_shipped);
    };
    CHECK(shipped(3, 3, "2 d") == 3);
    CHECK(shipped(3, 3, "1.9 d") == 0);
    CHECK(shipped(3, 4, "4 d") == 4);  // one line takes two
    CHECK(shipped(3, 4, "3.9 d") < 4);
    CHECK(shipped(2, 4, "4 d") == 4);
    CHECK(shipped(2, 5, "5.9 d") < 5);
    CHECK(shipped(2, 5, "6 d") == 5);
}

TEST_CASE("parts of parts: bikes of wheels of spokes, at two plants", "[flows]") {
    // Spokes 1 d from outside, 36 a wheel; a wheel 1 d at the wheelwright's, one after the other, 1 d of transit; the
    // bike 1 d. Two wheels: the second is finished on day 3 and there on day 4.
    const Played played = play(
        "backstock: 1\nrun: {horizon: 9 d, replications: 1}\n"
        "items: {bike: {price: 300, bom: {wheel: 2}}, wheel: {price: 0, bom: {spoke: 36}}, spoke: {price: 0}}\n"
        "suppliers: {mill: {sells: {spoke: {cost: 0.5}}, lead_time: 1 d}}\n"
        "plants:\n"
        "  wheelwright: {makes: {wheel: {time: 1 d, cost: 2}}, stock: {spoke: {inventory: {base_stock: {S: 0}}}}}\n"
        "  works: {makes: {bike: {time: 1 d, cost: 10}}, backorder: allow, stock: {wheel: {inventory: {base_stock: "
        "{S: 0}}}}}\n"
        "lanes: {wheelwright -> works: {transit: 1 d}}\n"
        "customers: {all: {store: works, arrivals: {per_period: {every: 10 d, quantity: 1}}, buys: {bike: 1}}}\n");
    CHECK(played.seen == Lines{"0 d: bike held for wheel", "0 d: wheel held for spoke", "1 d: 1 wheel started",
                               "2 d: 1 wheel finished", "2 d: 1 wheel started", "3 d: 1 wheel finished",
                               "4 d: 1 bike started", "5 d: 1 bike finished", "5 d: shipped"});
    CHECK(played.kpi(Kpi::cost_purchase) == 36);
    CHECK(played.kpi(Kpi::profit) == 300 - 36 - 4 - 10);
}
