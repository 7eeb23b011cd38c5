#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"
#include "tools/import/cells.hpp"
#include "tools/import/shop_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;
namespace fs = std::filesystem;

namespace {

const std::string order_header =
    "Name,Email,Financial Status,Fulfilled at,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku,Lineitem requires shipping,Billing Zip,Notes,Cancelled at\n";

// Cells of the order in its first row alone, a quoted line break, a zip behind an apostrophe, decimal commas, a gift
// card, a return, a time that is none, an order that was cancelled.
const std::string orders =
    order_header +
    "#1,a@x,paid,2025-10-08 09:00:00 +0200,EUR,2025-10-06 09:00:00 +0200,2,Dress - Red / "
    "M,\"89,00\",D-1,true,'01067,\"two\nlines, quoted\",\n"
    "#1,,,,,,1,Belt,19.50,,true,,,\n"
    "#2,b@x,paid,,EUR,2025-10-07 23:30:00 -0500,1,Belt,19.50,,true,,,2025-10-12 23:30:00 -0500\n"
    "#3,b@x,paid,2025-10-09 10:00:00 +0200,EUR,2025-10-09 09:00:00 +0200,1,Gift card,50,,false,,,\n"
    "#4,b@x,paid,soon,EUR,2025-10-10 09:00:00 +0200,-1,Belt,19.50,,true,,,\n"
    "#4,b@x,paid,,EUR,,3,Belt,19.50,,true,,,\n"
    "#5,b@x,paid,,EUR,,3,Belt,19.50,,true,,,\n";

const std::string old_products =
    "Handle,Title,Option1 Value,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant "
    "Inventory Policy,Variant Price,Cost per item,Status,Gift Card\n"
    "dress,Dress,Red,M,D-1,shopify,7,CONTINUE,\"89,00\",31,active,false\n"
    "dress,,Red,L,D-2,shopify,-3,deny,89,,,\n"
    "dress,,,,,,,,,,,\n"
    "belt,Belt,Default Title,,,,,deny,19.50,,active,false\n"
    "old,Old,Default Title,,O-1,shopify,4,deny,5,,archived,false\n"
    "twin,Twin,Default Title,,D-1,shopify,5,deny,99,,active,false\n";

const std::string new_products =
    "Title,URL handle,SKU,Option1 value,Price,Cost per item,Inventory tracker,Inventory quantity,Continue selling when "
    "out of stock,Status,Gift card\n"
    "Dress,dress,D-1,Red,89,31,shopify,7,TRUE,Active,FALSE\n"
    ",dress,D-2,Blue,89,,shopify,2,FALSE,,\n";

Called import(const ScratchFolder& folder, const std::string& arguments) {
    return tool_in(folder.path(), "import " + arguments);
}

std::string line_with(const std::string& text, const std::string& part) {
    const std::size_t at = text.find(part);
    if (at == std::string::npos) return "";
    return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("numbers and times of other people's cells are read as they are meant") {
    using imports::number_in;
    CHECK(number_in("12,50") == 12.5);
    CHECK(number_in("1.234,50") == 1234.5);
    CHECK(number_in("1,234.50") == 1234.5);
    CHECK(number_in("1,234") == 1234);
    CHECK(number_in("1,234", ';') == 1.234);
    CHECK(number_in("'-3") == -3);
    CHECK(number_in("$12.50") == 12.5);
    CHECK(number_in("12,50 \u20ac") == 12.5);
    CHECK(number_in("USD 7") == 7);
    CHECK(number_in("(2)") == -2);
    CHECK(number_in("\u22123") == -3);
    CHECK(number_in("1\u00a0234,50 \u20ac") == 1234.5);
    CHECK(number_in("CHF 1'234.50") == 1234.5);
    CHECK(number_in("1.299", ';') == 1299);
    CHECK(number_in("1.299") == 1.299);
    for (const char* wrong : {"", "soon", "1 d 2", "2025-10-06", "--1", "1e99", "12:30", "1/2", "not stocked"}) {
        INFO(wrong);
        CHECK_FALSE(number_in(wrong));
    }

    const auto east = imports::stamp_in("2025-10-07 09:50:26 +0200", DateOrder::iso);
    const auto utc = imports::stamp_in("2025-10-07T07:50:26Z", DateOrder::iso);
    const auto west = imports::stamp_in("2025-10-07 02:50:26 -05:00", DateOrder::iso);
    REQUIRE((east && utc && west));
    CHECK(east->instant == utc->instant);
    CHECK(east->instant == west->instant);
    CHECK(east->local.time != utc->local.time);
    CHECK(imports::stamp_in("2025-10-07 07:50:26 UTC", DateOrder::iso)->instant == utc->instant);
    CHECK_FALSE(imports::stamp_in("2025-10-07 09:50:26 +2", DateOrder::iso));
    const auto same = [&](const char* cell, DateOrder order) {
        const auto stamp = imports::stamp_in(cell, order);
        return stamp && stamp->instant == imports::stamp_in("2025-10-07 21:05", DateOrder::iso)->instant;
    };
    CHECK(same("10/07/2025 09:05 PM", DateOrder::month_first));
    CHECK(same("7.10.2025, 21:05", DateOrder::day_first));
    CHECK(same("2025/10/07 9:05pm", DateOrder::iso));
    CHECK(imports::stamp_in("10/07/2025 12:30 a.m.", DateOrder::month_first)->local.time == 30_min);
    CHECK_FALSE(imports::stamp_in("10/07/2025 13:30 PM", DateOrder::month_first));

    CHECK(imports::currency_in("eur") == "EUR");
    CHECK(imports::currency_in("\u20ac") == "EUR");
    CHECK(imports::currency_in("US$") == "USD");
    for (const char* wrong : {"", "EURO", "USD, warmup: 20 d", "12"}) CHECK(imports::currency_in(wrong).empty());
}

TEST_CASE("Shopify's exports become one scenario that is commented and runs") {
    const ScratchFolder folder;
    write(folder / "orders.csv", "\xEF\xBB\xBF" + orders);
    write(folder / "products.csv", old_products);
    write(folder / "inventory.csv",
          "Handle,Title,Option1 Value,Option2 Value,SKU,Location,Incoming,Unavailable,Committed,Available,On hand\n"
          "dress,Dress,Red,M,D-1,Berlin,5,0,1,6,7\ndress,,Red,M,D-1,Paris,0,0,0,3,3\n"
          "dress,,Red,L,D-2,Berlin,0,0,0,not stocked,not stocked\n");
    const Called made =
        import(folder, "shopify --orders orders.csv --products products.csv --inventory inventory.csv -o shop.yaml");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    const std::string said = unwrapped(made.out);
    for (const char* part :
         {"products: 4 variants of 4 products",
          "1 row: of archived products: kept where orders name them (first in line 6)",
          "1 row: with the SKU of another", "1 row: with negative stock", "inventory: 1 item at 2 locations",
          "1 row: skipped, not stocked at that location", "1 row: with goods incoming",
          "orders: 7 rows, 4 lines in 3 orders used", "1 row: skipped, nothing to ship",
          "1 row: skipped, that return or cancel", "1 row: with a time 'shipped' that can't be read (first in line 7)",
          "1 order skipped, without a time", "1 order skipped, of which no line can be used", "left out: 2 items"}) {
        INFO(part);
        CHECK(contains(said, part));
    }
    const std::string yaml = content(folder / "shop.yaml");
    CHECK(contains(yaml, "# Made by `backstock import` from Shopify: products.csv, inventory.csv, orders.csv."));
    CHECK(contains(yaml, "currency: EUR"));
    CHECK(contains(yaml, "start: 2025-10-06, horizon: 5 d"));
    CHECK(contains(yaml, "\"D-1\": {price: 89, holding: 25 %/yr}  # Dress - Red / M"));
    CHECK(contains(yaml, "\"D-1\": {cost: 31}"));
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "9 at the export"));   // 6 in Berlin, 3 in Paris
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "backorder: allow"));  // CONTINUE
    CHECK(contains(line_with(yaml, "\"Belt\": {initial"), "# not counted, sold on"));
    CHECK_FALSE(contains(yaml, "patience:"));  // the one cancellation came before anyone can have waited
    const Called run = tool_in(folder.path(), "run shop.yaml --no-file");
    INFO(run.err);
    CHECK(run.status == 0);

    CHECK(import(folder, "shopify --orders orders.csv -o shop.yaml").status == 2);  // never over an edited one
    CHECK(content(folder / "shop.yaml") == yaml);
    CHECK(import(folder, "shopify --orders orders.csv -o shop.yaml --replace").status == 0);
}

