// Orders that are served over the counter: in one step or fact by fact, nothing that anybody can see may differ.
#include "output/order_log.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

using namespace backstock;

namespace {

struct Seen {
    Outcome outcome;
    Frame log;
    std::int64_t at_once = 0;  // orders served in one step
};

// Keeps the order log, which is content to hear of orders as a whole.
class Watcher : public Extra {
public:
    Watcher(Seen& seen, const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
        : seen_(seen), log_(model, world, observers, replication) {
        observers.add(*this);
    }
    void saw(const OrderServedAtOnce&, Time) { ++seen_.at_once; }
    void done() override {
        log_.done();
        seen_.log = log_.frame(0, log_.rows());
    }

private:
    Seen& seen_;
    OrderLog log_;
};

// Wants to hear every allocation.
struct Nosy {
    void saw(const LineAllocated&, Time) {}
};

class NosyWatcher : public Watcher {
public:
    NosyWatcher(Seen& seen, const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
        : Watcher(seen, model, world, observers, replication) {
        observers.add(nosy_);
    }

private:
    Nosy nosy_;
};

template<class Kind>
Seen played(const Model& model) {
    Seen seen;
    seen.outcome =
        replicate_once(model, 0, [&](const Model& m, const World& world, FactObservers& observers, std::int64_t r) {
            return std::make_unique<Kind>(seen, m, world, observers, r);
        });
    return seen;
}

void check_same(const Outcome& a, const Outcome& b) {
    for (std::size_t k = 0; k < a.network.size(); ++k) {
        INFO(info(static_cast<Kpi>(k)).name);
        CHECK(same_bits(a.network[k].num, b.network[k].num));
        CHECK(same_bits(a.network[k].den, b.network[k].den));
    }
    CHECK(a.books.debits == b.books.debits);
    CHECK(a.books.credits == b.books.credits);
    CHECK(a.timeline == b.timeline);
    CHECK(a.orders == b.orders);
    CHECK(a.facts == b.facts);
}

// Whether the order is served in one step where nobody listens, and what it comes to is the same where somebody does.
std::int64_t checked(const std::string& text) {
    const Scenario scenario = testing::loaded(text);
    const Seen brief = played<Watcher>(scenario.model);
    const Seen lengthy = played<NosyWatcher>(scenario.model);
    CHECK(lengthy.at_once == 0);
    check_same(brief.outcome, lengthy.outcome);
    check_same(replicate_once(scenario.model, 0), lengthy.outcome);
    CHECK(brief.log == lengthy.log);
    return brief.at_once;
}

std::string shop(const std::string& customers, const std::string& terms = "") {
    return "backstock: 1\n"
           "run: {horizon: 200 d, warmup: 20 d, replications: 1, seed: 7}\n"
           "items: {bag: {price: 10.005, holding: 1 /d, backorder_cost: 2 /d}, oil: {price: 3.333, divisible: true}, "
           "sample: {price: 0}}\n"
           "suppliers: {source: {lead_time: 4 d, sells: {bag: {cost: 5.01, order_cost: 50}, oil: {cost: 1.7}, "
           "sample: {cost: 0.3}}}}\n"
           "stores: {shop: {backorder: allow, " +
           terms +
           "stock: {each: {initial: 160, inventory: {s_S: {s: 60, S: 160}}}}}}\n"
           "customers:\n" +
           customers;
}

}  // namespace

TEST_CASE("over the counter: one step or fact by fact, the same to the bit", "[laws]") {
    const std::string bags = "  all: {store: shop, arrivals: {poisson: {rate: 10 /d}}, buys: {bag: 1}}\n";
    CHECK(checked(shop(bags)) > 1000);

    SECTION("several lines, of divisible and of free goods") {
        CHECK(checked(shop("  all: {store: shop, arrivals: {poisson: {rate: 5 /d}}, "
                           "buys: {bag: 2, oil: {exponential: {mean: 0.7}}, sample: 1}}\n")) > 500);
    }
    SECTION("the same item twice, and quantities that vary") {
        CHECK(checked(shop("  all: {store: shop, arrivals: {poisson: {rate: 3 /d}}, "
                           "buys: {from: {bag: 2, sample: 1}, lines: 3, units: {geometric: {mean: 2}}}}\n"
                           "  few: {store: shop, arrivals: {per_period: {every: 1 d, quantity: {poisson: {mean: 2}}}}, "
                           "buys: {bag: 1, sample: 2}}\n")) > 300);
    }
    SECTION("the first of two stores that has it all") {
        const std::string both =
            "backstock: 1\nrun: {horizon: 200 d, replications: 1, seed: 7}\n"
            "items: {bag: {price: 10.005}, oil: {price: 3.333, divisible: true}}\n"
            "suppliers: {source: {lead_time: 4 d, sells: {bag: {cost: 5.01}, oil: {cost: 1.7}}}}\n"
            "stores:\n"
            "  near: {backorder: refuse, stock: {each: {initial: 20, inventory: {s_S: {s: 10, S: 20}}}}}\n"
            "  far: {backorder: allow, stock: {each: {initial: 90, inventory: {s_S: {s: 40, S: 90}}}}}\n"
            "customers: {all: {store: [near, far], arrivals: {poisson: {rate: 9 /d}}, buys: {bag: 1, oil: 0.7}}}\n";
        CHECK(checked(both) > 1000);
    }
    SECTION("costs of orders, parcels and lines") {
        CHECK(checked(shop(bags,
                           "fulfillment: {as_available: {cost_per_order: 0.333, cost_per_shipment: 1.25, "
                           "cost_per_line: 0.127}}, ")) > 1000);
    }
    SECTION("customers of one instant go the long way, but for the last of them") {
        const std::int64_t at_once = checked(
            shop("  a: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 7}}, buys: {bag: 1}}\n"
                 "  b: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 5}}, buys: {bag: 1, oil: 1}}\n"));
        CHECK(at_once < 200);
    }
    SECTION("what the shelf has not, or what has to be handled, sent, or paid later goes the long way") {
        CHECK(checked(shop(bags, "fulfillment: {as_available: {handling: 1 h}}, ")) == 0);
        CHECK(checked(shop(bags, "payment: on_shipment, ")) == 0);
        CHECK(checked(shop("  all: {store: shop, arrivals: {poisson: {rate: 10 /d}}, buys: {bag: 1}, "
                           "transit: 1 d}\n")) == 0);
        CHECK(checked(shop("  all: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {bag: 1000}}\n")) == 0);
    }
}
