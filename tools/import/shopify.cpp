// Shopify's product and inventory exports. Sources of the formats: headers of real exports, 2024 to 2026;
// help.shopify.com "Selling when out of stock" and "Inventory CSV".

#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/import/shop_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::imports {
namespace {

// Both headers: the present one ("URL handle", "SKU") and the one before ("Handle", "Variant SKU").
const std::vector<Role> product_roles{
    {"handle", true, {"Handle", "URL handle"}},
    {"title", true, {"Title"}},
    {"option1", false, {"Option1 Value"}},
    {"option2", false, {"Option2 Value"}},
    {"option3", false, {"Option3 Value"}},
    {"sku", true, {"Variant SKU", "SKU"}},
    {"tracker", false, {"Variant Inventory Tracker", "Inventory tracker"}},
    {"quantity", false, {"Variant Inventory Qty", "Inventory quantity"}},
    {"policy", false, {"Variant Inventory Policy", "Continue selling when out of stock"}},
    {"price", true, {"Variant Price", "Price"}},
    {"cost", false, {"Cost per item"}},
    {"status", false, {"Status"}},
    {"gift card", false, {"Gift Card"}},
    {"ships", false, {"Variant Requires Shipping", "Requires shipping"}},
};

const std::vector<Role> inventory_roles{
    {"handle", true, {"Handle", "URL handle"}},
    {"title", false, {"Title"}},
    {"option1", false, {"Option1 Value"}},
    {"option2", false, {"Option2 Value"}},
    {"option3", false, {"Option3 Value"}},
    {"sku", true, {"SKU"}},
    {"location", false, {"Location"}},
    {"incoming", false, {"Incoming (not editable)", "Incoming"}},
    {"available", true, {"Available (not editable)", "Available"}},
};

// "Scout kit - Red / M", as an order's line calls it.
std::string title_of(const Columns& columns, const CsvRow& row, const std::string& product) {
    std::string options;
    for (const char* role : {"option1", "option2", "option3"}) {
        const std::string_view value = columns(row, role);
        if (value.empty() || value == "Default Title") continue;
        options += (options.empty() ? "" : " / ") + std::string(value);
    }
    return options.empty() ? product : product + " - " + options;
}

// "continue", "TRUE", "Yes"; "deny", "FALSE" and nothing stop.
Selling selling_in(std::string_view cell) {
    const std::string word = plain_name(cell);
    return word == "continue" || word == "true" || word == "yes" ? Selling::goes_on : Selling::stops;
}

class Products {
public:
    Products(const std::string& file, ShopHistory& history)
        : history_(history),
          products_(products_in(file)),
          csv_(file),
          columns_(csv_, product_roles, {}, "expected Shopify's export of products") {}

    void read() {
        for (CsvRow row; csv_.next(row);) take(row);
        history_.said.push_back(
            fmt::format("products: {} of {}", counted(used_, "variant"), counted(products_.size(), "product")));
        for (const std::string& line : account_.lines()) history_.said.push_back("products: " + line);
    }

private:
    // A product's own cells stand in its first row alone, wherever that is.
    struct Product {
        std::string title;
        std::string status;
        bool gift_card = false;
    };

    static std::map<std::string, Product> products_in(const std::string& file) {
        CsvReader csv(file);
        const Columns columns(csv, product_roles, {}, "expected Shopify's export of products");
        std::map<std::string, Product> products;
        for (CsvRow row; csv.next(row);) {
            Product& product = products[std::string(columns(row, "handle"))];
            if (product.title.empty()) product.title = columns(row, "title");
            if (product.status.empty()) product.status = plain_name(columns(row, "status"));
            product.gift_card = product.gift_card || plain_name(columns(row, "gift card")) == "true";
        }
        return products;
    }

