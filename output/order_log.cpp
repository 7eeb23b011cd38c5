#include "output/order_log.hpp"

#include "output/name_widths.hpp"
#include "sim/flows/packing.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

namespace backstock {
namespace {

constexpr std::array<std::string_view, 5> outcomes{"open", "lost", "cancelled", "delivered", "put_off"};
constexpr std::array<std::string_view, 9> fates{"",     "held",     "expired",  "declined",   "part paid",
                                                "paid", "refunded", "disputed", "written off"};

double days_or_nan(Time at) { return at == Time::never() ? std::numeric_limits<double>::quiet_NaN() : at.in_days(); }

std::string word(std::span<const std::string_view> words, std::int8_t index) {
    return index < 0 ? std::string() : std::string(words[static_cast<std::size_t>(index)]);
}

}  // namespace

OrderLog::OrderLog(const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
    : model_(model), world_(world), replication_(replication) {
    observers.add(*this);
}

OrderLog::Row& OrderLog::open(Id<Line> line) {
    if (line.index() >= open_.size()) open_.resize(world_.lines.extent());
    return open_[line.index()];
}

// What an order and a request have in common.
template<class Placed>
OrderLog::Row OrderLog::fresh(const Placed& order, std::uint32_t number) {
    Row row;
    row.order = order.number;
    row.customer = order.customer;
    row.segment = order.segment;
    row.line = number;
    row.tier = order.tier;
    row.counted = order.counted;
    return row;
}

void OrderLog::open(const Order& order, Id<Line> id, std::uint32_t number) {
    const Line& line = world_.lines[id];
    Row& row = open(id) = fresh(order, number);
    row.stock = line.stock;
    row.demanded = line.accepted;
    row.price = line.price;
    row.placed = order.placed;
}

template<class Change>
void OrderLog::of_order(Id<Order> order, Change change) {
    for (Id<Line> id = world_.orders[order].first_line; id; id = world_.lines[id].next) change(open(id));
}

void OrderLog::saw(const OrderPlaced& e, Time) {
    const Order& order = world_.orders[e.order];
    std::uint32_t number = 0;
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) open(order, id, ++number);
}

void OrderLog::saw(const OrderServedAtOnce& e, Time now) {
    std::uint32_t number = 0;
    for (const Request::Wish& wish : world_.request.wishes) {
        Row row = fresh(world_.request, ++number);
        row.stock = wish.stock;
        row.price = wish.price;
        row.demanded = row.at_once = row.delivered = wish.quantity;
        row.placed = row.first_allocated = row.allocated = row.shipped = row.delivered_at = now;
        row.paid = e.paid;
        row.fate = e.paid > Money::zero() ? Fate::paid : Fate::none;
        row.outcome = Outcome::delivered;
        keep(row);
    }
}

void OrderLog::saw(const UnitsSubstituted& e, Time) {
    const Order& order = world_.orders[world_.lines[e.line].order];
    std::uint32_t number = 1;
    for (Id<Line> id = order.first_line; id != e.by; id = world_.lines[id].next) ++number;
    open(order, e.by, number);
    open(e.by).demanded = Quantity::zero();
    open(e.by).instead = e.quantity;
    open(e.line).substituted += e.quantity;
}

// The wish for what is put off moves to the new order.
void OrderLog::saw(const OrderDivided& e, Time) {
    const Order& rest = world_.orders[e.rest];
    std::uint32_t number = 0;
    for (Id<Line> id = rest.first_line; id; id = world_.lines[id].next) {
        open(rest, id, ++number);
        open(id).rest_of = world_.orders[e.order].number;
        of_order(e.order, [&](Row& row) {
            if (row.stock == world_.lines[id].stock && row.demanded > Quantity::zero())
                row.demanded -= world_.lines[id].accepted;
        });
    }
}

void OrderLog::saw(const WishPutOff& e, Time) {
    of_order(e.order, [](Row& row) { ++row.put_off; });
}

void OrderLog::saw(const NoticeSent& e, Time) {
    of_order(e.order, [](Row& row) { ++row.notices; });
}

void OrderLog::saw(const CustomerContacted& e, Time) {
    of_order(e.order, [](Row& row) { ++row.contacts; });
}

void OrderLog::saw(const ReturnRefunded& e, Time now) {
    const Return& goods = world_.returns[e.goods];
    back_.push_back(
        {goods.order, goods.line, goods.quantity, e.amount - e.let_off, e.let_off, static_cast<bool>(goods.open), now});
}

void OrderLog::saw(const UnitsLost& e, Time) {
    open(e.line).lost += e.quantity;
    open(e.line).lost_cause = static_cast<std::int8_t>(e.cause);
}

void OrderLog::saw(const OrderLost& e, Time) { close(e.order, true); }

void OrderLog::saw(const LineBackordered& e, Time) { open(e.line).promised = e.promised; }

void OrderLog::saw(const LineAllocated& e, Time now) {
    Row& row = open(e.line);
    if (!e.waited) row.at_once += e.quantity;
    row.first_allocated = std::min(row.first_allocated, now);
    row.allocated = now;
}

void OrderLog::saw(const ParcelShipped& e, Time now) {
    for (Id<Parcel> id = e.parcel; id; id = world_.parcels[id].next) open(world_.parcels[id].line).shipped = now;
}

void OrderLog::saw(const ParcelDelivered& e, Time now) {
    for (Id<Parcel> id = e.parcel; id; id = world_.parcels[id].next) {
        Row& row = open(world_.parcels[id].line);
        row.delivered += world_.parcels[id].quantity;
        row.delivered_at = now;
    }
}

void OrderLog::saw(const OrderCancelled& e, Time now) {
    const Order& order = world_.orders[e.order];
    const bool all = gives_up_all(model_, world_, order, e.cause);
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) {
        const Line& line = world_.lines[id];
        const Quantity given_up = all ? line.unshipped : line.waiting;
        if (given_up == Quantity::zero()) continue;
        Row& row = open(id);
        row.cancelled += given_up;
        row.cancelled_at = now;
        row.cancel_cause = static_cast<std::int8_t>(e.cause);
    }
}

