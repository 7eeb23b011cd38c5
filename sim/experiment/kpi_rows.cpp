// From counts and the world at the end to rows of KPI values: the formulas behind the definitions in kpi.cpp.
#include "sim/experiment/recorder.hpp"
#include "sim/flows/accounts.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

double amount(Money money) { return money.in_units(); }
double units(Quantity quantity) { return quantity.in_units(); }
double number(std::int64_t count) { return static_cast<double>(count); }

/// Sum of squared deviations over n periods, those without an entry being zero.
double squared_deviations(double sum, double squares, std::int64_t n) {
    return n > 0 ? std::max(0.0, squares - sum * sum / number(n)) : 0;
}

}  // namespace

/// Fills one row, group by group; each group is a set of KPIs that come from the same source.
class KpiRows {
public:
    KpiRows(const Recorder& recorder, Entity entity)
        : recorder_(recorder),
          model_(recorder.model_),
          world_(recorder.world_),
          entity_(entity),
          row_(kpi_columns(model_.record.wait_over).size()),
          measured_(measured_time(recorder).in_days()) {}

    KpiRow take() { return std::move(row_); }

    void set(Kpi kpi, KpiValue value) {
        if (info(kpi).tables.has(entity_)) row_[index(kpi)] = value;
    }
    void ratio(Kpi kpi, double num, double den) { set(kpi, {num, den}); }
    void value(Kpi kpi, double x) { set(kpi, plain(x)); }

    void orders(const OrderTally& t) {
        value(Kpi::orders, number(t.placed));
        value(Kpi::orders_open, number(t.open));
        value(Kpi::customers_lost, 0);
        ratio(Kpi::order_fill_rate, number(t.whole_at_once), number(t.placed));
        ratio(Kpi::backorder_rate, number(t.backordered), number(t.accepted));
        const double settled = number(t.accepted - t.open);
        double cancelled = 0;
        for (std::size_t i = 0; i < t.cancelled.size(); ++i) {
            cancelled += number(t.cancelled[i]);
            ratio(cancellation_rate_by(static_cast<CancelCause>(i)), number(t.cancelled[i]), settled);
        }
        ratio(Kpi::cancellation_rate, cancelled, settled);
        double lost = 0;
        for (std::size_t i = 0; i < t.lost.size(); ++i) {
            lost += number(t.lost[i]);
            ratio(lost_sales_rate_by(static_cast<LossCause>(i)), number(t.lost[i]), number(t.placed));
        }
        ratio(Kpi::lost_sales_rate, lost, number(t.placed));
        ratio(Kpi::fulfillment_time, t.waits.sum_in_days(), number(t.waits.count()));
        if (const auto p95 = t.waits.quantile(0.95)) value(Kpi::fulfillment_time_p95, p95->in_days());
        ratio(Kpi::order_to_delivery, t.deliveries.sum_in_days(), number(t.deliveries.count()));
        if (const auto p95 = t.deliveries.quantile(0.95)) value(Kpi::order_to_delivery_p95, p95->in_days());
        ratio(Kpi::on_time_rate, number(t.shipped_on_time), number(t.promised_due));
        ratio(Kpi::delivered_on_time_rate, number(t.delivered_on_time), number(t.quoted_due));
        for (std::size_t i = 0; i < t.waits_due.size(); ++i)
            row_[index(Kpi::wait_over) + i] = {number(t.waits_over[i]), number(t.waits_due[i])};
        value(Kpi::refunds, 0);
    }

    template<class Tally>
    void demand(const Tally& t, double shortage_accrued) {
        value(Kpi::units_demanded, units(t.demanded));
        value(Kpi::units_shipped, units(t.shipped));
        value(Kpi::units_lost, units(t.lost_units));
        ratio(Kpi::fill_rate, units(t.at_once), units(t.demanded));
        value(Kpi::revenue, amount(t.revenue));
        value(Kpi::cost_shortage, t.lost_sale_cost + shortage_accrued);
    }

    /// Figures of stock, summed over some stock points.
    void stock(const std::vector<Id<StockPoint>>& points) {
        PeriodSums sums;
        StockTally tally;
        SupplyTally supply;
        double holding = 0;
        double ordered = 0;
        double demanded = 0;
        Money cost_of_sales;
        for (const Id<StockPoint> id : points) {
            add(sums, integrals(model_, world_, id));
            const StockTally& one = recorder_.stock_[id];
            tally.cycles += one.cycles;
            tally.cycles_short += one.cycles_short;
            ordered += squared_deviations(one.sum_ordered, one.sum_ordered_squares, recorder_.periods_);
            demanded += squared_deviations(one.sum_demand, one.sum_demand_squares, recorder_.periods_);
            holding += holding_cost(model_, world_, id);
            cost_of_sales += world_.stock[id].cost_of_sales;
            supply.add(supply_of(id));
            supply.ordering += Money::of(retainer_cost(model_, world_, id));
        }
        const double days = measured_;
        ratio(Kpi::ready_rate, static_cast<double>(sums.stocked) / us_per_day,
              days * static_cast<double>(points.size()));
        ratio(Kpi::cycle_service_level, number(tally.cycles - tally.cycles_short), number(tally.cycles));
        value(Kpi::on_hand, unit_days(sums.on_hand) / days);
        const bool everything = entity_ == Entity::network;
        value(Kpi::backorders, unit_days(sums.backorders + (everything ? 0 : sums.owed)) / days);
        value(Kpi::on_order, unit_days(sums.on_order) / days);
        value(Kpi::in_transit, unit_days(sums.inbound) / days);
        ratio(Kpi::inventory_turns, amount(cost_of_sales) * 365 / days,
              money_days(sums.value + sums.outbound_value) / days);
        ratio(Kpi::bullwhip, ordered, demanded);
        value(Kpi::cost_holding, holding);
        purchases(supply);
    }

