#pragma once
// What a shop's export files tell, whatever platform wrote them: its items, and the orders of its past.

#include "tools/import/cells.hpp"
#include "tools/import/columns.hpp"
#include "tools/import/platform.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backstock::imports {

// What the shop does when an item is out of stock.
enum class Selling : std::uint8_t { stops, goes_on, goes_on_with_notice };

struct ShopItem {
    std::string name;   // its SKU, or what stands for it
    std::string title;  // for people
    std::optional<double> price;
    std::optional<double> cost;
    std::optional<std::int64_t> available;  // may be negative; none: the shop does not count it
    std::optional<Selling> selling;         // none: the files do not say
    bool archived = false;                  // not sold any more: of the past alone
};

struct OrderedLine {
    std::uint32_t item = 0;
    double units = 1;
    std::optional<double> price = {};  // of a unit; none: the file does not say
};

struct PastOrder {
    Stamp created;
    std::optional<Stamp> shipped;
    std::optional<Stamp> cancelled_at;
    bool cancelled = false;
    std::vector<OrderedLine> lines;
};

// What was left out, and things worth saying, counted: "3 rows: …", with the place of the first.
class Account {
public:
    void note(const CsvReader& csv, const std::string& what) {
        Entry& entry = entries_[what];
        if (entry.count++ == 0) entry.first = csv.line();
    }
    std::vector<std::string> lines() const;

private:
    struct Entry {
        std::uint64_t count = 0;
        std::uint64_t first = 0;  // line
    };
    std::map<std::string, Entry> entries_;
};

struct ShopHistory {
    std::vector<ShopItem> items;
    std::vector<PastOrder> orders;
    std::string currency;
    std::vector<std::string> said;                             // what was read and skipped, a sentence each
    std::map<std::string, std::string, std::less<>> no_goods;  // names of what needs no stock, and why

    // Names are one whatever the encoding of the file, UTF-8 or Latin-1.
    // The item of that name, made where there is none.
    std::uint32_t item(std::string_view name);
    std::optional<std::uint32_t> find(std::string_view name) const;
    // Another name under which orders may speak of it; the first to take a name keeps it.
    void also(std::string_view name, std::uint32_t item);
    // Makes the items' names such as a scenario can have, and says which it had to change.
    void settle_names();

private:
    std::unordered_map<std::string, std::uint32_t> by_name_;
};

// The roles of columns in a file of order lines, with the names that Shopify, WooCommerce's plugins and others use.
const std::vector<Role>& order_roles();

struct OrderReading {
    std::string file;
    RoleMap map = {};
    std::optional<DateOrder> times = {};      // none: found from the times themselves
    Platform platform = Platform::csv;        // whose words for the status of orders count
    std::vector<std::string> not_goods = {};  // items that are fees, in lower case
};

// Adds the orders of a file: rows of one order belong together by its name, and cells that stand in its first row alone
// count for all. Without a column for items everything is one item, 'goods'. Throws BadInput, WrongUse.
void read_orders(const OrderReading& reading, ShopHistory& history);

// Shopify's exports; orders through read_orders.
void read_shopify_products(const std::string& file, ShopHistory& history);
void read_shopify_inventory(const std::string& file, ShopHistory& history);

// WooCommerce's product export.
void read_woocommerce_products(const std::string& file, ShopHistory& history);

}  // namespace backstock::imports
