#include "output/purchase_teller.hpp"

#include "output/date_text.hpp"
#include "output/story_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

constexpr std::size_t most_named = 20;

}  // namespace

PurchaseTeller::PurchaseTeller(const Model& model, const World& world, std::int64_t replication, std::uint64_t number)
    : model_(model), world_(world), replication_(replication), number_(number), supply_(model, world) {}

std::string PurchaseTeller::day(Time at) const { return weekday_date_time_text(model_.run.start_day, at); }

// A row may belong to another purchase later: one of which nothing was good ends unseen.
bool PurchaseTeller::is_mine(Id<Purchase> purchase) const {
    return purchase_ && purchase == purchase_ && world_.purchases[purchase].number == number_;
}

void PurchaseTeller::tell(const std::string& what) { story_ += fmt::format("{}  {}\n", day(world_.now()), what); }

void PurchaseTeller::explain(const std::string& why) {
    if (!why.empty()) story_ += fmt::format("{:24}{}\n", "", why);
}

std::string PurchaseTeller::goods(Quantity quantity) const {
    return fmt::format("{} {}", units_text(quantity), model_.items[model_.stock[buyer_].item].name);
}

// ------------------------------------------------------------------------------------------------- placed and waiting

void PurchaseTeller::saw(const PurchaseUnfunded& e, Time) {
    if (world_.purchases[e.purchase].number != number_) return;
    begin(e.purchase);
    tell(fmt::format("the order waits for cash: there are {}, and not enough of it is free",
                     money_text(model_.run, world_.ledger.cash())));
}

void PurchaseTeller::saw(const PurchasePlaced& e, Time now) {
    if (world_.purchases[e.purchase].number != number_) return;
    placed_ = now;
    if (story_.empty()) return begin(e.purchase);
    tell(fmt::format("there is cash for it, {}, and the order leaves", money_text(model_.run, world_.ledger.cash())));
}

void PurchaseTeller::begin(Id<Purchase> id) {
    const Purchase& purchase = world_.purchases[id];
    const Time now = world_.now();
    purchase_ = id;
    buyer_ = purchase.buyer;
    link_ = purchase.link;
    const StockState& stock = world_.stock[buyer_];
    story_ = fmt::format("Purchase {} of replication {}, placed {} (day {:.2f}){}\n", number_, replication_, day(now),
                         now.in_days(), world_.counting ? "" : " in the warm-up, so that no statistics count it");
    story_ +=
        fmt::format("{} orders {} from {}: {} on the shelf, {} on order, {} waited for.\n\n",
                    model_.stores[model_.stock[buyer_].store].name, goods(purchase.quantity), model_.source_of(link_),
                    units_text(stock.available()), units_text(stock.ordered()), units_text(stock.waiting()));
}

void PurchaseTeller::saw(const PurchaseArrived& e, Time now) {
    if (!is_mine(e.purchase)) return;
    const std::string why = why_it_waits(world_.purchases[purchase_]);
    if (now == placed_ && why.empty()) return;
    tell(fmt::format("the order reaches {}{}", model_.source_of(link_),
                     now > placed_ ? ", after " + span_text(now - placed_) : ""));
    explain(why);
}

std::string PurchaseTeller::why_it_waits(const Purchase& purchase) const {
    const Link& link = model_.links[link_];
    if (link.offer) return queue_before(link);
    if (link.recipe) return {};
    const Quantity free = world_.stock[link.upstream].available();
    if (free >= purchase.quantity) return {};
    return fmt::format("{} has {} free; there, {}", model_.source_of(link_),
                       units_text(std::max(free, Quantity::zero())), supply_.under_way(link.upstream));
}

std::string PurchaseTeller::queue_before(const Link& link) const {
    const Id<Supplier> supplier = model_.offers[link.offer].supplier;
    const double capacity = model_.suppliers[supplier].capacity;
    if (std::isinf(capacity)) return {};
    Quantity before;
    for (Id<Purchase> p = world_.suppliers[supplier].first; p; p = world_.purchases[p].behind)
        before += world_.purchases[p].quantity;
    return fmt::format("{} releases {:g} a day; {} in its queue before", model_.suppliers[supplier].name, capacity,
                       before == Quantity::zero() ? std::string("nothing is")
                                                  : fmt::format("purchases of {} are", units_text(before)));
}

// ---------------------------------------------------------------------------------------------------------- made here

void PurchaseTeller::saw(const PartsKitted& e, Time) {
    const Line& line = world_.lines[e.line];
    if (!is_mine(line.purchase)) return;
    const Quantity left = line.waiting - e.quantity;
    tell(fmt::format("{} {} taken for it{}", units_text(e.quantity), model_.items[model_.stock[line.stock].item].name,
                     left > Quantity::zero() ? fmt::format(", {} still to come", units_text(left)) : ""));
}

void PurchaseTeller::saw(const JobHeld& e, Time) {
    if (!is_mine(world_.jobs[e.job].purchase)) return;
    tell(fmt::format("held: a line is free, and {} is missing", model_.items[model_.stock[e.missing].item].name));
    explain(supply_.under_way(e.missing));
}

