#include "output/event_trace.hpp"

#include "output/name_widths.hpp"
#include "sim/flows/packing.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view allocated_from[] = {"at once", "waited"};
constexpr std::string_view prices[] = {"list price", "marked down"};

/// A fact that is about a parcel, though it does not name it.
template<class Fact>
struct ParcelOf {
    static constexpr std::string_view name = Fact::name;
    Id<Parcel> parcel;
};
constexpr std::string_view campaign_ends[] = {"failed", "succeeded"};

template<class... Facts>
constexpr std::size_t longest_fact(FactList<Facts...>) {
    return std::max({Facts::name.size()...});
}

}  // namespace

EventTrace::EventTrace(const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
    : model_(model), world_(world), replication_(replication) {
    observers.add(*this);
}

template<class Fact>
EventTrace::Row& EventTrace::add(const Fact&, Time now) {
    Row row;
    row.at = now;
    row.fact = Fact::name;
    rows_.push_back(row);
    return rows_.back();
}

void EventTrace::at_stock(Row& row, Id<StockPoint> stock) const {
    row.entity = model_.stores[model_.stock[stock].store].name;
    row.item = model_.items[model_.stock[stock].item].name;
}

void EventTrace::of_order(Row& row, Id<Order> id) const {
    const Order& order = world_.orders[id];
    row.order = order.number;
    row.entity = model_.stores[world_.store_of(model_, order)].name;
}

void EventTrace::of_line(Row& row, Id<Line> id) const {
    const Line& line = world_.lines[id];
    of_order(row, line.order);
    at_stock(row, line.stock);
    row.line = 1;
    for (Id<Line> other = world_.orders[line.order].first_line; other != id; other = world_.lines[other].next)
        ++row.line;
}

void EventTrace::of_return(Row& row, Id<Return> id) const {
    const Return& goods = world_.returns[id];
    at_stock(row, goods.stock);
    row.order = goods.order;
    row.line = goods.line;
    row.with(goods.quantity);
}

void EventTrace::over_link(Row& row, Id<Link> id) const {
    if (id) row.source = model_.source_of(id);
}

void EventTrace::of_purchase(Row& row, Id<Purchase> id) const {
    const Purchase& purchase = world_.purchases[id];
    row.purchase = purchase.number;
    at_stock(row, purchase.buyer);
    over_link(row, purchase.link);
    row.with(purchase.quantity);
}

void EventTrace::of_shipment(Row& row, Id<Shipment> id) const {
    const Shipment& shipment = world_.shipments[id];
    if (shipment.purchase) row.purchase = world_.purchases[shipment.purchase].number;
    at_stock(row, shipment.buyer);
    over_link(row, shipment.link);
    row.with(shipment.quantity).with(shipment.value);
    row.until = shipment.expected;
}

void EventTrace::of_lot(Row& row, Id<Lot> id) const {
    const Lot& lot = world_.lots[id];
    of_purchase(row, lot.purchase);
    row.with(lot.quantity);
    row.until = lot.work.finish;
}

template<class Fact>
void EventTrace::add_parcel(const Fact& fact, Time now) {
    for (Id<Parcel> id = fact.parcel; id; id = world_.parcels[id].next) {
        Row& row = add(fact, now);
        of_line(row, world_.parcels[id].line);
        row.with(world_.parcels[id].quantity);
    }
}

void EventTrace::saw(const CustomerArrived& e, Time now) { add(e, now).entity = model_.segments[e.segment].name; }

void EventTrace::saw(const OrderPlaced& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const UnitsSubstituted& e, Time now) {
    Row& row = add(e, now).with(e.quantity);
    of_line(row, e.line);
    row.detail = model_.items[model_.stock[world_.lines[e.by].stock].item].name;
}

void EventTrace::saw(const OrderDivided& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const WishPutOff& e, Time now) {
    Row& row = add(e, now);
    of_order(row, e.order);
    row.until = e.until;
    row.detail = reactions[static_cast<std::size_t>(e.reaction)];
}

void EventTrace::saw(const GoodsAvailable& e, Time now) {
    Row& row = add(e, now);
    at_stock(row, e.stock);
    row.with(world_.stock[e.stock].available());
}

void EventTrace::saw(const AlertExpired& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const WishRenewed& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const OrderLost& e, Time now) {
    Row& row = add(e, now);
    of_order(row, e.order);
    row.detail = loss_causes[static_cast<std::size_t>(e.cause)];
}

void EventTrace::saw(const UnitsLost& e, Time now) {
    Row& row = add(e, now).with(e.quantity);
    of_line(row, e.line);
    row.detail = loss_causes[static_cast<std::size_t>(e.cause)];
}

void EventTrace::saw(const OrderAccepted& e, Time now) {
    Row& row = add(e, now).with(world_.orders[e.order].owed);
    of_order(row, e.order);
    row.with(world_.orders[e.order].open);
}

void EventTrace::saw(const LineBackordered& e, Time now) {
    Row& row = add(e, now).with(e.quantity);
    of_line(row, e.line);
    row.until = e.promised;
}

void EventTrace::saw(const LineAllocated& e, Time now) {
    Row& row = add(e, now).with(e.quantity);
    of_line(row, e.line);
    row.detail = allocated_from[e.waited ? 1 : 0];
}

void EventTrace::saw(const LinePassedOn& e, Time now) {
    Row& row = add(e, now).with(world_.lines[e.line].waiting);
    of_line(row, e.line);
}

void EventTrace::saw(const ConsolidationEnded& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const ParcelPacked& e, Time now) { add_parcel(e, now); }

void EventTrace::saw(const HandlingFinished& e, Time now) {
    const HandlingTask& task = world_.handling[e.store].queue.front();
    if (task.parcel) return add_parcel(ParcelOf<HandlingFinished>{task.parcel}, now);
    Row& row = add(e, now).with(task.quantity);
    row.purchase = world_.purchases[world_.lines[task.line].purchase].number;
    at_stock(row, world_.lines[task.line].stock);
}

void EventTrace::saw(const ItemLaunched& e, Time now) { at_stock(add(e, now), e.stock); }

void EventTrace::saw(const StockFreed& e, Time now) { at_stock(add(e, now), e.stock); }

void EventTrace::saw(const PriceMarked& e, Time now) {
    Row& row = add(e, now);
    at_stock(row, e.stock);
    row.detail = prices[e.down ? 1 : 0];
}

void EventTrace::saw(const ParcelShipped& e, Time now) { add_parcel(e, now); }

void EventTrace::saw(const ParcelDelivered& e, Time now) { add_parcel(e, now); }

void EventTrace::saw(const PatienceEnded& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const OutlookChanged& e, Time now) { add(e, now); }

void EventTrace::saw(const PromisePassed& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const UpdateDue& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const DeadlineReached& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const NoticeSent& e, Time now) {
    Row& row = add(e, now).with(e.cost);
    of_order(row, e.order);
    row.until = e.promised;
    row.detail = notices[static_cast<std::size_t>(e.notice)];
}

void EventTrace::saw(const CustomerContacted& e, Time now) { of_order(add(e, now), e.order); }

void EventTrace::saw(const CustomerLost& e, Time now) {
    Row& row = add(e, now);
    of_order(row, e.order);
    row.detail = disappointments[static_cast<std::size_t>(e.after)];
}

void EventTrace::saw(const GoodsReturned& e, Time now) { of_return(add(e, now), e.goods); }

void EventTrace::saw(const ReturnRefunded& e, Time now) { of_return(add(e, now).with(e.amount), e.goods); }

void EventTrace::saw(const OrderCancelled& e, Time now) {
    Row& row = add(e, now);
    of_order(row, e.order);
    const Order& order = world_.orders[e.order];
    const bool all = gives_up_all(model_, world_, order, e.cause);
    Quantity given_up;
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next)
        given_up += all ? world_.lines[id].unshipped : world_.lines[id].waiting;
    row.with(given_up).detail = cancel_causes[static_cast<std::size_t>(e.cause)];
}

