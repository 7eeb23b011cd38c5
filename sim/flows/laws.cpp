#include "sim/flows/laws.hpp"

#include "sim/base/require.hpp"

#include <vector>

namespace backstock {

namespace {

void check_orders(const World& world) {
    Money held;
    world.orders.for_each([&](Id<Order>, const Order& order) {
        require(order.billed <= order.owed, "order {}: shipped for {} of {} owed", order.number,
                order.billed.in_units(), order.owed.in_units());
        require(order.paid >= order.billed && order.paid <= order.owed, "order {}: paid {}, shipped for {}, owed {}",
                order.number, order.paid.in_units(), order.billed.in_units(), order.owed.in_units());
        held += order.paid - order.billed;
    });
    Money owing;
    world.payables.for_each([&](Id<Payable>, const Payable& payable) { owing += payable.amount; });
    const Money payable = -world.ledger.balance(Account::payable);
    require(owing == payable, "suppliers wait for {}, the ledger says {}", owing.in_units(), payable.in_units());
    const Money deposits = -world.ledger.balance(Account::deposits);
    require(held == deposits, "customers have {} with us, the ledger says {}", held.in_units(), deposits.in_units());
}

void check_units(const Model& model, const World& world) {
    std::vector<Quantity> there(model.items.size());
    Money value;
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const StockState& stock = world.stock[id];
        require(stock.allocated >= Quantity::zero() && stock.allocated <= stock.shelf(),
                "{}: {} allocated of {} on hand", model.name_of(id), stock.allocated.in_units(),
                stock.shelf().in_units());
        there[model.stock[id].item.index()] += stock.shelf() + Quantity::micro(stock.outbound.value());
        value += Money::raw(stock.value.value() + stock.outbound_value.value());
    }
    for (std::size_t i = 0; i < model.items.size(); ++i) {
        const Id<Item> id = model.items.id_at(i);
        const ItemFlow& flow = world.items[id];
        require(flow.opening + flow.bought == flow.sold + flow.lost + there[i],
                "{}: {} opening + {} bought, but {} sold + {} lost + {} in stock or in transit", model.items[id].name,
                flow.opening.in_units(), flow.bought.in_units(), flow.sold.in_units(), flow.lost.in_units(),
                there[i].in_units());
    }
    const Money booked = world.ledger.balance(Account::inventory);
    require(value == booked, "stock is worth {}, the ledger says {}", value.in_units(), booked.in_units());
}

void check_waiting(const Model& model, const World& world) {
    std::vector<Quantity> waiting(model.stock.size());
    std::vector<Quantity> allocated(model.stock.size());
    world.lines.for_each([&](Id<Line>, const Line& line) {
        waiting[line.stock.index()] += line.waiting;
        allocated[line.stock.index()] += line.unshipped - line.waiting;
    });
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        require(waiting[i] == world.stock[id].waiting(), "{}: lines wait for {}, the stock point says {}",
                model.name_of(id), waiting[i].in_units(), world.stock[id].waiting().in_units());
        require(allocated[i] == world.stock[id].allocated, "{}: {} allocated to lines, the stock point says {}",
                model.name_of(id), allocated[i].in_units(), world.stock[id].allocated.in_units());
    }
}

}  // namespace

void check_laws(const Model& model, const World& world) {
    world.ledger.check();
    check_orders(world);
    check_units(model, world);
    check_waiting(model, world);
}

}  // namespace backstock
