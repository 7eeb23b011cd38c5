#include "output/story_teller.hpp"

#include "output/date_text.hpp"
#include "output/story_words.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/payment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
StoryTeller::StoryTeller(const Model& model, const World& world, std::int64_t replication, std::uint64_t number)
    : model_(model), world_(world), replication_(replication), number_(number), supply_(model, world) {}

std::string StoryTeller::day(Time at) const { return weekday_date_time_text(model_.run.start_day, at); }

void StoryTeller::tell(const std::string& what) { story_ += fmt::format("{}  {}\n", day(world_.now()), what); }

void StoryTeller::explain(const std::string& why) {
    if (!why.empty()) story_ += fmt::format("{:24}{}\n", "", why);
}

std::string StoryTeller::shop(Id<Line> line) const {
    return model_.stores[model_.stock[world_.lines[line].stock].store].name;
}

std::string StoryTeller::goods(Id<Line> line, Quantity quantity) const {
    return fmt::format("{} {}", units_text(quantity), model_.items[model_.stock[world_.lines[line].stock].item].name);
}

std::string StoryTeller::goods(Id<Parcel> parcel) const {
    std::vector<std::string> pieces;
    for (Id<Parcel> id = parcel; id; id = world_.parcels[id].next)
        pieces.push_back(goods(world_.parcels[id].line, world_.parcels[id].quantity));
    return list_text(pieces);
}

const StoryTeller::Prospect& StoryTeller::prospect(Id<Line> line) const {
    return *std::find_if(prospects_.begin(), prospects_.end(), [&](const Prospect& p) { return p.line == line; });
}

// ------------------------------------------------------------------------------------------------------ the wish

void StoryTeller::saw(const OrderPlaced& e, Time now) {
    const Order& order = world_.orders[e.order];
    if (order.number != number_) return;
    order_ = e.order;
    const Segment& segment = model_.segments[order.segment];
    story_ = fmt::format("Order {} of replication {}, placed {} (day {:.2f}){}\n", number_, replication_, day(now),
                         now.in_days(), order.counted ? "" : " in the warm-up, so that no statistics count it");
    std::vector<std::string> wishes;
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) {
        const Line& line = world_.lines[id];
        wishes.push_back(fmt::format("{} at {}", goods(id, line.accepted), money_text(model_.run, line.price)));
        look_ahead(id);
    }
    story_ += fmt::format("Customer {} of {}, tier {}, wants {} from {}.\n\n",
                          static_cast<std::int64_t>(order.customer),  // as in the table of orders
                          segment.name, model_.tiers[order.tier].name, list_text(wishes),
                          model_.stores[world_.store_of(model_, order)].name);
}

void StoryTeller::look_ahead(Id<Line> id) {
    const Line& line = world_.lines[id];
    const StockState& stock = world_.stock[line.stock];
    const unsigned tier = world_.orders[line.order].tier;
    const Quantity available = std::max(free_for(model_, world_, line.stock, tier), Quantity::zero());
    Prospect prospect{.line = id, .reason = {}, .waiting = stock.waiting()};
    if (available < line.accepted) {
        prospect.predicted = Prediction().ship_date(model_, world_, line.stock, line.accepted - available, tier);
        prospect.reason =
            fmt::format("{}; {}; {}", on_shelf(stock.available(), available),
                        stock.waiting() == Quantity::zero() ? std::string("nobody else waited")
                                                            : were_text(stock.waiting()) + " waited for already",
                        supply_.under_way(line.stock));
    }
    prospects_.push_back(std::move(prospect));
}

// What is there, and what of it the customer may have.
std::string StoryTeller::on_shelf(Quantity all, Quantity free) const {
    if (all <= Quantity::zero()) return "the shelf was empty";
    if (free == all) return "the shelf had " + units_text(all);
    return fmt::format("the shelf had {}, {} of it for others or for later", units_text(all), units_text(all - free));
}

void StoryTeller::saw(const UnitsLost& e, Time) {
    if (!is_mine(e.line)) return;
    tell(fmt::format("{} lost: {}", goods(e.line, e.quantity), refusal(e)));
    explain(prospect(e.line).reason);
}

