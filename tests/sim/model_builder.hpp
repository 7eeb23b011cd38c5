#pragma once
// Models built in a few lines of code, for tests that want to say exactly what happens: customers come when the test
// says, and everything has a sensible default.
//
//     ModelBuilder b;
//     const auto dress = b.item("dress", 89);
//     const auto shop = b.stock(b.store("shop"), dress, 1);                 // one on the shelf
//     b.buy(shop, b.supplier("atelier"), 40, b.takes(10_d));
//     b.replenish(shop, "base_stock", Given().set("S", Quantity::units(1)));
//     b.customers("regulars", b.store_of(shop), {{2_d, {{dress, 2}}}});      // on day 2 somebody wants two
//     const Model model = b.build();
//
// Stock points are added downstream first, and a stock point's sources one after the other, as the loader does.
#include "sim/policy/arrivals.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/notification.hpp"
#include "sim/policy/payment.hpp"
#include "sim/policy/prioritization.hpp"
#include "sim/policy/recovery.hpp"
#include "sim/policy/regulation.hpp"
#include "sim/policy/sourcing.hpp"
#include "sim/world/model.hpp"
#include "tests/policies/settings_stub.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock::testing {

// Somebody comes and wants so many units of some items.
struct Visit {
    Duration after;  // the start
    std::vector<std::pair<Id<Item>, double>> wishes;
};

// Customers who come when the test says; their own numbers are 1, 2, 3 ….
class ScriptedArrivals : public ArrivalProcess {
public:
    explicit ScriptedArrivals(std::vector<Visit> visits) : visits_(std::move(visits)) {
        for (const Visit& visit : visits_)
            for (const auto& [item, units] : visit.wishes) lines_.push_back({item, Quantity::of(units)});
    }
    Arrival first(ArrivalState& state) const override { return visit(state); }
    Arrival next(ArrivalState& state) const override { return visit(state); }
    RecordedLine line(std::uint32_t index) const override { return lines_[index]; }

private:
    // The state's members are kept as a process of its own would: `level` counts visits.
    Arrival visit(ArrivalState& state) const {
        const auto number = static_cast<std::size_t>(state.level);
        Arrival arrival;
        if (number == visits_.size()) return arrival;
        state.level += 1;
        arrival.at = Time::at(visits_[number].after);
        arrival.customer = number + 1;
        for (std::size_t i = 0; i < number; ++i)
            arrival.first_line += static_cast<std::uint32_t>(visits_[i].wishes.size());
        arrival.lines = static_cast<std::uint32_t>(visits_[number].wishes.size());
        return arrival;
    }
    std::vector<Visit> visits_;
    std::vector<RecordedLine> lines_;
};

class ModelBuilder {
public:
    Model model;  // for whatever the functions below do not offer

    ModelBuilder() {
        model.name = "test";
        model.run.horizon = Time::at(60_d);
        model.run.start_day = 20'458;  // 2026-01-05, a Monday
        model.tiers.push_back({"standard", {}});
        payment_ = policy<PaymentPolicy>("in_full");
        fulfillment_ = policy<FulfillmentPolicy>("as_available");
    }

    // A built-in policy made of what a user would have written.
    template<class Family>
    const Family* policy(std::string_view word, const Given& given = {}, Dimension dimension = Dimension::number) {
        Report report;
        std::unique_ptr<const Family> made = testing::make<Family>(std::string(word), given, report, dimension);
        require(made != nullptr && report.mistakes.empty(), "{} {}: {}", Family::family, word,
                report.mistakes.empty() ? "unknown" : report.mistakes.front());
        return keep(std::move(made));
    }
    template<class Kept>
    const Kept* keep(std::unique_ptr<const Kept> made) {
        const Kept* kept = made.get();
        model.policies.push_back(std::move(made));
        return kept;
    }
    // The law of a time that is always the same.
    const Law* takes(Duration time) { return policy<Law>("constant", Given().set("value", time), Dimension::duration); }

    Id<Item> item(const std::string& name, double price) {
        return model.items.add({.name = name, .key = name_key(name), .price = Money::of(price)});
    }
    Id<Supplier> supplier(const std::string& name) {
        return model.suppliers.add({.name = name, .key = name_key(name)});
    }
    Id<Store> store(const std::string& name) {
        return model.stores.add(
            {.name = name, .key = name_key(name), .fulfillment = fulfillment_, .payment = payment_});
    }

    // Takes backorders, promises what the pipeline predicts (at the median), serves first in, first out, orders
    // nothing.
    Id<StockPoint> stock(Id<Store> store, Id<Item> item, double on_hand) {
        return model.stock.add({.store = store,
                                .item = item,
                                .key = joined_key(model.stores[store].key, model.items[item].key),
                                .initial = Quantity::of(on_hand),
                                .inventory = policy<InventoryPolicy>("none"),
                                .backorder = policy<BackorderPolicy>("allow"),
                                .promise = policy<PromisePolicy>("quantile", Given().set("p", 0.5)),
                                .prioritization = policy<PrioritizationPolicy>("fifo")});
    }
    Id<Store> store_of(Id<StockPoint> stock) const { return model.stock[stock].store; }
    void replenish(Id<StockPoint> stock, std::string_view word, const Given& given) {
        model.stock[stock].inventory = policy<InventoryPolicy>(word, given);
    }

