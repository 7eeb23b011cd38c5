// The orders of a shop's past, from one row an order line.

#include "scenarios/decimal.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/fit/analysis.hpp"
#include "tools/import/shop_history.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace backstock::imports {
namespace {

DateOrder order_of_times(const OrderReading& reading) {
    if (reading.times) return *reading.times;
    CsvReader csv(reading.file);
    const Columns columns(csv, order_roles(), reading.map);
    DateOrderFinder times;
    CsvRow row;
    int rows = 0;
    for (; rows < 5000 && csv.next(row); ++rows) {
        const std::string_view cell = columns(row, "created");
        if (!cell.empty()) times.add(without_zone(cell));
    }
    if (rows == 0)
        throw BadInput({Problem{reading.file, 1, 0, "", "the file holds no orders beneath its column names"}});
    if (!times.order()) {
        throw BadInput({Problem{reading.file, 2, 0, "",
                                fmt::format("times such as '{}' can't be read; expected 2025-10-07 09:50:26 +0200 or "
                                            "the like",
                                            harmless(times.example()))}});
    }
    if (times.ambiguous())
        throw WrongUse(
            fmt::format("{}: is the month or the day first in times such as '{}'? Say --times month_first or "
                        "--times day_first",
                        reading.file, times.example()));
    return *times.order();
}

struct Draft {
    PastOrder order;
    std::string currency;
    std::uint64_t line = 0;  // of the file
    bool dated = false;
    bool unpaid = false;
    bool refunded = false;
    bool repeats = false;
};

// Days from the first to the last of the years in which most orders were: what lies more than a year apart from all
// others, and is less than a twentieth of all, is a slip of the pen. Requires orders.
std::pair<std::int64_t, std::int64_t> years_of(std::vector<std::int64_t> days) {
    constexpr std::int64_t year = 366;
    std::sort(days.begin(), days.end());
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t begin = 0; begin < days.size();) {
        std::size_t end = begin + 1;
        while (end < days.size() && days[end] - days[end - 1] <= year) ++end;
        if (end - begin > most) {
            best = begin;
            most = end - begin;
        }
        begin = end;
    }
    const bool slips = (days.size() - most) * 20 < days.size();
    return slips ? std::pair{days[best], days[best + most - 1]} : std::pair{days.front(), days.back()};
}

class OrderRows {
public:
    OrderRows(const OrderReading& reading, ShopHistory& history)
        : reading_(reading),
          history_(history),
          file_(reading.file),
          csv_(reading.file),
          columns_(csv_, order_roles(), reading.map, wrong_file()),
          times_(order_of_times(reading)) {}

    void read() {
        for (CsvRow row; csv_.next(row);) {
            ++rows_;
            const std::string_view name = columns_(row, "order");
            if (name.empty()) {
                skip("skipped, without an order's name");
                continue;
            }
            const auto [known, is_new] = by_name_.try_emplace(std::string(name), drafts_.size());
            if (is_new) drafts_.emplace_back().line = csv_.line();
            Draft& draft = drafts_[known->second];
            if (repeats(draft, row)) continue;
            fill(draft, row);
            add_line(draft, row);
        }
        conclude();
    }

private:
    // Another export of the same platform in the place of the orders.
    std::string wrong_file() const {
        for (const std::string& column : csv_.columns()) {
            const std::string name = plain_name(column);
            if (name == "handle" || name == "urlhandle" || name == "backordersallowed")
                return "this looks like a file of products or inventory, not of orders";
        }
        return "headers may be translated: export in English, or say --map ROLE=COLUMN";
    }

    // Shopify writes an order's own cells once: with them again the whole order comes again, as where two exports that
    // overlap were put together.
    bool repeats(Draft& draft, const CsvRow& row) {
        if (reading_.platform != Platform::shopify) return false;
        draft.repeats =
            draft.repeats || (draft.dated && stamp_in(columns_(row, "created"), times_) == draft.order.created);
        if (draft.repeats) skip("skipped, an order that stands in the file twice");
        return draft.repeats;
    }

    void skip(const std::string& why) { account_.note(csv_, why); }