    void take(const CsvRow& row) {
        const std::string_view price = columns_(row, "price");
        const std::string_view sku = columns_(row, "sku");
        if (price.empty() && sku.empty()) return;  // a further image
        const std::string handle(columns_(row, "handle"));
        const Product& product = products_[handle];
        const std::string title = title_of(columns_, row, product.title);
        if (product.gift_card) return leave_out(sku, title, "gift cards");
        if (plain_name(columns_(row, "ships")) == "false")
            return leave_out(sku, title, "nothing to ship (downloads, services)");
        if (product.status == "draft") return account_.note(csv_, "skipped, of products that are drafts");
        const bool archived = product.status == "archived";
        if (archived) account_.note(csv_, "of archived products: kept where orders name them");
        std::string name = !sku.empty() ? std::string(sku) : title;
        if (sku.empty() && history_.find(name)) name = title + " (" + handle + ")";  // another product of that title
        if (const auto known = history_.find(name)) {
            account_.note(csv_, "with the SKU of another; the two are one item, their stock added");
            return fill(history_.items[*known], row, false);
        }
        const std::uint32_t item = history_.item(name);
        history_.items[item].title = title;
        history_.items[item].archived = archived;
        history_.also(title, item);
        fill(history_.items[item], row, true);
        ++used_;
    }

    void leave_out(std::string_view sku, const std::string& title, const std::string& why) {
        account_.note(csv_, "skipped, " + why);
        for (const std::string& name : {std::string(sku), title})
            if (!name.empty()) history_.no_goods.emplace(utf8_or_latin1(name), why);
    }

    void fill(ShopItem& item, const CsvRow& row, bool is_new) {
        const auto number = [&](const char* role) {
            const std::string_view cell = columns_(row, role);
            const auto value = number_in(cell, csv_.separator());
            if (!value && !cell.empty()) account_.note(csv_, fmt::format("with a {} that can't be read", role));
            return value;
        };
        if (is_new) {
            item.price = number("price");
            item.cost = number("cost");
        }
        if (columns_(row, "tracker").empty() && columns_.has("tracker")) {
            if (is_new) item.selling = Selling::goes_on;  // what is not counted is sold whatever the policy says
            return;
        }
        if (is_new) item.selling = selling_in(columns_(row, "policy"));
        const auto quantity = number("quantity");
        if (quantity) item.available = item.available.value_or(0) + std::llround(*quantity);
        if (quantity && *quantity < 0) account_.note(csv_, "with negative stock (sold on); the run begins with none");
    }

    ShopHistory& history_;
    std::map<std::string, Product> products_;
    CsvReader csv_;
    Columns columns_;
    Account account_;
    std::size_t used_ = 0;
};

}  // namespace

void read_shopify_products(const std::string& file, ShopHistory& history) { Products(file, history).read(); }

void read_shopify_inventory(const std::string& file, ShopHistory& history) {
    CsvReader csv(file);
    const Columns columns(csv, inventory_roles, {}, "expected Shopify's export of inventory");
    Account account;
    std::map<std::uint32_t, std::int64_t> available;
    std::map<std::string, int> locations;
    std::string handle = "\n";
    std::string product;
    for (CsvRow row; csv.next(row);) {
        if (columns(row, "handle") != handle) {
            handle = columns(row, "handle");
            product = columns(row, "title");
        }
        const std::string_view sku = columns(row, "sku");
        const std::string title = title_of(columns, row, product);
        auto item = sku.empty() ? std::nullopt : history.find(sku);
        if (!item) item = history.find(title);
        const std::string_view cell = columns(row, "available");
        const auto units = number_in(cell, csv.separator());
        if (!item && sku.empty() && title.empty())
            account.note(csv, "skipped, without SKU and title");
        else if (!units)
            account.note(csv, plain_name(cell) == "notstocked" ? "skipped, not stocked at that location"
                                                               : "skipped, with a number that can't be read");
        else {
            ++locations[std::string(columns(row, "location"))];
            if (*units < 0) account.note(csv, "with negative stock (sold on)");
            if (number_in(columns(row, "incoming"), csv.separator()).value_or(0) > 0)
                account.note(csv, "with goods incoming, which the run orders anew");
            available[item ? *item : history.item(sku.empty() ? std::string_view(title) : sku)] += std::llround(*units);
        }
    }
    for (const auto& [item, units] : available) history.items[item].available = units;
    history.said.push_back(
        fmt::format("inventory: {} at {}", counted(available.size(), "item"), counted(locations.size(), "location")));
    for (const std::string& line : account.lines()) history.said.push_back("inventory: " + line);
}

}  // namespace backstock::imports