std::string StoryTeller::refusal(const UnitsLost& e) const {
    const Prospect& before = prospect(e.line);
    switch (e.cause) {
        case LossCause::out_of_stock: return fmt::format("{} takes no orders for what it does not have", shop(e.line));
        case LossCause::capped:
            return fmt::format("the backorders that {} takes are limited: {} wait, and this would {}", shop(e.line),
                               units_text(before.waiting),
                               before.predicted == Time::never()
                                   ? std::string("wait for supply that nobody can predict")
                                   : "ship " + day(before.predicted));
        case LossCause::left_quote: return quote(before);
        case LossCause::would_not_wait: return "the customer is not of those who wait";
        case LossCause::alert: return "the customer had left an address";
        case LossCause::retry: return "the customer had come again";
    }
    return {};
}

std::string StoryTeller::quote(const Prospect& before) const {
    const Order& order = world_.orders[order_];
    const Segment& segment = model_.segments[order.segment];
    const StockPoint& point = model_.stock[world_.lines[before.line].stock];
    const Time promised = point.promise->promise(world_.now(), before.predicted);
    return fmt::format("{} quotes {} to delivery, the customer would wait {}", model_.stores[point.store].name,
                       span_text(promised - order.placed + mean_transit(segment, point.store)),
                       span_text(quoted_patience(*quoted_patience_law(model_, order.segment, order.tier), segment.key,
                                                 world_.streams, order.customer)));
}

void StoryTeller::saw(const OrderLost& e, Time) {
    if (!is_mine(e.order)) return;
    tell("lost: nothing of the order was accepted");
    order_ = Id<Order>::none();
}

void StoryTeller::saw(const LineBackordered& e, Time) {
    if (!is_mine(e.line)) return;
    tell(fmt::format("{} to wait for: {}", goods(e.line, e.quantity),
                     e.promised == Time::never()
                         ? fmt::format("{} promises no date", shop(e.line))
                         : fmt::format("{} promises to ship by {}", shop(e.line), day(e.promised))));
    explain(prospect(e.line).reason);
}

// ------------------------------------------------------------------------------------------------------ the goods

void StoryTeller::saw(const GoodsSent& e, Time now) { supply_.saw(e, now); }

void StoryTeller::saw(const OutageBegan& e, Time now) { supply_.saw(e, now); }

void StoryTeller::saw(const OutageEnded& e, Time now) { supply_.saw(e, now); }

void StoryTeller::saw(const GoodsReceived& e, Time now) {
    supply_.saw(e, now);
    if (!order_) return;
    const Shipment& shipment = world_.shipments[e.shipment];
    for (Id<Line> id = world_.orders[order_].first_line; id; id = world_.lines[id].next) {
        const Line& line = world_.lines[id];
        if (line.stock != shipment.buyer || line.waiting == Quantity::zero()) continue;
        const Quantity ahead = ahead_of(id);
        const Quantity kept = world_.stock[line.stock].rations
                                  ? kept_from(model_, line.stock, world_.orders[order_].tier)
                                  : Quantity::zero();
        if (world_.stock[line.stock].available() + shipment.quantity > ahead + kept) continue;
        if (kept > Quantity::zero() && ahead == Quantity::zero()) {
            tell(fmt::format("{} {}, kept for better customers", goods(id, shipment.quantity),
                             supply_.arrival(shipment.link)));
            continue;
        }
        tell(fmt::format("{} {}, all for the {} waited for before", goods(id, shipment.quantity),
                         supply_.arrival(shipment.link), units_text(ahead)));
    }
}

Quantity StoryTeller::ahead_of(Id<Line> line) const {
    Quantity ahead;
    for (Id<Line> id = world_.lines[line].ahead; id; id = world_.lines[id].ahead) ahead += world_.lines[id].waiting;
    return ahead;
}

