// WooCommerce's product export (class-wc-product-csv-exporter.php, class-wc-product-csv-importer.php).

#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/import/shop_history.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock::imports {
namespace {

const std::vector<Role> product_roles{
    {"id", true, {"ID"}},
    {"type", true, {"Type"}},
    {"sku", true, {"SKU"}},
    {"name", true, {"Name"}},
    {"published", false, {"Published"}},
    {"in stock", true, {"In stock?"}},
    {"stock", true, {"Stock"}},
    {"backorders", true, {"Backorders allowed?"}},
    {"sale price", false, {"Sale price"}},
    {"sale ends", false, {"Date sale price ends"}},
    {"price", true, {"Regular price"}},
    {"cost", false, {"Cost of goods"}},
    {"parent", false, {"Parent"}},
};

// 0: do not allow; notify: allow, but notify the customer; 1: allow. Anything else means no, as the importer has it.
Selling selling_in(std::string_view cell) {
    const std::string word = plain_name(cell);
    if (word == "notify") return Selling::goes_on_with_notice;
    return word == "1" || word == "yes" ? Selling::goes_on : Selling::stops;
}

class Products {
public:
    Products(const std::string& file, ShopHistory& history)
        : history_(history),
          file_(file),
          csv_(file),
          columns_(csv_, product_roles, {},
                   "expected WooCommerce's export of products; headers are translated with the shop's language, so "
                   "export it in English") {}

    void read() {
        read_parents();
        for (CsvRow row; csv_.next(row);) take(row);
        history_.said.push_back(fmt::format("products: {}", counted(used_, "item")));
        for (const std::string& line : account_.lines()) history_.said.push_back("products: " + line);
    }

private:
    // A variation may stand before its parent.
    void read_parents() {
        CsvReader csv(file_);
        at_ = &csv;
        for (CsvRow row; csv.next(row);) {
            if (plain_name(columns_(row, "type")).find("variable") == std::string::npos) continue;
            const std::string_view sku = columns_(row, "sku");
            const std::string id = "id:" + std::string(columns_(row, "id"));
            parents_[sku.empty() ? id : std::string(sku)] = parents_[id] = settings(row);
        }
        at_ = &csv_;
    }

    void take(const CsvRow& row) {
        const std::string type = plain_name(columns_(row, "type"));
        const auto is = [&type](const char* word) { return type.find(word) != std::string::npos; };
        const std::string_view sku = columns_(row, "sku");
        if (is("variable")) return;  // its variations are what is sold
        if (is("grouped") || is("external") || is("virtual") || is("downloadable")) {
            const std::string why = "grouped, external, virtual or downloadable";
            for (const std::string_view name : {sku, columns_(row, "name")})
                if (!name.empty()) history_.no_goods.emplace(utf8_or_latin1(name), why);
            return account_.note(*at_, "skipped, " + why);
        }
        if (columns_.has("published") && columns_(row, "published") != "1")
            return account_.note(*at_, "skipped, not published");
        const std::string name(!sku.empty() ? sku : columns_(row, "name"));
        if (name.empty()) return account_.note(*at_, "skipped, without SKU and name");
        if (history_.find(name)) return account_.note(*at_, "skipped, with the SKU or name of another");
        ShopItem read = settings(row);
        if (plain_name(columns_(row, "stock")) == "parent") read = of_parent(row, read);
        read.name = name;
        read.title = columns_(row, "name");
        const std::uint32_t item = history_.item(name);
        history_.items[item] = read;
        history_.also(read.title, item);
        ++used_;
    }

    ShopItem settings(const CsvRow& row) {
        ShopItem item;
        if (columns_(row, "sale ends").empty())
            item.price = number(row, "sale price");
        else if (!columns_(row, "sale price").empty())
            account_.note(*at_, "with a sale that ends: the regular price is taken");
        if (!item.price) item.price = number(row, "price");
        item.cost = number(row, "cost");
        item.selling = selling_in(columns_(row, "backorders"));
        const std::string in_stock = plain_name(columns_(row, "in stock"));
        const std::string_view stock = columns_(row, "stock");
        if (stock.empty()) {  // stock is not counted: sold while it is said to be there
            if (in_stock == "0") item.available = 0;
            if (in_stock == "backorder") item.available = 0;
            item.selling = in_stock == "1" || in_stock == "backorder" ? Selling::goes_on : Selling::stops;
        } else if (plain_name(stock) != "parent") {
            const auto units = number(row, "stock");
            if (units) item.available = std::llround(*units);
            if (units && *units < 0) account_.note(*at_, "with negative stock (sold on); the run begins with none");
        }
        return item;
    }

    // A variation whose stock is its parent's.
    ShopItem of_parent(const CsvRow& row, ShopItem item) {
        const auto parent = parents_.find(std::string(columns_(row, "parent")));
        if (parent == parents_.end()) {
            account_.note(*at_, "with the stock of a parent that is not in the file");
            return item;
        }
        item.selling = parent->second.selling;
        item.available = parent->second.available;
        account_.note(*at_, "with the stock of their parent, each taken for itself");
        return item;
    }

    std::optional<double> number(const CsvRow& row, const char* role) {
        const std::string_view cell = columns_(row, role);
        const auto value = number_in(cell, csv_.separator());
        if (!value && !cell.empty()) account_.note(*at_, fmt::format("with a {} that can't be read", role));
        return value;
    }

    ShopHistory& history_;
    std::string file_;
    CsvReader csv_;
    const CsvReader* at_ = &csv_;  // where rows are read from
    Columns columns_;
    Account account_;
    std::map<std::string, ShopItem> parents_;
    std::size_t used_ = 0;
};

}  // namespace

void read_woocommerce_products(const std::string& file, ShopHistory& history) { Products(file, history).read(); }

}  // namespace backstock::imports
