// When the goods will be there, worked out by hand: promises as customers hear them, and what comes of them.
#include "sim/flows/prediction.hpp"

#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"
#include "tests/sim/model_builder.hpp"

#include <rapidcheck.h>

#include <limits>
#include <map>

using namespace backstock;
using namespace backstock::testing;

namespace {

// Of each order that waited, by its number.
struct Told {
    Time promised;
    Time served = Time::never();  // the last of it was allocated
};
using Promises = std::map<std::uint64_t, Told>;

class Listener : public Extra {
public:
    Listener(const World& world, FactObservers& observers, Promises& promises) : world_(world), promises_(promises) {
        observers.add(*this);
    }
    void saw(const LineBackordered& e, Time) { promises_[number(e.line)].promised = e.promised; }
    void saw(const LineAllocated& e, Time now) {
        if (e.waited) promises_[number(e.line)].served = now;
    }
    void done() override {}

private:
    std::uint64_t number(Id<Line> line) const { return world_.orders[world_.lines[line].order].number; }
    const World& world_;
    Promises& promises_;
};

Promises promises_of(const Model& model) {
    Promises promises;
    replicate_once(model, 0, [&](const Model&, const World& world, FactObservers& observers, std::int64_t) {
        return std::make_unique<Listener>(world, observers, promises);
    });
    return promises;
}

// The promised days of the orders, in the order in which they were placed.
std::vector<double> promised_days(const Model& model) {
    std::vector<double> days;
    for (const auto& [number, told] : promises_of(model)) days.push_back(told.promised.in_days());
    return days;
}

// The same; and every promise came true to the instant.
std::vector<double> kept_days(const Model& model) {
    for (const auto& [number, told] : promises_of(model)) CHECK(told.promised == told.served);
    return promised_days(model);
}

using Days = std::vector<double>;

Given level(double units) { return Given().set("S", Quantity::of(units)); }
Given weekly(double units, const char* at) {
    return level(units).map("review", Given().set("every", 7_d).set("at", at));
}

struct Shop : ModelBuilder {
    Id<Item> dress = item("dress", 89);
    Id<Store> shop = store("shop");
    Id<StockPoint> dresses = stock(shop, dress, 0);
    Id<Supplier> atelier = supplier("atelier");

    Shop() { replenish(dresses, "base_stock", level(0)); }
    // A site with nothing on the shelf that orders what is asked of it.
    Id<StockPoint> depot(const std::string& name) {
        const Id<StockPoint> point = stock(store(name), dress, 0);
        replenish(point, "base_stock", level(0));
        return point;
    }
    void sources(Id<StockPoint> point, std::string_view word, const Given& given = {}) {
        model.stock[point].sourcing = policy<SourcingPolicy>(word, given);
    }
    void wanted(const std::vector<std::pair<Duration, double>>& orders) {
        std::vector<Visit> visits;
        for (const auto& [day, units] : orders) visits.push_back({day, {{dress, units}}});
        customers("regulars", shop, visits);
    }
};

Given halves(const char* by = "units") { return Given().share("shares", {{0, 0.5}, {1, 0.5}}).set("by", by); }

}  // namespace

TEST_CASE("a promise counts on what is under way to the warehouse", "[prediction]") {
    // Five come to the depot on day 6, and a day later to the shop. The depot keeps up its position of 5: it orders one
    // on day 2 and one on day 3, there on days 12 and 13. Of the four of day 4, three come with the five, the last with
    // the first of those.
    Shop b;
    const Id<StockPoint> reserve = b.depot("depot");
    b.replenish(reserve, "base_stock", level(5));
    b.draw_from(b.dresses, reserve, b.takes(1_d));
    b.buy(reserve, b.atelier, 40, b.takes(10_d));
    b.model.opening.push_back({reserve, Quantity::units(5), Time::at(6_d)});
    b.wanted({{2_d, 1}, {3_d, 1}, {4_d, 4}});
    CHECK(kept_days(b.build()) == Days{7, 7, 13});
}

TEST_CASE("a promise counts on what the warehouse owes to others", "[prediction]") {
    // Another shop has asked for four of the five already.
    Shop b;
    const Id<Store> other = b.store("other");
    const Id<StockPoint> others = b.stock(other, b.dress, 0);
    b.replenish(others, "base_stock", level(0));
    const Id<StockPoint> reserve = b.depot("depot");
    b.replenish(reserve, "base_stock", level(5));
    b.draw_from(b.dresses, reserve, b.takes(1_d));
    b.draw_from(others, reserve, b.takes(2_d));
    b.buy(reserve, b.atelier, 40, b.takes(10_d));
    b.model.opening.push_back({reserve, Quantity::units(5), Time::at(6_d)});
    b.customers("others", other, {{1_d, {{b.dress, 4}}}});
    b.wanted({{2_d, 1}, {3_d, 1}});
    CHECK(kept_days(b.build()) == Days{8, 7, 12});
}