TEST_CASE("Shopify's new header of products means the same as the old one") {
    const ScratchFolder folder;
    write(folder / "products.csv", new_products);
    const Called made = import(folder, "shopify --products products.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(contains(unwrapped(made.out), "no orders were given: 5 a day"));
    const std::string yaml = content(folder / "shop.yaml");
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "initial: 7"));
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "backorder: allow"));
    CHECK(contains(line_with(yaml, "\"D-2\": {initial"), "backorder: refuse"));
    CHECK(tool_in(folder.path(), "check shop.yaml").status == 0);
}

TEST_CASE("WooCommerce's settings become backorder policies") {
    const ScratchFolder folder;
    write(folder / "products.csv",
          "ID,Type,SKU,Name,Published,In stock?,Stock,Backorders allowed?,Sale price,Regular price,Parent\n"
          "1,simple,no,No,1,1,4,0,,10,\n2,simple,notify,Notify,1,1,'-2,notify,8,10,\n3,simple,yes,Yes,1,1,3,1,,10,\n"
          "4,simple,odd,Odd,1,1,3,perhaps,,10,\n5,simple,free,Free,1,1,,0,,10,\n6,simple,gone,Gone,1,0,,0,,10,\n"
          "7,simple,later,Later,1,backorder,,0,,10,\n8,variable,tee,Tee,1,1,9,notify,,10,\n"
          "9,variation,tee-red,Tee - Red,1,1,parent,0,,12,tee\n10,external,out,Out,1,1,,0,,10,\n"
          "11,simple,draft,Draft,0,1,5,0,,10,\n12,simple,no,Twin,1,1,4,0,,10,\n");
    const Called made = import(folder, "woocommerce --products products.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    const std::string yaml = content(folder / "shop.yaml");
    const auto stock = [&](const char* name) { return line_with(yaml, fmt::format("\"{}\": {{initial", name)); };
    CHECK(contains(stock("no"), "initial: 4,"));
    CHECK(contains(stock("no"), "backorder: refuse"));
    CHECK(contains(stock("notify"), "initial: 0,"));
    CHECK(contains(stock("notify"), "backorder: allow"));
    CHECK(contains(stock("notify"), "with a notice"));
    CHECK(contains(yaml, "\"notify\": {price: 8,"));
    CHECK(contains(stock("yes"), "backorder: allow"));
    CHECK(contains(stock("odd"), "backorder: refuse"));
    CHECK(contains(stock("free"), "backorder: allow"));  // not managed, in stock
    CHECK(contains(stock("gone"), "initial: 0,"));
    CHECK(contains(stock("gone"), "backorder: refuse"));
    CHECK(contains(stock("later"), "initial: 0,"));
    CHECK(contains(stock("later"), "backorder: allow"));
    CHECK(contains(stock("tee-red"), "initial: 9,"));  // its parent's
    CHECK(contains(stock("tee-red"), "with a notice"));
    for (const char* out : {"\"out\"", "\"draft\"", "\"tee\""}) CHECK_FALSE(contains(yaml, out));
    CHECK(tool_in(folder.path(), "check shop.yaml").status == 0);

    write(folder / "analytics.csv",
          "Date,Order #,N. Revenue,Status,Customer,Product(s),Items sold\n"
          "2025-03-03 10:00:00,1,20,completed,A,\"2× Notify, 1× Tee - Red\",3\n"
          "2025-03-05 10:00:00,2,10,cancelled,B,1× Yes,1\n2025-03-06 10:00:00,3,10,failed,B,1× Yes,1\n");
    const Called fitted = import(folder, "woocommerce --products products.csv --orders analytics.csv -o both");
    INFO(fitted.out << fitted.err);
    REQUIRE(fitted.status == 0);
    CHECK(contains(unwrapped(fitted.out), "3 rows, 3 lines in 2 orders used"));
    CHECK(contains(unwrapped(fitted.out), "1 order skipped, never paid"));
    CHECK(contains(content(folder / "both.yaml"), "\"tee-red\": 1"));  // matched by its name
}

TEST_CASE("what can't be imported is told with its place, and nothing is written") {
    const ScratchFolder folder;
    const auto refused = [&](const std::string& text, const std::string& why, const std::string& options = "") {
        write(folder / "orders.csv", text);
        const Called told = import(folder, "shopify --orders orders.csv -o shop.yaml " + options);
        INFO(text << "\n" << told.out << told.err);
        CHECK(told.status == 2);
        CHECK(contains(told.err, why));
        CHECK_FALSE(fs::exists(folder / "shop.yaml"));
    };
    refused("", "orders.csv");
    refused(std::string("PK\x03\x04\0\0", 6), "orders.csv");
    refused("{\"orders\": []}\n", "no column for the order");
    refused(old_products, "this looks like a file of products or inventory, not of orders");
    refused("Nom,Cr\u00e9\u00e9 le\n#1,2025-10-07\n", "headers may be translated");
    refused("Name,Created at\n#1,yesterday\n", "times such as 'yesterday' can't be read");
    refused("Name,Created at\n#1,1/2/2025\n", "--times month_first or --times day_first");
    refused(order_header, "orders.csv");
    refused("Name,Created at,Lineitem quantity\n#1,2025-10-07,many\n", "no order can be used");
    refused(orders, "there is no column 'Artikel'", "--map item=Artikel");
    refused(orders, "expected ROLE=COLUMN", "--map shoe=Name");
    refused(orders, "--service", "--service 100");
    refused("Name,Created at,Notes\n#1,2025-10-07,\"open\n", "orders.csv:2");
    CHECK(import(folder, "shopify --orders missing.csv").status == 2);
    CHECK(import(folder, "shopify --products orders.csv").status == 2);
    CHECK(import(folder, "shopify").status == 2);
    CHECK(import(folder, "woocommerce --products orders.csv").status == 2);
    write(folder / "products.csv", old_products);
    CHECK(contains(import(folder, "shopify --products products.csv --check -o x").err, "no past to compare with"));
    CHECK_FALSE(fs::exists(folder / "x.yaml"));
}

TEST_CASE("names and cells of any bytes never break the scenario that is written") {
    const ScratchFolder folder;
    write(folder / "orders.csv",
          "Name,Created at,Lineitem sku,Lineitem name,Lineitem price\n"
          "1,2025-10-07,\"a\"\"b: {#\\\",\"x\ny # z: [\",5\n2,2025-10-08,~,null,5\n3,2025-10-09,'=cmd,\xFCml\xE4ut,5\n"
          "4,2025-10-10,stores.shop,- x,5\n");
    const Called made = import(folder, "csv --orders orders.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    const Called run = tool_in(folder.path(), "run shop.yaml --no-file");
    INFO(run.err);
    CHECK(run.status == 0);
}

TEST_CASE("arrivals, baskets, shipments and patience come back from a past that is known") {
    const ScratchFolder folder;
    std::string text = "order,created at,sku,quantity,price,shipped at,cancelled at\n";
    // Two orders on Mondays, one on the other days, for 52 weeks from Monday 2024-01-01; every tenth waits 10 days,
    // every twentieth is cancelled after 8.
    int number = 0;
    for (int day = 0; day < 364; ++day) {
        const int orders_of_day = day % 7 == 0 ? 2 : 1;
        for (int i = 0; i < orders_of_day; ++i, ++number) {
            const auto stamp = [](int d) {
                const Date date = date_of(days_of({2024, 1, 1}) + d);
                return fmt::format("{:04}-{:02}-{:02} 12:00", date.year, date.month, date.day);
            };
            const bool cancelled = number % 20 == 7;
            const bool waits = number % 10 == 3;
            text += fmt::format("{},{},{},{},10,{},{}\n", number, stamp(day), number % 4 == 0 ? "b" : "a",
                                number % 2 == 0 ? 1 : 3, cancelled ? "" : stamp(day + (waits ? 10 : 1)),
                                cancelled ? stamp(day + 8) : "");
        }
    }
    write(folder / "orders.csv", text);
    const Called made = import(folder, "csv --orders orders.csv -o shop --check");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    const std::string yaml = content(folder / "shop.yaml");
    INFO(yaml);
    CHECK(contains(yaml, "weekly: [1.75, 0.875, 0.875, 0.875, 0.875, 0.875, 0.875]"));  // 2 : 1, mean 1
    CHECK(contains(yaml, "monthly: ["));
    CHECK(contains(yaml, "\"a\": {discrete: {values: [1, 3], weights: [104, 208]}}"));  // b comes one by one
    CHECK(contains(yaml, "handling: 1 d"));
    CHECK(contains(yaml, "lead_time: 10 d  # from the longest waits"));
    // Behind the shelf's 5 d, 42 orders wait 4 d each (the tenth is handling), 21 are cancelled after 3 d more
    CHECK(contains(yaml, "patience: {waiting: {exponential: {mean: 11 d}}}"));
    CHECK(contains(made.out, "recorded"));
    CHECK(contains(line_with(made.out, "orders      "), "416"));
    const std::string waited = line_with(made.out, "shipped later than 5 d, %");
    CHECK(contains(waited, "10.63"));  // 42 of 395 shipped
    CHECK_FALSE(contains(line_with(made.out, "orders      "), "differs"));
    CHECK_FALSE(contains(waited, "differs"));  // the rules are chosen so
}

TEST_CASE("a recorded figure agrees within a tenth or the interval") {
    imports::Compared row{"orders", 100.0, 109, 0, 1};
    CHECK(row.agrees());
    row.simulated = 111;
    CHECK_FALSE(row.agrees());
    row.half_width = 12;
    CHECK(row.agrees());
    CHECK(row.apart() == Approx(0.11));
    row.recorded.reset();
    CHECK(row.agrees());
    CHECK_FALSE(row.apart());
    row.recorded = 5;
    row.simulated = std::nan("");
    CHECK_FALSE(row.agrees());
}

TEST_CASE("every item keeps its own units, and a long tail its weight") {
    const ScratchFolder folder;
    std::string text = "order,created at,sku,product name,quantity,price\n";
    double desks = 0, screws = 0, value = 0;
    for (int i = 0; i < 1000; ++i) {
        const bool desk = i % 2 == 0;
        const int units = desk ? 1 : i % 100 == 99 ? 2000 : 1 + i % 47;
        (desk ? desks : screws) += units;
        value += units * (desk ? 500 : 0.10);
        text += fmt::format("{},2025-{:02}-{:02} 10:{:02},{},Things,{},{}\n", i, 1 + i / 100, 1 + i % 28, i % 60,
                            desk ? "table" : "screw", units, desk ? "500" : "0.10");
    }
    write(folder / "orders.csv", text);
    const Called made = import(folder, "csv --orders orders.csv -o shop --service 99.9% --check");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(contains(unwrapped(made.out),
                   "renamed: 1 item whose name is too long or a word of the format, 'table' to 'table_'"));
    CHECK(contains(unwrapped(made.out), "no shipped: nothing is known of waits"));
    const std::string yaml = content(folder / "shop.yaml");
    INFO(yaml);
    CHECK(contains(yaml, "\"table_\": {price: 500"));
    CHECK(contains(yaml, "\"screw\": {price: 0.10"));  // one title, two SKUs
    const Called run = tool_in(folder.path(), "run shop.yaml --no-file --json --replications 100");
    REQUIRE(run.status == 0);
    const nlohmann::json json = nlohmann::json::parse(run.out);
    for (const auto& row : json["summary"]) {
        if (row["kpi"] != "units_demanded") continue;
        const double spread = row["half_width"].get<double>();
        CHECK(row["mean"].get<double>() == Approx(desks + screws).margin(2.5 * spread));
        CHECK(row["sd"].get<double>() > 0.05 * screws);  // ten lines of 2,000 units are still seen
    }
    CHECK_FALSE(contains(line_with(made.out, "sales at today's prices"), "differs"));
    CHECK(contains(line_with(made.out, "sales at today's prices"), fmt::format("{:.0f}", value).substr(0, 3)));
}

TEST_CASE("orders that were never paid, repeated or far off count for nothing, and it is said") {
    const ScratchFolder folder;
    const std::string header =
        "Name,Financial Status,Fulfilled at,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem "
        "price,Lineitem "
        "sku\n";
    std::string text = header;
    for (int i = 0; i < 60; ++i)
        text += fmt::format("#{},paid,,{},2025-03-{:02} 10:00,1,Cup,{},C\n#{},,,,,1,Mug,5,M\n", i,
                            i < 40 ? "eur" : "USD", 1 + i % 28, i < 40 ? 10 : 1000, i);
    text += text.substr(header.size(), text.find("#30") - header.size());  // an export that overlaps
    text +=
        "#v,voided,,eur,2025-03-05,1,Cup,10,C\n#e,expired,,eur,2025-03-05,1,Cup,10,C\n"
        "#r,refunded,,eur,2025-03-05,1,Cup,10,C\n#y,paid,,eur,2055-03-05,1,Cup,10,C\n"
        "#z,paid,,\"USD, warmup: 20 d\",2025-03-05,0.4,Cup,10,C\n";
    write(folder / "orders.csv", text);
    const Called made = import(folder, "shopify --orders orders.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    const std::string said = unwrapped(made.out);
    for (const char* part :
         {"122 lines in 62 orders used", "60 rows: skipped, an order that stands in the file twice",
          "2 orders skipped, never paid", "1 order refunded before anything left: counted as cancelled",
          "1 order skipped, more than a year apart from all others (such as 2055-03-05",
          "1 row: with a currency that can't be read", "1 row: with a part of a unit: rounded to whole units",
          "in several currencies, 41 of EUR, 20 of USD: prices are those paid in EUR",
          "1 order cancelled, the file does not say when"}) {
        INFO(part);
        CHECK(contains(said, part));
    }
    const std::string yaml = content(folder / "shop.yaml");
    CHECK(contains(yaml, "currency: EUR}"));
    CHECK(contains(yaml, "\"C\": {price: 10,"));
    CHECK(contains(import(folder, "csv --orders orders.csv --currency EURO -o x").err, "expected a code such as EUR"));
}

TEST_CASE("products in one cell are parted at counts alone, however long the cell") {
    const ScratchFolder folder;
    write(folder / "orders.csv",
          "Date,Order #,Status,Product(s)\n2025-03-03,1,completed,\"2\u00d7 Lumber 2x4 plank, oak, 1\u00d7 Belt\"\n"
          "2025-03-04,2,pending,1\u00d7 Belt\n2025-03-05,3,wc-completed,1x Hat\n2025-03-06,4,completed,1" +
              std::string(60'000, ' ') + "\n2025-03-06,5,completed," + std::string(50'000, '7') + "\n");
    const Called made = import(folder, "woocommerce --orders orders.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(contains(unwrapped(made.out), "2 rows: with products that can't be read"));
    CHECK(contains(unwrapped(made.out), "1 order skipped, never paid"));
    const std::string yaml = content(folder / "shop.yaml");
    CHECK(contains(yaml, "\"Lumber 2x4 plank, oak\": 2"));  // its units: two a line
    CHECK(contains(yaml, "\"Hat\": 1"));
}

TEST_CASE("a past that a scenario wrote comes back from it") {
    // 12 orders a day, a lead time of 20 d, rules that let a fifth of the orders wait: told by a run, read again.
    const ScratchFolder folder;
    write(folder / "known.yaml", R"(backstock: 1
run: {start: 2024-01-01, horizon: 700 d, replications: 1, seed: 4}
items: {cup: {price: 20}}
suppliers: {pottery: {lead_time: 20 d, sells: {cup: {cost: 8}}}}
stores:
  shop:
    backorder: allow
    fulfillment: {as_available: {handling: 1 d}}
    stock: {cup: {initial: 400, inventory: {s_S: {s: 100, S: 400}}}}
customers:
  all: {store: shop, arrivals: {poisson: {rate: 12 /d}}, buys: {cup: 1}, patience: {waiting: {exponential: {mean: 20 d}}}}
)");
    const Called run = tool_in(folder.path(), "run known.yaml --orders -o known.h5");
    REQUIRE(run.status == 0);
    REQUIRE(tool_in(folder.path(), "export known.h5 --csv told").status == 0);
    std::ifstream orders(folder / "told/known/orders.csv");
    std::string line;
    std::getline(orders, line);
    std::map<std::string, std::size_t> at;
    const auto cells = [](const std::string& row) {
        std::vector<std::string> parts;
        std::stringstream stream(row);
        for (std::string cell; std::getline(stream, cell, ',');) parts.push_back(cell);
        return parts;
    };
    for (const std::string& name : cells(line)) at.emplace(name, at.size());
    std::string text = "order,created at,sku,quantity,price,shipped at,cancelled at\n";
    const auto stamp = [](const std::string& days) -> std::string {
        if (days.empty() || days == "NaN") return "";
        const double day = std::stod(days);
        const Date date = date_of(days_of({2024, 1, 1}) + static_cast<std::int64_t>(day));
        const int minutes = static_cast<int>((day - std::floor(day)) * 1440);
        return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", date.year, date.month, date.day, minutes / 60,
                           minutes % 60);
    };
    while (std::getline(orders, line)) {
        const auto row = cells(line);
        text += fmt::format("{},{},cup,1,20,{},{}\n", row[at["order"]], stamp(row[at["placed_at"]]),
                            stamp(row[at["shipped_at"]]), stamp(row[at["cancelled_at"]]));
    }
    write(folder / "past.csv", text);
    const Called made = import(folder, "csv --orders past.csv -o shop --check");
    INFO(made.out << made.err << content(folder / "shop.yaml"));
    REQUIRE(made.status == 0);
    CHECK(contains(unwrapped(made.out), "with which as many orders wait as did"));
    for (const char* row : {"orders  ", "units ordered", "sales", "shipped later", "their days", "orders cancelled"}) {
        INFO(row);
        REQUIRE_FALSE(line_with(made.out, row).empty());
        CHECK_FALSE(contains(line_with(made.out, row), "differs"));
    }
    const std::string patience = line_with(content(folder / "shop.yaml"), "patience: ");
    REQUIRE(contains(patience, "mean: "));
    CHECK(std::stod(patience.substr(patience.find("mean: ") + 6)) == Approx(20).epsilon(0.2));
}

TEST_CASE("growth is told and is no season") {
    const ScratchFolder folder;
    std::string text = "order,created at,sku\n";
    int number = 0;
    for (int day = 0; day < 545; ++day) {  // doubles in a year
        const double until = 2000 * (std::pow(2, (day + 1) / 365.0) - 1);
        for (; number < until; ++number) {
            const Date date = date_of(days_of({2023, 1, 1}) + day);
            text += fmt::format("{},{:04}-{:02}-{:02},a\n", number, date.year, date.month, date.day);
        }
    }
    write(folder / "orders.csv", text);
    const Called made = import(folder, "csv --orders orders.csv -o shop");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(contains(unwrapped(made.out), "orders grew by 100 % from one year to the next"));
    const std::string yaml = content(folder / "shop.yaml");
    const std::string months = line_with(yaml, "monthly: [");
    std::stringstream stream(months.substr(months.find('[') + 1));
    for (double factor = 0; stream >> factor; stream.ignore(1)) {
        INFO(months);
        CHECK(factor == Approx(1).margin(0.03));
    }
}

TEST_CASE("real exports of the platforms run end to end") {
    const auto data = shared_data();
    if (!data || !fs::exists(*data / "shopify/apparel.csv")) return skip("no shopify, woocommerce and olist data");
    const ScratchFolder folder;
    const std::string root = data->string();
    const auto runs = [&](const std::string& arguments, const std::string& said) {
        const Called made = import(folder, arguments + " -o shop --replace");
        INFO(arguments << '\n' << made.out << made.err);
        CHECK(made.status == 0);
        CHECK(contains(unwrapped(made.out), said));
        const Called run = tool_in(folder.path(), "run shop.yaml --no-file");
        INFO(run.err);
        CHECK(run.status == 0);
    };
    runs("shopify --products '" + root + "/shopify/apparel.csv'", "96 variants of 25 products");
    runs("shopify --products '" + root + "/shopify/jewelry.csv'", "products");
    runs("woocommerce --products '" + root + "/woocommerce/sample_products.csv'", "18 items");
    runs("csv --orders '" + root + "/olist/olist_orders_sample_4998.csv' --check", "4,998 lines in 4,998 orders");
}
