#include "output/event_trace.hpp"

#include "tests/catch.hpp"
#include "tests/output/recorded.hpp"
#include "tests/sim/model_builder.hpp"

#include <cmath>
#include <memory>
#include <string>

using namespace backstock;
using namespace backstock::testing;

namespace {

Frame events_of(const Model& model) { return recorded<EventTrace>(model); }

std::string row_text(const Frame& f, std::size_t i) {
    std::string text = fmt::format("{} {}", f.cells<double>("time")[i], f.cells<std::string>("fact")[i]);
    for (const char* name : {"order", "line", "purchase"})
        if (const std::int64_t n = f.cells<std::int64_t>(name)[i]; n != 0) text += fmt::format(" {} {}", name, n);
    for (const char* name : {"entity", "item", "source"})
        if (const std::string& word = f.cells<std::string>(name)[i]; !word.empty()) text += fmt::format(" {}", word);
    for (const char* name : {"quantity", "amount", "until"})
        if (const double x = f.cells<double>(name)[i]; !std::isnan(x)) text += fmt::format(" {}={}", name, x);
    if (const std::string& detail = f.cells<std::string>("detail")[i]; !detail.empty()) text += " " + detail;
    return text;
}

}  // namespace

TEST_CASE("the event trace tells every fact in order", "[output]") {
    // One dress on the shelf, two wanted on day 2; the second comes after one day.
    ModelBuilder b;
    b.model.run.horizon = Time::at(4_d);
    b.model.run.period = 2_d;
    const Id<Item> dress = b.item("dress", 89);
    const Id<Store> shop = b.store("shop");
    const Id<StockPoint> dresses = b.stock(shop, dress, 1);
    b.buy(dresses, b.supplier("atelier"), 40, b.takes(1_d));
    b.replenish(dresses, "base_stock", Given().set("S", Quantity::zero()));
    b.customers("regulars", shop, {{2_d, {{dress, 2}}}});
    const Frame trace = events_of(b.build());
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < trace.rows(); ++i) rows.push_back(row_text(trace, i));
    CHECK(rows == std::vector<std::string>{
                      "2 PeriodEnded",
                      "2 CustomerArrived regulars",
                      "2 OrderPlaced order 1 shop",
                      "2 OrderAccepted order 1 shop quantity=2 amount=178",
                      "2 PaymentCaptured order 1 shop amount=178",
                      "2 LineAllocated order 1 line 1 shop dress quantity=1 at once",
                      "2 LineBackordered order 1 line 1 shop dress quantity=1 until=3",
                      "2 ParcelShipped order 1 line 1 shop dress quantity=1",
                      "2 ParcelDelivered order 1 line 1 shop dress quantity=1",
                      "2 StockReviewed shop dress quantity=-1",
                      "2 PurchasePlaced purchase 1 shop dress atelier quantity=1",
                      "2 PurchaseArrived purchase 1 shop dress atelier quantity=1",
                      "2 GoodsSent purchase 1 shop dress atelier quantity=1 amount=40 until=3",
                      "3 GoodsReceived purchase 1 shop dress atelier quantity=1 amount=40 until=3",
                      "3 LineAllocated order 1 line 1 shop dress quantity=1 waited",
                      "3 ParcelShipped order 1 line 1 shop dress quantity=1",
                      "3 ParcelDelivered order 1 line 1 shop dress quantity=1",
                      "3 OrderSettled order 1 shop amount=178",
                      "4 PeriodEnded",
                      "4 RunEnded",
                  });
}

TEST_CASE("the event trace tells losses, cancellations and refunds with their causes", "[output]") {
    ModelBuilder b;
    b.model.run.horizon = Time::at(9_d);
    b.model.run.period = 9_d;
    const Id<Item> dress = b.item("dress", 89);
    const Id<Item> hat = b.item("hat", 20);
    const Id<Store> shop = b.store("shop");
    b.stock(shop, dress, 0);
    b.model.stock[b.stock(shop, hat, 0)].backorder = b.policy<BackorderPolicy>("refuse");
    b.customers("regulars", shop, {{1_d, {{dress, 1}, {hat, 2}}}, {5_d, {{hat, 1}}}}).conduct.waiting_patience =
        b.takes(3_d);
    const Frame trace = events_of(b.build());
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < trace.rows(); ++i) rows.push_back(row_text(trace, i));
    CHECK(rows == std::vector<std::string>{
                      "1 CustomerArrived regulars",
                      "1 OrderPlaced order 1 shop",
                      "1 UnitsLost order 1 line 2 shop hat quantity=2 out_of_stock",
                      "1 OrderAccepted order 1 shop quantity=1 amount=89",
                      "1 PaymentCaptured order 1 shop amount=89",
                      "1 LineBackordered order 1 line 1 shop dress quantity=1",
                      "4 PatienceEnded order 1 shop",
                      "4 OrderCancelled order 1 shop quantity=1 patience",
                      "4 PaymentRefunded order 1 shop amount=89",
                      "4 OrderSettled order 1 shop amount=0",
                      "5 CustomerArrived regulars",
                      "5 OrderPlaced order 2 shop",
                      "5 UnitsLost order 2 line 1 shop hat quantity=1 out_of_stock",
                      "5 OrderLost order 2 shop out_of_stock",
                      "9 PeriodEnded",
                      "9 RunEnded",
                  });
}
