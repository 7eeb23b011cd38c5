#include "sim/experiment/kpi_rows.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/pricing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

constexpr double us_per_day = 86'400e6;

double amount(Money money) { return money.in_units(); }
double units(Quantity quantity) { return quantity.in_units(); }
double number(std::int64_t count) { return static_cast<double>(count); }

/// Sum of squared deviations over n periods, those without an entry being zero.
double squared_deviations(double sum, double squares, std::int64_t n) {
    return n > 0 ? std::max(0.0, squares - sum * sum / number(n)) : 0;
}

/// What averages are taken over: the time after the warm-up, or the whole periods of it that were accounted.
Duration measured_time(const RunPlan& plan, std::int64_t periods) {
    const bool by_period = plan.accounting == Accounting::period_end && periods > 0;
    return by_period ? plan.period * periods : plan.horizon - plan.warmup;
}

void add(PeriodSums& sum, const PeriodSums& one) {
    sum.on_hand += one.on_hand;
    sum.backorders += one.backorders;
    sum.owed += one.owed;
    sum.on_order += one.on_order;
    sum.inbound += one.inbound;
    sum.value += one.value;
    sum.outbound_value += one.outbound_value;
    sum.stocked += one.stocked;
}

}  // namespace

double BookedMoney::posted(Account account) const {
    return amount(store ? ledger.posted(store, account) : ledger.posted(account));
}

double BookedMoney::passed(Account account) const {
    return amount(store ? ledger.passed(store, account) : ledger.passed(account));
}

KpiRows::KpiRows(const Recorder& recorder, Entity entity)
    : recorder_(recorder),
      model_(recorder.model_),
      world_(recorder.world_),
      entity_(entity),
      row_(kpi_columns(model_.record.wait_over).size()),
      measured_(measured_time(model_.run, recorder.periods_).in_days()) {}

void KpiRows::orders(const OrderTally& t) {
    value(Kpi::orders, number(t.placed));
    value(Kpi::orders_open, number(t.open + t.undecided));
    ratio(Kpi::order_fill_rate, number(t.whole_at_once), number(t.placed));
    ratio(Kpi::backorder_rate, number(t.backordered), number(t.accepted));
    outcomes(t);
    waits(t);
    payments(t);
    customers(t);
    value(Kpi::refunds, amount(t.refunds));
    value(Kpi::cost_service, amount(t.service));
}

void KpiRows::customers(const OrderTally& t) {
    value(Kpi::customers_lost, number(t.customers_lost));
    value(Kpi::alerts, number(t.alerts));
    value(Kpi::alerts_converted, number(t.alerts_converted));
    value(Kpi::retries, number(t.retries));
    value(Kpi::notifications, number(t.notices));
    ratio(Kpi::communication_frequency, number(t.notices_waiting), t.weeks_waiting);
    value(Kpi::contacts, number(t.contacts));
}

void KpiRows::payments(const OrderTally& t) {
    value(Kpi::authorizations, number(t.holds));
    value(Kpi::authorizations_expired, number(t.holds_expired));
    ratio(Kpi::authorizations_expired_rate, number(t.holds_expired), number(t.holds_ended));
    value(Kpi::captures_declined, number(t.captures_declined));
    ratio(Kpi::captures_declined_rate, number(t.captures_declined), number(t.captures + t.captures_declined));
    value(Kpi::disputes, number(t.disputes));
    ratio(Kpi::disputes_rate, number(t.disputes), number(t.accepted));
}

void KpiRows::outcomes(const OrderTally& t) {
    const double settled = number(t.accepted - t.open);
    double cancelled = 0;
    for (std::size_t i = 0; i < t.cancelled.size(); ++i) {
        cancelled += number(t.cancelled[i]);
        ratio(cancellation_rate_by(static_cast<CancelCause>(i)), number(t.cancelled[i]), settled);
    }
    ratio(Kpi::cancellation_rate, cancelled, settled);
    const double decided = number(t.placed - t.undecided);
    double lost = 0;
    for (std::size_t i = 0; i < t.lost.size(); ++i) {
        lost += number(t.lost[i]);
        ratio(lost_sales_rate_by(static_cast<LossCause>(i)), number(t.lost[i]), decided);
    }
    ratio(Kpi::lost_sales_rate, lost, decided);
}

void KpiRows::waits(const OrderTally& t) {
    ratio(Kpi::fulfillment_time, t.waits.sum_in_days(), number(t.waits.count()));
    if (const auto p95 = t.waits.quantile(0.95)) value(Kpi::fulfillment_time_p95, p95->in_days());
    ratio(Kpi::order_to_delivery, t.deliveries.sum_in_days(), number(t.deliveries.count()));
    if (const auto p95 = t.deliveries.quantile(0.95)) value(Kpi::order_to_delivery_p95, p95->in_days());
    ratio(Kpi::on_time_rate, number(t.shipped_on_time), number(t.promised_due));
    ratio(Kpi::delivered_on_time_rate, number(t.delivered_on_time), number(t.quoted_due));
    for (std::size_t i = 0; i < t.waits_due.size(); ++i)
        row_[index(Kpi::wait_over) + i] = {number(t.waits_over[i]), number(t.waits_due[i])};
}

