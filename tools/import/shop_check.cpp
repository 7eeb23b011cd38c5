#include "tools/import/shop_check.hpp"

#include "tools/figures.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::imports {
namespace {

std::string figure(std::optional<double> value, double factor) {
    if (!value || !std::isfinite(*value)) return "-";
    const double shown = *value * factor;
    return grouped(shown, decimals_for(std::abs(shown), 4));
}

}  // namespace

std::optional<double> Compared::apart() const {
    if (!recorded || *recorded == 0 || !std::isfinite(simulated)) return std::nullopt;
    return simulated / *recorded - 1;
}

bool Compared::agrees() const {
    if (!recorded) return true;
    if (!std::isfinite(simulated)) return *recorded == 0;
    const double spread = std::isfinite(half_width) ? half_width : 0;
    return std::abs(simulated - *recorded) <= std::max(0.1 * std::abs(*recorded), spread + (factor == 100 ? 0.01 : 0));
}

std::vector<Compared> compared(const Recorded& recorded, std::span<const SummaryRow> summary) {
    std::vector<Compared> rows{
        {"orders", "orders", recorded.orders},
        {"units ordered", "units_demanded", recorded.units},
        {"orders that waited, %", "backorder_rate", recorded.backorder_rate},
        {"their wait, days", "fulfillment_time", recorded.wait},
        {"longest waits (95 %), days", "fulfillment_time_p95", recorded.wait_p95},
        {"orders cancelled, %", "cancellation_rate", recorded.cancellation_rate},
        {"orders lost, %", "lost_sales_rate", std::nullopt},
    };
    for (Compared& row : rows) {
        if (row.what.ends_with('%')) row.factor = 100;
        const auto found =
            std::find_if(summary.begin(), summary.end(), [&](const SummaryRow& r) { return r.kpi == row.kpi; });
        if (found == summary.end()) continue;
        row.simulated = found->mean;
        row.half_width = found->half_width;
    }
    return rows;
}

std::string check_text(const std::vector<Compared>& rows) {
    std::string text = fmt::format("{:<28} {:>12} {:>12} {:>9}\n", "", "recorded", "simulated", "apart");
    std::vector<std::string> differ;
    for (const Compared& row : rows) {
        const auto apart = row.apart();
        text += fmt::format("{:<28} {:>12} {:>12} {:>9}{}\n", row.what, figure(row.recorded, row.factor),
                            figure(row.simulated, row.factor), apart ? fmt::format("{:+.0f} %", *apart * 100) : "-",
                            row.agrees() ? "" : "  differs");
        if (!row.agrees()) differ.push_back(row.what.substr(0, row.what.find(',')));
    }
    const std::string verdict =
        differ.empty()
            ? "The scenario gives back its past: what-ifs begin from where the shop is."
            : fmt::format(
                  "It does not give back: {}. The rules of stock and the lead time are not in the files; set "
                  "`inventory` and `lead_time` to what the shop does before trusting a what-if.",
                  fmt::join(differ, ", "));
    return text + wrapped(verdict) + wrapped("Lost orders are in no export: what was never sold leaves no row.");
}

}  // namespace backstock::imports