void OrderLog::saw(const OrderSettled& e, Time) { close(e.order, true); }

void OrderLog::saw(const PaymentCaptured& e, Time) {
    const Order& order = world_.orders[e.order];
    become(e.order, order.paid + e.amount == order.owed ? Fate::paid : Fate::part_paid);
}

/// A dispute stays one, whatever is paid back after it.
void OrderLog::become(Id<Order> order, Fate fate) {
    for (Id<Line> id = world_.orders[order].first_line; id; id = world_.lines[id].next)
        if (open(id).fate != Fate::disputed) open(id).fate = fate;
}

void OrderLog::close(Id<Order> id, bool ended) {
    const Order& order = world_.orders[id];
    for (Id<Line> line = order.first_line; line; line = world_.lines[line].next) {
        Row row = open(line);
        row.paid = order.paid;
        const bool nothing = accepted(row) == Quantity::zero() && row.substituted == Quantity::zero();
        row.outcome = nothing && row.lost == Quantity::zero()                       ? Outcome::put_off
                      : nothing                                                     ? Outcome::lost
                      : row.cancelled > Quantity::zero()                            ? Outcome::cancelled
                      : ended || (order.open == Quantity::zero() && !order.put_off) ? Outcome::delivered
                                                                                    : Outcome::open;
        keep(row);
    }
}

void OrderLog::keep(const Row& row) {
    if (order_.size() % rows_per_block == 0) closed_.emplace_back().reserve(rows_per_block);
    closed_.back().push_back(row);
    order_.push_back({row.order, row.line, static_cast<std::uint32_t>(order_.size())});
}

void OrderLog::done() {
    world_.orders.for_each([&](Id<Order> id, const Order&) { close(id, false); });
    const auto earlier = [](const Place& a, const Place& b) {
        return std::tie(a.order, a.line) < std::tie(b.order, b.line);
    };
    if (!std::is_sorted(order_.begin(), order_.end(), earlier)) std::sort(order_.begin(), order_.end(), earlier);
    open_ = {};
    add_returns();
}

// Rows are in order by now; most goods come back after their order has ended. What one that had not ended paid back is
// paid no more at its end, but `order_paid` has it.
void OrderLog::add_returns() {
    for (const Back& back : back_) {
        auto place = std::lower_bound(order_.begin(), order_.end(), back.order,
                                      [](const Place& a, std::uint64_t order) { return a.order < order; });
        for (; place != order_.end() && place->order == back.order; ++place) {
            Row& row = kept(*place);
            if (back.open) row.paid += back.refund;
            if (place->line != back.line) continue;
            row.returned += back.quantity;
            row.refunded += back.refund;
            row.let_off += back.let_off;
            row.returned_at = back.at;
        }
    }
    back_ = {};
}

