#include "sim/flows/surge.hpp"

#include "sim/flows/pace.hpp"

#include <cmath>

namespace backstock {

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
    if (surge == Surge::quantity) {
        visits.front().baskets = Quantity::of(arrival.baskets.in_units() * factor);
        return visits;
    }
    Stream stream = world.streams.at(joined_key(segment.key, static_cast<Key64>(world.now().us())), Purpose("surge"),
                                     arrival.customer);
    const double whole = std::floor(factor);
    const auto times = static_cast<std::uint64_t>(whole) + (uniform01(stream) < factor - whole ? 1 : 0);
    visits.clear();
    for (std::uint64_t i = 0; i < times; ++i) {
        visits.push_back(arrival);
        visits.back().customer += i << 40;
    }
    return visits;
}

}  // namespace backstock