TEST_CASE("past the pipeline, what is missing is bought at the next review", "[prediction]") {
    // Three days from the supplier. On day 7 a review at the day's end is still to come, one at its start has been.
    const auto promised = [](const char* at) {
        Shop b;
        b.replenish(b.dresses, "base_stock", weekly(0, at));
        b.buy(b.dresses, b.atelier, 40, b.takes(3_d));
        b.wanted({{2_d, 1}, {7_d, 1}, {8_d, 2}, {15_d, 1}});
        return kept_days(b.build());
    };
    CHECK(promised("end") == Days{10, 10, 17, 24});
    CHECK(promised("start") == Days{10, 17, 17, 24});
}

TEST_CASE("a warehouse buys at its own next review after it was asked", "[prediction]") {
    // Five days to the depot, one to the shop; the shop's orders take six hours.
    const auto promised = [](const char* shops, const char* depots, Duration delay) {
        Shop b;
        const Id<StockPoint> reserve = b.depot("depot");
        if (shops != nullptr) b.replenish(b.dresses, "base_stock", weekly(0, shops));
        b.replenish(reserve, "base_stock", weekly(0, depots));
        b.draw_from(b.dresses, reserve, b.takes(1_d)).order_delay = delay;
        b.buy(reserve, b.atelier, 40, b.takes(5_d));
        b.wanted({{2_d, 1}, {3_d, 1}, {7_d, 1}});
        return kept_days(b.build());
    };
    CHECK(promised(nullptr, "start", Duration::zero()) == Days{13, 13, 20});
    CHECK(promised(nullptr, "end", Duration::zero()) == Days{13, 13, 13});
    CHECK(promised(nullptr, "end", 6_h) == Days{13, 13, 20});
    CHECK(promised("start", "start", Duration::zero()) == Days{13, 13, 20});
    CHECK(promised("end", "start", Duration::zero()) == Days{20, 20, 20});
    CHECK(promised("start", "end", 6_h) == Days{20, 20, 27});
}

TEST_CASE("what is bought comes from where the sourcing policy buys", "[prediction]") {
    // Near takes two days at 50, far takes ten at 40.
    const auto promised = [](std::string_view word, const Given& given) {
        Shop b;
        b.buy(b.dresses, b.atelier, 50, b.takes(2_d));
        b.buy(b.dresses, b.supplier("far"), 40, b.takes(10_d));
        b.sources(b.dresses, word, given);
        b.wanted({{1_d, 2}, {2_d, 2}});
        return kept_days(b.build());
    };
    CHECK(promised("fastest", {}) == Days{3, 4});
    CHECK(promised("cheapest", {}) == Days{11, 12});
    CHECK(promised("split", halves("orders")) == Days{3, 12});
    // One from each: with the latest of these. (The first order is served earlier, with both that come from near.)
    CHECK(promised_days([&] {
              Shop b;
              b.buy(b.dresses, b.atelier, 50, b.takes(2_d));
              b.buy(b.dresses, b.supplier("far"), 40, b.takes(10_d));
              b.sources(b.dresses, "split", halves());
              b.wanted({{1_d, 2}, {2_d, 2}});
              return b.build();
          }()) == Days{11, 12});
}

TEST_CASE("where two ways lead from one warehouse, the longer counts", "[prediction]") {
    // From the supplier to the port in ten days, on by two depots in one or three, and in one day to the shop.
    Shop b;
    const Id<StockPoint> north = b.depot("north");
    const Id<StockPoint> south = b.depot("south");
    const Id<StockPoint> port = b.depot("port");
    b.draw_from(b.dresses, north, b.takes(1_d));
    b.draw_from(b.dresses, south, b.takes(1_d));
    b.sources(b.dresses, "split", halves());
    b.draw_from(north, port, b.takes(1_d));
    b.draw_from(south, port, b.takes(3_d));
    b.buy(port, b.atelier, 40, b.takes(10_d));
    b.wanted({{1_d, 2}});
    CHECK(kept_days(b.build()) == Days{15});
}

