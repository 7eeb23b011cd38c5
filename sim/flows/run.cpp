#include "sim/flows/run.hpp"

#include "sim/base/require.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/opening.hpp"

#include <fmt/format.h>

#include <array>

namespace backstock {

namespace {

template<class Fact>
inline constexpr bool names_order = [] {
    if constexpr (Timed<Fact>)
        return std::is_same_v<typename Fact::Row, Order>;
    else
        return false;
}();

/// The time at which an order's money expects the fact.
Time expected(const Payment& payment, const HoldExpired&) { return payment.expires; }
Time expected(const Payment& payment, const PaymentDue&) { return payment.asks; }
Time expected(const Payment& payment, const PaymentRetried&) { return payment.retries; }
Time expected(const Payment& payment, const PaymentDisputed&) { return payment.disputes; }

/// Whether such a fact has outlived its row, was replaced by a later one, or is about what is no longer so.
template<class Fact>
bool stale_payment(const World& world, const Due& due, Time at) {
    const Id<Payment> id(due.row);
    if (world.payments.generation(id) != due.generation || expected(world.payments[id], Fact{id}) != at) return true;
    const Order& order = world.orders[world.payments[id].order];
    return std::is_same_v<Fact, PaymentDisputed> && order.paid <= order.billed;
}

/// Whether a pending fact has outlived its row, or is not planned any more.
template<class Fact>
bool stale(const World& world, const Due& due) {
    if constexpr (std::is_same_v<typename Fact::Row, Order>)
        return world.orders.generation(Id<Order>(due.row)) != due.generation ||
               unplanned(world, Fact{Id<Order>(due.row)});
    else if constexpr (std::is_same_v<typename Fact::Row, Parcel>)
        return world.parcels.generation(Id<Parcel>(due.row)) != due.generation;
    else if constexpr (std::is_same_v<typename Fact::Row, Payment>)
        return stale_payment<Fact>(world, due, world.now());
    else if constexpr (std::is_same_v<Fact, HandlingFinished>)
        return world.handling[Id<Store>(due.row)].queue.empty() ||
               world.handling[Id<Store>(due.row)].server.finish != world.now();
    else if constexpr (std::is_same_v<typename Fact::Row, Lot>)
        return world.lots.generation(Id<Lot>(due.row)) != due.generation ||
               world.lots[Id<Lot>(due.row)].work.finish != world.now();
    else
        return false;
}

/// Whether facts of this kind name an order.
bool is_of_order(std::uint8_t kind) {
    static constexpr auto table = []<class... Facts>(FactList<Facts...>) {
        return std::array<bool, sizeof...(Facts)>{names_order<Facts>...};
    }(AllFacts{});
    return table[kind];
}

/// Whether a pending fact was put off: what it tells now happens at another time. Only disruptions do that.
template<class Fact>
bool put_off(const World& world, const Due& due) {
    const Time now = world.now();
    if constexpr (std::is_same_v<Fact, CustomerArrived>) {
        return world.arrivals[Id<Segment>(due.row)].next.at != now;
    } else if constexpr (std::is_same_v<Fact, PurchaseReleased>) {
        const SupplierState& supplier = world.suppliers[Id<Supplier>(due.row)];
        return !supplier.serving || supplier.server.finish != now;
    } else if constexpr (std::is_same_v<Fact, LaneEntered>) {
        const LaneState& lane = world.lanes[Id<Lane>(due.row)];
        return !lane.first || lane.server.finish != now;
    } else if constexpr (std::is_same_v<Fact, GoodsReceived>) {
        const Id<Shipment> id(due.row);
        return (world.shipments.generation(id) & Due::generation_mask) != due.generation ||
               world.shipments[id].due != now;
    } else if constexpr (std::is_same_v<typename Fact::Row, Strike>) {
        const StrikeState& strike = world.strikes[Id<Strike>(due.row)];
        if constexpr (std::is_same_v<Fact, OutageEased>) return strike.eases != now;
        if constexpr (std::is_same_v<Fact, OutageDetected>) return strike.detects != now;
        if constexpr (std::is_same_v<Fact, AlarmEnded>) return strike.alarm_ends != now;
    }
    return false;
}

template<class Fact>
Fact fact_of(const Due& due) {
    if constexpr (std::is_void_v<typename Fact::Row>)
        return Fact{};
    else
        return Fact{Id<typename Fact::Row>(due.row)};
}

std::string_view name_of_kind(std::uint8_t kind) {
    static constexpr auto names = []<class... Facts>(FactList<Facts...>) {
        return std::array<std::string_view, sizeof...(Facts)>{Facts::name...};
    }(AllFacts{});
    return names[kind];
}

template<class Row>
std::string subject(const Model& model, std::uint32_t row) {
    const auto point = [&](const StockPoint& at) {
        return fmt::format("stores.{}.stock.{}", model.stores[at.store].name, model.items[at.item].name);
    };
    if constexpr (std::is_same_v<Row, Segment>)
        return "customers." + model.segments[Id<Segment>(row)].name;
    else if constexpr (std::is_same_v<Row, StockPoint>)
        return point(model.stock[Id<StockPoint>(row)]);
    else if constexpr (std::is_same_v<Row, Store>)
        return "stores." + model.stores[Id<Store>(row)].name;
    else if constexpr (std::is_same_v<Row, Supplier>)
        return "suppliers." + model.suppliers[Id<Supplier>(row)].name;
    else if constexpr (std::is_same_v<Row, Disruption>)
        return "disruptions." + model.disruptions[Id<Disruption>(row)].name;
    else if constexpr (std::is_same_v<Row, Strike>)
        return "disruptions." + model.disruptions[model.strikes[Id<Strike>(row)].disruption].name;
    else
        return fmt::format("{}", row);
}

template<class Fact>
std::string subject_of_fact(const Model& model, const Due& due) {
    if constexpr (Timed<Fact>)
        return subject<typename Fact::Row>(model, due.row);
    else
        return {};
}

std::string subject_of(const Model& model, const Due& due) {
    using Name = std::string (*)(const Model&, const Due&);
    static constexpr auto table = []<class... Facts>(FactList<Facts...>) {
        return std::array<Name, sizeof...(Facts)>{&subject_of_fact<Facts>...};
    }(AllFacts{});
    return table[due.kind](model, due);
}

}  // namespace

Run::Run(const Model& model_, World& world_, FactObservers& observers, std::int64_t replication)
    : model(model_),
      world(world_),
      observers_(observers),
      can_be_struck_(!model_.disruptions.empty()),
      payments_(*this),
      care_(*this),
      transport_(*this),
      packing_(*this, transport_),
      supply_(*this, transport_),
      production_(*this),
      replenishment_(*this, supply_, transport_, production_, packing_),
      order_to_cash_(*this, payments_, packing_, replenishment_, care_, returning_),
      pricing_(*this),
      returning_(*this, replenishment_, payments_),
      disrupting_(*this, order_to_cash_, supply_, transport_, production_, replenishment_, packing_),
      closing_(*this) {
    open_world(*this, replication);
    order_to_cash_.open_counters();
}

void Run::play() {
    Due due{};
    try {
        play_until_horizon(due);
    } catch (const TooLarge& amount) {
        throw TooLarge(where(due) + amount.what());
    } catch (const BrokenLaw& broken) {
        throw BrokenLaw(where(due) + broken.what());
    }
}

/// For messages: when it happened, in which fact, and to whom, by its path in a scenario where it has one.
std::string Run::where(const Due& due) const {
    return fmt::format("at {} d, {} {}: ", world.now().in_days(), name_of_kind(due.kind), subject_of(model, due));
}

void Run::play_until_horizon(Due& due) {
    while (world.agenda.next(model.run.horizon, due)) {
        if (world.now() == model.run.horizon && due.phase != Phase::close) break;
        ++world.facts_played;
        happen(due);
        if (world.agenda.wants_sweep()) sweep();
    }
    follow(RunEnded{});
}

template<class Fact>
void Run::happen_as(Run& run, const Due& due) {
    if constexpr (Timed<Fact>) {
        if (stale<Fact>(run.world, due)) return run.world.agenda.skipped();
        if (run.can_be_struck_ && put_off<Fact>(run.world, due)) return;
        if constexpr (std::is_same_v<Fact, ParcelShipped>)
            run.leave(Id<Parcel>(due.row));
        else
            run.follow(fact_of<Fact>(due));
    }
}

/// A parcel is ready; it leaves unless its store can't ship or its money has to come first.
void Run::leave(Id<Parcel> parcel) {
    if (can_be_struck_) parcel = disrupting_.part_that_leaves(parcel);
    if (parcel && !order_to_cash_.holds(parcel)) follow(ParcelShipped{parcel});
}

/// Takes facts out of the agenda whose rows are gone. The time of those about money is not known here; they stay until
/// their row is gone.
void Run::sweep() {
    world.agenda.remove_if([&](const Due& due) {
        if (is_of_order(due.kind)) return world.orders.generation(Id<Order>(due.row)) != due.generation;
        if (due.kind == kind_of<ParcelShipped>) return stale<ParcelShipped>(world, due);
        const bool of_payment = due.kind == kind_of<HoldExpired> || due.kind == kind_of<PaymentDue> ||
                                due.kind == kind_of<PaymentRetried> || due.kind == kind_of<PaymentDisputed>;
        return of_payment && world.payments.generation(Id<Payment>(due.row)) != due.generation;
    });
}

void Run::happen(const Due& due) {
    using Happen = void (*)(Run&, const Due&);
    static constexpr auto table = []<class... Facts>(FactList<Facts...>) {
        return std::array<Happen, sizeof...(Facts)>{&Run::happen_as<Facts>...};
    }(AllFacts{});
    table[due.kind](*this, due);
}

}  // namespace backstock
