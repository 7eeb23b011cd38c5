#include "sim/flows/returns.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/traits.hpp"
#include "sim/policy/regulation.hpp"

#include <boost/random/binomial_distribution.hpp>

namespace backstock {

namespace {

/// How much of some goods, each unit by itself; of what can be divided, all or nothing.
Quantity part_of(Quantity quantity, double share, bool divisible, Stream& stream) {
    if (divisible) return uniform01(stream) < share ? quantity : Quantity::zero();
    return Quantity::units(boost::random::binomial_distribution<std::int64_t>(quantity.whole_units(), share)(stream));
}

}  // namespace

Returning::Returning(Run& run, Replenishment& replenishment) : run_(run), replenishment_(replenishment) {
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
    const Money refund =
        rounded(in_full ? price : Money::of(price.in_units() * returns->refund), run_.model.run.minor_digits);
    const Quantity good =
        divisible ? Quantity::of(back.in_units() * returns->restock) : part_of(back, returns->restock, false, stream);
    run_.schedule(delivered + after,
                  GoodsReturned{world.returns.add(Return{.stock = line.stock,
                                                         .segment = order.segment,
                                                         .tier = order.tier,
                                                         .line = number_of(order, id),
                                                         .order = order.number,
                                                         .quantity = back,
                                                         .good = good,
                                                         .value = share(cost, back, quantity),
                                                         .refund = refund,
                                                         .fee = fee_back(run_.model, world, line.order, refund)})});
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
    run_.follow(ReturnRefunded{e.goods, goods.refund});
    if (goods.good == Quantity::zero()) return;
    shelve(world, goods.stock, goods.good, fit);
    replenishment_.serve_waiting(goods.stock);
}

void Returning::on(const ReturnRefunded& e) {
    World& world = run_.world;
    const Id<Store> store = run_.model.stock[world.returns[e.goods].stock].store;
    world.ledger.post(store, Account::refunds, Account::cash, e.amount, world.now());
    world.ledger.post(store, Account::cash, Account::fees, world.returns[e.goods].fee, world.now());
    world.returns.erase(e.goods);
}

}  // namespace backstock