TEST_CASE("many ways through a network take no longer to look at than the network is large", "[prediction]") {
    // Thirty layers of two depots, each buying from both of the next: 2^30 ways.
    Shop b;
    std::vector<Id<StockPoint>> layer{b.dresses};
    for (int i = 0; i < 30; ++i) {
        const std::vector<Id<StockPoint>> next{b.depot("north " + std::to_string(i)),
                                               b.depot("south " + std::to_string(i))};
        for (const Id<StockPoint> point : layer) {
            for (std::size_t k = 0; k < 2; ++k)
                b.draw_from(point, next[k], b.takes(1_h)).order_delay = k == 0 ? Duration::zero() : 1_h;
            b.sources(point, "split", halves());
        }
        layer = next;
    }
    for (const Id<StockPoint> point : layer) b.buy(point, b.atelier, 40, b.takes(10_d));
    b.model.run.horizon = Time::at(2_d);
    b.wanted({{1_d, 1e6}, {1_d, 1e6}});
    const Days days = promised_days(b.build());
    REQUIRE(days.size() == 2);
    for (const double day : days) {
        CHECK(day >= 11 + 30 / 24.0);
        CHECK(day <= 11 + 60 / 24.0 + 1e-9);
    }
}

TEST_CASE("a supplier works off what was asked before, one after the other", "[prediction]") {
    // One unit a day, then ten days. The shop's four of day 2 leave on day 6, the other shop's two on day 8, the shop's
    // next on day 9; on day 7 another one is behind these.
    Shop b;
    const Id<Store> other = b.store("other");
    const Id<StockPoint> others = b.stock(other, b.dress, 0);
    b.replenish(others, "base_stock", level(0));
    b.model.suppliers[b.atelier].capacity = 1;
    b.buy(b.dresses, b.atelier, 40, b.takes(10_d));
    b.buy(others, b.atelier, 40, b.takes(10_d));
    b.customers("others", other, {{3_d, {{b.dress, 2}}}});
    b.wanted({{2_d, 4}, {4_d, 1}, {7_d, 1}});
    CHECK(kept_days(b.build()) == Days{16, 18, 19, 20});
}

TEST_CASE("a supplier with a finite stock serves what was asked before, whole", "[prediction]") {
    // Two at the start, three more every ten days, a day on the way. The two of day 2 lack one until day 10; then two
    // are left, and the four of day 3 wait for day 20, the one of day 4 behind them.
    const auto days = [](double capacity) {
        Shop b;
        b.buy(b.dresses, b.atelier, 40, b.takes(1_d));
        b.model.suppliers[b.atelier].capacity = capacity;
        b.model.offers[b.model.offers.id_at(0)].supply = {
            .initial = Quantity::units(2), .lot = Quantity::units(3), .every = 10_d, .most = Quantity::units(1000)};
        b.wanted({{1_d, 1}, {2_d, 2}, {3_d, 4}, {4_d, 1}});
        return kept_days(b.build());
    };
    CHECK(days(std::numeric_limits<double>::infinity()) == Days{2, 11, 21, 21});
    // With a day of work on each unit, the two of day 2 leave on day 12, the four on day 24, the last on day 25.
    CHECK(days(1) == Days{3, 13, 25, 26});
}

TEST_CASE("goods on a struck lane have the rest of their way before them", "[prediction]") {
    // Two leave on day 0 for four days; the lane stands still from day 2 to 7. The first customer was promised day 4,
    // the second, who asks on day 3, gets the other one on day 9; what is sent to the third enters on day 7. On day 6
    // half of the mean outage is expected still: day 12.5.
    const auto told = promises_of(testing::loaded("backstock: 1\n"
                                                  "run: {horizon: 30 d, replications: 1}\n"
                                                  "items: {dress: {price: 9}}\n"
                                                  "lanes: {depot -> shop: {transit: 4 d}}\n"
                                                  "stores:\n"
                                                  "  depot: {stock: {dress: {initial: 100, inventory: none}}}\n"
                                                  "  shop: {stock: {dress: {inventory: {base_stock: {S: 1}}, sourcing: "
                                                  "{single: depot}}}, backorder: allow}\n"
                                                  "customers: {all: {store: shop, arrivals: {per_period: {every: 3 d, "
                                                  "quantity: 1}}, buys: {dress: 1}}}\n"
                                                  "disruptions: {jam: {strikes: {lane: depot -> shop}, when: "
                                                  "{scheduled: [{from: 2 d, until: 7 d}]}, capacity: 0 %}}\n")
                                      .model);
    Days promised;
    Days served;
    for (const auto& [number, one] : told) {
        if (promised.size() == 3) break;
        promised.push_back(one.promised.in_days());
        served.push_back(one.served.in_days());
    }
    CHECK(promised == Days{4, 9, 12.5});
    CHECK(served == Days{9, 9, 11});
}