void StoryTeller::saw(const LineAllocated& e, Time) {
    if (!is_mine(e.line)) return;
    const Line& line = world_.lines[e.line];
    if (!e.waited) return tell(fmt::format("{} reserved on the shelf at once", goods(e.line, e.quantity)));
    const Quantity left = line.waiting - e.quantity;
    tell(fmt::format("{} reserved from {}{}", goods(e.line, e.quantity), supply_.origin(line.stock),
                     left == Quantity::zero() ? "" : fmt::format(", {} still to wait for", units_text(left))));
    explain(supply_.course(line.stock));
}

void StoryTeller::saw(const LinePassedOn& e, Time) {
    if (is_mine(e.line))
        tell(fmt::format("{} to be shipped by the supplier", goods(e.line, world_.lines[e.line].waiting)));
}

void StoryTeller::saw(const ItemLaunched& e, Time) {
    if (!order_) return;
    for (Id<Line> id = world_.orders[order_].first_line; id; id = world_.lines[id].next)
        if (world_.lines[id].stock == e.stock && world_.lines[id].waiting > Quantity::zero())
            tell(fmt::format("{} launches {}", shop(id), model_.items[model_.stock[e.stock].item].name));
}

void StoryTeller::saw(const ConsolidationEnded& e, Time now) {
    if (!is_mine(e.order) || world_.gathering[e.order.index()].until != now) return;
    tell("what is there waits no longer for the rest");
}

void StoryTeller::saw(const ParcelShipped& e, Time now) {
    const Parcel& parcel = world_.parcels[e.parcel];
    if (!is_mine(parcel.order)) return;
    const Duration handling = now - parcel.picked;
    const std::string outages = supply_.outages_between(world_.lines[parcel.line].stock, parcel.picked, now);
    tell(fmt::format("{} shipped from {}{}{}", goods(e.parcel), shop(parcel.line),
                     handling > Duration::zero() ? fmt::format(", after {} of {}", span_text(handling),
                                                               outages.empty() ? handling_word(parcel.picked)
                                                                               : "standing ready or being handled")
                                                 : "",
                     punctuality(world_.orders[parcel.order], e.parcel)));
    if (!outages.empty()) explain(outages.substr(2));
    on_the_road_.emplace_back(e.parcel, now);
}

/// A parcel that is ready waits while its money does not come.
const char* StoryTeller::handling_word(Time picked) const {
    return money_asked_ > picked ? "handling and waiting for the money" : "handling";
}

std::string StoryTeller::punctuality(const Order& order, Id<Parcel> parcel) const {
    Quantity left = order.unshipped;
    for (Id<Parcel> id = parcel; id; id = world_.parcels[id].next) left -= world_.parcels[id].quantity;
    if (left > Quantity::zero() || order.promised == Time::never()) return {};
    const Time now = world_.now();
    if (now <= order.promised) return ", the promise is kept";
    return fmt::format(", {} later than promised", span_text(now - order.promised));
}

void StoryTeller::saw(const ParcelDelivered& e, Time now) {
    const Parcel& parcel = world_.parcels[e.parcel];
    if (!is_mine(parcel.order)) return;
    const auto left = std::find_if(on_the_road_.begin(), on_the_road_.end(),
                                   [&](const auto& road) { return road.first == e.parcel; });
    last_ = Course{parcel.picked, left->second, now};
    on_the_road_.erase(left);
    const Duration transit = now - last_->shipped;
    tell(fmt::format("{} at the door{}", goods(e.parcel),
                     transit > Duration::zero() ? fmt::format(", after {} on the road", span_text(transit)) : ""));
}

// ------------------------------------------------------------------------------------------- the money and the end

void StoryTeller::saw(const PaymentCaptured& e, Time) {
    if (!is_mine(e.order)) return;
    const Order& order = world_.orders[e.order];
    const Processor* const via = processor();
    const Money fee = via == nullptr ? Money::zero() : via->fee_of(e.amount, model_.run.minor_digits);
    tell(fmt::format("{} paid{}{}", money_text(model_.run, e.amount),
                     order.paid + e.amount == order.owed ? ", which is all" : "",
                     fee == Money::zero() ? "" : fmt::format("; {} keeps {}", via->name, money_text(model_.run, fee))));
}

