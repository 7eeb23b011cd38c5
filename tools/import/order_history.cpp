// The orders of a shop's past, from one row an order line.

#include "scenarios/decimal.hpp"
#include "sim/base/text.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/import/shop_history.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

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
    bool dated = false;
    bool unpaid = false;
};

class OrderRows {
public:
    OrderRows(const OrderReading& reading, ShopHistory& history)
        : history_(history),
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
            if (is_new) drafts_.emplace_back();
            fill(drafts_[known->second], row);
            add_line(drafts_[known->second], row);
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
        draft.unpaid = draft.unpaid || status.find("failed") != std::string::npos ||
                       status.find("pendingpayment") != std::string::npos;
        if (history_.currency.empty()) history_.currency = columns_(row, "currency");
    }

    std::optional<Stamp> time(const CsvRow& row, std::string_view role) {
        const std::string_view cell = columns_(row, role);
        if (cell.empty()) return std::nullopt;
        const auto stamp = stamp_in(cell, times_);
        if (!stamp) skip(fmt::format("with a time '{}' that can't be read", role));
        return stamp;
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
            if (*quantity <= 0) return skip("skipped, that return or cancel (quantity zero or less)");
            units = *quantity;
        }
        const std::uint32_t item = item_of(sku, title);
        if (const auto price = number_in(columns_(row, "price"), csv_.separator()); price && *price > 0)
            prices_[item].push_back(*price);
        draft.order.lines.push_back({item, units});
    }

    // "2× T-Shirt - Blue, 1× Belt": all lines in one cell, by the names of the products.
    void add_products(Draft& draft, std::string_view cell) {
        static const std::regex part(R"((\d+)\s*(?:×|x)\s*)");
        const std::string text(cell);
        for (std::sregex_iterator at(text.begin(), text.end(), part), end; at != end;) {
            const std::smatch units = *at++;
            const auto begin = static_cast<std::size_t>(units.position() + units.length());
            const auto until = at == end ? text.size() : static_cast<std::size_t>(at->position());
            std::string_view name = trimmed(std::string_view(text).substr(begin, until - begin));
            if (name.ends_with(',')) name.remove_suffix(1);
            if (name.empty()) continue;
            draft.order.lines.push_back({item_of("", name), std::stod(units[1].str())});
        }
        if (draft.order.lines.empty()) skip("with products that can't be read, such as 2× Name");
    }

    std::uint32_t item_of(std::string_view sku, std::string_view title) {
        const std::string_view names[] = {sku, title};
        for (const std::string_view name : names) {
            if (const auto known = name.empty() ? std::nullopt : history_.find(name)) return *known;
        }
        const std::string_view name = !sku.empty() ? sku : !title.empty() ? title : std::string_view("goods");
        const std::uint32_t item = history_.item(name);
        history_.items[item].title = title;
        history_.also(title, item);
        return item;
    }

    void conclude() {
        std::uint64_t undated = 0;
        std::uint64_t unpaid = 0;
        std::uint64_t empty = 0;
        for (Draft& draft : drafts_) {
            if (!draft.dated)
                ++undated;
            else if (draft.unpaid)
                ++unpaid;
            else if (draft.order.lines.empty())
                ++empty;
            else {
                lines_ += draft.order.lines.size();
                history_.orders.push_back(std::move(draft.order));
            }
        }
        for (auto& [item, prices] : prices_) {
            std::nth_element(prices.begin(), prices.begin() + static_cast<std::ptrdiff_t>(prices.size() / 2),
                             prices.end());
            if (!history_.items[item].price) history_.items[item].price = prices[prices.size() / 2];
        }
        say(undated, unpaid, empty);
        if (history_.orders.empty()) {
            throw BadInput(
                {Problem{file_, 0, 0, "", fmt::format("no order can be used: {}", joined(history_.said, "; "))}});
        }
    }

    void say(std::uint64_t undated, std::uint64_t unpaid, std::uint64_t empty) {
        history_.said.push_back(fmt::format("orders: {} rows, {} lines in {} orders used",
                                            grouped(static_cast<double>(rows_)), grouped(static_cast<double>(lines_)),
                                            grouped(static_cast<double>(history_.orders.size()))));
        for (const std::string& line : account_.lines()) history_.said.push_back("orders: " + line);
        const std::pair<std::uint64_t, const char*> rest[] = {
            {undated, "without a time"}, {unpaid, "never paid"}, {empty, "of which no line can be used"}};
        for (const auto& [count, why] : rest) {
            if (count > 0) history_.said.push_back(fmt::format("orders: {} skipped, {}", counted(count, "order"), why));
        }
    }

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
    std::map<std::uint32_t, std::vector<double>> prices_;
};

}  // namespace

const std::vector<Role>& order_roles() {
    static const std::vector<Role> roles{
        {"order", true, {"Name", "Order number", "Order ID", "order_id", "Order #", "Order", "Invoice No", "Invoice"}},
        {"created",
         true,
         {"Created at", "Order date", "Date created", "order_purchase_timestamp", "Invoice date", "Date", "Time"}},
        {"item", false, {"Lineitem sku", "SKU", "Item SKU", "Product SKU", "Stock code", "Item", "Product ID"}},
        {"title", false, {"Lineitem name", "Item name", "Product name", "Description"}},
        {"products", false, {"Product(s)"}},
        {"quantity", false, {"Lineitem quantity", "Quantity", "Item quantity", "Qty", "Units"}},
        {"price", false, {"Lineitem price", "Item cost", "Item price", "Unit price", "Price"}},
        {"shipped",
         false,
         {"Fulfilled at", "Shipped at", "order_delivered_carrier_date", "Date completed", "Completed date"}},
        {"cancelled", false, {"Cancelled at", "Canceled at"}},
        {"status", false, {"Order status", "order_status", "Status"}},
        {"ships", false, {"Lineitem requires shipping"}},
        {"currency", false, {"Currency", "Order currency"}},
    };
    return roles;
}

void read_orders(const OrderReading& reading, ShopHistory& history) { OrderRows(reading, history).read(); }

}  // namespace backstock::imports