TEST_CASE("a stock point that never orders promises nothing past what is under way", "[prediction]") {
    Shop b;
    b.buy(b.dresses, b.atelier, 40, b.takes(3_d));
    b.replenish(b.dresses, "none", {});
    b.model.opening.push_back({b.dresses, Quantity::units(2), Time::at(5_d)});
    b.wanted({{1_d, 2}, {1_d, 1}});
    const Promises told = promises_of(b.build());
    REQUIRE(told.size() == 2);
    CHECK(told.at(1).promised == Time::at(5_d));
    CHECK(told.at(2).promised == Time::never());
}

TEST_CASE("a long pipeline is counted from whichever end is nearer", "[prediction]") {
    // An order an hour, the supplier takes a hundred. The first thirty are covered by what was bought at the start, the
    // others by what was bought thirty orders before: near the end of some hundred purchases under way.
    Shop b;
    b.replenish(b.dresses, "base_stock", level(30));
    b.buy(b.dresses, b.atelier, 40, b.takes(100_h));
    std::vector<std::pair<Duration, double>> orders;
    for (int hour = 1; hour <= 300; ++hour) orders.emplace_back(1_h * hour, 1);
    b.wanted(orders);
    const Promises told = promises_of(b.build());
    REQUIRE(told.size() > 200);
    for (const auto& [number, order] : told) {
        const auto hour = static_cast<std::int64_t>(number);
        CHECK(order.promised == Time::at(1_h * (hour <= 30 ? 100 : hour - 30 + 100)));
        if (order.promised < Time::at(60_d)) CHECK(order.promised == order.served);
    }
}

TEST_CASE("promises of long waits come true along a chain with many purchases in every link", "[prediction]") {
    Shop b;
    std::vector<std::pair<Duration, double>> orders;
    for (int hour = 1; hour <= 400; ++hour) orders.emplace_back(1_h * hour, 1);
    b.wanted(orders);
    const Id<StockPoint> near = b.depot("near");
    const Id<StockPoint> far = b.depot("far");
    b.draw_from(b.dresses, near, b.takes(90_h)).order_delay = 80_h;
    b.draw_from(near, far, b.takes(100_h)).order_delay = 3_h;
    b.buy(far, b.atelier, 40, b.takes(150_h));
    b.model.suppliers[b.atelier].capacity = 60;
    b.model.run.horizon = Time::at(100_d);
    const Promises told = promises_of(b.build());
    REQUIRE(told.size() == 400);
    for (const auto& [number, order] : told) CHECK(order.promised == order.served);
}

TEST_CASE("along a chain without chance every promise comes true", "[prediction]") {
    const auto up_to = [](int most) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, most + 1)); };
    const auto holds = [&] {
        // A depot that keeps stock fills it up before it is asked, and the shop does not count on that: its promises
        // are then kept, if not to the instant.
        Shop b;
        const bool stocked = up_to(1) == 1;
        Id<StockPoint> last = b.dresses;
        const auto rule = [&](Id<StockPoint> point) {
            Given given = level(stocked || point == b.dresses ? up_to(3) : 0);
            if (up_to(1) == 1)
                given.map("review", Given().set("every", 12_h * (1 + up_to(9))).set("at", up_to(1) ? "start" : "end"));
            b.replenish(point, "base_stock", given);
        };
        rule(last);
        const int depots = up_to(3);
        for (int i = 0; i < depots; ++i) {
            const Id<StockPoint> next = b.depot("depot " + std::to_string(i));
            rule(next);
            b.draw_from(last, next, b.takes(6_h * up_to(12))).order_delay = 6_h * up_to(4);
            last = next;
        }
        b.buy(last, b.atelier, 40, b.takes(12_h * up_to(12)));
        std::vector<std::pair<Duration, double>> orders;
        Duration day;
        for (int i = 0; i < 30; ++i) orders.emplace_back(day += 6_h * (1 + up_to(4)), 1 + up_to(2));
        b.wanted(orders);
        b.model.run.horizon = Time::at(400_d);
        for (const auto& [number, told] : promises_of(b.build())) {
            if (stocked ? told.promised < told.served : told.promised != told.served)
                RC_FAIL("order " + std::to_string(number) + ": " + std::to_string(told.promised.in_days()) + ", but " +
                        std::to_string(told.served.in_days()));
        }
    };
    CHECK(rc::check("promise and service agree", holds));
}
