#include "sim/flows/laws.hpp"

#include "sim/base/require.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/waiting_list.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace backstock {

namespace {

void check_orders(const World& world) {
    Money held;
    Money receivable;
    world.orders.for_each([&](Id<Order> id, const Order& order) {
        require(order.billed <= order.owed, "order {}: shipped for {} of {} owed", order.number,
                order.billed.in_units(), order.owed.in_units());
        const Id<Payment> row = world.payment_of(id);
        const Money lost = row ? world.payments[row].written_off : Money::zero();
        const bool on_credit = row && order.paid + lost < order.billed;
        require((on_credit || order.paid + lost >= order.billed) && order.paid + lost <= order.owed,
                "order {}: paid {}, shipped for {}, owed {}", order.number, order.paid.in_units(),
                order.billed.in_units(), order.owed.in_units());
        held += std::max(Money::zero(), order.paid - order.billed);
        receivable += std::max(Money::zero(), order.billed - order.paid - lost);
        Quantity unshipped;
        for (Id<Line> line = order.first_line; line; line = world.lines[line].next)
            unshipped += world.lines[line].unshipped;
        require(unshipped == order.unshipped, "order {}: {} to ship, its lines say {}", order.number,
                order.unshipped.in_units(), unshipped.in_units());
    });
    Money owing;
    world.payables.for_each([&](Id<Payable>, const Payable& payable) { owing += payable.amount; });
    const Money payable = -world.ledger.balance(Account::payable);
    require(owing == payable, "suppliers wait for {}, the ledger says {}", owing.in_units(), payable.in_units());
    const Money deposits = -world.ledger.balance(Account::deposits);
    require(held == deposits, "customers have {} with us, the ledger says {}", held.in_units(), deposits.in_units());
    const Money receivables = world.ledger.balance(Account::receivable);
    require(receivable == receivables, "customers owe {}, the ledger says {}", receivable.in_units(),
            receivables.in_units());
}

/// Every row about money belongs to an open order; what processors have captured is on its way.
void check_payments(const World& world) {
    std::size_t rows = 0;
    world.orders.for_each([&](Id<Order> id, const Order& order) {
        const Id<Payment> row = world.payment_of(id);
        if (!row) return;
        const Payment& payment = world.payments[row];
        ++rows;
        require(payment.order == id, "order {} has the money of another", order.number);
        require(payment.held >= Money::zero() && order.paid + payment.held <= order.owed,
                "order {}: {} held and {} paid of {} owed", order.number, payment.held.in_units(),
                order.paid.in_units(), order.owed.in_units());
        require(payment.held == Money::zero() || payment.expires != Time::never(), "order {}: a hold without end",
                order.number);
    });
    require(rows == world.payments.size(), "{} rows about money, {} orders that have one", world.payments.size(), rows);
    Money under_way;
    world.payouts.for_each([&](Id<Payout>, const Payout& payout) { under_way += payout.amount; });
    const Money clearing = world.ledger.balance(Account::clearing);
    require(under_way == clearing, "processors have {} to pay out, the ledger says {}", under_way.in_units(),
            clearing.in_units());
}

/// Care belongs to orders that live, and every address and planned fact to care.
void check_care(const World& world) {
    std::size_t kept = 0;
    for (const Id<Care> id : world.care_of) kept += id ? 1 : 0;
    std::size_t cares = 0;
    std::size_t alerts = 0;
    world.cares.for_each([&](Id<Care> id, const Care& care) {
        ++cares;
        require(world.orders.contains(care.order) && world.care_of[care.order.index()] == id,
                "the care of order row {} has outlived it", care.order.index());
        for (Id<Alert> alert = care.first_alert; alert; alert = world.alerts[alert].other) ++alerts;
    });
    require(kept == cares, "{} orders are cared for, there is care for {}", kept, cares);
    std::size_t addresses = 0;
    for (const AlertList& list : world.alert_lists)
        for (Id<Alert> alert = list.first; alert; alert = world.alerts[alert].next) ++addresses;
    require(addresses == alerts, "stock points have {} addresses, customers left {}", addresses, alerts);
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
        there[model.stock[id].item.index()] += stock.shelf();
        value += Money::raw(stock.value.value());
        if (!stock.supplying) continue;
        const Supplying& supplying = world.supplying[stock.supplying];
        require(stock.owed.micro() == supplying.owed.value(), "{}: {} owed, and {}", model.name_of(id),
                stock.owed.in_units(), Quantity::micro(supplying.owed.value()).in_units());
        there[model.stock[id].item.index()] += Quantity::micro(supplying.outbound.value());
        value += Money::raw(supplying.outbound_value.value());
    }
    for (std::size_t i = 0; i < model.items.size(); ++i) {
        const Id<Item> id = model.items.id_at(i);
        const ItemFlow& flow = world.items[id];
        require(
            flow.opening + flow.bought + flow.made + flow.returned == flow.sold + flow.consumed + flow.lost + there[i],
            "{}: {} opening + {} bought + {} made + {} returned, but {} sold + {} used up + {} lost + {} in stock, "
            "transit or "
            "process",
            model.items[id].name, flow.opening.in_units(), flow.bought.in_units(), flow.made.in_units(),
            flow.returned.in_units(), flow.sold.in_units(), flow.consumed.in_units(), flow.lost.in_units(),
            there[i].in_units());
    }
    const Money booked = world.ledger.balance(Account::inventory);
    require(value == booked, "stock is worth {}, the ledger says {}", value.in_units(), booked.in_units());
}

