// Common random numbers by construction: what happens to a shop from outside (who comes, what they want, how long they
// wait, how long goods take, when suppliers fail) is the same, draw by draw, whatever the shop does about it.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/policy/catalog.hpp"
#include "tests/catch.hpp"
#include "tests/skip.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace backstock;

namespace {

// A shop with everything that draws: two tiers, baskets, patience, transit, a supplier with random lead times and
// outages, one with its own.
const std::string shop = R"(backstock: 1
run: {horizon: 400 d, warmup: 20 d, replications: 3, seed: 9}
tiers: [gold, standard]
items: {dress: {price: 89}, hat: {price: 20}}
suppliers:
  atelier: {sells: {dress: {cost: 31}, hat: {cost: 7}}, lead_time: {gamma: {mean: 9 d, sd: 3 d}}}
  mill: {sells: {dress: {cost: 37}}, lead_time: {gamma: {mean: 4 d, sd: 1 d}}}
stores:
  shop:
    stock:
      dress: {initial: 60, inventory: {s_S: {s: 40, S: 120}}, sourcing: {split: {atelier: 70 %, mill: 30 %}}}
      hat: {initial: 60, inventory: {s_S: {s: 30, S: 90}}, sourcing: {single: atelier}}
    backorder: allow
    payment: in_full
customers:
  regulars:
    store: shop
    tier: {gold: 20 %, standard: 80 %}
    arrivals: {poisson: {rate: 6 /d}}
    buys: {lines: {geometric: {mean: 1.4}}, from: {dress: 60 %, hat: 40 %}}
    transit: {uniform: {min: 1 d, max: 3 d}}
    patience: {waiting: {exponential: {mean: 12 d}}}
  tourists: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {hat: 1}}
disruptions:
  floods: {strikes: {supplier: atelier}, when: {random: {up: {exponential: {mean: 90 d}}, down: {exponential: {mean: 15 d}}}}, capacity: 0 %}
)";

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// What came from outside in one replication.
struct Fate {
    std::vector<std::pair<std::uint32_t, std::int64_t>> arrivals;  // segment, time
    std::map<std::pair<std::uint32_t, std::uint64_t>, std::string> wishes;  // by customer: time, tier, what they want
    std::map<std::pair<std::uint32_t, std::uint64_t>, std::int64_t> patience;  // by customer: how long they waited
    std::map<std::string, std::vector<std::int64_t>> lead_times;  // by supplier and item, in the order of sending
    std::vector<std::int64_t> outages;  // begins and ends
};

class Watcher : public Extra {
public:
    Watcher(Fate& fate, const Model& model, const World& world, FactObservers& observers)
        : fate_(fate), model_(model), world_(world) {
        observers.add(*this);
    }
    void saw(const CustomerArrived& fact, Time now) {
        fate_.arrivals.emplace_back(fact.segment.index(), now.since_start().us());
    }
    void saw(const OrderPlaced& fact, Time now) {
        const Order& order = world_.orders[fact.order];
        std::string wish = std::to_string(now.since_start().us()) + " tier " + std::to_string(order.tier);
        for (Id<Line> line = order.first_line; line; line = world_.lines[line].next)
            wish += " " + std::to_string(world_.lines[line].stock.index());
        fate_.wishes[{order.segment.index(), order.customer}] = wish;
    }
    void saw(const OrderCancelled& fact, Time now) {
        const Order& order = world_.orders[fact.order];
        if (fact.cause == CancelCause::patience)
            fate_.patience[{order.segment.index(), order.customer}] = (now - order.placed).us();
    }
    void saw(const GoodsSent& fact, Time) {
        const Shipment& shipment = world_.shipments[fact.shipment];
        if (!shipment.link) return;
        const Link& link = model_.links[shipment.link];
        if (!link.offer) return;
        const Offer& offer = model_.offers[link.offer];
        fate_.lead_times[model_.suppliers[offer.supplier].name + " " + model_.items[offer.item].name].push_back(
            (shipment.due - shipment.sent).us());
    }
    void saw(const OutageBegan&, Time now) { fate_.outages.push_back(now.since_start().us()); }
    void saw(const OutageEnded&, Time now) { fate_.outages.push_back(-now.since_start().us()); }
    void done() override {}

private:
    Fate& fate_;
    const Model& model_;
    const World& world_;
};

