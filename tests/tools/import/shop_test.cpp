#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"
#include "tools/import/cells.hpp"
#include "tools/import/shop_check.hpp"

#include <fmt/format.h>

#include <cmath>

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
         {"products: 3 variants of 4 products", "1 row: skipped, of draft or archived products (first in line 6)",
          "1 row: with the SKU of another", "1 row: with negative stock", "inventory: 1 item at 2 locations",
          "1 row: skipped, not stocked at that location", "1 row: with goods incoming",
          "orders: 7 rows, 4 lines in 3 orders used", "1 row: skipped, nothing to ship",
          "1 row: skipped, that return or cancel", "1 row: with a time 'shipped' that can't be read (first in line 7)",
          "1 order skipped, without a time", "1 order skipped, of which no line can be used", "left out: 1 item"}) {
        INFO(part);
        CHECK(contains(said, part));
    }
    const std::string yaml = content(folder / "shop.yaml");
    CHECK(contains(yaml, "# Made by `backstock import` from Shopify: products.csv, inventory.csv, orders.csv."));
    CHECK(contains(yaml, "currency: EUR"));
    CHECK(contains(yaml, "start: 2025-10-06, horizon: 5 d"));
    CHECK(contains(yaml, "\"D-1\": {price: 89, holding: 25 %/yr}  # Dress - Red / M"));
    CHECK(contains(yaml, "\"D-1\": {cost: 31}"));
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "initial: 9"));        // 6 in Berlin, 3 in Paris
    CHECK(contains(line_with(yaml, "\"D-1\": {initial"), "backorder: allow"));  // CONTINUE
    CHECK(contains(line_with(yaml, "\"Belt\": {initial"), "# not counted, sold on"));
    CHECK(contains(yaml, "patience: {waiting: {exponential: {mean: 5 d}}}"));  // five days until the one cancellation
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
    CHECK(contains(yaml, "units: {discrete: {values: [1, 3], weights: [208, 208]}}"));
    CHECK(contains(yaml, "handling: 1 d"));
    CHECK(contains(yaml, "lead_time: 10 d  # from the longest waits"));
    // 42 orders wait 10 d each, 21 are cancelled after 8 d: 588 days of waiting by 21 cancellations
    CHECK(contains(yaml, "patience: {waiting: {exponential: {mean: 28 d}}}"));
    CHECK(contains(made.out, "recorded"));
    CHECK(contains(line_with(made.out, "orders      "), "416"));
    const std::string waited = line_with(made.out, "orders that waited, %");
    CHECK(contains(waited, "10.63"));  // 42 of 395 shipped
    CHECK_FALSE(contains(line_with(made.out, "orders      "), "differs"));
    CHECK_FALSE(contains(waited, "differs"));  // the rules are chosen so
}

TEST_CASE("a recorded figure agrees within a tenth or the interval") {
    imports::Compared row{"orders", "orders", 100.0, 109, 0, 1, ""};
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