void check_waiting(const Model& model, const World& world) {
    std::vector<Quantity> waiting(model.stock.size());
    std::vector<Quantity> allocated(model.stock.size());
    std::vector<Quantity> kinds(world.waiting.size());
    world.lines.for_each([&](Id<Line>, const Line& line) {
        waiting[line.stock.index()] += line.waiting;
        allocated[line.stock.index()] += line.unshipped - line.waiting;
        if (line.internal() || kinds.empty()) return;
        const Order& order = world.orders[line.order];
        kinds[model.waiting_kind(order.segment, order.tier, line.stock)] += line.waiting;
    });
    for (std::size_t i = 0; i < kinds.size(); ++i)
        require(kinds[i].micro() == world.waiting[i].value(), "customers of kind {} wait for {}, of {} with a cost", i,
                kinds[i].in_units(), Quantity::micro(world.waiting[i].value()).in_units());
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        require(waiting[i] == world.stock[id].waiting(), "{}: lines wait for {}, the stock point says {}",
                model.name_of(id), waiting[i].in_units(), world.stock[id].waiting().in_units());
        require(allocated[i] == world.stock[id].allocated, "{}: {} allocated to lines, the stock point says {}",
                model.name_of(id), allocated[i].in_units(), world.stock[id].allocated.in_units());
    }
}

/// Indexes agree with their lists, and space with what is on the shelves.
void check_serving(const Model& model, const World& world) {
    for (std::size_t i = 0; i < world.index_of.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const WaitingIndex* index = index_of(world, id);
        if (index == nullptr) continue;
        Quantity waiting;
        for (const Quantity& of_tier : index->by_tier) waiting += of_tier;
        require(waiting == world.stock[id].waiting(), "{}: tiers wait for {}, the stock point says {}",
                model.name_of(id), waiting.in_units(), world.stock[id].waiting().in_units());
        Id<Line> line = world.stock[id].first_waiting;
        for (const WaitingPlace& place : index->places) {
            require(place.line == line, "{}: the waiting list and its index differ", model.name_of(id));
            line = world.lines[line].behind;
        }
        require(!line, "{}: a line waits that its index does not know", model.name_of(id));
    }
    std::vector<std::int64_t> used(world.spaces.size());
    for (std::size_t i = 0; i < world.rooms.size(); ++i) {
        const Room& room = world.rooms[model.stock.id_at(i)];
        if (room.store)
            used[room.store.index()] +=
                scaled(world.stock[model.stock.id_at(i)].shelf().micro(), room.volume, Quantity::micro_per_unit);
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        require(used[i] == world.spaces[model.stores.id_at(i)].used, "{}: stock takes up {}, the store says {}",
                model.stores[model.stores.id_at(i)].name, used[i], world.spaces[model.stores.id_at(i)].used);
}

void check_pipelines(const Model& model, const World& world) {
    std::vector<Quantity> on_order(model.stock.size());
    std::vector<Quantity> inbound(model.stock.size());
    world.purchases.for_each(
        [&](Id<Purchase>, const Purchase& purchase) { on_order[purchase.buyer.index()] += purchase.unreceived; });
    world.shipments.for_each([&](Id<Shipment>, const Shipment& shipment) {
        inbound[shipment.buyer.index()] += shipment.quantity;
        if (!shipment.purchase) on_order[shipment.buyer.index()] += shipment.quantity;
    });
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const Quantity says = world.stock[id].ordered();
        require(on_order[i] == says, "{}: purchases for {} are not received, the stock point says {}",
                model.name_of(id), on_order[i].in_units(), says.in_units());
        require(inbound[i].micro() == world.stock[id].inbound.value(),
                "{}: shipments of {} are under way, the stock point says {}", model.name_of(id), inbound[i].in_units(),
                Quantity::micro(world.stock[id].inbound.value()).in_units());
    }
}

