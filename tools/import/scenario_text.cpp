#include "tools/import/scenario_text.hpp"

#include "output/csv.hpp"
#include "sim/base/money.hpp"
#include "sim/policy/notation.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/import/cells.hpp"

#include <fmt/format.h>

namespace backstock::imports {
namespace {

std::string count_text(std::uint64_t count) { return grouped(static_cast<double>(count)); }

std::string rule_text(const StockingOptions& rule) {
    return fmt::format(
        "# Each item's rule comes from its own sales a day (mean m, standard deviation d, all {{days}} days counted):\n"
        "#   s = m x {0} + z x d x sqrt({0}), rounded up; z so that {1} of lead times see no stockout\n"
        "#   S = s + {2} days of sales\n",
        written(rule.lead_time_days), written_share(rule.service), written(rule.cover_days));
}

}  // namespace

std::vector<std::string> account(const OrderFileCounts& counts) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format("{} of {} rows used, {} of them from customers without an id", count_text(counts.used),
                                count_text(counts.rows), count_text(counts.anonymous)));
    for (std::size_t why = 0; why < unusable_names.size(); ++why) {
        if (counts.skipped[why] == 0) continue;
        std::string line = fmt::format("skipped: {} {}", count_text(counts.skipped[why]), unusable_names[why]);
        if (why == static_cast<std::size_t>(Unusable::fee))
            line += ": " + harmless(fmt::format("{}", fmt::join(counts.fees, ", ")));
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string scenario_yaml(const ImportedScenario& scenario) {
    std::string text = fmt::format("# Made by `backstock import orders` from {}.\n#\n", harmless(scenario.source));
    for (const std::string& line : account(scenario.counts)) text += "# " + line + '\n';
    std::string rule = rule_text(scenario.stocking);
    rule.replace(rule.find("{days}"), 6, std::to_string(scenario.days));
    text += "#\n" + rule;
    text += fmt::format(
        "#\n# Assumed, since such a file does not say it; change it here or with --set:\n"
        "#   lead time {} d, cost of goods {} of the price, holding 25 %/yr, everybody waits for what is not "
        "there.\n\n",
        written(scenario.stocking.lead_time_days), written_share(scenario.cost_share));
    text += fmt::format(
        "backstock: 1\ntitle: {}\n"
        "run: {{start: {}, horizon: {} d, replications: 1, seed: 1, currency: {}}}\n\n"
        "items: {{table: items.csv}}\n\n"
        "suppliers:\n  supplier:\n    sells: {{table: sells.csv}}\n    lead_time: {} d\n\n"
        "stores:\n  shop:\n    stock: {{table: stock.csv}}\n    backorder: allow\n\n"
        "customers:\n  recorded:\n    store: shop\n    arrivals: {{trace: {{file: orders.csv.gz, format: {}}}}}\n",
        in_quotes("Recorded orders of " + harmless(scenario.source)), scenario.start, scenario.days, scenario.currency,
        written(scenario.stocking.lead_time_days), written(scenario.times));
    return text;
}

std::string items_csv(const ImportedScenario& scenario) {
    std::string text = "item,price,holding\n";
    for (const StockedItem& item : scenario.items) {
        text += fmt::format("{},{},25 %/yr\n", csv_text(item.name), written(Money::of(item.price)));
    }
    return text;
}

std::string sells_csv(const ImportedScenario& scenario) {
    std::string text = "item,cost\n";
    for (const StockedItem& item : scenario.items) {
        text += fmt::format("{},{}\n", csv_text(item.name), written(Money::of(item.price * scenario.cost_share)));
    }
    return text;
}

std::string stock_csv(const ImportedScenario& scenario) {
    std::string text = "item,initial,inventory.s_S.s,inventory.s_S.S\n";
    for (const StockedItem& item : scenario.items) {
        text += fmt::format("{},{},{},{}\n", csv_text(item.name), item.S, item.s, item.S);
    }
    return text;
}

}  // namespace backstock::imports
