#include "sim/flows/surge.hpp"

#include "sim/flows/pace.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

/// A whole number that is x on average: rounded as it falls, one lost sale in two would be none.
std::int64_t nearly(double x, Stream& stream) {
    const double whole = std::floor(x);
    return static_cast<std::int64_t>(whole) + (uniform01(stream) < x - whole ? 1 : 0);
}

bool asks_for_divisible(const Model& model, const Basket& basket) {
    const auto divisible = [&](Id<Item> item) { return model.items[item].divisible; };
    return std::any_of(basket.always.begin(), basket.always.end(),
                       [&](const Basket::Entry& entry) { return divisible(entry.item); }) ||
           std::any_of(basket.from.begin(), basket.from.end(), divisible);
}

}  // namespace

void settle_demand(const Model& model, World& world, Id<Segment> id) {
    const ArrivalProcess& arrivals = *model.segments[id].arrivals;
    if (arrivals.surge() != Surge::rate) return;
    arrivals.settle(world.arrivals[id], world.now(), Pace(model, world, id, Effect::demand));
}

void retime_next(const Model& model, World& world, Id<Segment> id) {
    ArrivalState& state = world.arrivals[id];
    const ArrivalProcess& arrivals = *model.segments[id].arrivals;
    const Pace pace(model, world, id, Effect::demand);
    if (arrivals.surge() == Surge::rate) state.next.at = arrivals.retimed(state, pace);
}

std::vector<Arrival> surged(const Model& model, const World& world, Id<Segment> id, const Arrival& arrival) {
    const Segment& segment = model.segments[id];
    const double factor = Pace(model, world, id, Effect::demand).at(world.now());
    const Surge surge = segment.arrivals->surge();
    std::vector<Arrival> visits{arrival};
    if (factor == 1 || surge == Surge::rate) return visits;
    Stream stream = world.streams.at(joined_key(segment.key, static_cast<Key64>(world.now().us())), Purpose("surge"),
                                     arrival.customer);
    if (surge == Surge::quantity) {
        const double baskets = arrival.baskets.in_units() * factor;
        const bool divisible = asks_for_divisible(model, segment.basket);
        visits.front().baskets = divisible ? Quantity::of(baskets) : Quantity::units(nearly(baskets, stream));
        return visits;
    }
    const auto times = static_cast<std::uint64_t>(nearly(factor, stream));
    visits.clear();
    for (std::uint64_t i = 0; i < times; ++i) {
        visits.push_back(arrival);
        visits.back().customer += i << 40;
    }
    return visits;
}

}  // namespace backstock