Frame OrderLog::heading(const Model& model) {
    const std::string& currency = model.run.currency;
    Frame frame;
    for (const char* name : {"replication", "order", "line", "counted"}) frame.add(name, "", Counts());
    for (const char* name : {"segment", "tier"}) frame.add(name, "", Texts());
    frame.add("customer", "", Counts());
    for (const char* name : {"store", "item"}) frame.add(name, "", Texts());
    frame.add("price", currency + "/unit", Numbers());
    for (const char* name :
         {"demanded", "accepted", "at_once", "lost", "delivered", "cancelled", "substituted", "instead", "returned"})
        frame.add(name, "unit", Numbers());
    for (const char* name : {"placed_at", "promised_at", "first_allocated_at", "allocated_at", "shipped_at",
                             "delivered_at", "cancelled_at", "returned_at"})
        frame.add(name, "d", Numbers());
    for (const char* name : {"lost_cause", "cancel_cause"}) frame.add(name, "", Texts());
    frame.add("order_paid", currency, Numbers());
    frame.add("refunded", currency, Numbers());
    frame.add("let_off", currency, Numbers());
    for (const char* name : {"rest_of", "put_off", "notices", "contacts"}) frame.add(name, "", Counts());
    for (const char* name : {"payment", "outcome"}) frame.add(name, "", Texts());
    return frame;
}

TextWidths OrderLog::widths(const Model& model) {
    return {{"segment", longest_name(model.segments)}, {"tier", longest_name(model.tiers)},
            {"store", longest_name(model.stores)},     {"item", longest_name(model.items)},
            {"lost_cause", longest_word(loss_causes)}, {"cancel_cause", longest_word(cancel_causes)},
            {"payment", longest_word(fates)},          {"outcome", longest_word(outcomes)}};
}

Frame OrderLog::frame(std::size_t first, std::size_t count) const {
    Frame frame = heading(model_);
    const std::size_t end = std::max(first, std::min(first + count, rows()));
    for (Column& column : frame.columns) std::visit([&](auto& values) { values.reserve(end - first); }, column.values);
    for (std::size_t i = first; i < end; ++i) put(frame, kept(order_[i]));
    return frame;
}

void OrderLog::put(Frame& frame, const Row& row) const {
    std::size_t next = 0;
    const auto cell = [&](auto value) {
        std::get<std::vector<decltype(value)>>(frame.columns[next++].values).push_back(std::move(value));
    };
    const StockPoint& point = model_.stock[row.stock];
    cell(replication_);
    for (const std::uint64_t number : {row.order, std::uint64_t{row.line}, std::uint64_t{row.counted}})
        cell(static_cast<std::int64_t>(number));
    cell(model_.segments[row.segment].name);
    cell(model_.tiers[row.tier].name);
    cell(static_cast<std::int64_t>(row.customer));
    cell(model_.stores[point.store].name);
    cell(model_.items[point.item].name);
    cell(row.price.in_units());
    for (const Quantity quantity : {row.demanded, accepted(row), row.at_once,
                                    row.lost, row.delivered, row.cancelled, row.substituted, row.instead, row.returned})
        cell(quantity.in_units());
    for (const Time at : {row.placed, row.promised, row.first_allocated, row.allocated, row.shipped, row.delivered_at,
                          row.cancelled_at, row.returned_at})
        cell(days_or_nan(at));
    cell(word(loss_causes, row.lost_cause));
    cell(word(cancel_causes, row.cancel_cause));
    cell(row.paid.in_units());
    cell(row.refunded.in_units());
    cell(row.let_off.in_units());
    for (const std::uint64_t number :
         {row.rest_of, std::uint64_t{row.put_off}, std::uint64_t{row.notices}, std::uint64_t{row.contacts}})
        cell(static_cast<std::int64_t>(number));
    cell(std::string(fates[static_cast<std::size_t>(row.fate)]));
    cell(std::string(outcomes[static_cast<std::size_t>(row.outcome)]));
}

}  // namespace backstock