    // Cells of the whole order: in its first row alone in Shopify's files, in every row elsewhere.
    void fill(Draft& draft, const CsvRow& row) {
        PastOrder& order = draft.order;
        if (const auto created = time(row, "created"); created && !draft.dated) {
            order.created = *created;
            draft.dated = true;
        }
        if (const auto shipped = time(row, "shipped")) order.shipped = shipped;
        if (const auto cancelled = time(row, "cancelled")) order.cancelled_at = cancelled;
        const std::string status = plain_name(columns_(row, "status"));
        order.cancelled = order.cancelled || order.cancelled_at || status.find("cancel") != std::string::npos;
        read_status(draft, status);
        read_payment(draft, plain_name(columns_(row, "payment")));
        read_currency(draft, columns_(row, "currency"));
    }

    void read_status(Draft& draft, std::string_view status) {
        const auto is = [](std::string_view word, std::initializer_list<std::string_view> words) {
            return std::find(words.begin(), words.end(), word) != words.end();
        };
        const bool woo = reading_.platform == Platform::woocommerce;
        if (status.starts_with("wc")) status.remove_prefix(2);
        draft.unpaid = draft.unpaid || is(status, {"failed", "pendingpayment", "trash"}) ||
                       (woo && is(status, {"pending", "checkoutdraft", "autodraft", "draft"}));
        draft.refunded = draft.refunded || status == "refunded";
        if (status == "onhold" || (!woo && status == "pending")) skip("on hold or pending: counted as sold");
    }

    void read_payment(Draft& draft, std::string_view paid) {
        draft.unpaid = draft.unpaid || paid == "voided" || paid == "expired";
        draft.refunded = draft.refunded || paid == "refunded";
        if (paid == "pending") skip("with a payment still pending: counted as sold");
        if (paid == "partiallyrefunded") skip("partly refunded: counted in full");
    }

    void read_currency(Draft& draft, std::string_view cell) {
        if (cell.empty()) return;
        const std::string code = currency_in(cell);
        if (code.empty()) return skip("with a currency that can't be read, such as EUR; --currency says it");
        draft.currency = code;
    }

    std::optional<Stamp> time(const CsvRow& row, std::string_view role) {
        const std::string_view cell = columns_(row, role);
        if (cell.empty()) return std::nullopt;
        const auto stamp = stamp_in(cell, times_);
        const bool sound =
            stamp && stamp->local.day > days_of({1900, 1, 1}) && stamp->local.day < days_of({2200, 1, 1});
        if (!sound) skip(fmt::format("with a time '{}' that can't be read", role));
        return sound ? stamp : std::nullopt;
    }

    void add_line(Draft& draft, const CsvRow& row) {
        if (columns_.has("products")) return add_products(draft, columns_(row, "products"));
        const std::string_view sku = columns_(row, "item");
        const std::string_view title = columns_(row, "title");
        if (sku.empty() && title.empty() && (columns_.has("item") || columns_.has("title")))
            return skip("skipped, without an item");
        if (plain_name(columns_(row, "ships")) == "false")
            return skip("skipped, nothing to ship (gift cards, services)");
        double units = 1;
        if (columns_.has("quantity")) {
            const auto quantity = number_in(columns_(row, "quantity"), csv_.separator());
            if (!quantity) return skip("skipped, with a quantity that can't be read");
            units = *quantity;
        }
        const std::string_view cell = columns_(row, "price");
        const auto price = number_in(cell, csv_.separator());
        if (!price && !cell.empty()) skip("with a price that can't be read");
        add_line(draft, sku, title, units, price);
    }

    // "2× T-Shirt - Blue, 1× Belt": all lines in one cell, by the names of the products. WooCommerce writes ×; an x
    // counts where there is none.
    void add_products(Draft& draft, std::string_view cell) {
        const std::string_view sign = cell.find("×") != std::string_view::npos ? "×" : "x";
        std::optional<Count> count = count_in(cell, sign);
        if (!count) return skip("with products that can't be read, such as 2× Name");
        while (count) {
            cell.remove_prefix(count->length);
            std::size_t end = cell.find(", ");
            std::optional<Count> next;
            while (end != std::string_view::npos && !(next = count_in(cell.substr(end + 2), sign)))
                end = cell.find(", ", end + 1);
            add_line(draft, "", trimmed(cell.substr(0, end)), count->units, std::nullopt);
            if (next) cell.remove_prefix(end + 2);
            count = next;
        }
    }