void EventTrace::saw(const OrderSettled& e, Time now) {
    of_order(add(e, now).with(world_.orders[e.order].paid), e.order);
}

void EventTrace::saw(const PaymentAuthorized& e, Time now) {
    Row& row = add(e, now).with(e.amount);
    of_order(row, e.order);
    row.until = e.until;
}

void EventTrace::saw(const PaymentDeclined& e, Time now) {
    Row& row = add(e, now).with(e.amount);
    of_order(row, e.order);
    row.until = e.again;
    row.detail = payment_tries[static_cast<std::size_t>(e.what)];
}

template<class Fact>
EventTrace::Row& EventTrace::add_payment(const Fact& fact, Time now) {
    Row& row = add(fact, now);
    of_order(row, world_.payments[fact.payment].order);
    return row;
}

void EventTrace::saw(const PaymentRetried& e, Time now) { add_payment(e, now).with(world_.payments[e.payment].tried); }

void EventTrace::saw(const PaymentDue& e, Time now) { add_payment(e, now); }

void EventTrace::saw(const HoldExpired& e, Time now) { add_payment(e, now).with(world_.payments[e.payment].held); }

void EventTrace::saw(const PaymentVoided& e, Time now) { of_order(add(e, now).with(e.amount), e.order); }

void EventTrace::saw(const PaymentDisputed& e, Time now) { add_payment(e, now); }

