#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"
#include "tools/import/order_lines.hpp"
#include "tools/import/stocking_rule.hpp"

#include <nlohmann/json.hpp>

#include <chrono>

using namespace backstock;
using namespace backstock::testing;

namespace {

const std::string lines =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
    "1,A,mug,4,2010-12-01 08:26:00,2.50,17850\n"
    "1,B,\"plate, large\",1,2010-12-01 08:26:00,7,17850\n"
    "C2,A,mug,-4,2010-12-01 09:00:00,2.50,17850\n"
    "3,POST,POSTAGE,1,2010-12-02 10:00:00,18,12583\n"
    "4,A,mug,2,2010-12-02 11:00:00,0,\n"
    "5,A,mug,6,2010-12-04 11:00:00,3.00,\n"
    "6,B,mug,1,yesterday,3.00,\n"
    "7,gift_0001_20,voucher,1,2010-12-04 12:00:00,16,\n";

}  // namespace

TEST_CASE("the stocking rule is mean demand, a safety stock and some days more") {
    imports::Sales sales;
    sales.add("A", 10, 3, 2.5);
    sales.add("A", 10, 1, 2.5);
    sales.add("A", 13, 4, 3.5);
    sales.add("B", 12, 1, 9);
    REQUIRE(sales.days() == 4);
    const auto items = sales.stocked({.lead_time_days = 4, .service = 0.975, .cover_days = 5});
    REQUIRE(items.size() == 2);
    // A: 4, 0, 0, 4 a day: mean 2, sd 4/√3 = 2.309; s = ⌈8 + 1.960 · 2.309 · 2⌉ = ⌈17.05⌉, S = 18 + 10
    CHECK(items[0].name == "A");
    CHECK(items[0].s == 18);
    CHECK(items[0].S == 28);
    CHECK(items[0].price == 2.5);
    // B: mean 0.25, sd 0.5; s = ⌈1 + 1.960⌉, S = 3 + ⌈1.25⌉
    CHECK(items[1].s == 3);
    CHECK(items[1].S == 5);
}

TEST_CASE("order lines become a scenario that runs, and what is skipped is counted with its cause") {
    const ScratchFolder folder;
    write(folder / "sold.csv", lines);
    const Called told = tool_in(folder.path(), "import orders sold.csv --currency GBP --goods b --not-goods Q,R");
    INFO(told.out << told.err);
    REQUIRE(told.status == 0);
    const std::string report = unwrapped(told.out);
    for (const char* part :
         {"3 of 8 rows used, 1 of them from customers without an id", "skipped: 1 that cancel or return",
          "skipped: 2 for postage, fees and corrections, which are no goods: POST, gift_0001_20",
          "skipped: 1 without a price", "skipped: 1 with a time, quantity or price that can't be read",
          "2 items, 4 days from 2010-12-01", "sold/sold.yaml"}) {
        INFO(part);
        CHECK(contains(report, part));
    }
    CHECK(contains(content(folder / "sold/sold.yaml"), "# skipped: 1 without a price"));
    const Called run = tool_in(folder.path(), "run sold/sold.yaml --json");
    REQUIRE(run.status == 0);
    const nlohmann::json json = nlohmann::json::parse(run.out);
    for (const auto& row : json["summary"]) {
        if (row["kpi"] == "orders") CHECK(row["mean"] == 2);
        if (row["kpi"] == "units_demanded") CHECK(row["mean"] == 11);
        if (row["kpi"] == "revenue") CHECK(row["mean"] == 4 * 3.0 + 7 + 6 * 3.0);  // at the median price
    }
    CHECK(contains(json["notes"].dump(), "3 of 6 rows used, in 2 orders; skipped: 1 with a quantity of zero or less"));
    CHECK(json["scenario"]["currency"] == "GBP");
}

TEST_CASE("an edited scenario is not written over unasked") {
    const ScratchFolder folder;
    write(folder / "sold.csv", lines);
    CHECK(tool_in(folder.path(), "import orders sold.csv --goods B -o shop").status == 0);
    write(folder / "shop/shop.yaml", "mine");
    const Called again = tool_in(folder.path(), "import orders sold.csv --goods B -o shop/");
    CHECK(again.status == 2);
    CHECK(contains(again.err, "--replace"));
    CHECK(content(folder / "shop/shop.yaml") == "mine");
    CHECK(tool_in(folder.path(), "import orders sold.csv --goods B -o shop --replace").status == 0);
    CHECK(content(folder / "shop/shop.yaml") != "mine");
}

TEST_CASE("columns and times are found by their names and looks, or told") {
    const ScratchFolder folder;
    write(folder / "a.csv", "Ticket;Sold;Article;Pcs;Net\n1;31.12.2010 08:26;x;2;5\n2;1.1.2011 08:26;x;1;5\n");
    const Called unknown = tool_in(folder.path(), "import orders a.csv");
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "which column is the order?"));
    CHECK(contains(unknown.err, "Ticket, Sold, Article, Pcs, Net"));
    const std::string map = "--map order=Ticket,time=Sold --map item=Article,quantity=Pcs,price=Net";
    CHECK(tool_in(folder.path(), "import orders a.csv " + map).status == 0);
    CHECK(contains(content(folder / "a/a.yaml"), "format: day_first"));
    CHECK(tool_in(folder.path(), "run a/a.yaml --no-file").status == 0);

    write(folder / "b.csv", "order,date,sku,qty,price\n1,1/2/2011,x,1,5\n");
    CHECK(contains(tool_in(folder.path(), "import orders b.csv").err, "--times month_first or --times day_first"));
    CHECK(tool_in(folder.path(), "import orders b.csv --times month_first").status == 0);
    CHECK(contains(content(folder / "b/b.yaml"), "start: 2011-01-02"));
    for (const char* wrong : {"--times soon", "--map order", "--map shoe=date", "--map order=nothing", "--service 100",
                              "--service 0", "--lead-time 7", "--cost -1"}) {
        INFO(wrong);
        CHECK(tool_in(folder.path(), std::string("import orders b.csv --times iso --replace ") + wrong).status == 2);
    }
    CHECK(tool_in(folder.path(), "import orders missing.csv").status == 2);
}

TEST_CASE("a year of a real shop's order lines runs end to end in seconds") {
    const auto data = shared_data();
    if (!data || !std::filesystem::exists(*data / "online_retail/online_retail.csv.gz"))
        return skip("no online_retail data");
    const ScratchFolder folder;
    const Called made =
        tool_in(folder.path(),
                "import orders '" + (*data / "online_retail/online_retail.csv.gz").string() + "' --currency GBP");
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(contains(made.out, "527,758 of 541,909 rows used"));
    CHECK(contains(made.out, "10,624 that cancel or return"));
    CHECK(contains(made.out, "3,907 items, 374 days from 2010-12-01"));

    const auto began = std::chrono::steady_clock::now();
    const Called run = tool_in(folder.path(), "run online_retail/online_retail.yaml --json");
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    REQUIRE(run.status == 0);
    CHECK(contains(run.out, "527758 of 540748 rows used, in 19773 orders"));
    const nlohmann::json json = nlohmann::json::parse(run.out);
    for (const auto& row : json["summary"]) {
        if (row["kpi"] == "orders") CHECK(row["mean"] == 19773);
        if (row["kpi"] == "fill_rate") CHECK((row["mean"] > 0.8 && row["mean"] < 0.95));
    }
    CHECK(seconds < 120);  // 0.7 s built for release; sanitizers and a busy machine included
}
