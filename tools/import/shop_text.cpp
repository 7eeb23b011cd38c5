#include "tools/import/shop_text.hpp"

#include "sim/base/money.hpp"
#include "sim/base/text.hpp"
#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock::imports {
namespace {

std::string money(double amount) { return written(Money::of(amount)); }

// Where the files do not say it, orders that waited do.
Selling selling_of(const ShopItem& item, const ShopFit& fit) {
    return item.selling.value_or(fit.takes_backorders ? Selling::goes_on : Selling::stops);
}

std::string_view in_words(const ShopItem& item, Selling selling) {
    if (!item.selling) return selling == Selling::stops ? "assumed" : "assumed, as orders waited";
    if (selling == Selling::goes_on_with_notice) return "sold on when out of stock, with a notice";
    if (selling == Selling::stops) return "not sold when out of stock";
    return item.available ? "sold on when out of stock" : "not counted, sold on";
}

std::string as_comment(const std::string& sentence) {
    const std::string lines = wrapped(harmless(sentence), 2, 4, 116);
    std::string text;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at);
        text += "#" + lines.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return text;
}

class Writer {
public:
    Writer(const ShopHistory& history, const ShopFit& fit, const ShopText& about)
        : history_(history), fit_(fit), about_(about) {
        const bool any = std::any_of(fit.sold_lines.begin(), fit.sold_lines.end(), [](double n) { return n > 0; });
        for (std::size_t i = 0; i < history.items.size(); ++i) {
            if (any ? fit.sold_lines[i] > 0 : !history.items[i].archived) items_.push_back(i);
        }
        std::sort(items_.begin(), items_.end(),
                  [&](std::size_t a, std::size_t b) { return history.items[a].name < history.items[b].name; });
    }

    std::string text() const { return head() + run() + items() + supplier() + store() + customers(); }

private:
    std::string head() const {
        std::string text = fmt::format("# Made by `backstock import` from {}: {}.\n#\n", about_.platform,
                                       harmless(joined(about_.files)));
        for (const std::string& sentence : account(history_, fit_, about_)) text += as_comment(sentence);
        return text + "#\n# Everything here may be changed; `backstock explain WORD` says what a word means.\n\n";
    }

    std::string run() const {
        const Date start = date_of(fit_.first_day);
        return fmt::format(
            "backstock: 1\ntitle: {}\n"
            "run: {{start: {:04}-{:02}-{:02}, horizon: {} d, replications: 20, seed: 1, currency: {}}}\n\n",
            in_quotes("A shop as its export tells: " + joined(about_.files)), start.year, start.month, start.day,
            fit_.days, about_.currency);
    }

    const ShopItem& item(std::size_t i) const { return history_.items[i]; }

    std::string items() const {
        std::string text = "items:\n";
        for (const std::size_t i : items_) {
            text += fmt::format("  {}: {{price: {}, holding: 25 %/yr}}", in_quotes(item(i).name),
                                money(item(i).price.value_or(0)));
            const bool titled = !item(i).title.empty() && item(i).title != item(i).name;
            text += titled ? "  # " + harmless(item(i).title) + "\n" : "\n";
        }
        return text + "\n";
    }

    std::string supplier() const {
        std::string text =
            fmt::format("suppliers:\n  supplier:{}\n    lead_time: {}{}\n    sells:\n",
                        "  # the files name none: one stands for all", fit_.lead_time, "  # " + fit_.lead_time_from);
        for (const std::size_t i : items_) {
            const double cost = item(i).cost.value_or(item(i).price.value_or(0) * about_.cost_share);
            text += fmt::format("      {}: {{cost: {}}}{}\n", in_quotes(item(i).name), money(cost),
                                item(i).cost ? "" : "  # assumed");
        }
        return text + "\n";
    }

    std::string store() const {
        std::string text = "stores:\n  shop:\n";
        if (!fit_.handling.empty())
            text += fmt::format("    fulfillment: {{as_available: {{handling: {}}}}}\n", fit_.handling);
        text += "    stock:\n";
        for (const std::size_t i : items_) {
            const StockedItem& rule = fit_.stocked[i];
            // What is there at the export is of its day: with a past, the run begins long before it.
            const bool begins_now = history_.orders.empty() && item(i).available;
            const std::int64_t initial = begins_now ? std::max<std::int64_t>(0, *item(i).available) : rule.S;
            const std::string today =
                item(i).available && !begins_now ? fmt::format("{} at the export, ", *item(i).available) : "";
            const Selling selling = selling_of(item(i), fit_);
            text +=
                fmt::format("      {}: {{initial: {}, inventory: {{s_S: {{s: {}, S: {}}}}}, backorder: {}}}  # {}{}\n",
                            in_quotes(item(i).name), initial, rule.s, rule.S,
                            selling == Selling::stops ? "refuse" : "allow", today, in_words(item(i), selling));
        }
        return text + "\n";
    }