void EventTrace::saw(const PaymentLost& e, Time now) { of_order(add(e, now).with(e.amount), e.order); }

void EventTrace::saw(const PayoutArrived& e, Time now) {
    const Payout& payout = world_.payouts[e.payout];
    Row& row = add(e, now).with(payout.amount);
    row.order = payout.order;
    row.entity = model_.stores[payout.store].name;
}

void EventTrace::saw(const CampaignEnded& e, Time now) { add(e, now).entity = model_.stores[e.store].name; }

void EventTrace::saw(const CampaignDecided& e, Time now) {
    Row& row = add(e, now).with(e.pledged);
    row.entity = model_.stores[e.store].name;
    row.detail = campaign_ends[e.won ? 1 : 0];
}

void EventTrace::saw(const PurchaseUnfunded& e, Time now) { of_purchase(add(e, now), e.purchase); }

void EventTrace::saw(const FundsReviewed& e, Time now) { add(e, now); }

void EventTrace::saw(const PaymentCaptured& e, Time now) { of_order(add(e, now).with(e.amount), e.order); }

void EventTrace::saw(const PaymentRefunded& e, Time now) { of_order(add(e, now).with(e.amount), e.order); }

void EventTrace::saw(const StockReviewed& e, Time now) {
    Row& row = add(e, now);
    at_stock(row, e.stock);
    row.with(world_.stock[e.stock].position());
}

void EventTrace::saw(const PurchasePlaced& e, Time now) { of_purchase(add(e, now), e.purchase); }

void EventTrace::saw(const PurchaseArrived& e, Time now) { of_purchase(add(e, now), e.purchase); }

void EventTrace::saw(const PurchaseReleased& e, Time now) {
    Row& row = add(e, now);
    of_purchase(row, world_.suppliers[e.supplier].serving);
    row.entity = model_.suppliers[e.supplier].name;
}

void EventTrace::saw(const SupplierRestocked& e, Time now) {
    Row& row = add(e, now);
    const Offer& offer = model_.offers[e.offer];
    row.entity = model_.suppliers[offer.supplier].name;
    row.item = model_.items[offer.item].name;
    row.with(offer.supply.lot);
}

void EventTrace::saw(const SupplierPaid& e, Time now) {
    const Payable& payable = world_.payables[e.payable];
    Row& row = add(e, now);
    row.entity = model_.stores[payable.store].name;
    row.with(payable.amount);
}

void EventTrace::saw(const PurchaseRefused& e, Time now) { of_purchase(add(e, now), e.purchase); }

void EventTrace::saw(const LaneReached& e, Time now) { of_shipment(add(e, now), e.shipment); }

void EventTrace::saw(const LaneEntered& e, Time now) { of_shipment(add(e, now), world_.lanes[e.lane].first); }

template<class Fact>
EventTrace::Row& EventTrace::add_strike(const Fact& fact, Time now) {
    Row& row = add(fact, now);
    const Strike& strike = model_.strikes[fact.strike];
    row.detail = model_.disruptions[strike.disruption].name;
    if (strike.targets.size() == 1) row.entity = name_of(strike.targets.front());
    return row;
}

/// Where it is a site or a segment; "" otherwise.
std::string_view EventTrace::name_of(Target target) const {
    switch (target.kind) {
        case Target::Kind::supplier: return model_.suppliers[Id<Supplier>(target.index)].name;
        case Target::Kind::store: return model_.stores[Id<Store>(target.index)].name;
        case Target::Kind::plant: return model_.stores[model_.plants[Id<Plant>(target.index)].site].name;
        case Target::Kind::segment: return model_.segments[Id<Segment>(target.index)].name;
        default: return {};
    }
}

