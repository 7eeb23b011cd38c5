#include "sim/flows/news.hpp"

#include "sim/policy/clock.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>

namespace backstock {

namespace {

const Disruption& disruption_of(const Model& model, Id<Strike> id) {
    return model.disruptions[model.strikes[id].disruption];
}

bool contains(const std::vector<Id<Strike>>& strikes, Id<Strike> id) {
    return std::find(strikes.begin(), strikes.end(), id) != strikes.end();
}

bool foreseen(const StrikeState& strike, Heed heed) {
    return heed == Heed::warnings && strike.known == Time::never() && strike.warned != Time::never();
}

/// How severe the buyer takes a strike to be.
double known_severity(const StrikeState& strike, Heed heed) {
    if (foreseen(strike, heed)) return 1;
    return strike.known == Time::never() ? 0 : strike.base;
}

/// Whether an outage keeps goods from coming, or coming in time: it may do other harm alone, such as to what is in
/// stock.
bool hampers(const Disruption& disruption) {
    return disruption.effect(Effect::capacity) < 1 || disruption.effect(Effect::lead_time) > 1 ||
           disruption.effect(Effect::yield) < 1;
}

double mean_of(const Law* law) { return law == nullptr ? 0 : law->mean(); }

}  // namespace

News news_of(const Model& model, const World& world, Id<Link> link) {
    News news;
    for (const Id<Strike> id : model.strikes_on(link)) {
        if (!hampers(disruption_of(model, id))) continue;
        news.down_since = std::min(news.down_since, world.strikes[id].known);
        news.warned_since = std::min(news.warned_since, world.strikes[id].warned);
    }
    return news;
}

Standstill known_standstill(const Model& model, const World& world, const std::vector<Id<Strike>>& strikes) {
    const Time now = world.now();
    Standstill still{.until = now};
    for (const Id<Strike> id : strikes) {
        const StrikeState& strike = world.strikes[id];
        if (strike.known == Time::never() || strike.base < 1 || strike.capacity > 0) continue;
        const double mean = disruption_of(model, id).clock->mean_outage();
        const auto part = [](double us) { return Duration::us(nearest_integer(std::min(us, 4e18))); };
        still.since = std::min(still.since, strike.since);
        still.until = std::max({still.until, strike.since + part(mean), now + part(mean / 2)});
    }
    return still;
}

Time expected_back(const Model& model, const World& world, Id<Link> link) {
    return known_standstill(model, world, model.strikes_on(link)).until;
}

double known_stretch(const Model& model, const World& world, Id<Link> id, Heed heed) {
    const Link& link = model.links[id];
    double lead = link.offer ? mean_of(model.offers[link.offer].lead_time) : 0;
    double transit = link.lane ? mean_of(model.lanes[link.lane].transit) : 0;
    const double usual = lead + transit;
    if (usual == 0 || heed == Heed::nothing) return 1;
    for (const Id<Strike> strike : model.strikes_on(id)) {
        const double factor = disruption_of(model, strike).effect(Effect::lead_time);
        const double stretch = 1 + known_severity(world.strikes[strike], heed) * (factor - 1);
        if (link.offer && contains(model.strikes_on(link.offer), strike)) lead *= stretch;
        if (link.lane && contains(model.strikes_on(link.lane), strike)) transit *= stretch;
    }
    return (lead + transit) / usual;
}

Duration expected_travel(const Model& model, const World& world, Id<Link> link) {
    const double usual = model.links[link].expected;
    return Duration::nearest(model.disruptions.empty() ? usual : usual * known_stretch(model, world, link));
}

double known_delay(const Model& model, const World& world, Id<Link> link, Heed heed) {
    if (heed == Heed::nothing) return 0;
    auto delay = static_cast<double>((expected_back(model, world, link) - world.now()).us());
    for (const Id<Strike> id : model.strikes_on(link))
        if (foreseen(world.strikes[id], heed) && disruption_of(model, id).effect(Effect::capacity) == 0)
            delay = std::max(delay, disruption_of(model, id).clock->mean_outage());
    return delay;
}

}  // namespace backstock