/// Of the order that is told; nullptr where its store pays at once and for nothing.
const Processor* StoryTeller::processor() const {
    const Id<Processor> via = model_.stores[world_.store_of(model_, world_.orders[order_])].payment->via();
    return via ? &model_.processors[via] : nullptr;
}

std::string StoryTeller::processor_name() const { return processor() == nullptr ? "the bank" : processor()->name; }

void StoryTeller::saw(const PaymentAuthorized& e, Time) {
    if (!is_mine(e.order)) return;
    tell(fmt::format("{} held by {} until {}", money_text(model_.run, e.amount), processor_name(), day(e.until)));
}

void StoryTeller::saw(const PaymentDeclined& e, Time) {
    if (!is_mine(e.order)) return;
    tell(fmt::format(
        "{} {}: {} declines, {}", money_text(model_.run, e.amount), e.hold ? "not held" : "not paid", processor_name(),
        e.again == Time::never() ? std::string("and that was the last try") : "to be tried again " + day(e.again)));
}

bool StoryTeller::is_mine(Id<Payment> payment) const { return order_ && world_.payments[payment].order == order_; }

void StoryTeller::saw(const PaymentRetried& e, Time now) {
    if (!is_mine(e.payment)) return;
    money_asked_ = now;
    tell(fmt::format("{} is asked again for {}", processor_name(),
                     money_text(model_.run, world_.payments[e.payment].tried)));
}

void StoryTeller::saw(const PaymentDue& e, Time now) {
    if (!is_mine(e.payment)) return;
    money_asked_ = now;
    const Order& order = world_.orders[order_];
    if (!world_.payments[e.payment].gives_up)
        tell(fmt::format("a payment is due, of the {} that are open", money_text(model_.run, order.owed - order.paid)));
}

void StoryTeller::saw(const HoldExpired& e, Time) {
    if (is_mine(e.payment))
        tell(fmt::format("the hold of {} has run out", money_text(model_.run, world_.payments[e.payment].held)));
}

void StoryTeller::saw(const PaymentVoided& e, Time) {
    if (!is_mine(e.order)) return;
    const Money held = world_.payments[world_.payment_of(e.order)].held;
    tell(fmt::format("{}{} given back", money_text(model_.run, e.amount),
                     e.amount < held ? " of the hold" : ", the whole hold,"));
}

void StoryTeller::saw(const PayoutArrived& e, Time) {
    const Payout& payout = world_.payouts[e.payout];
    if (payout.order == number_)
        tell(fmt::format("{} of it paid out to {}", money_text(model_.run, payout.amount),
                         model_.stores[payout.store].name));
}

void StoryTeller::saw(const PaymentDisputed& e, Time) {
    if (!is_mine(e.payment)) return;
    const Money fee = processor()->dispute.fee;
    tell(fmt::format(
        "the customer, who has paid and waits, disputes it{}",
        fee == Money::zero() ? "" : fmt::format("; {} charges {}", processor_name(), money_text(model_.run, fee))));
}

void StoryTeller::saw(const PaymentLost& e, Time) {
    if (is_mine(e.order))
        tell(fmt::format("{} written off: they will never be paid", money_text(model_.run, e.amount)));
}

void StoryTeller::saw(const CampaignDecided& e, Time now) {
    if (!order_ || model_.segments[world_.orders[order_].segment].store != e.store) return;
    money_asked_ = now;
    tell(fmt::format("the campaign of {} {}: {} pledged of {}", model_.stores[e.store].name,
                     e.won ? "succeeds" : "fails", money_text(model_.run, e.pledged),
                     money_text(model_.run, model_.stores[e.store].payment->campaign()->goal)));
}

void StoryTeller::saw(const PaymentRefunded& e, Time) {
    if (is_mine(e.order)) tell(fmt::format("{} paid back", money_text(model_.run, e.amount)));
}

