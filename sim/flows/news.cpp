#include "sim/flows/news.hpp"

#include "sim/policy/clock.hpp"

#include <algorithm>

namespace backstock {

namespace {

template<class Hear>
void hear_all(const Model& model, const Link& link, Hear hear) {
    const Target source = link.offer ? Target(link.offer) : Target(link.upstream ? link.upstream : link.buyer);
    for (const Id<Strike> id : model.strikes_on(source)) hear(id);
    if (!link.lane) return;
    for (const Id<Strike> id : model.strikes_on(link.lane)) hear(id);
}

}  // namespace

News news_of(const Model& model, const World& world, const Link& link) {
    News news;
    hear_all(model, link, [&](Id<Strike> id) {
        news.down_since = std::min(news.down_since, world.strikes[id].known);
        news.warned_since = std::min(news.warned_since, world.strikes[id].warned);
    });
    return news;
}

Time expected_back(const Model& model, const World& world, const Link& link) {
    const Time now = world.now();
    Time back = now;
    hear_all(model, link, [&](Id<Strike> id) {
        const StrikeState& strike = world.strikes[id];
        if (strike.known == Time::never() || strike.base < 1 || strike.capacity > 0) return;
        const double mean = model.disruptions[model.strikes[id].disruption].clock->mean_outage();
        const auto part = [&](double us) { return Duration::us(nearest_integer(std::min(us, 4e18))); };
        back = std::max({back, strike.since + part(mean), now + part(mean / 2)});
    });
    return back;
}

}  // namespace backstock