void PurchaseTeller::saw(const LotStarted& e, Time now) {
    supply_.saw(e, now);
    const Lot& lot = world_.lots[e.lot];
    if (!is_mine(lot.purchase)) return;
    tell(fmt::format("{} on a line{}", goods(lot.quantity),
                     lot.setup > Duration::zero() ? fmt::format(", {} of set-up first", span_text(lot.setup)) : ""));
}

void PurchaseTeller::saw(const ProductionFinished& e, Time now) {
    supply_.saw(e, now);
    const Lot& lot = world_.lots[e.lot];
    if (is_mine(lot.purchase)) tell(fmt::format("{} made, in {}", goods(lot.quantity), span_text(now - lot.started)));
}

// -------------------------------------------------------------------------------------------------- sent and received

Duration PurchaseTeller::held_up(const Purchase& purchase) const {
    const Link& link = model_.links[purchase.link];
    const Duration delay = link.lane ? model_.lanes[link.lane].order_delay : Duration::zero();
    return world_.now() - purchase.placed - delay;
}

void PurchaseTeller::saw(const GoodsSent& e, Time now) {
    supply_.saw(e, now);
    const Shipment& shipment = world_.shipments[e.shipment];
    if (handing_out_ && shipment.link && model_.links[shipment.link].upstream == buyer_) {
        served_.push_back(fmt::format("{} to purchase {} of {}", units_text(shipment.quantity),
                                      world_.purchases[shipment.purchase].number,
                                      model_.stores[model_.stock[shipment.buyer].store].name));
        unserved_ -= shipment.quantity;
    }
    if (!is_mine(shipment.purchase)) return;
    if (model_.links[link_].recipe) return;  // the lot is finished, and beside the shelf
    const Purchase& purchase = world_.purchases[purchase_];
    const Duration waited = held_up(purchase);
    tell(fmt::format("{} sent by {}{}, expected {}{}", goods(shipment.quantity), model_.source_of(link_),
                     waited > Duration::zero() ? " after " + span_text(waited) + " there" : "", day(shipment.expected),
                     purchase.unshipped > Quantity::zero()
                         ? fmt::format("; {} still to be sent", units_text(purchase.unshipped))
                         : ""));
    explain(supply_.freed_by(e.shipment));
}

void PurchaseTeller::saw(const GoodsReceived& e, Time now) {
    supply_.saw(e, now);
    tell_whom_it_served();
    const Shipment& shipment = world_.shipments[e.shipment];
    if (!is_mine(shipment.purchase)) return;
    const Purchase& purchase = world_.purchases[purchase_];
    if (model_.links[link_].recipe) {
        tell(goods(shipment.quantity) + " received");
    } else {
        tell(receipt(shipment));
    }
    handing_out_ = true;
    unserved_ = shipment.quantity - shipment.spoiled;
    if (purchase.unreceived > shipment.quantity) return;
    explain(fmt::format("that is all of it, {} after it was ordered", span_text(now - placed_)));
    purchase_ = Id<Purchase>::none();
}

std::string PurchaseTeller::receipt(const Shipment& shipment) const {
    const Time now = world_.now();
    std::string when = "as expected";
    if (now > shipment.expected) when = span_text(now - shipment.expected) + " later than expected";
    if (now < shipment.expected) when = span_text(shipment.expected - now) + " earlier than expected";
    const std::string bad =
        shipment.spoiled > Quantity::zero() ? fmt::format(", {} of them not good", units_text(shipment.spoiled)) : "";
    return fmt::format("{} received{}, {} on the way, {}{}", goods(shipment.quantity), bad,
                       span_text(now - shipment.sent), when,
                       model_.links[link_].offer
                           ? "; they cost " + money_text(model_.run, rounded(shipment.value, model_.run.minor_digits))
                           : "");
}

// ------------------------------------------------------------------------------------------------------ whom it served

void PurchaseTeller::saw(const LineAllocated& e, Time) {
    const Line& line = world_.lines[e.line];
    if (!handing_out_ || !e.waited || line.stock != buyer_) return;
    const Order& order = world_.orders[line.order];
    served_.push_back(fmt::format("{} to order {}, which waited {}", units_text(e.quantity), order.number,
                                  span_text(world_.now() - order.placed)));
    unserved_ -= e.quantity;
}

// A delivery is handed out at the instant of its receipt, before anything else is received there.
void PurchaseTeller::tell_whom_it_served() {
    if (!handing_out_) return;
    handing_out_ = false;
    for (std::size_t i = 0; i < std::min(served_.size(), most_named); ++i) explain(served_[i]);
    if (served_.size() > most_named) explain(fmt::format("and {} more", served_.size() - most_named));
    served_.clear();
    if (unserved_ > Quantity::zero()) explain(units_text(unserved_) + " to the shelf");
}

void PurchaseTeller::end() {
    tell_whom_it_served();
    if (!purchase_ || !world_.purchases.contains(purchase_) || !is_mine(purchase_)) return;
    const Purchase& purchase = world_.purchases[purchase_];
    const Quantity on_the_way = purchase.unreceived - purchase.unshipped;
    if (on_the_way > Quantity::zero()) tell(fmt::format("the run ends; {} on the way", goods(on_the_way)));
    if (purchase.unshipped > Quantity::zero())
        tell(fmt::format("the run ends; {} not {} yet", goods(purchase.unshipped),
                         model_.links[link_].recipe ? "made" : "sent"));
}

}  // namespace backstock