    void purchases(const SupplyTally& supply) {
        value(Kpi::cost_ordering, amount(supply.ordering));
        value(Kpi::cost_purchase, amount(supply.purchases));
        value(Kpi::co2, supply.co2);
        deliveries(supply);
    }

    void disruption(const DisruptionTally& t, const Level& struck) {
        value(Kpi::outages, number(t.outages));
        value(Kpi::outage_share, static_cast<double>(struck.integral(world_.now())) / us_per_day / after_warmup());
        ratio(Kpi::outage_length, t.lengths.in_days(), number(t.ended));
        value(Kpi::units_destroyed, units(t.destroyed));
        value(Kpi::warnings, number(t.warnings));
        value(Kpi::false_alarms, number(t.false_alarms));
    }

    void uptime(const Level& down) {
        value(Kpi::supplier_uptime, 1 - static_cast<double>(down.integral(world_.now())) / us_per_day / after_warmup());
    }

    void deliveries(const SupplyTally& supply) {
        const double n = number(supply.deliveries);
        ratio(Kpi::lead_time_mean, supply.lead_days, n);
        if (n > 1) {
            const double spread = supply.lead_days_squares - supply.lead_days * supply.lead_days / n;
            value(Kpi::lead_time_sd, std::sqrt(std::max(0.0, spread) / (n - 1)));
        }
    }

    /// Money from the books of the house or of one store (`posted` and `passed` since the warm-up).
    template<class Posted, class Passed>
    void money(Posted posted, Passed passed) {
        const auto cost = [&](Account account) { return amount(posted(account)); };
        const double holding = cost(Account::holding);
        const double ordering = cost(Account::ordering);
        const double purchase = amount(passed(Account::payable));
        const double transport = cost(Account::transport);
        const double handling = cost(Account::handling);
        const double shortage = cost(Account::lost_sales) + cost(Account::backorders);
        const double losses = cost(Account::losses);
        const double running = holding + ordering + transport + handling + losses;
        const double revenue = -cost(Account::sales);
        const double periods = measured_ / model_.run.period.in_days();
        value(Kpi::cost_holding, holding);
        value(Kpi::cost_ordering, ordering);
        value(Kpi::cost_purchase, purchase);
        value(Kpi::cost_transport, transport);
        value(Kpi::cost_handling, handling);
        value(Kpi::cost_shortage, shortage);
        value(Kpi::cost_payment, 0);
        value(Kpi::cost_losses, losses);
        value(Kpi::cost_total, running + shortage + purchase);
        value(Kpi::cost_per_period, (running + shortage) / periods);
        value(Kpi::total_cost_per_period, (running + shortage + purchase) / periods);
        value(Kpi::revenue, revenue);
        value(Kpi::refunds, cost(Account::refunds));
        value(Kpi::profit, revenue - cost(Account::refunds) - cost(Account::cost_of_sales) - running);
    }

    void cash() {
        const Ledger& ledger = world_.ledger;
        value(Kpi::cash_end, amount(ledger.cash()));
        value(Kpi::peak_cash_need, std::max(0.0, amount(model_.run.opening_cash - ledger.lowest_cash())));
        value(Kpi::deposits_held, money_days(ledger.deposits().integral(world_.now())) / measured_);
    }

    [[nodiscard]] SupplyTally supply_of(Id<StockPoint> id) const {
        SupplyTally sum;
        const StockPoint& point = model_.stock[id];
        for (std::uint32_t i = 0; i < point.links; ++i)
            sum.add(recorder_.supply_[Id<Link>(point.first_link.index() + i)]);
        return sum;
    }

    [[nodiscard]] double shortage_of(const std::vector<Id<StockPoint>>& points) const {
        double cost = 0;
        for (const Id<StockPoint> id : points) cost += shortage_cost(model_, world_, id);
        return cost;
    }

private:
    static constexpr double us_per_day = 86'400e6;

