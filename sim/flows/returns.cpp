#include "sim/flows/returns.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/traits.hpp"
#include "sim/policy/regulation.hpp"

#include <boost/random/binomial_distribution.hpp>

#include <algorithm>

namespace backstock {

namespace {

/// How much of some goods, each unit by itself; of what can be divided, all or nothing.
Quantity part_of(Quantity quantity, double share, bool divisible, Stream& stream) {
    if (divisible) return uniform01(stream) < share ? quantity : Quantity::zero();
    return Quantity::units(boost::random::binomial_distribution<std::int64_t>(quantity.whole_units(), share)(stream));
}

}  // namespace

Returning::Returning(Run& run, Replenishment& replenishment, Payments& payments)
    : run_(run), replenishment_(replenishment), payments_(payments) {
    for (const Segment& segment : run.model.segments) any_ = any_ || segment.returns;
    for (const Item& item : run.model.items) any_ = any_ || item.returns;
}

/// The segment's word before the item's.
const Returns* Returning::returns_of(const Order& order, Id<Item> item) const {
    const auto& of_segment = run_.model.segments[order.segment].returns;
    const auto& of_item = run_.model.items[item].returns;
    return of_segment ? &*of_segment : of_item ? &*of_item : nullptr;
}

std::uint32_t Returning::number_of(const Order& order, Id<Line> line) const {
    std::uint32_t number = 1;
    for (Id<Line> id = order.first_line; id != line; id = run_.world.lines[id].next) ++number;
    return number;
}

void Returning::plan(const Order& order, Id<Line> id, std::uint8_t parcel, Quantity quantity, Money cost,
                     Time delivered) {
    World& world = run_.world;
    const Line& line = world.lines[id];
    const Id<Item> item = run_.model.stock[line.stock].item;
    const Returns* returns = returns_of(order, item);
    if (returns == nullptr || returns->share <= 0) return;
    const Segment& segment = run_.model.segments[order.segment];
    const Key64 piece = joined_key(joined_key(visit_key(segment, order), run_.model.items[item].key), parcel);
    Stream stream = world.streams.at(piece, Purpose("return"), order.customer);
    const bool divisible = run_.model.items[item].divisible;
    const Quantity back = part_of(quantity, returns->share, divisible, stream);
    if (back == Quantity::zero()) return;
    const Duration after = returns->after == nullptr ? Duration::zero() : draw_duration(*returns->after, stream);
    if (delivered + after > run_.model.run.horizon) return;
    const RegulationPolicy* law = run_.model.stores[run_.model.stock[line.stock].store].regulation;
    const bool in_full = law != nullptr && law->withdrawal() > Duration::zero() && after <= law->withdrawal();
    const Money price = line.price * back;
    const Money refund = rounded_share(price, in_full ? 1 : returns->refund, run_.model.run.minor_digits);
    const Quantity good =
        divisible ? Quantity::of(back.in_units() * returns->restock) : part_of(back, returns->restock, false, stream);
    const Id<Return> goods = world.returns.add(Return{.open = line.order,
                                                      .stock = line.stock,
                                                      .segment = order.segment,
                                                      .tier = order.tier,
                                                      .line = number_of(order, id),
                                                      .order = order.number,
                                                      .quantity = back,
                                                      .good = good,
                                                      .value = share(cost, back, quantity),
                                                      .refund = refund});
    link(goods);
    run_.schedule(delivered + after, GoodsReturned{goods});
}

void Returning::link(Id<Return> goods) {
    World& world = run_.world;
    const Id<Order> order = world.returns[goods].open;
    auto& first = world.returns_by_order;
    if (order.index() >= first.size()) first.resize(world.orders.extent());
    world.returns[goods].next = first[order.index()];
    first[order.index()] = goods;
}

void Returning::unlink(Id<Return> goods) {
    World& world = run_.world;
    Id<Return>* place = &world.returns_by_order[world.returns[goods].open.index()];
    while (*place != goods) place = &world.returns[*place].next;
    *place = world.returns[goods].next;
}

void Returning::forget(Id<Order> id) {
    World& world = run_.world;
    if (id.index() >= world.returns_by_order.size()) return;
    const Id<Payment> row = world.payment_of(id);
    Money billed = world.orders[id].billed;
    Money lost = row ? world.payments[row].written_off : Money::zero();
    for (Id<Return> each = world.returns_by_order[id.index()]; each; each = world.returns[each].next) {
        Return& goods = world.returns[each];
        goods.open = Id<Order>::none();
        goods.refund = std::min(goods.refund, billed);
        goods.let_off = std::min(goods.refund, lost);
        goods.fee = fee_back(run_.model, world, id, goods.refund - goods.let_off);
        billed -= goods.refund;
        lost -= goods.let_off;
    }
    world.returns_by_order[id.index()] = Id<Return>::none();
}

/// The sale is taken back at cost; what cannot be sold again is written off.
void Returning::on(const GoodsReturned& e) {
    World& world = run_.world;
    const Return goods = world.returns[e.goods];
    const Id<Store> store = run_.model.stock[goods.stock].store;
    ItemFlow& flow = world.items[run_.model.stock[goods.stock].item];
    const Money fit = share(goods.value, goods.good, goods.quantity);
    flow.returned += goods.quantity;
    flow.lost += goods.quantity - goods.good;
    world.stock[goods.stock].cost_of_sales -= goods.value;
    world.ledger.post(store, Account::inventory, Account::cost_of_sales, fit, world.now());
    world.ledger.post(store, Account::losses, Account::cost_of_sales, goods.value - fit, world.now());
    const Money refund = goods.open ? std::min(goods.refund, world.orders[goods.open].billed) : goods.refund;
    run_.follow(ReturnRefunded{e.goods, refund, goods.open ? payments_.unpaid(goods.open, refund) : goods.let_off});
    if (goods.good == Quantity::zero()) return;
    shelve(world, goods.stock, goods.good, fit);
    replenishment_.serve_waiting(goods.stock);
}

void Returning::on(const ReturnRefunded& e) {
    World& world = run_.world;
    const Return goods = world.returns[e.goods];
    if (goods.open) unlink(e.goods);
    world.returns.erase(e.goods);
    if (goods.open) return payments_.take_back(goods.open, e.amount);
    const Id<Store> store = run_.model.stock[goods.stock].store;
    world.ledger.post(store, Account::refunds, Account::bad_debt, e.let_off, world.now());
    world.ledger.post(store, Account::refunds, Account::cash, e.amount - e.let_off, world.now());
    world.ledger.post(store, Account::cash, Account::fees, goods.fee, world.now());
}

}  // namespace backstock