    struct Count {
        double units;
        std::size_t length;  // of what tells it
    };
    // "2× " at the beginning.
    static std::optional<Count> count_in(std::string_view text, std::string_view sign) {
        constexpr std::size_t most = 9;  // digits
        std::size_t digits = 0;
        double units = 0;
        for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
            if (digits == most) return std::nullopt;
            units = units * 10 + (text[digits] - '0');
        }
        std::size_t at = digits;
        if (at < text.size() && text[at] == ' ') ++at;
        if (digits == 0 || !text.substr(std::min(at, text.size())).starts_with(sign)) return std::nullopt;
        return Count{units, at + sign.size()};
    }

    void add_line(Draft& draft, std::string_view sku, std::string_view title, double units,
                  std::optional<double> price) {
        for (const std::string_view name : {sku, title}) {
            const auto none = name.empty() ? history_.no_goods.end() : history_.no_goods.find(utf8_or_latin1(name));
            if (none != history_.no_goods.end()) return skip("skipped, " + none->second);
        }
        if (is_fee(sku)) return skip("skipped, as --not-goods says");
        if (price && *price < 0) return skip("skipped, with a price below zero");
        if (units <= 0) return skip("skipped, that return or cancel (quantity zero or less)");
        if (price && *price == 0) skip("with a price of zero: counted as sold");
        const double whole = std::max(1.0, std::round(units));
        if (whole != units) skip("with a part of a unit: rounded to whole units");
        draft.order.lines.push_back({item_of(sku, title), whole, price});
    }

    bool is_fee(std::string_view sku) const {
        const auto& fees = reading_.not_goods;
        return !sku.empty() && std::find(fees.begin(), fees.end(), plain_name(sku)) != fees.end();
    }

    std::uint32_t item_of(std::string_view sku, std::string_view title) {
        // Variants of a product often share its title: the title speaks only where there is no SKU.
        const std::string_view key = sku.empty() ? title : sku;
        if (const auto known = key.empty() ? std::nullopt : history_.find(key)) return *known;
        const std::string_view name = !sku.empty() ? sku : !title.empty() ? title : std::string_view("goods");
        const std::uint32_t item = history_.item(name);
        history_.items[item].title = title;
        history_.also(title, item);
        return item;
    }

    void conclude() {
        const auto [first, last] = years();
        for (Draft& draft : drafts_) {
            const std::int64_t day = draft.order.created.local.day;
            if (!draft.dated) {
                ++left_out_["without a time"];
            } else if (draft.unpaid) {
                ++left_out_["never paid"];
            } else if (draft.order.lines.empty()) {
                ++left_out_["of which no line can be used"];
            } else if (day < first || day > last) {
                const Date date = date_of(day);
                if (far_.empty())
                    far_ = fmt::format("more than a year apart from all others (such as {:04}-{:02}-{:02} in line {})",
                                       date.year, date.month, date.day, draft.line);
                ++left_out_[far_];
            } else {
                use(draft);
            }
        }
        settle_prices();
        say();
        if (history_.orders.empty()) {
            throw BadInput(
                {Problem{file_, 0, 0, "", fmt::format("no order can be used: {}", joined(history_.said, "; "))}});
        }
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> years() const {
        std::vector<std::int64_t> days;
        for (const Draft& draft : drafts_)
            if (draft.dated) days.push_back(draft.order.created.local.day);
        return days.empty() ? std::pair<std::int64_t, std::int64_t>{} : years_of(std::move(days));
    }

    void use(Draft& draft) {
        // Money back before anything left is a cancellation; after that, a return.
        if (draft.refunded && !draft.order.shipped && !draft.order.cancelled) {
            draft.order.cancelled = true;
            ++refunded_;
        }
        lines_ += draft.order.lines.size();
        ++currencies_[draft.currency];
        for (const OrderedLine& line : draft.order.lines)
            if (line.price) prices_[line.item].push_back({draft.currency, *line.price});
        history_.orders.push_back(std::move(draft.order));
    }

    // The median of what was paid, in the currency of most orders; nothing counts where nothing else was ever paid.
    void settle_prices() {
        std::uint64_t most = 0;
        for (const auto& [code, orders] : currencies_) {
            if (code.empty() || orders <= most) continue;
            most = orders;
            history_.currency = code;
        }
        for (auto& [item, paid] : prices_) {
            std::vector<double> prices;
            bool free = false;
            for (const Paid& one : paid) {
                if (!one.currency.empty() && one.currency != history_.currency) continue;
                if (one.price > 0) prices.push_back(one.price);
                free = free || one.price == 0;
            }
            if (history_.items[item].price || (prices.empty() && !free)) continue;
            std::sort(prices.begin(), prices.end());
            history_.items[item].price = prices.empty() ? 0 : fit::quantile_of(prices, 0.5);
        }
    }

    void say() {
        std::vector<std::string>& said = history_.said;
        said.push_back("orders: of the columns, " + columns_.told());
        said.push_back(fmt::format("orders: {}, {} in {} used", counted(rows_, "row"), counted(lines_, "line"),
                                   counted(history_.orders.size(), "order")));
        for (const std::string& line : account_.lines()) said.push_back("orders: " + line);
        for (const auto& [why, count] : left_out_)
            said.push_back(fmt::format("orders: {} skipped, {}", counted(count, "order"), why));
        if (refunded_ > 0)
            said.push_back(fmt::format("orders: {} refunded before anything left: counted as cancelled",
                                       counted(refunded_, "order")));
        currencies_.erase("");
        if (currencies_.size() > 1) {
            std::vector<std::string> counts;
            for (const auto& [code, orders] : currencies_)
                counts.push_back(fmt::format("{} of {}", grouped(static_cast<double>(orders)), code));
            said.push_back(fmt::format("orders: in several currencies, {}: prices are those paid in {}", joined(counts),
                                       history_.currency));
        }
    }

    const OrderReading& reading_;
    ShopHistory& history_;
    std::string file_;
    CsvReader csv_;
    Columns columns_;
    DateOrder times_;
    Account account_;
    std::uint64_t rows_ = 0;
    std::uint64_t lines_ = 0;
    std::vector<Draft> drafts_;
    std::unordered_map<std::string, std::size_t> by_name_;
    struct Paid {
        std::string currency;
        double price;
    };
    std::map<std::uint32_t, std::vector<Paid>> prices_;
    std::map<std::string, std::uint64_t> currencies_;  // orders by currency
    std::map<std::string, std::uint64_t> left_out_;    // orders by the reason
    std::string far_;
    std::uint64_t refunded_ = 0;
};

}  // namespace