Fate fate_of(const std::string& text, std::int64_t replication) {
    Catalog catalog;
    add_builtin(catalog);
    const Scenario scenario = load_scenario_text(text, "a.yaml", catalog);
    Fate fate;
    replicate_once(scenario.model, replication,
                   [&](const Model& model, const World& world, FactObservers& observers, std::int64_t) {
                       return std::make_unique<Watcher>(fate, model, world, observers);
                   });
    return fate;
}

// Everything that both have is the same; what the policy decides (how many shipments, who lost patience) may be more or less.
void same_fate(const Fate& a, const Fate& b) {
    REQUIRE(a.arrivals.size() > 2000);
    REQUIRE(a.outages.size() > 4);
    CHECK(a.arrivals == b.arrivals);
    CHECK(a.wishes == b.wishes);
    CHECK(a.outages == b.outages);
    std::size_t both = 0;
    for (const auto& [customer, waited] : a.patience) {
        const auto other = b.patience.find(customer);
        if (other == b.patience.end()) continue;
        ++both;
        CHECK(waited == other->second);
    }
    CHECK(both > 20);
    for (const auto& [offer, times] : a.lead_times) {
        INFO(offer);
        const auto other = b.lead_times.find(offer);
        REQUIRE(other != b.lead_times.end());
        const std::size_t count = std::min(times.size(), other->second.size());
        CHECK(count > 3);
        CHECK(std::equal(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count), other->second.begin()));
    }
}

}  // namespace

TEST_CASE("a variant that changes only payment leaves every arrival, patience, lead time and outage as it was") {
    Catalog catalog;
    add_builtin(catalog);
    std::size_t tried = 0;
    for (const std::string& word : catalog.words("payment")) {
        if (word == "in_full") continue;
        const std::string changed = with(shop, "payment: in_full", "payment: " + word);
        try {
            load_scenario_text(changed, "a.yaml", catalog);
        } catch (const BadInput&) {
            continue;  // a word that can't stand without settings
        }
        ++tried;
        for (const std::int64_t replication : {0, 1}) {
            INFO(word << ", replication " << replication);
            same_fate(fate_of(shop, replication), fate_of(changed, replication));
        }
    }
    if (tried == 0) return testing::skip("there is no other payment that needs no settings");
}

TEST_CASE("what goods cost and how they are kept changes no draw") {
    const std::string changed = with(with(shop, "dress: {price: 89}", "dress: {price: 60, holding: 30 %/yr}"),
                                     "atelier: {sells: {dress: {cost: 31}", "atelier: {sells: {dress: {cost: 22}");
    for (const std::int64_t replication : {0, 1}) same_fate(fate_of(shop, replication), fate_of(changed, replication));
}

TEST_CASE("another inventory policy meets the same customers, lead times and outages") {
    const std::string changed = with(shop, "{s_S: {s: 40, S: 120}}", "{s_S: {s: 60, S: 160}}");
    for (const std::int64_t replication : {0, 1}) same_fate(fate_of(shop, replication), fate_of(changed, replication));
}

TEST_CASE("adding a supplier, an item or a segment disturbs nobody") {
    const std::string more = with(shop, "  mill: {", "  annex: {sells: {hat: {cost: 9}}, lead_time: {gamma: {mean: 6 d, sd: 2 d}}}\n  mill: {");
    const std::string used = with(more, "sourcing: {single: atelier}", "sourcing: {split: {atelier: 80 %, annex: 20 %}}");
    const std::string crowd = with(used, "  tourists: {", "  agents: {store: shop, arrivals: {poisson: {rate: 2 /d}}, buys: {dress: 1}}\n  tourists: {");
    for (const std::int64_t replication : {0, 1}) {
        const Fate before = fate_of(shop, replication);
        same_fate(before, fate_of(more, replication));
        same_fate(before, fate_of(used, replication));
        // A segment more: the others come as before. (Segments are numbered in name order.)
        Fate with_agents = fate_of(crowd, replication);
        std::vector<std::int64_t> regulars_before, regulars_after;
        for (const auto& [segment, at] : before.arrivals)
            if (segment == 0) regulars_before.push_back(at);
        for (const auto& [segment, at] : with_agents.arrivals)
            if (segment == 1) regulars_after.push_back(at);
        CHECK(regulars_before == regulars_after);
        CHECK(before.outages == with_agents.outages);
    }
}