void EventTrace::saw(const ThreatMoved& e, Time now) { add(e, now).detail = model_.disruptions[e.disruption].name; }

void EventTrace::saw(const OutageWarned& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const AlarmEnded& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const OutageBegan& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const StockDestroyed& e, Time now) {
    Row& row = add_strike(e, now).with(e.quantity);
    at_stock(row, e.stock);
}

void EventTrace::saw(const OutageDetected& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const OutageEnded& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const OutageEased& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const OutageRecovered& e, Time now) { add_strike(e, now); }

void EventTrace::saw(const GoodsSent& e, Time now) { of_shipment(add(e, now), e.shipment); }

void EventTrace::saw(const GoodsReceived& e, Time now) {
    Row& row = add(e, now);
    of_shipment(row, e.shipment);
    row.with(world_.shipments[e.shipment].quantity - world_.shipments[e.shipment].spoiled);
}

void EventTrace::saw(const PartsKitted& e, Time now) {
    Row& row = add(e, now);
    const Line& line = world_.lines[e.line];
    row.purchase = world_.purchases[line.purchase].number;
    at_stock(row, line.stock);
    row.with(e.quantity);
}

void EventTrace::saw(const JobHeld& e, Time now) {
    Row& row = add(e, now);
    const Job& job = world_.jobs[e.job];
    of_purchase(row, job.purchase);
    row.with(job.unstarted);
    row.detail = model_.items[model_.stock[e.missing].item].name;
}

void EventTrace::saw(const LotStarted& e, Time now) { of_lot(add(e, now), e.lot); }

void EventTrace::saw(const ProductionFinished& e, Time now) { of_lot(add(e, now), e.lot); }

void EventTrace::saw(const PeriodEnded& e, Time now) { add(e, now); }

void EventTrace::saw(const WarmupEnded& e, Time now) { add(e, now); }

void EventTrace::saw(const RunEnded& e, Time now) { add(e, now); }

Frame EventTrace::heading(const Model& model) {
    Frame frame;
    frame.add("replication", "", Counts());
    frame.add("time", "d", Numbers());
    frame.add("fact", "", Texts());
    for (const char* name : {"order", "line", "purchase"}) frame.add(name, "", Counts());
    for (const char* name : {"entity", "item", "source"}) frame.add(name, "", Texts());
    frame.add("quantity", "unit", Numbers());
    frame.add("amount", model.run.currency, Numbers());
    frame.add("until", "d", Numbers());
    frame.add("detail", "", Texts());
    return frame;
}

TextWidths EventTrace::widths(const Model& model) {
    const std::size_t source = std::max(longest_name(model.stores), longest_name(model.suppliers));
    return {
        {"fact", longest_fact(AllFacts{})},
        {"entity", std::max(source, longest_name(model.segments))},
        {"item", longest_name(model.items)},
        {"source", source},
        {"detail", std::max({longest_word(loss_causes), longest_word(cancel_causes), longest_word(allocated_from),
                             longest_word(prices), longest_word(notices), longest_word(reactions),
                             longest_word(disappointments), longest_word(payment_tries), longest_word(campaign_ends),
                             longest_name(model.items), longest_name(model.disruptions)})}};
}

Frame EventTrace::frame(std::size_t first, std::size_t count) const {
    Frame frame = heading(model_);
    for (std::size_t i = first; i < std::min(first + count, rows_.size()); ++i) put(frame, rows_[i]);
    return frame;
}

void EventTrace::put(Frame& frame, const Row& row) const {
    std::size_t next = 0;
    const auto cell = [&](auto value) {
        std::get<std::vector<decltype(value)>>(frame.columns[next++].values).push_back(std::move(value));
    };
    cell(replication_);
    cell(row.at.in_days());
    cell(std::string(row.fact));
    for (const std::uint64_t number : {row.order, row.line, row.purchase}) cell(static_cast<std::int64_t>(number));
    for (const std::string_view name : {row.entity, row.item, row.source}) cell(std::string(name));
    cell(row.has_quantity ? row.quantity.in_units() : nan);
    cell(row.has_amount ? row.amount.in_units() : nan);
    cell(row.until == Time::never() ? nan : row.until.in_days());
    cell(std::string(row.detail));
}

}  // namespace backstock