const std::vector<Role>& order_roles() {
    static const std::vector<Role> roles{
        {"order", true, {"Order number", "Order ID", "order_id", "Order #", "Order", "Invoice No", "Invoice", "Name"}},
        {"created",
         true,
         {"Created at", "Order date", "Date created", "order_purchase_timestamp", "Invoice date", "Date", "Time"}},
        {"item", false, {"Lineitem sku", "SKU", "Item SKU", "Product SKU", "Stock code", "Item", "Product ID"}},
        {"title", false, {"Lineitem name", "Item name", "Product name", "Description"}},
        {"products", false, {"Product(s)"}},
        {"quantity",
         false,
         {"Lineitem quantity", "Quantity", "Item quantity", "Qty", "Units", "Quantity (- Refund)"},
         "one unit a line",
         "products"},
        {"price",
         false,
         {"Lineitem price", "Item cost", "Item price", "Unit price", "Price"},
         "prices from elsewhere, or 0"},
        {"shipped",
         false,
         {"Fulfilled at", "Shipped at", "order_delivered_carrier_date", "Date completed", "Completed date"},
         "nothing is known of waits"},
        {"cancelled", false, {"Cancelled at", "Canceled at"}, "when customers gave up is not known"},
        {"status", false, {"Order status", "order_status", "Status"}},
        {"payment", false, {"Financial status"}},
        {"ships", false, {"Lineitem requires shipping"}},
        {"currency", false, {"Currency", "Order currency"}},
    };
    return roles;
}

void read_orders(const OrderReading& reading, ShopHistory& history) { OrderRows(reading, history).read(); }

}  // namespace backstock::imports
