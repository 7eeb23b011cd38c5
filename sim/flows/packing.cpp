#include "sim/flows/packing.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/fulfillment.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

Packing::Packing(Run& run, Transport& transport) : run_(run), transport_(transport) {
    for (const Store& store : run.model.stores)
        terms_.add({.policy = store.fulfillment,
                    .handling = store.fulfillment->handling(),
                    .at_once = store.fulfillment->at_once(),
                    .limited = !std::isinf(store.fulfillment->capacity())});
}

// ------------------------------------------------------------------------------------------------ parcels

void Packing::pack(Id<Order> id, Id<Line> line, Quantity quantity) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Terms& terms = terms_[world.store_of(run_.model, order)];
    if (order.waited && order.packing && (!terms.at_once || world.parcels[order.packing].picked == world.now())) {
        if (const Id<Parcel> part = part_of(order.packing, line)) {
            world.parcels[part].quantity += quantity;
            if (terms.at_once) return;
            world.gathering[id.index()].ready += quantity;
            return look(id);
        }
    }
    const auto [name, piece] = world.parcels.make();
    piece.order = id;
    piece.line = line;
    piece.number = order.parcels;
    piece.quantity = quantity;
    piece.picked = world.now();
    if (!terms.at_once) return gather(id, name);
    if (order.packing && world.parcels[order.packing].picked == piece.picked) {
        Parcel& first = world.parcels[order.packing];
        piece.next = first.next;
        first.next = name;
        return;
    }
    order.packing = name;
    if (order.parcels < 255) ++order.parcels;
    line_up(name, terms);
}

// What the parcel has of the line already, which came bit by bit: it is one line of the parcel all the same.
Id<Parcel> Packing::part_of(Id<Parcel> parcel, Id<Line> line) const {
    while (parcel && run_.world.parcels[parcel].line != line) parcel = run_.world.parcels[parcel].next;
    return parcel;
}

void Packing::line_up(Id<Parcel> parcel, const Terms& terms) {
    const Time now = run_.world.now();
    if (terms.limited) return run_.schedule(now, ParcelPacked{parcel});
    run_.schedule(terms.handling == nullptr ? now : now + handling_of(parcel), ParcelShipped{parcel});
}

Duration Packing::handling_of(Id<Parcel> id) const {
    const World& world = run_.world;
    const Parcel& parcel = world.parcels[id];
    const Order& order = world.orders[parcel.order];
    const Law* const handling = terms_[world.store_of(run_.model, order)].handling;
    if (handling == nullptr) return Duration::zero();
    const Segment& segment = run_.model.segments[order.segment];
    Stream stream = world.streams.at(joined_key(segment.key, parcel.number), Purpose("handling"), order.customer);
    return draw_duration(*handling, stream);
}

// ----------------------------------------------------------------------------------------------- gathering

void Packing::gather(Id<Order> id, Id<Parcel> name) {
    World& world = run_.world;
    Order& order = world.orders[id];
    if (world.gathering.size() <= id.index()) world.gathering.resize(id.index() + 1);
    Gathering& gathering = world.gathering[id.index()];
    Parcel& piece = world.parcels[name];
    if (order.packing) {
        Parcel& first = world.parcels[order.packing];
        piece.next = first.next;
        first.next = name;
    } else {
        order.packing = name;
        if (order.parcels < 255) ++order.parcels;
        gathering = {.since = world.now()};
    }
    gathering.ready += piece.quantity;
    look(id);
}

void Packing::look(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Terms& terms = terms_[world.store_of(run_.model, order)];
    if (terms.at_once || !order.packing) return;
    Gathering& gathering = world.gathering[id.index()];
    const Time now = world.now();
    const Time leaves =
        terms.policy->leaves({.now = now, .since = gathering.since, .whole = gathering.ready == order.unshipped});
    if (leaves <= now) {
        const Id<Parcel> parcel = order.packing;
        order.packing = Id<Parcel>::none();
        gathering = {};
        world.parcels[parcel].picked = now;
        return line_up(parcel, terms);
    }
    if (leaves == gathering.until) return;
    gathering.until = leaves;
    if (leaves <= run_.model.run.horizon) run_.schedule(leaves, ConsolidationEnded{id});
}

void Packing::on(const ConsolidationEnded& e) {
    if (run_.world.gathering[e.order.index()].until == run_.world.now()) look(e.order);
}

/// What leaves as a whole or not at all is not sent in part.
bool gives_up_all(const Model& model, const World& world, const Order& order, CancelCause cause) {
    return gives_up_reserved(cause) || model.stores[world.store_of(model, order)].fulfillment->ships_whole();
}

std::vector<Id<StockPoint>> Packing::unpack(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    std::vector<Id<StockPoint>> freed;
    if (terms_[world.store_of(run_.model, order)].at_once) return freed;
    for (Id<Parcel> name = order.packing; name;) {
        const Parcel piece = world.parcels[name];
        Line& line = world.lines[piece.line];
        line.unshipped -= piece.quantity;
        line.accepted -= piece.quantity;
        order.unshipped -= piece.quantity;
        order.open -= piece.quantity;
        world.stock[line.stock].allocated -= piece.quantity;
        freed.push_back(line.stock);
        world.parcels.erase(name);
        name = piece.next;
    }
    order.packing = Id<Parcel>::none();
    if (!freed.empty()) world.gathering[id.index()] = {};
    return freed;
}

