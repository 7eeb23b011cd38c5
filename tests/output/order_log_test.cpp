#include "output/order_log.hpp"

#include "tests/catch.hpp"
#include "tests/output/recorded.hpp"
#include "tests/sim/model_builder.hpp"

#include <cmath>
#include <functional>

using namespace backstock;
using namespace backstock::testing;

namespace {

Frame orders_of(const Model& model, std::int64_t replication = 0) { return recorded<OrderLog>(model, replication); }

// A row of numbers: NaN is written as -1.
std::vector<double> numbers(const Frame& frame, std::size_t row, const std::vector<std::string>& columns) {
    std::vector<double> values;
    for (const std::string& column : columns) {
        const double value = frame.cells<double>(column)[row];
        values.push_back(std::isnan(value) ? -1 : value);
    }
    return values;
}

const std::vector<std::string> amounts{"demanded", "accepted", "at_once", "lost", "delivered", "cancelled"};
const std::vector<std::string> times{"placed_at",  "promised_at",  "first_allocated_at", "allocated_at",
                                     "shipped_at", "delivered_at", "cancelled_at"};

// One dress and three hats on the shelf; dresses come from the atelier in 10 days.
struct Boutique : ModelBuilder {
    Id<Item> dress = item("dress", 89);
    Id<Item> hat = item("hat", 19.95);
    Id<Store> shop = store("shop");
    Id<StockPoint> dresses = stock(shop, dress, 1);
    Id<StockPoint> hats = stock(shop, hat, 3);
    Boutique() {
        buy(dresses, supplier("atelier"), 40, takes(10_d));
        replenish(dresses, "base_stock", Given().set("S", Quantity::units(1)));
        model.stock[hats].backorder = policy<BackorderPolicy>("refuse");
    }
};

}  // namespace

TEST_CASE("the order log follows each line from click to door", "[output]") {
    Boutique b;
    b.customers("regulars", b.shop, {{2_d, {{b.dress, 3}, {b.hat, 2}}}}).transit = b.takes(36_h);
    const Frame log = orders_of(b.build());
    REQUIRE(log.rows() == 2);
    CHECK(log.cells<std::int64_t>("order") == Counts{1, 1});
    CHECK(log.cells<std::int64_t>("line") == Counts{1, 2});
    CHECK(log.cells<std::int64_t>("counted") == Counts{1, 1});
    CHECK(log.cells<std::string>("item") == Texts{"dress", "hat"});
    CHECK(log.cells<std::string>("outcome") == Texts{"delivered", "delivered"});
    CHECK(numbers(log, 0, amounts) == Numbers{3, 3, 1, 0, 3, 0});
    CHECK(numbers(log, 0, times) == Numbers{2, 12, 2, 12, 12, 13.5, -1});
    CHECK(numbers(log, 1, amounts) == Numbers{2, 2, 2, 0, 2, 0});
    CHECK(numbers(log, 1, times) == Numbers{2, -1, 2, 2, 2, 3.5, -1});
    CHECK(numbers(log, 0, {"price", "order_paid"}) == Numbers{89, 306.9});
}

TEST_CASE("the order log knows why units were lost or cancelled", "[output]") {
    // The first takes all hats but one and waits for a dress in vain; the second finds one hat of two; the third none.
    Boutique b;
    b.customers("regulars", b.shop, {{2_d, {{b.hat, 2}, {b.dress, 2}}}, {3_d, {{b.hat, 2}}}, {4_d, {{b.hat, 1}}}})
        .conduct.waiting_patience = b.takes(6_d);
    const Frame log = orders_of(b.build());
    REQUIRE(log.rows() == 4);
    CHECK(log.cells<std::int64_t>("order") == Counts{1, 1, 2, 3});
    CHECK(log.cells<std::string>("outcome") == Texts{"delivered", "cancelled", "delivered", "lost"});
    CHECK(log.cells<std::string>("cancel_cause") == Texts{"", "patience", "", ""});
    CHECK(log.cells<std::string>("lost_cause") == Texts{"", "", "out_of_stock", "out_of_stock"});
    CHECK(numbers(log, 1, amounts) == Numbers{2, 2, 1, 0, 1, 1});
    CHECK(numbers(log, 1, times) == Numbers{2, 12, 2, 2, 2, 2, 8});
    CHECK(numbers(log, 2, amounts) == Numbers{2, 1, 1, 1, 1, 0});
    CHECK(numbers(log, 3, amounts) == Numbers{1, 0, 0, 1, 0, 0});
    CHECK(numbers(log, 3, times) == Numbers{4, -1, -1, -1, -1, -1, -1});
    CHECK(log.cells<double>("order_paid")[1] == Approx(2 * 19.95 + 89));
    CHECK(log.cells<double>("order_paid")[3] == 0);
}

TEST_CASE("the order log shows what the horizon cut off, and what the warm-up began", "[output]") {
    Boutique b;
    b.model.run.warmup = Time::at(3_d);
    b.model.run.horizon = Time::at(8_d);
    b.customers("regulars", b.shop, {{2_d, {{b.hat, 1}}}, {5_d, {{b.dress, 2}}}});
    const Frame log = orders_of(b.build(), 4);
    REQUIRE(log.rows() == 2);
    CHECK(log.cells<std::int64_t>("replication") == Counts{4, 4});
    CHECK(log.cells<std::int64_t>("counted") == Counts{0, 1});
    CHECK(log.cells<std::string>("outcome") == Texts{"delivered", "open"});
    CHECK(numbers(log, 1, amounts) == Numbers{2, 2, 1, 0, 1, 0});
    CHECK(numbers(log, 1, times) == Numbers{5, 15, 5, 5, 5, 5, -1});
}
