#include "output/supply_story.hpp"

#include "output/date_text.hpp"
#include "output/story_words.hpp"
#include "sim/flows/production.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

constexpr std::size_t most_told = 3;

Duration order_delay(const Model& model, const Link& link) {
    return link.lane ? model.lanes[link.lane].order_delay : Duration::zero();
}

}  // namespace

SupplyStory::SupplyStory(const Model& model, const World& world)
    : model_(model), world_(world), last_(model.stock.size()), outages_(model.strikes.size()) {}

std::string SupplyStory::day(Time at) const { return weekday_date_time_text(model_.run.start_day, at); }

std::string SupplyStory::arrival(Id<Link> id) const {
    if (!id) return "arrived, under way since the start";
    return (model_.links[id].recipe ? "came from production at " : "arrived from ") + model_.source_of(id);
}

// Why the lot starts only now, from the plant's point of view.
void SupplyStory::saw(const LotStarted& e, Time now) {
    if (e.lot.index() >= waited_.size()) waited_.resize(e.lot.index() + 1);
    const Lot& lot = world_.lots[e.lot];
    const Purchase& purchase = world_.purchases[lot.purchase];
    const Job& job = world_.jobs[purchase.job];
    const Duration waited = now - purchase.placed;
    std::string& text = waited_[e.lot.index()];
    if (waited == Duration::zero())
        text = "started at once";
    else if (job.held == Time::never())
        text = fmt::format("started after {} in the queue of {}", span_text(waited), model_.source_of(purchase.link));
    else
        text = fmt::format("held for {}, started after {}", model_.items[model_.stock[job.missing].item].name,
                           span_text(waited));
}

void SupplyStory::saw(const ProductionFinished& e, Time now) {
    const Lot& lot = world_.lots[e.lot];
    made_ = fmt::format("{}, made in {}", waited_[e.lot.index()], span_text(now - lot.started));
    if (lot.setup > Duration::zero()) made_ += fmt::format(", {} of it to set up", span_text(lot.setup));
}

void SupplyStory::saw(const GoodsSent& e, Time now) {
    if (e.shipment.index() >= freed_by_.size()) freed_by_.resize(e.shipment.index() + 1);
    std::string& freed_by = freed_by_[e.shipment.index()];
    freed_by.clear();
    const Shipment& shipment = world_.shipments[e.shipment];
    if (!shipment.link) return;
    if (model_.links[shipment.link].recipe) freed_by = made_;
    if (!model_.links[shipment.link].upstream) return;
    const Delivery& delivery = last_[model_.links[shipment.link].upstream.index()];
    if (delivery.at != now) return;
    freed_by = fmt::format("{} {}", units_text(delivery.quantity), arrival(delivery.link));
    if (delivery.purchase != 0)
        freed_by += fmt::format(" (purchase {}, ordered {}{}{})", delivery.purchase, day(delivery.placed),
                                model_.links[delivery.link].recipe ? ", " : "",
                                model_.links[delivery.link].recipe ? delivery.freed_by : "");
}

void SupplyStory::saw(const GoodsReceived& e, Time now) {
    const Shipment& shipment = world_.shipments[e.shipment];
    Delivery& last = last_[shipment.buyer.index()];
    last = {.at = now,
            .quantity = shipment.quantity,
            .link = shipment.link,
            .sent = shipment.sent,
            .expected = shipment.expected,
            .freed_by = freed_by_[e.shipment.index()]};
    if (!shipment.purchase) return;
    last.purchase = world_.purchases[shipment.purchase].number;
    last.placed = world_.purchases[shipment.purchase].placed;
}

void SupplyStory::saw(const OutageBegan& e, Time now) { outages_[e.strike.index()].push_back({.began = now}); }

void SupplyStory::saw(const OutageEnded& e, Time now) {
    for (Outage& outage : outages_[e.strike.index()])
        if (outage.ended == Time::never()) {
            outage.ended = now;
            return;
        }
}

std::string SupplyStory::outages_between(Target target, Time from, Time to) const {
    std::string text;
    for (const Id<Strike> id : model_.strikes_on(target)) text += outage_text(id, from, to);
    return text;
}

std::string SupplyStory::outages_on(Id<Link> link, Time placed, Time sent, Time came) const {
    const Id<Lane> lane = model_.links[link].lane;
    std::string text;
    for (const Id<Strike> id : model_.strikes_on(link)) {
        const auto& on_lane = lane ? model_.strikes_on(lane) : model_.strikes_on(link);
        const bool lasts = lane && std::find(on_lane.begin(), on_lane.end(), id) != on_lane.end();
        text += outage_text(id, placed, lasts ? came : sent);
    }
    return text;
}

