#include "sim/experiment/kpi.hpp"

#include "sim/base/require.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>

namespace backstock {
namespace {

constexpr EntitySet demand_side{Entity::network, Entity::item, Entity::store, Entity::segment, Entity::tier};
constexpr EntitySet order_side{Entity::network, Entity::store, Entity::segment, Entity::tier};
constexpr EntitySet stock_side{Entity::network, Entity::item, Entity::store};
constexpr EntitySet supply_side{Entity::network, Entity::item, Entity::store, Entity::supplier};
constexpr EntitySet at_stores{Entity::network, Entity::store};
constexpr EntitySet whole{Entity::network};
constexpr EntitySet of_suppliers{Entity::supplier};
constexpr EntitySet of_disruptions{Entity::disruption};
constexpr EntitySet deliveries{Entity::network, Entity::supplier};

using enum KpiKind;
constexpr BadSide none = BadSide::none;
constexpr BadSide low = BadSide::low;
constexpr BadSide high = BadSide::high;

// clang-format off
constexpr KpiInfo table[] = {
    {Kpi::orders, "orders", "order", count, none, order_side,
     "Orders that customers placed."},
    {Kpi::orders_open, "orders_open", "order", count, none, order_side,
     "Orders whose outcome lay past the horizon; the rates of outcomes leave them out."},
    {Kpi::customers_lost, "customers_lost", "customer", count, high, order_side,
     "Customers who will never come back: after a stockout, a late order or a cancellation."},
    {Kpi::units_demanded, "units_demanded", "unit", count, none, demand_side,
     "Units that customers asked for."},
    {Kpi::units_shipped, "units_shipped", "unit", count, low, demand_side,
     "Units that left for customers."},
    {Kpi::units_lost, "units_lost", "unit", count, high, demand_side,
     "Units refused, or given up by customers who would not wait as long as quoted."},
    {Kpi::units_substituted, "units_substituted", "unit", count, none, demand_side,
     "Units in whose place customers took another item that was there; they count as served from stock at once."},
    {Kpi::fill_rate, "fill_rate", "1", ratio, low, demand_side,
     "Units served from stock at once, divided by units demanded."},
    {Kpi::order_fill_rate, "order_fill_rate", "1", ratio, low, order_side,
     "Orders served whole from stock at once, divided by orders."},
    {Kpi::ready_rate, "ready_rate", "1", ratio, low, stock_side,
     "Share of time with stock on hand above zero, what is reserved for orders included; over several stock points, of "
     "the sum of their times."},
    {Kpi::cycle_service_level, "cycle_service_level", "1", ratio, low, stock_side,
     "Share of replenishment cycles (of periods, where accounting is by period) without a stockout."},
    {Kpi::backorder_rate, "backorder_rate", "1", ratio, high, order_side,
     "Orders placed on backorder, divided by orders accepted."},
    {Kpi::fulfillment_time, "fulfillment_time", "d", mean, high, order_side,
     "Mean time from order to shipment of backordered orders."},
    {Kpi::fulfillment_time_p95, "fulfillment_time_p95", "d", statistic, high, order_side,
     "Time from order to shipment that 95 % of backordered orders do not exceed."},
    {Kpi::order_to_delivery, "order_to_delivery", "d", mean, high, order_side,
     "Mean time from order to delivery of delivered orders."},
    {Kpi::order_to_delivery_p95, "order_to_delivery_p95", "d", statistic, high, order_side,
     "Time from order to delivery that 95 % of delivered orders do not exceed."},
    {Kpi::on_time_rate, "on_time_rate", "1", ratio, low, order_side,
     "Orders shipped by their first promised date, divided by orders with a promise that fell due."},
    {Kpi::delivered_on_time_rate, "delivered_on_time_rate", "1", ratio, low, order_side,
     "Orders delivered by their first quoted delivery date, divided by orders whose quoted date fell due."},
    {Kpi::cancellation_rate, "cancellation_rate", "1", ratio, high, order_side,
     "Orders cancelled, divided by orders accepted whose outcome fell due."},
    {Kpi::cancellation_rate_patience, "cancellation_rate_patience", "1", ratio, high, order_side,
     "Orders cancelled because the customer's patience ran out, divided by orders accepted whose outcome fell due."},
    {Kpi::cancellation_rate_delay, "cancellation_rate_delay", "1", ratio, high, order_side,
     "Orders that customers cancelled when told of a delay, divided by orders accepted whose outcome fell due."},
    {Kpi::cancellation_rate_regulation, "cancellation_rate_regulation", "1", ratio, high, order_side,
     "Orders ended under the law of late orders, divided by orders accepted whose outcome fell due."},
    {Kpi::cancellation_rate_payment, "cancellation_rate_payment", "1", ratio, high, order_side,
     "Orders cancelled because a hold or a payment was declined to the last, or a hold ran out, divided by orders "
     "accepted whose outcome fell due."},
    {Kpi::cancellation_rate_unfunded, "cancellation_rate_unfunded", "1", ratio, high, order_side,
     "Orders cancelled because the store's crowdfunding failed, divided by orders accepted whose outcome fell due."},
    {Kpi::cancellation_rate_dispute, "cancellation_rate_dispute", "1", ratio, high, order_side,
     "Orders that the customer, who had paid and got nothing in time, took the money back for, divided by orders "
     "accepted whose outcome fell due."},
    {Kpi::lost_sales_rate, "lost_sales_rate", "1", ratio, high, order_side,
     "Orders of which nothing was accepted, divided by orders placed whose outcome fell due."},
    {Kpi::lost_sales_rate_out_of_stock, "lost_sales_rate_out_of_stock", "1", ratio, high, order_side,
     "Orders lost because nothing was available and the store takes no backorders, divided by orders placed."},
    {Kpi::lost_sales_rate_capped, "lost_sales_rate_capped", "1", ratio, high, order_side,
     "Orders lost because the limit of backorders, or of the promised wait, was reached, divided by orders placed."},
    {Kpi::lost_sales_rate_left_quote, "lost_sales_rate_left_quote", "1", ratio, high, order_side,
     "Orders lost because the customer found the quoted wait too long, divided by orders placed."},
    {Kpi::lost_sales_rate_would_not_wait, "lost_sales_rate_would_not_wait", "1", ratio, high, order_side,
     "Orders lost because the customer is not of those who wait, divided by orders placed."},
    {Kpi::lost_sales_rate_alert, "lost_sales_rate_alert", "1", ratio, high, order_side,
     "Orders lost although the customer left an address: they did not come back, or in vain; divided by orders placed."},
    {Kpi::lost_sales_rate_retry, "lost_sales_rate_retry", "1", ratio, high, order_side,
     "Orders lost although the customer came again, in vain, divided by orders placed."},
    {Kpi::alerts, "alerts", "alert", count, none, order_side,
     "Customers who left an address, to be told when goods are there."},
    {Kpi::alerts_converted, "alerts_converted", "alert", count, low, order_side,
     "Those of them who were told and ordered again."},
    {Kpi::retries, "retries", "retry", count, none, order_side,
     "Times that customers who found none meant to come again."},
    {Kpi::notifications, "notifications", "notice", count, none, order_side,
     "Notices sent to customers."},
    {Kpi::communication_frequency, "communication_frequency", "1/wk", ratio, none, order_side,
     "Notices sent to waiting orders, divided by the weeks that backordered orders waited for stock."},
    {Kpi::contacts, "contacts", "contact", count, high, order_side,
     "Questions of customers who waited."},
    {Kpi::returns, "returns", "unit", count, high, demand_side,
     "Units that customers sent back."},
    {Kpi::on_hand, "on_hand", "unit", time_average, none, stock_side,
     "Average stock on hand (at period ends, where accounting is by period)."},
    {Kpi::backorders, "backorders", "unit", time_average, high, stock_side,
     "Average units that customers and own sites wait for (at period ends, where accounting is by period)."},
    {Kpi::on_order, "on_order", "unit", time_average, none, supply_side,
     "Average units ordered and not yet received: queued, being made, or in transit."},
    {Kpi::in_transit, "in_transit", "unit", time_average, none, supply_side,
     "Average units on their way to a stocking site."},
    {Kpi::overflow, "overflow", "volume", time_average, high, at_stores,
     "Average volume of stock for which stores have no room (at period ends, where accounting is by period)."},
    {Kpi::inventory_turns, "inventory_turns", "1/yr", ratio, low, stock_side,
     "Cost of sales per year, divided by the average inventory at cost."},
    {Kpi::bullwhip, "bullwhip", "1", ratio, high, stock_side,
     "Variance of the orders a stocking site places, divided by the variance of the demand it receives, per period; "
     "over several, the sum of the former divided by the sum of the latter."},
    {Kpi::plant_utilization, "plant_utilization", "1", ratio, none, at_stores,
     "Share of time that the production lines of plants are busy, over all of them; lines without limit do not count."},
    {Kpi::work_in_process, "work_in_process", "unit", time_average, none, at_stores,
     "Average units on production lines, at all times whatever the accounting."},
    {Kpi::scrap, "scrap", "unit", count, high, at_stores,
     "Units made that were not good."},
    {Kpi::cost_holding, "cost_holding", "money", money, high, stock_side,
     "Cost of holding stock, goods in transit between own sites and, by store, what is kept outside included."},
    {Kpi::cost_ordering, "cost_ordering", "money", money, high, supply_side,
     "Fixed cost of the purchase orders placed."},
    {Kpi::cost_purchase, "cost_purchase", "money", money, high, supply_side,
     "Price of the goods received from suppliers."},
    {Kpi::cost_production, "cost_production", "money", money, high, at_stores,
     "Conversion cost of the units that plants made, the bad ones included; like purchases, it becomes the goods' value."},
    {Kpi::cost_transport, "cost_transport", "money", money, high, at_stores,
     "Cost of shipments between sites and to customers."},
    {Kpi::cost_handling, "cost_handling", "money", money, high, at_stores,
     "Cost of picking and packing."},
    {Kpi::cost_losses, "cost_losses", "money", money, high, at_stores,
     "Value of the goods written off: scrapped, destroyed in outages, or returned and not fit to be sold."},
    {Kpi::cost_markdown, "cost_markdown", "money", money, high, demand_side,
     "What goods were sold for below their list price."},
    {Kpi::cost_shortage, "cost_shortage", "money", money, high, demand_side,
     "Imputed penalty for waiting and for lost units; no part of the profit."},
    {Kpi::cost_payment, "cost_payment", "money", money, high, at_stores,
     "Fees of payment processors for captures and disputes, less what they returned, and what customers never paid for "
     "goods that had shipped."},
    {Kpi::cost_service, "cost_service", "money", money, high, order_side,
     "Cost of notices and of answering customers."},
    {Kpi::cost_capital, "cost_capital", "money", money, high, at_stores,
     "Cost of the capital tied up in stock, receivables and processor clearing, less what deposits and payables lend."},
    {Kpi::cost_total, "cost_total", "money", money, high, at_stores,
     "Sum of all costs, purchases, production and shortage included."},
    {Kpi::cost_per_period, "cost_per_period", "money/period", money, high, at_stores,
     "All costs but purchases and production, per period."},
    {Kpi::total_cost_per_period, "total_cost_per_period", "money/period", money, high, at_stores,
     "All costs, purchases and production included, per period."},
    {Kpi::revenue, "revenue", "money", money, low, demand_side,
     "List price of the goods sold, recognised on shipment."},
    {Kpi::refunds, "refunds", "money", money, high, order_side,
     "Of the price of goods that had shipped, what was given back or need not be paid any more; deposits returned for "
     "others were never revenue."},
    {Kpi::profit, "profit", "money", money, low, at_stores,
     "Revenue less refunds, cost of sales, and all costs but purchases, production and shortage."},
    {Kpi::cash_end, "cash_end", "money", statistic, low, whole,
     "Cash at the horizon, all costs paid."},
    {Kpi::peak_cash_need, "peak_cash_need", "money", statistic, high, whole,
     "How far cash fell below its opening at the lowest; 0 where it never did. Holding and capital costs are paid when a "
     "period ends, with continuous accounting about once a month."},
    {Kpi::deposits_held, "deposits_held", "money", time_average, none, at_stores,
     "Average money of customers held for orders not yet shipped."},
    {Kpi::authorizations, "authorizations", "hold", count, none, order_side,
     "Holds that processors granted, renewed ones included."},
    {Kpi::authorizations_expired, "authorizations_expired", "hold", count, high, order_side,
     "Holds that ran out before they were used up."},
    {Kpi::authorizations_expired_rate, "authorizations_expired_rate", "1", ratio, high, order_side,
     "Holds that ran out, divided by holds granted that were used up, given back or ran out before the end."},
    {Kpi::captures_declined, "captures_declined", "capture", count, high, order_side,
     "Tries to take money that were declined, further tries included."},
    {Kpi::captures_declined_rate, "captures_declined_rate", "1", ratio, high, order_side,
     "Tries to take money that were declined, divided by all such tries."},
    {Kpi::disputes, "disputes", "order", count, high, order_side,
     "Orders that customers disputed, having paid and got nothing in time."},
    {Kpi::disputes_rate, "disputes_rate", "1", ratio, high, order_side,
     "Orders disputed, divided by orders accepted."},
    {Kpi::supplier_share, "supplier_share", "1", ratio, none, of_suppliers,
     "Units received from the supplier, divided by units received from all suppliers."},
    {Kpi::lead_time_mean, "lead_time_mean", "d", mean, high, deliveries,
     "Mean time from placing a purchase order to receiving its goods."},
    {Kpi::lead_time_sd, "lead_time_sd", "d", statistic, high, deliveries,
     "Standard deviation of the time from placing a purchase order to receiving its goods."},
    {Kpi::supplier_uptime, "supplier_uptime", "1", time_average, low, of_suppliers,
     "Share of time in which the supplier's capacity is above 0 %."},
    {Kpi::co2, "co2", "kg", count, high, EntitySet{Entity::network, Entity::item, Entity::store},
     "CO2 of the goods that lanes have brought."},
    {Kpi::outages, "outages", "outage", count, high, of_disruptions,
     "Outages that began, where the disruption strikes by itself; those that it spread to are not counted."},
    {Kpi::outage_share, "outage_share", "1", time_average, high, of_disruptions,
     "Share of time with an outage, recovery not included."},
    {Kpi::outage_length, "outage_length", "d", mean, high, of_disruptions,
     "Mean length of the outages that ended, recovery not included."},
    {Kpi::units_destroyed, "units_destroyed", "unit", count, high, of_disruptions,
     "Units of stock that were lost in outages."},
    {Kpi::warnings, "warnings", "warning", count, none, of_disruptions,
     "Warnings given, false ones included."},
    {Kpi::false_alarms, "false_alarms", "warning", count, high, of_disruptions,
     "Warnings that no outage was behind."},
    {Kpi::wait_over, "wait_over", "1", ratio, high, order_side,
     "Share of orders that waited longer for shipment than a time asked for, a column for each such time."},
};
// clang-format on

constexpr bool in_order_of_the_enum() {
    for (std::size_t i = 0; i < std::size(table); ++i) {
        if (index(table[i].kpi) != i) {
            return false;
        }
    }
    return std::size(table) == kpi_count;
}
static_assert(in_order_of_the_enum(), "the table lists the KPIs in the order of enum class Kpi");
static_assert(std::size(loss_causes) == 6 && std::size(cancel_causes) == 6, "each cause has its KPI");

constexpr std::string_view wait_prefix = "wait_over_";

struct WaitUnit {
    std::string_view name;
    Duration length;
};
constexpr std::array<WaitUnit, 5> wait_units{{{"d", 1_d}, {"h", 1_h}, {"min", 1_min}, {"s", 1_s}, {"us", 1_us}}};

bool is_wait_over(std::string_view name) {
    if (name.substr(0, wait_prefix.size()) != wait_prefix) {
        return false;
    }
    const std::string_view wait = name.substr(wait_prefix.size());
    const std::size_t digits = std::min(wait.find_first_not_of("0123456789"), wait.size());
    return digits > 0 && std::any_of(wait_units.begin(), wait_units.end(),
                                     [&](const WaitUnit& u) { return u.name == wait.substr(digits); });
}

}  // namespace

std::span<const KpiInfo> kpis() { return table; }

const KpiInfo& info(Kpi kpi) {
    require(index(kpi) < kpi_count, "there is no KPI number {}", index(kpi));
    return table[index(kpi)];
}

const KpiInfo* find_kpi(std::string_view name) {
    if (is_wait_over(name)) {
        return &info(Kpi::wait_over);
    }
    const auto* found =
        std::find_if(std::begin(table), std::end(table), [&](const KpiInfo& k) { return k.name == name; });
    return found == std::end(table) ? nullptr : found;
}

Kpi lost_sales_rate_by(LossCause cause) {
    return static_cast<Kpi>(index(Kpi::lost_sales_rate_out_of_stock) + static_cast<std::size_t>(cause));
}

Kpi cancellation_rate_by(CancelCause cause) {
    return static_cast<Kpi>(index(Kpi::cancellation_rate_patience) + static_cast<std::size_t>(cause));
}

std::string unit_in(const KpiInfo& kpi, std::string_view currency) {
    constexpr std::string_view placeholder = "money";
    const bool is_money = kpi.unit.substr(0, placeholder.size()) == placeholder;
    return is_money ? fmt::format("{}{}", currency, kpi.unit.substr(placeholder.size())) : std::string(kpi.unit);
}

double KpiValue::value() const { return den == 0 ? std::numeric_limits<double>::quiet_NaN() : num / den; }

std::vector<KpiColumn> kpi_columns(std::span<const Duration> waits) {
    std::vector<KpiColumn> columns;
    columns.reserve(index(Kpi::wait_over) + waits.size());
    for (std::size_t i = 0; i < index(Kpi::wait_over); ++i) {
        columns.push_back({std::string(table[i].name), &table[i]});
    }
    for (Duration wait : waits) {
        columns.push_back({wait_over_name(wait), &info(Kpi::wait_over)});
    }
    return columns;
}

std::string wait_over_name(Duration wait) {
    const auto* unit = std::find_if(wait_units.begin(), wait_units.end() - 1,
                                    [&](const WaitUnit& u) { return wait % u.length == Duration::zero(); });
    return fmt::format("{}{}{}", wait_prefix, wait / unit->length, unit->name);
}

}  // namespace backstock