std::string StoryTeller::reason_to_cancel(const OrderCancelled& e) const {
    const Duration waited = world_.now() - world_.orders[e.order].placed;
    switch (e.cause) {
        case CancelCause::patience: return fmt::format("the customer's patience of {} is over", span_text(waited));
        case CancelCause::delay: return "the customer does not put up with the delay";
        case CancelCause::regulation: return "the order ends under the law of late orders";
        case CancelCause::payment: return "it is not paid";
        case CancelCause::unfunded: return "nothing will be bought";
        case CancelCause::dispute: return "the customer takes the money back";
    }
    return {};
}

void StoryTeller::saw(const OrderCancelled& e, Time) {
    if (!is_mine(e.order)) return;
    const Order& order = world_.orders[e.order];
    std::vector<std::string> given_up;
    const bool whole = gives_up_all(model_, world_, order, e.cause);
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) {
        const Quantity left = whole ? world_.lines[id].unshipped : world_.lines[id].waiting;
        if (left > Quantity::zero()) given_up.push_back(goods(id, left));
    }
    tell(fmt::format("{} cancelled: {}", list_text(given_up), reason_to_cancel(e)));
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) {
        if (world_.lines[id].waiting == Quantity::zero()) continue;
        const Quantity ahead = ahead_of(id);
        explain(fmt::format("{}{}", supply_.under_way(world_.lines[id].stock),
                            ahead > Quantity::zero() ? fmt::format("; {} first in line", were_text(ahead)) : ""));
    }
}

void StoryTeller::saw(const OrderSettled& e, Time) {
    if (!is_mine(e.order)) return;
    tell("settled: " + duration_of(world_.orders[e.order]));
    order_ = Id<Order>::none();
}

std::string StoryTeller::duration_of(const Order& order) const {
    const char* rest = order.cancelled ? "; the rest was cancelled" : "";
    if (!last_) return "nothing was delivered";
    const Duration whole = last_->delivered - order.placed;
    if (whole == Duration::zero()) return fmt::format("from click to door at once{}", rest);
    std::vector<std::string> parts;
    const auto add = [&](Duration part, const char* where) {
        if (part > Duration::zero()) parts.push_back(fmt::format("{} {}", span_text(part), where));
    };
    add(last_->picked - order.placed, "of waiting for goods");
    add(last_->shipped - last_->picked, ("of " + std::string(handling_word(last_->picked))).c_str());
    add(last_->delivered - last_->shipped, "on the road");
    return fmt::format("{} from click to door: {}{}", span_text(whole), list_text(parts), rest);
}

// --------------------------------------------------------------------------------------------------------- customers

void StoryTeller::saw(const UnitsSubstituted& e, Time) {
    if (!is_mine(e.line)) return;
    tell(fmt::format("{} taken in the place of {}", goods(e.by, e.quantity), goods(e.line, e.quantity)));
    explain(prospect(e.line).reason);
}

void StoryTeller::saw(const OrderDivided& e, Time) {
    const Order& rest = world_.orders[e.rest];
    if (rest.number == number_) {
        order_ = e.rest;
        story_ = fmt::format("Order {} of replication {}: what could not be had of order {}\n\n", number_, replication_,
                             world_.orders[e.order].number);
        return look_ahead_at_all();
    }
    if (!is_mine(e.order)) return;
    std::vector<std::string> missing;
    for (Id<Line> id = rest.first_line; id; id = world_.lines[id].next)
        missing.push_back(goods(id, world_.lines[id].accepted));
    tell(fmt::format("{} put off, as order {}", list_text(missing), rest.number));
}

void StoryTeller::saw(const WishPutOff& e, Time) {
    if (!is_mine(e.order)) return;
    tell(e.reaction == Reaction::retry ? fmt::format("nothing to be had: the customer will come again {}", day(e.until))
                                       : fmt::format("nothing to be had: the customer leaves an address{}",
                                                     e.until == Time::never() ? "" : ", of use until " + day(e.until)));
    for (const Prospect& before : prospects_) explain(before.reason);
}

void StoryTeller::saw(const AlertExpired& e, Time) {
    if (is_mine(e.order)) tell("the customer has no use for it any more");
}