void KpiRows::demand(const OrderTally& t, double shortage_accrued) {
    value(Kpi::units_demanded, units(t.demanded));
    value(Kpi::units_shipped, units(t.shipped));
    value(Kpi::units_lost, units(t.lost_units));
    value(Kpi::units_substituted, units(t.substituted));
    value(Kpi::returns, units(t.returned));
    ratio(Kpi::fill_rate, units(t.at_once), units(t.demanded));
    value(Kpi::revenue, amount(t.revenue));
    value(Kpi::cost_markdown, amount(t.markdown));
    value(Kpi::cost_shortage, t.lost_sale_cost + shortage_accrued);
}

void KpiRows::demand(const DemandTally& t, double shortage_accrued) {
    value(Kpi::units_demanded, units(t.usual.demanded));
    value(Kpi::units_shipped, units(t.usual.shipped));
    value(Kpi::units_lost, units(t.usual.lost_units));
    value(Kpi::units_substituted, units(t.rare.substituted));
    value(Kpi::returns, units(t.rare.returned));
    ratio(Kpi::fill_rate, units(t.at_once()), units(t.usual.demanded));
    value(Kpi::revenue, amount(t.usual.revenue));
    value(Kpi::cost_markdown, amount(t.rare.markdown));
    value(Kpi::cost_shortage, t.rare.lost_sale_cost + shortage_accrued);
}

void KpiRows::stock(const std::vector<Id<StockPoint>>& points) {
    PeriodSums sums;
    SupplyTally supply;
    std::uint64_t cycles = 0, cycles_short = 0;
    double co2 = 0, holding = 0, ordered = 0, demanded = 0;
    Money cost_of_sales;
    for (const Id<StockPoint> id : points) {
        add(sums, integrals(model_, world_, id));
        const StockTally& one = recorder_.stock_[id];
        cycles += one.cycles;
        cycles_short += one.cycles_short;
        ordered += squared_deviations(one.sum_ordered, one.sum_ordered_squares, recorder_.periods_);
        demanded += squared_deviations(one.sum_demand, one.sum_demand_squares, recorder_.periods_);
        holding += holding_cost(model_, world_, id);
        cost_of_sales += world_.stock[id].cost_of_sales;
        supply.add(supply_of(id));
        co2 += co2_of(id);
        supply.ordering += Money::of(retainer_cost(model_, world_, id));
    }
    levels(sums, points.size(), cost_of_sales);
    ratio(Kpi::cycle_service_level, number(cycles - cycles_short), number(cycles));
    ratio(Kpi::bullwhip, ordered, demanded);
    value(Kpi::cost_holding, holding);
    value(Kpi::co2, co2);
    purchases(supply);
}

void KpiRows::levels(const PeriodSums& sums, std::size_t points, Money cost_of_sales) {
    const double days = measured_;
    ratio(Kpi::ready_rate, static_cast<double>(sums.stocked) / us_per_day, days * static_cast<double>(points));
    value(Kpi::on_hand, unit_days(sums.on_hand) / days);
    const bool everything = entity_ == Entity::network;
    value(Kpi::backorders, unit_days(sums.backorders + (everything ? 0 : sums.owed)) / days);
    value(Kpi::on_order, unit_days(sums.on_order) / days);
    value(Kpi::in_transit, unit_days(sums.inbound) / days);
    ratio(Kpi::inventory_turns, amount(cost_of_sales) * 365 / days,
          money_days(sums.value + sums.outbound_value) / days);
}

void KpiRows::purchases(const SupplyTally& supply) {
    value(Kpi::cost_ordering, amount(supply.ordering));
    value(Kpi::cost_purchase, amount(supply.purchases));
    lead_times(supply);
}

void KpiRows::lead_times(const SupplyTally& supply) {
    const double n = number(supply.deliveries);
    ratio(Kpi::lead_time_mean, supply.lead_days, n);
    if (n > 1) {
        const double spread = supply.lead_days_squares - supply.lead_days * supply.lead_days / n;
        value(Kpi::lead_time_sd, std::sqrt(std::max(0.0, spread) / (n - 1)));
    }
}