    // A supplier as source: what a unit costs, and how long it takes.
    Offer& buy(Id<StockPoint> buyer, Id<Supplier> supplier, double cost, const Law* lead_time) {
        const Id<Offer> offer = model.offers.add({.supplier = supplier,
                                                  .item = model.stock[buyer].item,
                                                  .key = name_key(model.suppliers[supplier].name),
                                                  .cost = Money::of(cost),
                                                  .lead_time = lead_time});
        add_link({.buyer = buyer, .offer = offer, .key = joined_key(model.stock[buyer].key, model.offers[offer].key)});
        return model.offers[offer];
    }
    // An own stock point as source, over a lane of its own.
    Lane& draw_from(Id<StockPoint> buyer, Id<StockPoint> upstream, const Law* transit) {
        const std::uint64_t key = joined_key(model.stock[buyer].key, model.stock[upstream].key);
        const Id<Lane> lane = model.lanes.add({.key = key, .transit = transit});
        add_link({.buyer = buyer, .upstream = upstream, .lane = lane, .key = key});
        return model.lanes[lane];
    }

    // A neighbour that helps out, over a lane of its own; after all sources of the buyer.
    Lane& borrow_from(Id<StockPoint> buyer, Id<StockPoint> lender, const Law* transit) {
        const std::uint64_t key = joined_key(model.stock[buyer].key, joined_key(model.stock[lender].key, 1));
        const Id<Lane> lane = model.lanes.add({.key = key, .transit = transit});
        const Id<Link> id =
            model.links.add({.buyer = buyer, .upstream = lender, .lane = lane, .key = key, .lateral = true});
        StockPoint& point = model.stock[buyer];
        if (point.links + point.laterals == 0) point.first_link = id;
        require(id.index() == point.first_link.index() + point.links + point.laterals,
                "a stock point's neighbours follow its sources");
        ++point.laterals;
        return model.lanes[lane];
    }

    // A store that also makes things, on so many lines (0: without limit).
    Id<Plant> plant(Id<Store> site, std::uint32_t lines = 1) {
        return model.plants.add({.site = site, .lines = lines});
    }
    // A stock point at the plant is made there, unit by unit, at no cost, of parts stocked there.
    Recipe& make(Id<StockPoint> point, Id<Plant> plant, const Law* time, std::vector<BomLine> parts = {}) {
        const Id<Recipe> recipe = model.recipes.add({.plant = plant,
                                                     .makes = point,
                                                     .key = model.stock[point].key,
                                                     .parts = std::move(parts),
                                                     .lot = Quantity::units(1),
                                                     .time = time});
        add_link({.buyer = point, .recipe = recipe, .key = joined_key(model.stock[point].key, name_key("made"))});
        return model.recipes[recipe];
    }

    // Customers who come as told; see ScriptedArrivals.
    Segment& customers(const std::string& name, Id<Store> store, std::vector<Visit> visits) {
        return customers(name, store, keep<ArrivalProcess>(std::make_unique<ScriptedArrivals>(std::move(visits))));
    }
    // Customers who come by chance; their basket is to be filled.
    Segment& customers(const std::string& name, Id<Store> store, const ArrivalProcess* arrivals) {
        const Id<Segment> id =
            model.segments.add({.name = name, .key = name_key(name), .store = store, .arrivals = arrivals});
        return model.segments[id];
    }

    // The model; the builder is used up.
    Model build() {
        for (StockPoint& point : model.stock) {
            point.reorder_point = point.inventory->reorder_point();
            point.review_every = point.inventory->review().every;
            point.review_at = point.inventory->review().at;
        }
        for (std::size_t i = 0; i < model.links.size(); ++i) {
            Link& link = model.links[model.links.id_at(i)];
            const double p = model.stock[link.buyer].promise->quantile();
            link.expected = (link.offer ? expected(model.offers[link.offer].lead_time, p) : 0) +
                            (link.lane ? expected(model.lanes[link.lane].transit, p) : 0) +
                            (link.recipe ? expected(model.recipes[link.recipe].time, p) : 0);
        }
        model.index();
        model.index_waiting();
        return std::move(model);
    }

private:
    static double expected(const Law* law, double p) {
        return law == nullptr ? 0 : p > 0 ? law->quantile(p) : law->mean();
    }
    void add_link(const Link& link) {
        StockPoint& point = model.stock[link.buyer];
        const Id<Link> id = model.links.add(link);
        if (point.links == 0) {
            point.first_link = id;
            point.sourcing = policy<SourcingPolicy>("single", Given().set("source", std::uint32_t{0}));
        }
        require(id.index() == point.first_link.index() + point.links,
                "the sources of a stock point follow one another");
        ++point.links;
    }
    const PaymentPolicy* payment_ = nullptr;
    const FulfillmentPolicy* fulfillment_ = nullptr;
};

}  // namespace backstock::testing