void StoryTeller::saw(const WishRenewed& e, Time) {
    if (!is_mine(e.order)) return;
    tell("the customer is back, and orders again");
    look_ahead_at_all();
}

void StoryTeller::look_ahead_at_all() {
    prospects_.clear();
    for (Id<Line> id = world_.orders[order_].first_line; id; id = world_.lines[id].next) look_ahead(id);
}

void StoryTeller::saw(const PromisePassed& e, Time) {
    if (is_mine(e.order)) tell("the promised date passes");
}

void StoryTeller::saw(const DeadlineReached& e, Time now) {
    if (!is_mine(e.order)) return;
    const Care& care = world_.cares[care_of(world_, e.order)];
    if (care.ends) return;
    tell(fmt::format("the law asks for the goods {}", now == care.due ? "now" : "by " + day(care.due)));
}

void StoryTeller::saw(const NoticeSent& e, Time) {
    if (!is_mine(e.order)) return;
    tell(fmt::format("the customer is told {}{}", words_of(e),
                     e.cost > Money::zero() ? fmt::format(" ({})", money_text(model_.run, e.cost)) : ""));
}

std::string StoryTeller::words_of(const NoticeSent& e) const {
    const std::string date = e.promised == Time::never() ? "with no date" : "to ship by " + day(e.promised);
    switch (e.notice) {
        case Notice::backordered: return "that the order waits, " + date;
        case Notice::update: return "how things stand, " + date;
        case Notice::delayed: return "of a delay, " + date;
        case Notice::sooner: return "that it goes faster, " + date;
        case Notice::shipped: return "that it has left";
        case Notice::cancelled: return "that the rest is cancelled";
        case Notice::available: return "that goods are there";
        case Notice::delay_option: return "of a delay, " + date + ", and has the choice";
    }
    return {};
}

void StoryTeller::saw(const CustomerContacted& e, Time) {
    if (is_mine(e.order)) tell("the customer asks where the goods are");
}

void StoryTeller::saw(const CustomerLost& e, Time) {
    // Of a lost order the row ends while this is told.
    if (world_.orders[e.order].number == number_) tell("the customer will never come back");
}

std::string StoryTeller::goods(Id<Return> id, Quantity quantity) const {
    return fmt::format("{} {}", units_text(quantity), model_.items[model_.stock[world_.returns[id].stock].item].name);
}

void StoryTeller::saw(const GoodsReturned& e, Time) {
    if (!is_mine(e.goods)) return;
    const Return& back = world_.returns[e.goods];
    tell(fmt::format("{} sent back, {}", goods(e.goods, back.quantity),
                     back.good == back.quantity ? "to be sold again"
                     : back.good == Quantity::zero()
                         ? "and written off"
                         : fmt::format("{} of it to be sold again", units_text(back.good))));
}

void StoryTeller::saw(const ReturnRefunded& e, Time) {
    if (!is_mine(e.goods)) return;
    const std::string back = money_text(model_.run, e.amount - e.let_off);
    if (e.let_off == Money::zero()) return tell(fmt::format("{} paid back for it", back));
    const std::string let_off = fmt::format("{} of it need not be paid any more", money_text(model_.run, e.let_off));
    tell(e.amount == e.let_off ? let_off : fmt::format("{}, {} paid back", let_off, back));
}

void StoryTeller::saw(const WarmupEnded&, Time) {
    if (order_) tell("the warm-up ends; the order goes on");
}

void StoryTeller::end() {
    if (!order_) return;
    const Order& order = world_.orders[order_];
    Quantity packed;
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) {
        const Line& line = world_.lines[id];
        packed += line.unshipped - line.waiting;
        if (line.waiting == Quantity::zero()) continue;
        tell(fmt::format("the run ends; {} still waited for", goods(id, line.waiting)));
        explain(supply_.under_way(line.stock));
    }
    if (packed > Quantity::zero()) tell(fmt::format("the run ends; {} units are being packed", units_text(packed)));
    for (const auto& [parcel, left] : on_the_road_) tell(fmt::format("the run ends; {} on the road", goods(parcel)));
}

}  // namespace backstock
