#include "sim/flows/prediction.hpp"

#include "sim/flows/news.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

/// When goods under way may come: the policy's quantile of the lead time, given that they have not come yet. Where a
/// lead time and a transit add up, the lead time is the part that is conditioned.
Time arrival_of(const Model& model, const Shipment& shipment, Time now) {
    if (!shipment.link) return shipment.expected;
    const Link& link = model.links[shipment.link];
    const Law* transit = link.lane ? model.lanes[link.lane].transit : nullptr;
    const Law* law = link.offer ? model.offers[link.offer].lead_time : transit;
    if (law == nullptr || law->sole_value()) return std::max(now, shipment.expected);
    const double p = std::max(model.stock[link.buyer].promise->quantile(), 0.5);
    const double passed = law->cdf(static_cast<double>((now - shipment.sent).us()));
    if (passed >= 1) return std::max(now, shipment.expected);
    const double left = law->quantile(std::min(1 - (1 - p) * (1 - passed), 1 - 1e-12));
    const bool both = link.offer && transit != nullptr;
    const double rest = both ? std::max(0.0, link.expected - law->quantile(p)) : 0;
    return std::max(now, shipment.sent + Duration::us(static_cast<std::int64_t>(std::min(left + rest, 9e18))));
}

/// When a supplier with capacity will have worked off its queue up to and with `queued`; or, where that is not in the
/// queue, the whole queue and then `units` more.
Time release(const Model& model, const World& world, Id<Supplier> id, Id<Purchase> queued, Quantity units) {
    const Supplier& supplier = model.suppliers[id];
    const SupplierState& state = world.suppliers[id];
    Time end = world.now();
    const auto left = [&](Id<Purchase> p) {
        if (p != state.serving) return Duration::us(nearest_integer(world.purchases[p].work_left));
        // At full speed since it was last looked at: what slows it down may not be known.
        const Time at_full_speed = state.work.since + Duration::us(nearest_integer(state.work.remaining));
        return std::max(at_full_speed, world.now()) - world.now();
    };
    for (Id<Purchase> p = state.first; p; p = world.purchases[p].behind) {
        end += left(p);
        if (p == queued) return end;
    }
    return end + working_time(supplier, units);
}

}  // namespace

Time Prediction::over_link(const Model& model, const World& world, const Link& link, Quantity units, int depth,
                           Id<Purchase> queued) const {
    const Time now = world.now();
    Time leaves = now;
    if (link.offer && !std::isinf(model.suppliers[model.offers[link.offer].supplier].capacity))
        leaves = release(model, world, model.offers[link.offer].supplier, queued, units);
    if (link.upstream) {
        const StockState& source = world.stock[link.upstream];
        if (source.available() < units) leaves = new_purchase(model, world, link.upstream, depth + 1);
    }
    if (leaves == Time::never()) return leaves;
    if (!model.disruptions.empty()) leaves = std::max(leaves, expected_back(model, world, link));
    Duration delay = link.lane ? model.lanes[link.lane].order_delay : Duration::zero();
    if (queued) delay = std::max(Duration::zero(), world.purchases[queued].placed + delay - now);
    return leaves + delay + Duration::us(static_cast<std::int64_t>(std::min(link.expected, 9e18)));
}

Time Prediction::new_purchase(const Model& model, const World& world, Id<StockPoint> id, int depth) const {
    const StockPoint& point = model.stock[id];
    if (point.links == 0 || point.inventory == nullptr || depth > 64) return Time::never();
    Time earliest = Time::never();
    for (std::uint32_t i = 0; i < point.links; ++i)
        earliest = std::min(earliest, over_link(model, world, model.links[Id<Link>(point.first_link.index() + i)],
                                                Quantity::units(1), depth));
    return earliest + point.review_every;
}

Time Prediction::ship_date(const Model& model, const World& world, Id<StockPoint> id, Quantity units) {
    const Law* handling = model.stores[model.stock[id].store].fulfillment->handling();
    const Time there = arrival(model, world, id, units);
    return handling == nullptr ? there : there + Duration::us(nearest_integer(handling->mean()));
}

Time Prediction::arrival(const Model& model, const World& world, Id<StockPoint> id, Quantity units) {
    const StockState& stock = world.stock[id];
    const Time now = world.now();
    const Quantity needed = stock.waiting() + units;
    coming_.clear();
    for (Id<Shipment> s = stock.first_inbound; s; s = world.shipments[s].next) {
        const Shipment& shipment = world.shipments[s];
        coming_.emplace_back(arrival_of(model, shipment, now), shipment.quantity);
    }
    for (Id<Purchase> p = stock.first_purchase; p; p = world.purchases[p].next) {
        const Purchase& purchase = world.purchases[p];
        coming_.emplace_back(over_link(model, world, model.links[purchase.link], purchase.unshipped, 0, p),
                             purchase.unshipped);
    }
    std::sort(coming_.begin(), coming_.end());
    Quantity covered;
    for (const auto& [when, quantity] : coming_) {
        covered += quantity;
        if (covered >= needed) return when;
    }
    const Time fresh = new_purchase(model, world, id, 0);
    return coming_.empty() ? fresh : std::max(fresh, coming_.back().first);
}

}  // namespace backstock
