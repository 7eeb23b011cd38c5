#include "sim/flows/prediction.hpp"

#include "sim/flows/news.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/production.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/payment.hpp"

#include <algorithm>
#include <limits>

namespace backstock {

namespace {

/// Until a store's campaign ends it buys nothing, and ships nothing that is pledged; time 0 where none is open.
Time campaign_end(const Model& model, const World& world, Id<Store> store) {
    const bool open = !world.campaigns.empty() && world.campaigns[store] == Campaign::open;
    return open ? model.stores[store].payment->campaign()->deadline : Time::zero();
}

/// Up to so many rows of a pipeline are put into the order in which they are expected.
constexpr int short_pipeline = 64;
/// No list is searched further for the place of one purchase.
constexpr int longest_walk = 256;
/// So many different questions about what a stock point would buy are answered one by one.
constexpr std::size_t most_answers = 64;

/// When goods that nothing holds up may come: the policy's quantile of the lead time, given that they have not come
/// yet. Where a lead time and a transit add up, the lead time is the part that is conditioned.
Time undisturbed_arrival(const Model& model, const Shipment& shipment, Time now) {
    if (!shipment.link) return std::max(now, shipment.expected);
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
    return std::max(now, shipment.sent + Duration::nearest(left + rest));
}

/// What is on order and has left the buyer: purchases that wait for cash come as if bought now.
Quantity under_way_to(const World& world, Id<StockPoint> id) {
    Quantity under_way = world.stock[id].ordered();
    for (const Id<Purchase> purchase : world.unfunded)
        if (world.purchases[purchase].buyer == id) under_way -= world.purchases[purchase].quantity;
    return under_way;
}

/// When a supplier with capacity will have worked off all that was ever queued up to `work`.
Time worked_off(const World& world, Id<Supplier> id, Duration work) {
    const SupplierState& supplier = world.suppliers[id];
    const Time now = world.now();
    if (!supplier.first) return now;
    // At full speed since it was last looked at: what slows it down may not be known.
    const Purchase& next = world.purchases[supplier.serving ? supplier.serving : supplier.first];
    const Time free = supplier.serving
                          ? std::max(now, supplier.server.since + Duration::nearest(supplier.server.remaining))
                          : now + Duration::nearest(next.work_left);
    return std::max(now, free + (work - next.work));
}

/// The row with the unit of this number in a list, and the units before it. Looked for from the nearer end.
template<class Row, class Units>
std::pair<Id<Row>, Quantity> find_unit(const Table<Row>& rows, Id<Row> first, Id<Row> last, Quantity total,
                                       Quantity number, Units units) {
    if (number.micro() <= total.micro() / 2) {
        Quantity before;
        for (Id<Row> id = first;; id = rows[id].next) {
            if (before + units(rows[id]) >= number) return {id, before};
            before += units(rows[id]);
        }
    }
    Quantity before = total;
    for (Id<Row> id = last;; id = rows[id].before) {
        before -= units(rows[id]);
        if (before < number) return {id, before};
    }
}

}  // namespace

Time Prediction::ship_date(const Model& model, const World& world, Id<StockPoint> id, Quantity units, unsigned tier) {
    begin(model, world);
    const StockState& stock = world.stock[id];
    // Of the shelf, what the tier may not have remains.
    const Quantity shelf = stock.available() - std::max(Quantity::zero(), free_for(model, world, id, tier));
    const Quantity last = ahead_of_tier(model, world, id, tier) + units - shelf;
    Comings there{{now(), units}};
    if (model.stores[model.stock[id].store].fulfillment->drop_ships())
        there.back().when = bought(id, {Quantity::zero(), units}, {now()});
    else if (last > Quantity::zero())
        come(id, {last - Quantity::micro(1), last}, {now()}, there);
    const Time launch = stock.rations ? model.stock[id].backorder->launch() : Time::zero();
    const Time funded = campaign_end(model, world, model.stock[id].store);
    return handled(id, units, std::max({there.back().when, launch, funded}));
}

Time Prediction::ship_date_of(const Model& model, const World& world, Id<Line> id, Quantity last) {
    begin(model, world);
    const Line& line = world.lines[id];
    const StockState& stock = world.stock[line.stock];
    if (model.stores[model.stock[line.stock].store].fulfillment->drop_ships()) return Time::never();
    const unsigned tier = world.orders[line.order].tier;
    if (stock.rations) last += kept_from(model, line.stock, tier);
    const Quantity missing = last - stock.available();
    Comings there{{now(), line.waiting}};
    if (missing > Quantity::zero()) come(line.stock, {missing - Quantity::micro(1), missing}, {now()}, there);
    const Time launch = stock.rations ? model.stock[line.stock].backorder->launch() : Time::zero();
    const Time funded = campaign_end(model, world, model.stock[line.stock].store);
    return handled(line.stock, line.waiting, std::max({there.back().when, launch, funded}));
}

/// When goods that are ready then will have been handled.
Time Prediction::handled(Id<StockPoint> id, Quantity units, Time ready) const {
    const Id<Store> store = model_->stock[id].store;
    const FulfillmentPolicy& fulfillment = *model_->stores[store].fulfillment;
    if (!world_->handling.empty()) ready += handling_time(fulfillment, units, 1) + queued_work(*world_, store);
    const Law* handling = fulfillment.handling();
    return handling == nullptr ? ready : ready + Duration::nearest(handling->mean());
}

/// When units of a purchase that an own site has set aside and not sent will have been handled; nothing where there are
/// none.
std::optional<Time> Prediction::picked(Id<Purchase> purchase, Id<StockPoint> source, Quantity units) const {
    if (world_->handling.empty()) return std::nullopt;
    const HandlingState& handling = world_->handling[model_->stock[source].store];
    Quantity passed;
    double work = 0;
    for (const HandlingTask& task : handling.queue) {
        work += &task == &handling.queue.front() ? handling.server.remaining : task.work;
        if (!task.line || world_->lines[task.line].purchase != purchase) continue;
        passed += task.quantity;
        if (passed >= units) return std::max(now(), handling.server.since + Duration::nearest(work));
    }
    return std::nullopt;
}

void Prediction::begin(const Model& model, const World& world) {
    model_ = &model;
    world_ = &world;
    looked_at_ = depth_ = 0;
    outlook_of_.resize(model.stock.size());
}

Prediction::Outlook& Prediction::outlook(Id<StockPoint> id) {
    std::uint32_t& place = outlook_of_[id.index()];
    if (place < looked_at_ && outlooks_[place].stock == id) return outlooks_[place];
    place = static_cast<std::uint32_t>(looked_at_++);
    if (place == outlooks_.size()) outlooks_.emplace_back();
    Outlook& fresh = outlooks_[place];
    fresh.stock = id;
    fresh.listed = false;
    fresh.pipeline.clear();
    fresh.answers.clear();
    return fresh;
}

// ------------------------------------------------------------------------------------------------- what is under way

void Prediction::come(Id<StockPoint> id, Range units, Moment asked, Comings& out) {
    const Quantity under_way = under_way_to(*world_, id);
    if (units.after < under_way) come_under_way(id, {units.after, std::min(units.to, under_way)}, out);
    if (units.to <= under_way) return;
    const Quantity after = std::max(units.after, under_way);
    const Time when = bought(id, {after - under_way, units.to - under_way}, asked);
    out.push_back({std::max(when, last_under_way(id)), units.to - after});
}

/// Nobody is served with goods that were bought later before all who wait for those that were bought earlier.
Time Prediction::last_under_way(Id<StockPoint> id) {
    const StockState& stock = world_->stock[id];
    const Quantity under_way = under_way_to(*world_, id);
    if (under_way == Quantity::zero()) return now();
    return is_short(stock) ? pipeline(id).back().when : place_in_line(stock, under_way);
}

void Prediction::come_under_way(Id<StockPoint> id, Range units, Comings& out) {
    const StockState& stock = world_->stock[id];
    if (!is_short(stock)) return out.push_back({place_in_line(stock, units.to), units.to - units.after});
    Quantity before;
    for (const Coming& coming : pipeline(id)) {
        const Quantity begin = std::max(before, units.after);
        before += coming.quantity;
        const Quantity end = std::min(before, units.to);
        if (begin < end) out.push_back({coming.when, end - begin});
        if (before >= units.to) return;
    }
}

bool Prediction::is_short(const StockState& stock) const {
    int rows = 0;
    for (Id<Shipment> s = stock.first_inbound; s; s = world_->shipments[s].next)
        if (++rows > short_pipeline) return false;
    for (Id<Purchase> p = stock.first_purchase; p; p = world_->purchases[p].next)
        if (++rows > short_pipeline) return false;
    return true;
}

const Prediction::Comings& Prediction::pipeline(Id<StockPoint> id) {
    Outlook& view = outlook(id);
    if (view.listed) return view.pipeline;
    view.listed = true;
    const StockState& stock = world_->stock[id];
    for (Id<Shipment> s = stock.first_inbound; s; s = world_->shipments[s].next) {
        const Shipment& shipment = world_->shipments[s];
        view.pipeline.push_back({arrival_of(shipment), shipment.quantity});
    }
    for (Id<Purchase> p = stock.first_purchase; p; p = world_->purchases[p].next)
        shipped_of(world_->purchases[p], p, world_->purchases[p].unshipped, view.pipeline);
    const auto sooner = [](const Coming& a, const Coming& b) { return a.when < b.when; };
    if (!std::is_sorted(view.pipeline.begin(), view.pipeline.end(), sooner))
        std::stable_sort(view.pipeline.begin(), view.pipeline.end(), sooner);
    return view.pipeline;
}

/// When the unit of this number comes, in the order sent and then in the order bought.
Time Prediction::place_in_line(const StockState& stock, Quantity number) {
    const Quantity inbound = Quantity::micro(stock.inbound.value());
    if (number <= inbound) {
        const auto found = find_unit(world_->shipments, stock.first_inbound, stock.last_inbound, inbound, number,
                                     [](const Shipment& shipment) { return shipment.quantity; });
        return arrival_of(world_->shipments[found.first]);
    }
    const Quantity to_leave = under_way_to(*world_, world_->purchases[stock.first_purchase].buyer) - inbound;
    const auto [id, before] = find_unit(world_->purchases, stock.first_purchase, stock.last_purchase, to_leave,
                                        number - inbound, [](const Purchase& purchase) { return purchase.unshipped; });
    Comings parts;
    shipped_of(world_->purchases[id], id, number - inbound - before, parts);
    return parts.back().when;
}

/// Goods that stand still on a lane, or before it, have the rest of their way before them once it moves again.
Time Prediction::arrival_of(const Shipment& shipment) const {
    const Time usual = undisturbed_arrival(*model_, shipment, now());
    const Id<Lane> lane = shipment.link ? model_->links[shipment.link].lane : Id<Lane>::none();
    if (!lane || model_->strikes_on(lane).empty()) return usual;
    const Standstill still = known_standstill(*model_, *world_, model_->strikes_on(lane));
    if (still.since == Time::never()) return usual;
    const Duration rest = shipment.expected - std::max(shipment.sent, still.since);
    return std::max(usual, still.until + std::max(rest, Duration::zero()));
}

/// When the first `units` of what has not left of a purchase will arrive.
void Prediction::shipped_of(const Purchase& purchase, Id<Purchase> id, Quantity units, Comings& out) {
    const Link& link = model_->links[purchase.link];
    if (link.recipe) return made_of(purchase, id, units, out);
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    const Time reaches = purchase.placed + order_delay(*model_, link);
    const auto ahead = link.upstream ? ahead_of(id, world_->stock[link.upstream]) : std::nullopt;
    const auto set_aside = link.upstream && !ahead ? picked(id, link.upstream, units) : std::nullopt;
    if (set_aside) {
        out.push_back({*set_aside, units});
    } else if (ahead) {
        come(link.upstream, {*ahead, *ahead + units}, {now()}, out);
    } else if (const auto leaves = has_finite_stock(link) ? supplied(link.offer, id, {}) : std::nullopt) {
        out.push_back({*leaves, units});
    } else if (has_capacity(*model_, link) && purchase.work > Duration::zero()) {
        out.push_back({worked_off(*world_, model_->offers[link.offer].supplier, purchase.work), units});
    } else {
        const Quantity before = travelling(purchase.before, purchase.link);
        leave(link, {before, before + units}, {std::max(now(), reaches)}, out);
    }
    std::for_each(out.begin() + begin, out.end(), [&](Coming& part) { part.when = arrives(purchase.link, part.when); });
}

/// When what leaves then is there: not before the end that is expected of a known outage, and a travel later.
Time Prediction::arrives(Id<Link> link, Time leaves) const {
    if (!model_->disruptions.empty()) leaves = std::max(leaves, expected_back(*model_, *world_, link));
    return leaves + expected_travel(*model_, *world_, link);
}

/// When a supplier with a finite stock will let go of a purchase that waits for it (nothing where that does not wait);
/// without one, of so many units that are ordered now. Purchases are served whole, in order, and then worked on.
std::optional<Time> Prediction::supplied(Id<Offer> id, Id<Purchase> last, Quantity more) const {
    const Offer& offer = model_->offers[id];
    const FiniteSupply& supply = offer.supply;
    Quantity stock = world_->offers[id].stock;
    std::int64_t refills = 0;
    Time free = worked_off(*world_, offer.supplier, world_->suppliers[offer.supplier].work);
    const auto serve = [&](Quantity units) {
        const Quantity most = std::max(stock, supply.most);
        if (units > most) free = Time::never();
        if (free == Time::never()) return;
        const std::int64_t missing = std::max(Quantity::zero(), units - stock).micro();
        const std::int64_t waited = (missing + supply.lot.micro() - 1) / supply.lot.micro();
        stock = std::min(stock + supply.lot * waited, most) - units;
        refills += waited;
        if (refills > 0) free = std::max(free, Time::at(supply.every * (now().since_start() / supply.every + refills)));
        free = free + working_time(model_->suppliers[offer.supplier], units);
    };
    for (Id<Purchase> p = world_->offers[id].first; p; p = world_->purchases[p].behind) {
        serve(world_->purchases[p].unshipped);
        if (p == last) return free;
    }
    if (last) return std::nullopt;
    serve(more);
    return free;
}

/// Whether the source of what has not left of a purchase knows of it: one that is due at this instant may not yet have
/// been heard of.
bool Prediction::has_arrived(Id<Purchase> id) const {
    const Purchase& purchase = world_->purchases[id];
    const Link& link = model_->links[purchase.link];
    if (purchase.placed + order_delay(*model_, link) > now()) return false;
    return link.upstream ? ahead_of(id, world_->stock[link.upstream]).has_value() : purchase.work > Duration::zero();
}

/// The units that wait before a purchase at an own site; nothing where the site does not know of it yet.
std::optional<Quantity> Prediction::ahead_of(Id<Purchase> purchase, const StockState& source) const {
    Quantity ahead = source.waiting();
    int walked = 0;
    for (Id<Line> id = source.last_waiting; id; id = world_->lines[id].ahead) {
        if (++walked > longest_walk) return std::max(Quantity::zero(), ahead - world_->purchases[purchase].unshipped);
        ahead -= world_->lines[id].waiting;
        if (world_->lines[id].purchase != purchase) continue;
        if (source.rations)  // what is kept for others has to be there first
            ahead += kept_from(*model_, world_->lines[id].stock, own_sites(*model_)) - source.available();
        return ahead;
    }
    return std::nullopt;
}

/// Units of a buyer's purchases up to `last` that have not reached their source yet.
Quantity Prediction::travelling(Id<Purchase> last, Id<Link> link) const {
    const Duration delay = order_delay(*model_, model_->links[link]);
    Quantity units;
    int walked = 0;
    for (Id<Purchase> id = last; id && ++walked <= longest_walk; id = world_->purchases[id].before) {
        const Purchase& purchase = world_->purchases[id];
        if (purchase.placed + delay < now()) break;
        if (purchase.link == link && !has_arrived(id)) units += purchase.unshipped;
    }
    return units;
}

/// When units of a purchase that reaches its source at `there` leave it. The buyer's earlier units go first.
void Prediction::leave(const Link& link, Range units, Moment there, Comings& out) {
    if (link.upstream) return leave_own_site(link.upstream, units, there, out);
    if (link.recipe) return make(link, units, there, out);
    Time leaves = there.at;
    const Quantity quantity = units.to - units.after;
    if (has_finite_stock(link)) {
        leaves = std::max(leaves, *supplied(link.offer, Id<Purchase>::none(), units.to));
    } else if (has_capacity(*model_, link)) {
        const Id<Supplier> id = model_->offers[link.offer].supplier;
        const Supplier& supplier = model_->suppliers[id];
        leaves = std::max(leaves + working_time(supplier, quantity),
                          worked_off(*world_, id, world_->suppliers[id].work) + working_time(supplier, units.to));
    }
    out.push_back({leaves, quantity});
}

void Prediction::leave_own_site(Id<StockPoint> source, Range units, Moment there, Comings& out) {
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    const Quantity free =
        world_->stock[source].available() - ahead_of_tier(*model_, *world_, source, own_sites(*model_));
    const Quantity covered = std::clamp(free, units.after, units.to);
    if (covered > units.after) out.push_back({there.at, covered - units.after});
    if (covered < units.to) come(source, {covered - free, units.to - free}, there, out);
    std::for_each(out.begin() + begin, out.end(), [&](Coming& part) { part.when = std::max(part.when, there.at); });
}

// ------------------------------------------------------------------------------------------------- what is made here

/// When a line of the plant takes the next lot, after what is on the lines and so much more work, in lots as long as
/// `lot`. Each is taken by the line that is free first.
Time Prediction::line_free(const Recipe& recipe, Duration before, Duration lot) {
    const std::uint32_t lines = model_->plants[recipe.plant].lines;
    if (lines == 0) return now();
    lines_.clear();
    world_->lots.for_each([&](Id<Lot>, const Lot& on) {
        const Recipe& other = model_->recipes[on.recipe];
        if (other.plant != recipe.plant) return;
        lines_.push_back(std::max(now(), on.started + on.setup + expected_work(other, on.quantity)));
    });
    const std::int64_t idle = std::max<std::int64_t>(0, lines - static_cast<std::int64_t>(lines_.size()));
    const std::int64_t length = std::max<std::int64_t>(1, lot.us());
    const std::int64_t ahead = (before.us() + length / 2) / length;
    const auto taken = [&](Time until) {
        const auto from = [&](Time free) { return until < free ? 0 : (until - free).us() / length + 1; };
        std::int64_t lots = idle > 0 ? std::min(ahead + 1, from(now())) * idle : 0;
        for (const Time free : lines_) lots += std::min(ahead + 1, from(free));
        return lots;
    };
    Time early = idle > 0 || lines_.empty() ? now() : *std::min_element(lines_.begin(), lines_.end());
    Time late = early + Duration::us(length) * ahead;
    while (early < late) {
        const Time middle = early + Duration::us((late - early).us() / 2);
        if (taken(middle) > ahead)
            late = middle;
        else
            early = middle + Duration::us(1);
    }
    return early;
}

/// When the first `units` of a production order are made: some may be on a line; the others wait for parts and lines.
void Prediction::made_of(const Purchase& purchase, Id<Purchase> id, Quantity units, Comings& out) {
    const Link& link = model_->links[purchase.link];
    const Recipe& recipe = model_->recipes[link.recipe];
    Quantity started;
    world_->lots.for_each([&](Id<Lot>, const Lot& lot) {
        if (lot.purchase != id) return;
        const Quantity covered = std::min(lot.quantity, units - started);
        const Time finish = lot.started + lot.setup + expected_work(recipe, lot.quantity);
        if (covered > Quantity::zero()) out.push_back({std::max(now(), finish), covered});
        started += covered;
    });
    if (started == units || !purchase.job) return;
    const Job& job = world_->jobs[purchase.job];
    Time there = now();
    Comings parts;
    Id<Kit> kit = job.first_kit;
    for (const BomLine& part : recipe.parts) {
        const Kit& has = world_->kits[kit];
        const auto ahead = ahead_of(id, world_->stock[part.stock]);
        const Quantity missing = part.for_units(units - started) - has.quantity;
        if (ahead && missing > Quantity::zero()) come(part.stock, {*ahead, *ahead + missing}, {now()}, parts);
        kit = has.next;
    }
    for (const Coming& part : parts) there = std::max(there, part.when);
    const Duration own = expected_work(recipe, job.unstarted);
    const Duration before = std::max(own, job.work - world_->plants[recipe.plant].started);
    const Duration last = expected_work(recipe, std::min(recipe.lot, job.unstarted));
    const Time turn = line_free(recipe, before - std::min(before, last), last);
    out.push_back({std::max(there, turn) + expected_travel(link), units - started});
}

/// When units that are ordered at `there` are made, after all that the plant has to do already. Answers when their last
/// lot starts: its own time is what the link is expected to take.
void Prediction::make(const Link& link, Range units, Moment there, Comings& out) {
    const Recipe& recipe = model_->recipes[link.recipe];
    Comings parts;
    for (const BomLine& part : recipe.parts)
        leave_own_site(part.stock, {part.for_units(units.after), part.for_units(units.to)}, there, parts);
    Time ready = there.at;
    for (const Coming& part : parts) ready = std::max(ready, part.when);
    const PlantState& plant = world_->plants[recipe.plant];
    const Duration own = expected_work(recipe, units.to);
    const Duration last = expected_work(recipe, std::min(recipe.lot, units.to));
    const Time turn = line_free(recipe, plant.taken - plant.started + own - std::min(own, last), last);
    out.push_back({std::max(ready, turn), units.to - units.after});
}

// ------------------------------------------------------------------------------------------- what will have to be
// bought

/// When units past the pipeline are there, if the last of them are asked for at this moment. Those asked for before are
/// bought with them, except by a site that has bought them before it is asked.
Time Prediction::bought(Id<StockPoint> id, Range units, Moment asked) {
    const StockPoint& point = model_->stock[id];
    const bool pledged = campaign_end(*model_, *world_, point.store) > asked.at;
    if (pledged) asked = {campaign_end(*model_, *world_, point.store)};
    if (point.review_every > Duration::zero() || pledged || asked.at == now()) units.after = Quantity::zero();
    constexpr Quantity never_orders = Quantity::micro(std::numeric_limits<std::int64_t>::min());
    if (point.links == 0 || point.inventory == nullptr || point.reorder_point == never_orders) return Time::never();
    Moment review{asked.at, Phase::late_review};
    if (point.review_every > Duration::zero()) {
        review = {Time::at(asked.at.since_start() / point.review_every * point.review_every), point.review_at};
        if (review.at < asked.at || review.phase < asked.phase) review.at += point.review_every;
    }
    std::vector<Answer>& answers = outlook(id).answers;
    for (const Answer& answer : answers)
        if (answer.review == review && answer.units == units) return answer.when;
    if (answers.size() == most_answers) return answers.back().when + (review.at - answers.back().review.at);
    const Time when = buy(id, units, review);
    answers.push_back({review, units, when});
    return when;
}

Time Prediction::buy(Id<StockPoint> id, Range units, Moment review) {
    const StockPoint& point = model_->stock[id];
    const auto link_at = [&](std::uint32_t source) { return Id<Link>(point.first_link.index() + source); };
    SourcingMemory memory = world_->sourcing.empty() ? SourcingMemory{} : world_->sourcing[id];
    if (depth_ == divisions_.size()) divisions_.emplace_back();
    const std::vector<Part>& parts = divisions_[depth_++].of(*model_, *world_, id, units.to, memory);
    Time latest = parts.empty() ? Time::never() : Time::zero();
    Comings leaving;
    for (const Part& part : parts) {
        const Link& link = model_->links[link_at(part.source)];
        const Duration delay = order_delay(*model_, link);
        const Quantity last = acceptable(*model_, part.quantity, link) +
                              travelling(world_->stock[id].last_purchase, link_at(part.source));
        leaving.clear();
        leave(link, {std::max(Quantity::zero(), last - std::min(last, units.to - units.after)), last},
              delay == Duration::zero() ? review : Moment{review.at + delay}, leaving);
        for (const Coming& leaves : leaving) latest = std::max(latest, arrives(link_at(part.source), leaves.when));
    }
    --depth_;
    return latest;
}

}  // namespace backstock
