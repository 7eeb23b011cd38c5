#include "sim/flows/accounts.hpp"

#include "sim/flows/pricing.hpp"
#include "sim/policy/sourcing.hpp"

#include <cmath>

namespace backstock {

namespace {

constexpr double us_per_day = 86'400e6;

Money whole(double amount) { return Money::of(amount); }

/// What a unit of the item costs while such a customer waits for it: the segment's word before the tier's, before the
/// item's.
double waiting_rate(const Model& model, Id<Segment> segment, unsigned tier, Id<StockPoint> id) {
    for (const PenaltyOverride* penalty : {&model.segments[segment].penalty, &model.tiers[tier].penalty})
        if (!std::isnan(penalty->backorder_cost)) return penalty->backorder_cost;
    return model.items[model.stock[id].item].backorder_cost;
}

Supplying supplying_of(const World& world, const StockState& stock) {
    return stock.supplying ? world.supplying[stock.supplying] : Supplying{};
}

}  // namespace

double unit_days(Int128 integral) { return static_cast<double>(integral) / 1e6 / us_per_day; }
double money_days(Int128 integral) { return static_cast<double>(integral) / 1e4 / us_per_day; }

PeriodSums integrals(const Model& model, const World& world, Id<StockPoint> id) {
    if (model.run.accounting == Accounting::period_end) return world.sums[id];
    const StockState& stock = world.stock[id];
    const Supplying supplying = supplying_of(world, stock);
    const Time now = world.now();
    return {.on_hand = stock.on_hand.integral(now),
            .backorders = stock.backorders.integral(now),
            .owed = supplying.owed.integral(now),
            .on_order = stock.on_order.integral(now),
            .inbound = stock.inbound.integral(now),
            .outbound = supplying.outbound.integral(now),
            .value = stock.value.integral(now),
            .outbound_value = supplying.outbound_value.integral(now),
            .stocked = stock.stocked.integral(stock.on_hand.value() > 0, now)};
}

void add_period(const Model& model, World& world) {
    if (model.run.accounting != Accounting::period_end) return;
    const Int128 period = model.run.period.us();
    for (std::size_t i = 0; i < world.stock.size(); ++i) {
        const Id<StockPoint> id(static_cast<std::uint32_t>(i));
        const StockState& stock = world.stock[id];
        PeriodSums& sums = world.sums[id];
        sums.on_hand += stock.on_hand.value() * period;
        sums.backorders += stock.backorders.value() * period;
        sums.owed += stock.owed.micro() * period;
        sums.on_order += stock.on_order.value() * period;
        sums.inbound += stock.inbound.value() * period;
        sums.value += stock.value.value() * period;
        sums.stocked += stock.on_hand.value() > 0 ? period : 0;
        if (!stock.supplying) continue;
        sums.outbound += world.supplying[stock.supplying].outbound.value() * period;
        sums.outbound_value += world.supplying[stock.supplying].outbound_value.value() * period;
    }
    for (SpaceState& space : world.spaces) space.sum += space.over.value() * period;
    for (std::size_t i = 0; i < world.waiting.size(); ++i) world.waiting_sums[i] += world.waiting[i].value() * period;
}

Money lost_sale_cost(const Model& model, const Item& item, Id<Segment> segment, unsigned tier) {
    for (const PenaltyOverride* penalty : {&model.segments[segment].penalty, &model.tiers[tier].penalty})
        if (!std::isnan(penalty->lost_sale_cost)) return Money::of(penalty->lost_sale_cost);
    return item.lost_sale_cost;
}

double holding_cost(const Model& model, const World& world, Id<StockPoint> id) {
    const HoldingRate& rate = model.stock[id].holding;
    if (rate.per_unit == 0 && rate.on_value == 0) return 0;
    const PeriodSums sums = integrals(model, world, id);
    return rate.per_unit * unit_days(sums.on_hand + sums.outbound) +
           rate.on_value * money_days(sums.value + sums.outbound_value);
}

double waiting_cost(const Model& model, const World& world, Id<Segment> segment, unsigned tier, Id<StockPoint> id) {
    if (!model.waiting_costs()) return 0;
    const double rate = waiting_rate(model, segment, tier, id);
    if (rate == 0) return 0;
    if (model.waiting_kinds() == 0) return rate * unit_days(integrals(model, world, id).backorders);
    const std::size_t kind = model.waiting_kind(segment, tier, id);
    return rate * unit_days(model.run.accounting == Accounting::period_end ? world.waiting_sums[kind]
                                                                           : world.waiting[kind].integral(world.now()));
}

double waiting_cost(const Model& model, const World& world, Id<Segment> segment, unsigned tier) {
    double cost = 0;
    if (!model.waiting_costs()) return cost;
    model.segments[segment].for_each_store([&](Id<Store> store) {
        for (const Id<StockPoint> id : model.points_of(store)) cost += waiting_cost(model, world, segment, tier, id);
    });
    return cost;
}

List<double, StockPoint> waiting_costs(const Model& model, const World& world) {
    List<double, StockPoint> costs;
    costs.resize(model.stock.size());
    if (!model.waiting_costs()) return costs;
    for (std::size_t s = 0; s < model.segments.size(); ++s)
        model.segments[model.segments.id_at(s)].for_each_store([&](Id<Store> store) {
            for (const Id<StockPoint> id : model.points_of(store))
                for (unsigned tier = 0; tier < model.tiers.size(); ++tier)
                    costs[id] += waiting_cost(model, world, model.segments.id_at(s), tier, id);
        });
    return costs;
}

double retainer_cost(const Model& model, const World& world, Id<StockPoint> id) {
    const SourcingPolicy* sourcing = model.stock[id].sourcing;
    const double rate = sourcing == nullptr ? 0 : sourcing->fee_per_day();
    if (rate == 0) return 0;
    return rate * (world.counting ? world.now() - model.run.warmup : world.now().since_start()).in_days();
}

double capital_cost(const Model& model, const World& world, Id<Store> store) {
    if (model.run.cost_of_capital == 0) return 0;
    return model.run.cost_of_capital * money_days(world.ledger.tied_up(store).integral(world.now()));
}

void post_accruals(const Model& model, World& world) {
    const Time now = world.now();
    const auto post = [&](Id<Store> store, Account debit, Account credit, Money so_far, Money& posted) {
        world.ledger.post(store, debit, credit, so_far - posted, now);
        posted = so_far;
    };
    const List<double, StockPoint> waiting = waiting_costs(model, world);
    for (std::size_t i = 0; i < world.stock.size(); ++i) {
        const Id<StockPoint> id(static_cast<std::uint32_t>(i));
        Accrued& accrued = world.accrued[id];
        const Id<Store> store = model.stock[id].store;
        post(store, Account::holding, Account::cash, whole(holding_cost(model, world, id)), accrued.holding);
        if (!world.retainers.empty())
            post(store, Account::ordering, Account::cash, whole(retainer_cost(model, world, id)), world.retainers[id]);
        post(store, Account::backorders, Account::imputed, whole(waiting[id]), accrued.shortage);
    }
    for (std::size_t i = 0; i < world.spaces.size(); ++i) {
        const Id<Store> store(static_cast<std::uint32_t>(i));
        post(store, Account::holding, Account::cash, whole(overflow_cost(model, world, store)),
             world.spaces[store].accrued);
    }
    for (std::size_t i = 0; i < world.accrued_capital.size(); ++i) {
        const Id<Store> store = model.stores.id_at(i);
        post(store, Account::capital, Account::cash, whole(capital_cost(model, world, store)),
             world.accrued_capital[store]);
    }
}

void restart_integrals(World& world) {
    const Time now = world.now();
    for (StockState& stock : world.stock) {
        stock.cost_of_sales = Money::zero();
        for (Level* level : {&stock.on_hand, &stock.backorders, &stock.on_order, &stock.inbound, &stock.value})
            level->restart(now);
        stock.stocked.restart(stock.on_hand.value() > 0, now);
    }
    for (Supplying& supplying : world.supplying)
        for (Level* level : {&supplying.owed, &supplying.outbound, &supplying.outbound_value}) level->restart(now);
    for (PlantState& plant : world.plants) {
        plant.busy.restart(now);
        plant.in_process.restart(now);
        plant.scrapped = Quantity::zero();
    }
    for (Level& level : world.waiting) level.restart(now);
    for (SupplierState& supplier : world.suppliers) supplier.down.restart(now);
    for (StrikeState& strike : world.strikes) strike.struck.restart(now);
    for (PeriodSums& sums : world.sums) sums = PeriodSums{};
    for (Int128& sum : world.waiting_sums) sum = 0;
    for (Accrued& accrued : world.accrued) accrued = Accrued{};
    for (Money& posted : world.retainers) posted = Money::zero();
    for (SpaceState& space : world.spaces) {
        space.over.restart(now);
        space.sum = 0;
        space.accrued = Money::zero();
    }
    for (Money& posted : world.accrued_capital) posted = Money::zero();
    world.ledger.restart(now);
}

}  // namespace backstock
