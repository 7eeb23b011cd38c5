#include "tools/import/shop_check.hpp"

#include "sim/experiment/estimators.hpp"
#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

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
    const double gap = std::abs(simulated - *recorded);
    const bool alike = std::max(simulated, *recorded) <= 2 * std::min(simulated, *recorded);
    return gap <= std::max(0.1 * std::abs(*recorded), spread + (factor == 100 && alike ? 0.01 : 0));
}

std::vector<Compared> compared(const Recorded& recorded, std::span<const Recorded> simulated, double shelf_days) {
    const auto row = [&](std::string what, const auto& figure) {
        const double factor = what.ends_with('%') ? 100 : 1;
        std::vector<double> values;
        for (const Recorded& one : simulated)
            if (const std::optional<double> value = figure(one)) values.push_back(*value);
        const Interval mean = mean_interval(values);
        return Compared{std::move(what), figure(recorded), mean.value, mean.half_width(), factor};
    };
    using Figure = std::optional<double>;
    return {
        row("orders", [](const Recorded& r) { return Figure(r.orders); }),
        row("units ordered", [](const Recorded& r) { return Figure(r.units); }),
        row("sales at today's prices", [](const Recorded& r) { return Figure(r.sales); }),
        row(fmt::format("shipped later than {} d, %", written(shelf_days)),
            [](const Recorded& r) { return Figure(r.backorder_rate); }),
        row("their days to shipment", [](const Recorded& r) { return r.wait; }),
        row("the longest of them (95 %)", [](const Recorded& r) { return r.wait_p95; }),
        row("orders cancelled, %", [](const Recorded& r) { return Figure(r.cancellation_rate); }),
        row("orders lost, %", [](const Recorded& r) { return r.lost_rate; }),
    };
}

std::string check_text(const std::vector<Compared>& rows) {
    std::string text = fmt::format("{:<28} {:>12} {:>12} {:>9}\n", "", "recorded", "simulated", "apart");
    std::vector<std::string> differ;
    for (const Compared& row : rows) {
        const auto apart = row.apart();
        text += fmt::format("{:<28} {:>12} {:>12} {:>9}{}\n", row.what, figure(row.recorded, row.factor),
                            figure(row.simulated, row.factor), apart ? fmt::format("{:+.0f} %", *apart * 100) : "-",
                            row.agrees() ? "" : "  differs");
        if (!row.agrees()) differ.push_back(row.what.substr(0, row.what.find_last_of(',')));
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