/// A supplier with capacity has in its queue what has reached it and was not released, and nothing else.
void check_queues(const Model& model, const World& world) {
    std::vector<std::size_t> queued(model.suppliers.size());
    for (std::size_t i = 0; i < model.suppliers.size(); ++i) {
        const SupplierState& supplier = world.suppliers[model.suppliers.id_at(i)];
        Id<Purchase> last;
        for (Id<Purchase> id = supplier.first; id; id = world.purchases[id].behind) {
            const Purchase& purchase = world.purchases[id];
            require(purchase.unshipped == purchase.quantity, "{} has purchase {} in its queue, of which {} of {} left",
                    model.suppliers[model.suppliers.id_at(i)].name, purchase.number,
                    (purchase.quantity - purchase.unshipped).in_units(), purchase.quantity.in_units());
            last = id;
            ++queued[i];
        }
        require(last == supplier.last, "the queue of {} does not end with its last purchase",
                model.suppliers[model.suppliers.id_at(i)].name);
    }
    world.purchases.for_each([&](Id<Purchase>, const Purchase& purchase) {
        const Link& link = model.links[purchase.link];
        const Duration delay = order_delay(model, link);
        const bool left = purchase.placed != Time::never();
        const bool arrived = left && (delay == Duration::zero() || purchase.placed + delay < world.now());
        const bool may_wait = !arrived || (link.offer && model.offers[link.offer].supply.limited());
        if (has_capacity(model, link) && purchase.work > Duration::zero() && purchase.unshipped > Quantity::zero())
            --queued[model.offers[link.offer].supplier.index()];
        else
            require(!has_capacity(model, link) || purchase.unshipped == Quantity::zero() || may_wait,
                    "purchase {} has reached its supplier and was never queued", purchase.number);
    });
    for (std::size_t i = 0; i < queued.size(); ++i) {
        // One without capacity has a queue only while it is struck, of whatever has reached it.
        if (std::isinf(model.suppliers[model.suppliers.id_at(i)].capacity)) continue;
        require(queued[i] == 0, "the queue of {} and its purchases differ by {}",
                model.suppliers[model.suppliers.id_at(i)].name, static_cast<std::int64_t>(queued[i]));
    }
}

/// The parts taken for production are those that lie with jobs and lots, and the lines hold the lots.
void check_production(const Model& model, const World& world) {
    std::vector<Quantity> kitted(model.stock.size());
    world.kits.for_each([&](Id<Kit>, const Kit& kit) { kitted[kit.stock.index()] += kit.quantity; });
    std::vector<Quantity> in_transit(model.stock.size());
    world.shipments.for_each([&](Id<Shipment>, const Shipment& shipment) {
        const Id<StockPoint> from = shipment.link ? model.links[shipment.link].upstream : Id<StockPoint>::none();
        if (from) in_transit[from.index()] += shipment.quantity;
    });
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const Id<Supplying> supplying = world.stock[id].supplying;
        const Quantity outbound =
            supplying ? Quantity::micro(world.supplying[supplying].outbound.value()) : Quantity::zero();
        require(kitted[i] + in_transit[i] == outbound, "{}: {} in process + {} in transit, the stock point says {}",
                model.name_of(id), kitted[i].in_units(), in_transit[i].in_units(), outbound.in_units());
    }
    std::vector<Quantity> in_process(model.plants.size());
    std::vector<std::int64_t> busy(model.plants.size());
    world.lots.for_each([&](Id<Lot>, const Lot& lot) {
        in_process[model.recipes[lot.recipe].plant.index()] += lot.quantity;
        ++busy[model.recipes[lot.recipe].plant.index()];
    });
    for (std::size_t i = 0; i < model.plants.size(); ++i) {
        const PlantState& plant = world.plants[model.plants.id_at(i)];
        const Plant& planned = model.plants[model.plants.id_at(i)];
        require(plant.busy.value() == busy[i] && plant.in_process.value() == in_process[i].micro(),
                "plant {}: {} lots with {} units on lines, the plant says {} and {}", model.stores[planned.site].name,
                busy[i], in_process[i].in_units(), plant.busy.value(), plant.in_process.value());
        require(planned.lines == 0 || plant.idle.size() + static_cast<std::size_t>(busy[i]) == planned.lines,
                "plant {}: {} idle and {} busy lines of {}", model.stores[planned.site].name, plant.idle.size(),
                busy[i], planned.lines);
    }
}

}  // namespace

std::span<const std::string_view> conservation_laws() {
    static constexpr std::string_view laws[] = {
        "Every booking has two sides: debits equal credits.",
        "The deposits account is what customers have paid for goods that have not left; the receivable account is what "
        "they have been sent and not paid, less what was written off; the payable account is what suppliers wait for; "
        "the clearing account is what payment processors have still to pay out.",
        "An order's lines have as much to ship as the order; nobody has paid more than is owed, no hold is for more "
        "than "
        "is owed and not paid, and every hold ends.",
        "Of each item, the units that were there at the start, were bought or made are the units sold, used up, lost, "
        "on the shelves or on the road.",
        "The inventory account is the value of the stock and of the goods between own sites.",
        "What waits and what is set aside at a stock point is what its customers' open lines say, and waiting lists "
        "hold each of them once.",
        "The space that a store's goods take is that of its stock.",
        "What a stock point has on order is what its purchases and opening shipments have still to bring; what is "
        "inbound is what its shipments carry.",
        "A supplier's queue has the purchases that have reached it and were not released, each once.",
        "A plant's lines are idle or busy, and what they work on is what was taken from its shelves.",
    };
    return laws;
}

void check_laws(const Model& model, const World& world) {
    world.ledger.check();
    check_orders(world);
    check_care(world);
    check_payments(world);
    check_units(model, world);
    check_waiting(model, world);
    check_serving(model, world);
    check_pipelines(model, world);
    check_queues(model, world);
    check_production(model, world);
}

}  // namespace backstock
