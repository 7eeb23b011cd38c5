#pragma once
// The figures a replication yields, declared once: name, unit, definition, how it is averaged, which side is bad and in
// which tables it stands. The recorder fills a KpiRow, the summary and the results file read the declarations,
// `explain` prints them. To add a KPI: one line in `enum class Kpi`, one in the table of kpi.cpp at the same place.

#include "sim/base/time.hpp"
#include "sim/experiment/tail_risk.hpp"
#include "sim/world/words.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// In the order of the columns of the results file.
enum class Kpi : std::uint8_t {
    orders,
    orders_open,
    customers_lost,
    units_demanded,
    units_shipped,
    units_lost,
    units_substituted,
    fill_rate,
    order_fill_rate,
    ready_rate,
    cycle_service_level,
    backorder_rate,
    fulfillment_time,
    fulfillment_time_p95,
    order_to_delivery,
    order_to_delivery_p95,
    on_time_rate,
    delivered_on_time_rate,
    cancellation_rate,
    cancellation_rate_patience,  // the causes in the order of CancelCause
    cancellation_rate_delay,
    cancellation_rate_regulation,
    cancellation_rate_payment,
    cancellation_rate_unfunded,
    cancellation_rate_dispute,
    lost_sales_rate,
    lost_sales_rate_out_of_stock,  // the causes in the order of LossCause
    lost_sales_rate_capped,
    lost_sales_rate_left_quote,
    lost_sales_rate_would_not_wait,
    lost_sales_rate_alert,
    lost_sales_rate_retry,
    alerts,
    alerts_converted,
    retries,
    notifications,
    communication_frequency,
    contacts,
    returns,
    on_hand,
    backorders,
    on_order,
    in_transit,
    overflow,
    inventory_turns,
    bullwhip,
    plant_utilization,
    work_in_process,
    scrap,
    cost_holding,
    cost_ordering,
    cost_purchase,
    cost_production,
    cost_transport,
    cost_handling,
    cost_losses,
    cost_markdown,
    cost_shortage,
    cost_payment,
    cost_service,
    cost_capital,
    cost_total,
    cost_per_period,
    total_cost_per_period,
    revenue,
    refunds,
    profit,
    cash_end,
    peak_cash_need,
    deposits_held,
    authorizations,
    authorizations_expired,
    authorizations_expired_rate,
    captures_declined,
    captures_declined_rate,
    disputes,
    disputes_rate,
    supplier_share,
    lead_time_mean,
    lead_time_sd,
    supplier_uptime,
    co2,
    outages,
    outage_share,
    outage_length,
    units_destroyed,
    warnings,
    false_alarms,
    wait_over,  // the last: not one column, but one for each of the times asked for
};

constexpr std::size_t index(Kpi kpi) { return static_cast<std::size_t>(kpi); }

inline constexpr std::size_t kpi_count = index(Kpi::wait_over) + 1;

// What kind of figure it is, and with that what `num` and `den` of its value hold.
enum class KpiKind : std::uint8_t {
    count,         // how many; den 1
    money,         // a sum of money, in units of the currency; den 1
    time_average,  // an integral over the time measured, divided by that time; den 1
    statistic,     // a quantile, a deviation or a level within the replication, which no sum could give; den 1
    ratio,         // num ÷ den, both kept: summed over the replications before dividing
    mean           // num ÷ den, the sum over the orders (or shipments) and their number; treated as a ratio
};

// The tables of the results file: the whole network, and one row for every entity of a kind.
enum class Entity : std::uint8_t { network, item, store, supplier, segment, tier, disruption };

class EntitySet {
public:
    template<class... Entities>
    explicit constexpr EntitySet(Entities... entities) : bits_(static_cast<std::uint8_t>((bit(entities) | ... | 0u))) {}
    constexpr bool has(Entity e) const { return (bits_ & bit(e)) != 0; }

private:
    static constexpr unsigned bit(Entity e) { return 1u << static_cast<unsigned>(e); }
    std::uint8_t bits_;
};

struct KpiInfo {
    Kpi kpi;
    std::string_view name;
    std::string_view unit;  // "1", "order", "unit", "volume", "customer", "d", "money", "money/period", "1/yr"
    KpiKind kind;
    BadSide bad;
    EntitySet tables;
    std::string_view definition;  // one sentence; statistics cover what follows the warm-up

    constexpr bool is_ratio() const { return kind == KpiKind::ratio || kind == KpiKind::mean; }
};

// All of them, in the order of Kpi: kpis()[index(k)].kpi == k.
std::span<const KpiInfo> kpis();

// By name, `wait_over_12h` and the like included; nullptr where there is none.
const KpiInfo* find_kpi(std::string_view name);

const KpiInfo& info(Kpi kpi);

// The part of lost_sales_rate or cancellation_rate that is due to one cause.
Kpi lost_sales_rate_by(LossCause cause);
Kpi cancellation_rate_by(CancelCause cause);

// The unit with the scenario's currency in the place of "money": "money/period" is "USD/period".
std::string unit_in(const KpiInfo& kpi, std::string_view currency);

// One replication's value. It starts empty: what nobody fills is NaN, never 0. Figures that are no ratios have a
// denominator of 1.
struct KpiValue {
    double num = 0;
    double den = 0;

    // num ÷ den; NaN for an empty denominator.
    double value() const;
};

constexpr KpiValue plain(double x) { return {x, 1}; }

// A column of a replication's row: a KPI under the name it has in this run.
struct KpiColumn {
    std::string name;
    const KpiInfo* info;
};

// One replication's values, a value a column of kpi_columns: index(k) is the place of k, and index(Kpi::wait_over) + i
// that of the i-th wait asked for.
using KpiRow = std::vector<KpiValue>;

// The columns of a run that asked for `waits` in `record: {wait_over: [...]}`: every other KPI in its order, then
// wait_over_<duration> for each of them.
std::vector<KpiColumn> kpi_columns(std::span<const Duration> waits = {});

// The name of a wait's column, in the largest unit that divides it: wait_over_12h, wait_over_2d, wait_over_90min.
std::string wait_over_name(Duration wait);

}  // namespace backstock