std::string SupplyStory::outage_text(Id<Strike> id, Time from, Time to) const {
    std::string text;
    for (const Outage& outage : outages_[id.index()]) {
        if (outage.began >= to || outage.ended <= from) continue;
        text += fmt::format(", held up by {} ({} {}{})", model_.disruptions[model_.strikes[id].disruption].name,
                            outage.ended == Time::never() ? "since" : "from", day(outage.began),
                            outage.ended == Time::never() ? "" : " to " + day(outage.ended));
    }
    return text;
}

std::string SupplyStory::origin(Id<StockPoint> stock) const {
    const Delivery& last = last_[stock.index()];
    if (last.at != world_.now()) return "the shelf";
    return fmt::format("the {} that {}", units_text(last.quantity), arrival(last.link));
}

std::string SupplyStory::course(Id<StockPoint> stock) const {
    const Delivery& last = last_[stock.index()];
    if (last.at != world_.now() || last.purchase == 0) return {};
    std::string text = fmt::format("purchase {}, ordered {}", last.purchase, day(last.placed));
    if (model_.links[last.link].recipe) return text + ", " + last.freed_by;
    const Duration held_up = last.sent - last.placed - order_delay(model_, model_.links[last.link]);
    if (held_up > Duration::zero())
        text += model_.links[last.link].offer
                    ? fmt::format(", {} in the queue of {}", span_text(held_up), model_.source_of(last.link))
                    : fmt::format(", sent after {}{}", span_text(held_up),
                                  last.freed_by.empty() ? "" : " when " + last.freed_by);
    const Duration took = last.at - last.sent;
    const Duration expected = last.expected - last.sent;
    text += fmt::format(", {} on the way", span_text(took));
    text += took == expected ? std::string(" as expected") : fmt::format(" instead of {}", span_text(expected));
    return text + outages_on(last.link, last.placed, last.sent, last.at) + overdue(stock);
}

std::string SupplyStory::overdue(Id<StockPoint> stock) const {
    std::string text;
    for (Id<Shipment> s = world_.stock[stock].first_inbound; s; s = world_.shipments[s].next)
        if (world_.shipments[s].expected < world_.now())
            text += "; still to come: " + shipment_text(world_.shipments[s]);
    return text;
}

std::string SupplyStory::shipment_text(const Shipment& shipment) const {
    const bool late = shipment.expected < world_.now();
    const std::string when = fmt::format("expected {}{}", day(shipment.expected), late ? " and late" : "");
    if (!shipment.purchase) return fmt::format("{} under way since the start, {}", units_text(shipment.quantity), when);
    return fmt::format("{} from {}, ordered {}, {}", units_text(shipment.quantity), model_.source_of(shipment.link),
                       day(world_.purchases[shipment.purchase].placed), when);
}

std::string SupplyStory::purchase_text(const Purchase& purchase) const {
    const Link& link = model_.links[purchase.link];
    if (link.recipe) return production_text(purchase);
    std::string text = fmt::format("{} from {}, ordered {} and not sent yet", units_text(purchase.unshipped),
                                   model_.source_of(purchase.link), day(purchase.placed));
    if (link.upstream && world_.stock[link.upstream].available() == Quantity::zero())
        text += fmt::format(" ({} has none; there, {})", model_.source_of(purchase.link), under_way(link.upstream));
    text += outages_on(purchase.link, purchase.placed, world_.now(), world_.now());
    return text;
}

std::string SupplyStory::production_text(const Purchase& purchase) const {
    std::string text = fmt::format("{} to be made at {}, ordered {}", units_text(purchase.unshipped),
                                   model_.source_of(purchase.link), day(purchase.placed));
    if (!purchase.job) return text + " and on the line";
    const Job& job = world_.jobs[purchase.job];
    if (job.unstarted < purchase.unshipped)
        text += fmt::format(", {} on the line", units_text(purchase.unshipped - job.unstarted));
    const Id<StockPoint> missing = missing_part(model_, world_, job);
    if (!missing) return text + ", waiting for a free line";
    return text +
           fmt::format(", waiting for {} ({})", model_.items[model_.stock[missing].item].name, under_way(missing));
}

std::string SupplyStory::under_way(Id<StockPoint> id) const {
    const StockState& stock = world_.stock[id];
    std::string text;
    std::size_t count = 0;
    const auto add = [&](const std::string& part) {
        if (++count <= most_told) text += (text.empty() ? "" : "; ") + part;
    };
    for (Id<Shipment> s = stock.first_inbound; s; s = world_.shipments[s].next) add(shipment_text(world_.shipments[s]));
    for (Id<Purchase> p = stock.first_purchase; p; p = world_.purchases[p].next)
        add(purchase_text(world_.purchases[p]));
    if (count == 0) return "nothing is on order";
    if (count > most_told) text += fmt::format("; and {} more", count - most_told);
    return "on order: " + text;
}

}  // namespace backstock