    /// What averages are taken over: the time after the warm-up, or the whole periods of it that were accounted.
    static Duration measured_time(const Recorder& recorder) {
        const RunPlan& plan = recorder.model_.run;
        const bool by_period = plan.accounting == Accounting::period_end && recorder.periods_ > 0;
        return by_period ? plan.period * recorder.periods_ : plan.horizon - plan.warmup;
    }
    [[nodiscard]] double after_warmup() const { return (model_.run.horizon - model_.run.warmup).in_days(); }
    static void add(PeriodSums& sum, const PeriodSums& one) {
        sum.on_hand += one.on_hand;
        sum.backorders += one.backorders;
        sum.owed += one.owed;
        sum.on_order += one.on_order;
        sum.inbound += one.inbound;
        sum.value += one.value;
        sum.outbound_value += one.outbound_value;
        sum.stocked += one.stocked;
    }

    const Recorder& recorder_;
    const Model& model_;
    const World& world_;
    Entity entity_;
    KpiRow row_;
    double measured_;  ///< days after the warm-up
};

namespace {

/// Stock points by item or by store.
std::vector<std::vector<Id<StockPoint>>> grouped(const Model& model, Entity entity) {
    std::vector<std::vector<Id<StockPoint>>> groups(entity == Entity::item ? model.items.size() : model.stores.size());
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const StockPoint& point = model.stock[id];
        groups[entity == Entity::item ? point.item.index() : point.store.index()].push_back(id);
    }
    return groups;
}

StockTally sum_of(const List<StockTally, StockPoint>& tallies, const std::vector<Id<StockPoint>>& points) {
    StockTally sum;
    for (const Id<StockPoint> id : points) {
        const StockTally& one = tallies[id];
        sum.demanded += one.demanded;
        sum.at_once += one.at_once;
        sum.lost_units += one.lost_units;
        sum.shipped += one.shipped;
        sum.revenue += one.revenue;
        sum.lost_sale_cost += one.lost_sale_cost;
    }
    return sum;
}

}  // namespace

KpiRow Recorder::network() const {
    KpiRows row(*this, Entity::network);
    OrderTally orders;
    for (const OrderTally& cell : orders_) orders.add(cell);
    std::vector<Id<StockPoint>> all;
    for (std::size_t i = 0; i < model_.stock.size(); ++i) all.push_back(model_.stock.id_at(i));
    row.orders(orders);
    row.demand(sum_of(stock_, all), 0);
    row.stock(all);
    row.money([&](Account a) { return world_.ledger.posted(a); }, [&](Account a) { return world_.ledger.passed(a); });
    row.cash();
    return row.take();
}

std::vector<KpiRow> Recorder::by(Entity entity) const {
    std::vector<KpiRow> rows;
    const auto cells_where = [&](auto matches) {
        OrderTally sum;
        for (std::size_t s = 0; s < model_.segments.size(); ++s)
            for (std::size_t t = 0; t < model_.tiers.size(); ++t)
                if (matches(model_.segments.id_at(s), t)) sum.add(orders_[s * model_.tiers.size() + t]);
        return sum;
    };
    if (entity == Entity::item || entity == Entity::store) {
        const auto groups = grouped(model_, entity);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            KpiRows row(*this, entity);
            row.demand(sum_of(stock_, groups[i]), row.shortage_of(groups[i]));
            row.stock(groups[i]);
            if (entity == Entity::store) {
                const Id<Store> store = model_.stores.id_at(i);
                row.orders(cells_where([&](Id<Segment> s, std::size_t) { return model_.segments[s].store == store; }));
                row.money([&](Account a) { return world_.ledger.posted(store, a); },
                          [&](Account a) { return world_.ledger.passed(store, a); });
            }
            rows.push_back(row.take());
        }
    } else if (entity == Entity::segment || entity == Entity::tier) {
        const std::size_t count = entity == Entity::segment ? model_.segments.size() : model_.tiers.size();
        for (std::size_t i = 0; i < count; ++i) {
            KpiRows row(*this, entity);
            const OrderTally orders = cells_where(
                [&](Id<Segment> s, std::size_t t) { return entity == Entity::segment ? s.index() == i : t == i; });
            row.orders(orders);
            row.demand(orders, 0);
            rows.push_back(row.take());
        }
    } else if (entity == Entity::supplier) {
        std::vector<SupplyTally> supply(model_.suppliers.size());
        Quantity all;
        for (std::size_t i = 0; i < model_.links.size(); ++i) {
            const Link& link = model_.links[model_.links.id_at(i)];
            if (!link.offer) continue;
            supply[model_.offers[link.offer].supplier.index()].add(supply_[supply_.id_at(i)]);
            all += supply_[supply_.id_at(i)].received;
        }
        for (const SupplyTally& one : supply) {
            KpiRows row(*this, entity);
            row.purchases(one);
            row.ratio(Kpi::supplier_share, units(one.received), units(all));
            row.uptime(world_.suppliers[world_.suppliers.id_at(rows.size())].down);
            rows.push_back(row.take());
        }
    } else if (entity == Entity::disruption) {
        for (std::size_t i = 0; i < model_.disruptions.size(); ++i) {
            const Id<Disruption> id = model_.disruptions.id_at(i);
            KpiRows row(*this, entity);
            row.disruption(disruptions_[id], world_.strikes[model_.disruptions[id].first_strike].struck);
            rows.push_back(row.take());
        }
    }
    return rows;
}

}  // namespace backstock