void Packing::withdraw(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    Quantity reserved = order.unshipped;
    for (Id<Line> line = order.first_line; line; line = world.lines[line].next) reserved -= world.lines[line].waiting;
    if (reserved == Quantity::zero()) return;
    const Id<Store> store = world.store_of(run_.model, order);
    if (terms_[store].limited) leave_queue(store, id);
    std::erase_if(world.held_parcels, [&](Id<Parcel> parcel) { return world.parcels[parcel].order == id; });
    world.parcels.for_each([&](Id<Parcel> name, const Parcel& parcel) {
        if (parcel.order == id && !parcel.left) world.parcels.erase(name);
    });
    order.packing = Id<Parcel>::none();
    if (!terms_[store].at_once && id.index() < world.gathering.size()) world.gathering[id.index()] = {};
}

// ------------------------------------------------------------------------------------- a capacity for handling

Duration handling_time(const FulfillmentPolicy& fulfillment, Quantity units, std::int64_t parcels) {
    const double amount = fulfillment.counts_parcels() ? static_cast<double>(parcels) : units.in_units();
    return std::isinf(fulfillment.capacity()) ? Duration::zero() : Duration::days(amount / fulfillment.capacity());
}

Duration queued_work(const World& world, Id<Store> store) {
    const HandlingState& handling = world.handling[store];
    if (handling.queue.empty()) return Duration::zero();
    const double done = static_cast<double>((world.now() - handling.server.since).us());
    return Duration::nearest(std::fmax(0, handling.server.remaining - done) + handling.queued);
}

void Packing::on(const ParcelPacked& e) {
    World& world = run_.world;
    Order& order = world.orders[world.parcels[e.parcel].order];
    if (order.packing == e.parcel) order.packing = Id<Parcel>::none();
    Quantity units;
    for (Id<Parcel> piece = e.parcel; piece; piece = world.parcels[piece].next) units += world.parcels[piece].quantity;
    queue(world.store_of(run_.model, order), {.parcel = e.parcel}, units);
}

void Packing::pick(Id<Line> line, Quantity quantity) {
    queue(run_.model.stock[run_.world.lines[line].stock].store, {.line = line, .quantity = quantity}, quantity);
}

void Packing::queue(Id<Store> store, HandlingTask task, Quantity units) {
    HandlingState& handling = run_.world.handling[store];
    task.work = static_cast<double>(handling_time(*terms_[store].policy, units, 1).us());
    handling.queue.push_back(task);
    if (handling.queue.size() > 1)
        handling.queued += task.work;
    else
        start_next(store);
}

void Packing::start_next(Id<Store> store) {
    HandlingState& handling = run_.world.handling[store];
    handling.server = begun(handling.queue.front().work, Pace(run_.model, run_.world, store), run_.world.now());
    if (handling.server.finish <= run_.model.run.horizon)
        run_.schedule(handling.server.finish, HandlingFinished{store});
}

void Packing::leave_queue(Id<Store> store, Id<Order> order) {
    HandlingState& handling = run_.world.handling[store];
    const auto leaves = [&](const HandlingTask& task) {
        return task.parcel && run_.world.parcels[task.parcel].order == order;
    };
    if (handling.queue.empty()) return;
    const bool at_work = leaves(handling.queue.front());
    std::erase_if(handling.queue, leaves);
    handling.queued = 0;
    for (std::size_t i = 1; i < handling.queue.size(); ++i) handling.queued += handling.queue[i].work;
    if (!at_work) return;
    handling.server.finish = Time::never();
    if (!handling.queue.empty()) start_next(store);
}

void Packing::on(const HandlingFinished& e) {
    HandlingState& handling = run_.world.handling[e.store];
    const HandlingTask task = handling.queue.front();
    handling.queue.pop_front();
    if (handling.queue.empty()) {
        handling.queued = 0;
    } else {
        handling.queued -= handling.queue.front().work;
        start_next(e.store);
    }
    if (task.parcel)
        run_.schedule(run_.world.now() + handling_of(task.parcel), ParcelShipped{task.parcel});
    else
        send(task);
}

void Packing::send(const HandlingTask& task) {
    World& world = run_.world;
    Line& line = world.lines[task.line];
    const Id<Purchase> purchase = line.purchase;
    const Id<StockPoint> stock = line.stock;
    world.stock[stock].allocated -= task.quantity;
    line.unshipped -= task.quantity;
    if (line.unshipped == Quantity::zero()) world.lines.erase(task.line);
    transport_.send(purchase, task.quantity, unshelve(world, stock, task.quantity));
}

void Packing::settle(Id<Store> store) {
    if (!terms_[store].limited) return;
    HandlingState& handling = run_.world.handling[store];
    if (!handling.queue.empty())
        backstock::settle(handling.server, Pace(run_.model, run_.world, store), run_.world.now());
}

void Packing::resume(Id<Store> store) {
    if (!terms_[store].limited) return;
    HandlingState& handling = run_.world.handling[store];
    const Time now = run_.world.now();
    if (handling.queue.empty() || handling.server.finish == now) return;
    if (retime(handling.server, Pace(run_.model, run_.world, store), now) &&
        handling.server.finish <= run_.model.run.horizon)
        run_.schedule(handling.server.finish, HandlingFinished{store});
}

}  // namespace backstock
