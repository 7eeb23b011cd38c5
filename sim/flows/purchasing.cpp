#include "sim/flows/purchasing.hpp"

#include "sim/flows/news.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>

namespace backstock {

namespace {

/// The price of a unit in a purchase of so many.
Money unit_cost(const Offer& offer, Quantity quantity) {
    if (offer.breaks.empty() || quantity <= Quantity::zero()) return offer.cost;
    return share(offer.price_of(quantity), Quantity::units(1), quantity);
}

SourceView source_view(const Model& model, const World& world, Id<Link> id, Quantity wanted) {
    const Link& link = model.links[id];
    const auto delay = static_cast<double>(order_delay(model, link).us());
    SourceView view{.expected = delay + link.expected, .ordered = world.links[id].ordered};
    const auto add_time = [&](const Law* law) {
        if (law == nullptr) return;
        view.mean += law->mean();
        view.deviation = std::hypot(view.deviation, std::sqrt(law->variance()));
    };
    if (link.lane) add_time(model.lanes[link.lane].transit);
    if (link.offer) {
        const Offer& offer = model.offers[link.offer];
        add_time(offer.lead_time);
        view.unit_cost = unit_cost(offer, acceptable(model, wanted, link));
        view.minimum = offer.minimum;
        view.multiple = offer.multiple;
    }
    if (link.recipe) add_time(model.recipes[link.recipe].time);
    if (link.lane) view.unit_cost += model.lanes[link.lane].cost_per_unit;
    if (!model.disruptions.empty()) {
        const News news = news_of(model, world, id);
        view.down_since = news.down_since;
        view.warned_since = news.warned_since;
    }
    return view;
}

/// What is under way, at the times when it is expected; purchases that have not left count from when their source knows
/// of them, or from now.
void list_pipeline(const Model& model, const World& world, const StockState& stock, std::vector<Expected>& pipeline) {
    for (Id<Shipment> s = stock.first_inbound; s; s = world.shipments[s].next)
        pipeline.emplace_back(std::max(world.now(), world.shipments[s].expected), world.shipments[s].quantity);
    for (Id<Purchase> p = stock.first_purchase; p; p = world.purchases[p].next) {
        const Purchase& purchase = world.purchases[p];
        const Link& link = model.links[purchase.link];
        const Time placed = purchase.placed == Time::never() ? world.now() : purchase.placed;
        const Time leaves = std::max(world.now(), placed + order_delay(model, link));
        pipeline.emplace_back(leaves + expected_travel(link), purchase.unshipped);
    }
    std::sort(pipeline.begin(), pipeline.end());
}

}  // namespace

const std::vector<Part>& Division::of(const Model& model, const World& world, Id<StockPoint> buyer, Quantity wanted,
                                      SourcingMemory& memory) {
    const StockPoint& point = model.stock[buyer];
    const StockState& stock = world.stock[buyer];
    sources_.clear();
    pipeline_.clear();
    parts_.clear();
    for (std::uint32_t i = 0; i < point.links; ++i)
        sources_.push_back(source_view(model, world, Id<Link>(point.first_link.index() + i), wanted));
    if (point.sourcing->needs_pipeline()) list_pipeline(model, world, stock, pipeline_);
    point.sourcing->divide({.now = world.now(),
                            .wanted = std::max(wanted, Quantity::zero()),
                            .position = stock.position(),
                            .net = stock.available() - stock.waiting(),
                            .sources = sources_,
                            .pipeline = pipeline_},
                           memory, parts_);
    return parts_;
}

Quantity acceptable(const Model& model, Quantity quantity, const Link& link) {
    if (quantity <= Quantity::zero()) return Quantity::zero();
    if (!model.items[model.stock[link.buyer].item].divisible) quantity = rounded_up(quantity, Quantity::units(1));
    if (link.recipe && model.recipes[link.recipe].whole_lots)
        return rounded_up(quantity, model.recipes[link.recipe].lot);
    if (!link.offer) return quantity;
    const Offer& offer = model.offers[link.offer];
    quantity = std::max(quantity, offer.minimum);
    return offer.multiple > Quantity::zero() ? rounded_up(quantity, offer.multiple) : quantity;
}

}  // namespace backstock