    std::string customers() const {
        std::string text = "customers:\n  customers:\n    store: shop\n";
        std::string arrivals = fmt::format("rate: {:.6g} /d", fit_.rate);
        if (!fit_.weekly.empty()) arrivals += fmt::format(", weekly: [{}]", fmt::join(fit_.weekly, ", "));
        if (!fit_.monthly.empty())
            arrivals += fmt::format(",\n                         monthly: [{}]", fmt::join(fit_.monthly, ", "));
        text += fmt::format("    arrivals: {{poisson: {{{}}}}}  # Monday and January first\n", arrivals);
        text += fmt::format("    buys:\n      lines: {}\n      units: {}\n", fit_.lines, fit_.units);
        const auto own = [&](std::size_t i) { return !fit_.units_of.empty() && !fit_.units_of[i].empty(); };
        if (std::any_of(items_.begin(), items_.end(), own)) text += "      units_of:\n";
        for (const std::size_t i : items_)
            if (own(i)) text += fmt::format("        {}: {}\n", in_quotes(item(i).name), fit_.units_of[i]);
        text += "      from:  # lines sold\n";
        for (const std::size_t i : items_)
            text += fmt::format("        {}: {}\n", in_quotes(item(i).name), std::max(1.0, fit_.sold_lines[i]));
        if (fit_.patience_days)
            text +=
                fmt::format("    patience: {{waiting: {{exponential: {{mean: {:.4g} d}}}}}}  # from cancellations\n",
                            *fit_.patience_days);
        return text;
    }

    const ShopHistory& history_;
    const ShopFit& fit_;
    const ShopText& about_;
    std::vector<std::size_t> items_;
};

}  // namespace

std::vector<std::string> account(const ShopHistory& history, const ShopFit& fit, const ShopText& about) {
    std::vector<std::string> lines = history.said;
    const auto count = [&](const auto& is) { return std::count_if(history.items.begin(), history.items.end(), is); };
    std::size_t unsold = 0;
    for (const double sold : fit.sold_lines) unsold += sold > 0 ? 0 : 1;
    if (unsold > 0 && unsold < history.items.size())
        lines.push_back(fmt::format("left out: {} that nobody ordered", counted(unsold, "item")));
    for (const std::string& sentence : fit.said) lines.push_back("assumed: " + sentence);
    const auto unpriced = count([](const ShopItem& item) { return !item.price; });
    if (unpriced > 0)
        lines.push_back(fmt::format("assumed: price 0 of {}, which the files do not say",
                                    counted(static_cast<std::size_t>(unpriced), "item")));
    const auto silent = count([](const ShopItem& item) { return !item.selling; });
    if (silent > 0)
        lines.push_back(fmt::format(
            "assumed: {} {} when out of stock, as the files do not say{}",
            counted(static_cast<std::size_t>(silent), "item"), fit.takes_backorders ? "sold on" : "not sold",
            fit.takes_backorders ? " and orders waited" : "; set `backorder: allow` where customers can wait"));
    const auto counted_now = count([](const ShopItem& item) { return item.available.has_value(); });
    if (counted_now > 0 && !history.orders.empty())
        lines.push_back(
            "assumed: every item begins at its S; what the export has in stock is of its own day and stands "
            "beside as a comment");
    const auto uncosted = count([](const ShopItem& item) { return !item.cost; });
    if (uncosted > 0)
        lines.push_back(fmt::format("assumed: {} cost {} of their price",
                                    counted(static_cast<std::size_t>(uncosted), "item"),
                                    written_share(about.cost_share)));
    lines.emplace_back(
        "assumed: holding 25 %/yr, one supplier, payment on ordering; (s, S) rules from each item's own sales");
    return lines;
}

std::string shop_yaml(const ShopHistory& history, const ShopFit& fit, const ShopText& about) {
    return Writer(history, fit, about).text();
}

}  // namespace backstock::imports