void KpiRows::money(const BookedMoney& booked) {
    const double holding = booked.posted(Account::holding);
    const double ordering = booked.posted(Account::ordering);
    const double purchase = booked.passed(Account::payable);
    const double production = booked.passed(Account::production);
    const double transport = booked.posted(Account::transport);
    const double handling = booked.posted(Account::handling);
    const double shortage = booked.posted(Account::lost_sales) + booked.posted(Account::backorders);
    const double losses = booked.posted(Account::losses);
    const double markdown = booked.posted(Account::markdown);
    const double service = booked.posted(Account::service);
    const double payment =
        booked.posted(Account::fees) + booked.posted(Account::disputes) + booked.posted(Account::bad_debt);
    const double capital = booked.posted(Account::capital);
    const double running = holding + ordering + transport + handling + losses + markdown + service + payment + capital;
    const double revenue = -booked.posted(Account::sales);
    const double refunds = booked.posted(Account::refunds);
    const double periods = measured_ / model_.run.period.in_days();
    value(Kpi::cost_holding, holding);
    value(Kpi::cost_ordering, ordering);
    value(Kpi::cost_purchase, purchase);
    value(Kpi::cost_production, production);
    value(Kpi::cost_transport, transport);
    value(Kpi::cost_handling, handling);
    value(Kpi::cost_losses, losses);
    value(Kpi::cost_markdown, markdown);
    value(Kpi::cost_shortage, shortage);
    value(Kpi::cost_payment, payment);
    value(Kpi::cost_service, service);
    value(Kpi::cost_capital, capital);
    value(Kpi::cost_total, running + shortage + purchase + production);
    value(Kpi::cost_per_period, (running + shortage) / periods);
    value(Kpi::total_cost_per_period, (running + shortage + purchase + production) / periods);
    value(Kpi::revenue, revenue);
    value(Kpi::refunds, refunds);
    value(Kpi::profit, revenue - refunds - booked.posted(Account::cost_of_sales) - running);
}

void KpiRows::plants(const std::vector<Id<Plant>>& plants) {
    if (plants.empty()) return;
    const Duration time = model_.run.horizon - model_.run.warmup;
    double busy = 0;
    double lines = 0;
    Int128 in_process = 0;
    Quantity scrapped;
    for (const Id<Plant> id : plants) {
        const PlantState& plant = world_.plants[id];
        in_process += plant.in_process.integral(world_.now());
        scrapped += plant.scrapped;
        if (model_.plants[id].lines == 0) continue;
        busy += static_cast<double>(plant.busy.integral(world_.now())) / us_per_day;
        lines += model_.plants[id].lines;
    }
    ratio(Kpi::plant_utilization, busy, lines * time.in_days());
    value(Kpi::work_in_process, unit_days(in_process) / time.in_days());
    value(Kpi::scrap, units(scrapped));
}

void KpiRows::space(const std::vector<Id<Store>>& stores) {
    double over = 0;
    for (const Id<Store> store : stores) over += overflow_days(model_, world_, store);
    value(Kpi::overflow, over / measured_);
}

void KpiRows::cash() {
    const Ledger& ledger = world_.ledger;
    value(Kpi::cash_end, amount(ledger.cash()));
    value(Kpi::peak_cash_need, std::max(0.0, amount(model_.run.opening_cash - ledger.lowest_cash())));
    value(Kpi::deposits_held, money_days(ledger.deposits().integral(world_.now())) / measured_);
}

SupplyTally KpiRows::supply_of(Id<StockPoint> id) const {
    SupplyTally sum;
    const StockPoint& point = model_.stock[id];
    for (std::uint32_t i = 0; i < point.links + point.laterals; ++i)
        sum.add(recorder_.supply_[Id<Link>(point.first_link.index() + i)]);
    return sum;
}

double KpiRows::co2_of(Id<StockPoint> id) const {
    double sum = 0;
    const StockPoint& point = model_.stock[id];
    for (std::uint32_t i = 0; !recorder_.co2_.empty() && i < point.links + point.laterals; ++i)
        sum += recorder_.co2_[Id<Link>(point.first_link.index() + i)];
    return sum;
}

void KpiRows::uptime(const SupplierState& supplier) { value(Kpi::supplier_uptime, 1 - share_of_time(supplier.down)); }

void KpiRows::disruption(const DisruptionTally& t, const Level& struck) {
    value(Kpi::outages, number(t.outages));
    value(Kpi::outage_share, share_of_time(struck));
    ratio(Kpi::outage_length, t.lengths.in_days(), number(t.ended));
    value(Kpi::units_destroyed, units(t.destroyed));
    value(Kpi::warnings, number(t.warnings));
    value(Kpi::false_alarms, number(t.false_alarms));
}

/// Of the time after the warm-up, how much a level was 1.
double KpiRows::share_of_time(const Level& level) const {
    const double days = (model_.run.horizon - model_.run.warmup).in_days();
    return static_cast<double>(level.integral(world_.now())) / us_per_day / days;
}

}  // namespace backstock
