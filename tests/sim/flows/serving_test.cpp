// Reserves, launches, gathered and queued parcels, neighbours, markdowns and space, traced by hand.
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"
#include "tests/sim/model_builder.hpp"

#include <string>
#include <tuple>
#include <vector>

using namespace backstock;
using namespace backstock::testing;

namespace {

double value(const KpiRow& row, Kpi kpi) { return row[index(kpi)].value(); }

KpiRow row_of(const std::string& text) { return replicate_once(loaded(text).model, 0).network; }

const KpiRow& of_tier(const Outcome& outcome, std::size_t tier) { return outcome.by[4][tier]; }
const KpiRow& of_store(const Outcome& outcome, std::size_t store) { return outcome.by[1][store]; }

// Two tiers, a shop with dresses and hats at 100 and 10; customers come as told.
struct Shop : ModelBuilder {
    Id<Item> dress = item("dress", 100);
    Id<Item> hat = item("hat", 10);
    Id<Store> shop = store("shop");
    Id<StockPoint> dresses;
    Id<StockPoint> hats;

    Shop(double on_hand_dresses, double on_hand_hats) {
        model.tiers = {{"gold", {}}, {"standard", {}}};
        dresses = stock(shop, dress, on_hand_dresses);
        hats = stock(shop, hat, on_hand_hats);
    }
    void arrive(Id<StockPoint> point, std::int64_t units, Duration when) {
        model.opening.push_back({point, Quantity::units(units), Time::at(when)});
    }
    Segment& gold(std::vector<Visit> visits) { return of_tier("gold", {1, 0}, std::move(visits)); }
    Segment& standard(std::vector<Visit> visits) { return of_tier("standard", {0, 1}, std::move(visits)); }
    Segment& of_tier(const std::string& name, std::vector<double> mix, std::vector<Visit> visits) {
        Segment& segment = customers(name, shop, std::move(visits));
        segment.tier_mix = std::move(mix);
        return segment;
    }
    void serve_by(const char* word, const Given& given) {
        model.stock[dresses].prioritization = policy<PrioritizationPolicy>(word, given);
    }
    void leave_by(const char* word, const Given& given = {}) {
        model.stores[shop].fulfillment = policy<FulfillmentPolicy>(word, given);
    }
    static Given tier_first() { return Given().list("by", {Scalar(std::string("tier"))}); }
    static Given units(double n) { return Given().set("units", Quantity::of(n)); }
};

}  // namespace

TEST_CASE("arrivals serve the reserve's own tier, fill the reserve, then serve the others", "[flows][serving]") {
    // Two dresses are kept for gold. Standard asks for one on day 1 and waits though two are there; gold takes one on
    // day 2 and two on day 3, of which one waits. Of the two that come on day 5 gold gets one, and one fills the
    // reserve; of the two of day 7 one fills it, and one is for standard.
    Shop b(2, 0);
    b.serve_by("fifo", Given().named("reserve", "a", Shop::units(2)));
    b.gold({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 2}}}});
    b.standard({{1_d, {{b.dress, 1}}}});
    b.arrive(b.dresses, 2, 5_d);
    b.arrive(b.dresses, 2, 7_d);
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(value(of_tier(outcome, 0), Kpi::fulfillment_time) == 2);
    CHECK(value(of_tier(outcome, 1), Kpi::fulfillment_time) == 6);
    CHECK(of_tier(outcome, 0)[index(Kpi::fill_rate)].num == 2);
    CHECK(of_tier(outcome, 1)[index(Kpi::fill_rate)].num == 0);
}

TEST_CASE("rank serves the better tier first, whoever came before", "[flows][serving]") {
    Shop b(0, 0);
    b.serve_by("rank", Shop::tier_first());
    b.standard({{1_d, {{b.dress, 1}}}});
    b.gold({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 1}}}});
    for (const Duration day : {5_d, 6_d, 8_d}) b.arrive(b.dresses, 1, day);
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(value(of_tier(outcome, 0), Kpi::fulfillment_time) == 3);
    CHECK(value(of_tier(outcome, 1), Kpi::fulfillment_time) == 7);
    CHECK(value(of_tier(outcome, 0), Kpi::on_time_rate) == 1);  // promised what came of it
    CHECK(value(of_tier(outcome, 1), Kpi::on_time_rate) == 0);  // promised day 5, before gold came
}

TEST_CASE("fair share divides each arrival among the tiers that wait", "[flows][serving]") {
    // Gold waits for 6, standard for 3; in proportion, of 3 units gold gets 2. Then 4 and 2 wait, again 2 and 1, and so
    // on.
    Shop b(0, 0);
    b.serve_by("fair_share", {});
    b.standard({{1_d, {{b.dress, 1}}}, {1_d, {{b.dress, 1}}}, {1_d, {{b.dress, 1}}}});
    b.gold({{2_d, {{b.dress, 2}}}, {2_d, {{b.dress, 2}}}, {2_d, {{b.dress, 2}}}});
    for (const Duration day : {5_d, 6_d, 7_d}) b.arrive(b.dresses, 3, day);
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(value(of_tier(outcome, 0), Kpi::fulfillment_time) == 4);  // days 5, 6, 7 less day 2
    CHECK(value(of_tier(outcome, 1), Kpi::fulfillment_time) == 5);
}

TEST_CASE("a complete order waits for its last line; when it is given up its goods are free", "[flows][serving]") {
    // The first customer's dress lies ready from day 2 on, until their patience with the hat ends on day 5: it then
    // goes to who has waited for one since day 3.
    Shop b(1, 0);
    b.leave_by("complete", Given().set("cost_per_shipment", Money::of(4)));
    b.gold({{2_d, {{b.dress, 1}, {b.hat, 1}}}}).conduct.waiting_patience = b.takes(3_d);
    b.standard({{3_d, {{b.dress, 1}}}});
    const Outcome given_up = replicate_once(b.build(), 0);
    CHECK(value(given_up.network, Kpi::units_shipped) == 1);
    CHECK(value(of_tier(given_up, 1), Kpi::fulfillment_time) == 2);
    CHECK(of_tier(given_up, 0)[index(Kpi::cancellation_rate)].num == 1);
    CHECK(given_up.books.balance(Account::sales) == -Money::of(100));
    CHECK(given_up.books.balance(Account::cash) == Money::of(96));

    Shop c(1, 0);
    c.leave_by("complete", Given().set("cost_per_shipment", Money::of(4)).set("cost_per_line", Money::of(0.5)));
    c.gold({{2_d, {{c.dress, 1}, {c.hat, 2}}}});
    c.arrive(c.hats, 1, 5_d);
    c.arrive(c.hats, 1, 8_d);
    const KpiRow whole = replicate_once(c.build(), 0).network;
    CHECK(value(whole, Kpi::order_to_delivery) == 6);
    CHECK(value(whole, Kpi::cost_transport) == 4);
    CHECK(value(whole, Kpi::cost_handling) == 1);  // a line of dresses and one of hats, which came one by one
}

TEST_CASE("a consolidated order leaves at its limit, or when it is whole", "[flows][serving]") {
    // Ready on day 2: the dress leaves on day 6. The hat of day 7 is the whole rest and leaves at once.
    const auto played = [](Duration hat, Duration patience) {
        Shop b(1, 0);
        b.leave_by(
            "consolidate",
            Given().set("limit", 4_d).set("cost_per_order", Money::of(1)).set("cost_per_shipment", Money::of(4)));
        b.gold({{2_d, {{b.dress, 1}, {b.hat, 1}}}}).conduct.waiting_patience = b.takes(patience);
        b.arrive(b.hats, 1, hat);
        return replicate_once(b.build(), 0).network;
    };
    const KpiRow apart = played(7_d, 30_d);
    CHECK(value(apart, Kpi::order_to_delivery) == 5);
    CHECK(value(apart, Kpi::cost_transport) == 8);
    CHECK(value(apart, Kpi::cost_handling) == 1);
    // At the limit's very instant goods that arrive come first, and the parcel takes them along.
    const KpiRow together = played(6_d, 30_d);
    CHECK(value(together, Kpi::order_to_delivery) == 4);
    CHECK(value(together, Kpi::cost_transport) == 4);
    // The hat is given up on day 3: what is there is whole, and leaves.
    const KpiRow rest = played(20_d, 1_d);
    CHECK(value(rest, Kpi::units_shipped) == 1);
    CHECK(rest[index(Kpi::cancellation_rate)].num == 1);
}

TEST_CASE("goods bought for one customer are theirs under drop shipping", "[flows][serving]") {
    // Standard orders on day 1, gold on day 2; each supplier's parcel is for whom it was bought, whatever the ranks.
    Shop b(0, 0);
    b.leave_by("drop_ship");
    b.serve_by("rank", Shop::tier_first());
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("refuse");
    b.model.stock[b.hats].backorder = b.policy<BackorderPolicy>("refuse");
    b.buy(b.dresses, b.supplier("atelier"), 40, b.takes(5_d));
    b.replenish(b.dresses, "base_stock", Given().set("S", Quantity::zero()));
    b.standard({{1_d, {{b.dress, 2}}}});
    b.gold({{2_d, {{b.dress, 1}}}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(value(of_tier(outcome, 1), Kpi::fulfillment_time) == 5);
    CHECK(value(of_tier(outcome, 0), Kpi::fulfillment_time) == 5);
    CHECK(value(outcome.network, Kpi::on_time_rate) == 1);
    CHECK(value(outcome.network, Kpi::cost_purchase) == 120);
    CHECK(value(outcome.network, Kpi::on_hand) == 0);
}

TEST_CASE("what was bought for a customer who gave up is there for the next", "[flows][serving]") {
    const std::string text =
        "backstock: 1\nrun: {horizon: 20 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {cost: 4}}, lead_time: 5 d}}\n"
        "stores: {shop: {stock: {w: {}}, fulfillment: drop_ship}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 6 d, quantity: 1}}, buys: {w: 1}, "
        "patience: {waiting: 4 d}}}\n";
    // Orders on days 0, 6, 12 and 18: the first gives up on day 4, its goods come on day 5 and serve day 6 at once; day
    // 12 gives up again, and day 18 is served at once.
    const KpiRow row = row_of(text);
    CHECK(value(row, Kpi::units_shipped) == 2);
    CHECK(value(row, Kpi::cost_purchase) == 8);
    CHECK(row[index(Kpi::cancellation_rate)].num == 2);
}

TEST_CASE("handling one after the other, slowed down by an outage of part of it", "[flows][serving]") {
    const auto played = [](double left, Duration from) {
        Shop b(9, 0);
        b.leave_by("as_available", Given().set("capacity", Rate{2}));
        b.gold({{1_d, {{b.dress, 1}}}, {1_d, {{b.dress, 1}}}, {1_d, {{b.dress, 1}}}, {1_d, {{b.dress, 1}}}});
        const Id<Disruption> id = b.model.disruptions.id_at(0);
        const Id<Strike> strike =
            b.model.strikes.add({.disruption = id, .key = 1, .targets = {Target(b.shop)}, .spreads_to = {}});
        b.model.disruptions.add(
            {.name = "strike",
             .key = 1,
             .clock = b.policy<ClockPolicy>(
                 "scheduled", Given().map("outages", Given().set("from", Time::at(from)).set("for", 2_d))),
             .recovery = b.policy<RecoveryPolicy>("step"),
             .left = {left, 1, 1, 1},
             .first_strike = strike,
             .strikes = 1});
        return value(replicate_once(b.build(), 0).network, Kpi::order_to_delivery);
    };
    CHECK(played(0.5, 10_d) == 1.25);        // at 1.5, 2, 2.5 and 3
    CHECK(played(0.5, 2_d) == 1.625);        // at 1.5, 2, 3 and 4
    CHECK(played(0.5, 1_d + 18_h) == 1.75);  // at 1.5, 2.25, 3.25 and 4
    CHECK(played(0, 2_d) == 2.75);           // at 1.5, then what is done on day 2 can't leave until 4, 4.5 and 5
}

TEST_CASE("own sites' goods queue for hands too", "[flows][serving]") {
    const KpiRow row = row_of(
        "backstock: 1\nrun: {horizon: 10 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {cost: 4}}}}\nlanes: {depot -> shop: {}}\n"
        "stores:\n  depot: {stock: {w: {initial: 9}}, fulfillment: {as_available: {capacity: 1 /d}}}\n"
        "  shop: {stock: {w: {inventory: {base_stock: {S: 3}}, sourcing: {single: depot}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 20 d, quantity: 1}}, buys: {w: 1}}}\n");
    CHECK(value(row, Kpi::lead_time_mean) == 3);  // one shipment of three
}

TEST_CASE("nothing leaves before its launch, and the window decides what is sold", "[flows][serving]") {
    // Of the customers of days 1, 4, 5, 10 and 12 the first comes before the window; five dresses come on day 6.
    Shop b(0, 0);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>(
        "preorder",
        Given().set("opens", Time::at(3_d)).set("launch", Time::at(10_d)).set("at_most", Quantity::units(3)));
    b.gold({{1_d, {{b.dress, 1}}},
            {4_d, {{b.dress, 2}}},
            {5_d, {{b.dress, 2}}},     // over the limit of three
            {10_d, {{b.dress, 1}}},    // at the launch: served from the shelf
            {12_d, {{b.dress, 3}}}});  // two are left, and no more orders are taken
    b.arrive(b.dresses, 5, 6_d);
    const KpiRow row = replicate_once(b.build(), 0).network;
    CHECK(value(row, Kpi::fulfillment_time) == 6);
    CHECK(value(row, Kpi::on_time_rate) == 1);
    CHECK(value(row, Kpi::units_shipped) == 5);
    CHECK(row[index(Kpi::lost_sales_rate_out_of_stock)].num == 1);
    CHECK(row[index(Kpi::lost_sales_rate_capped)].num == 1);
    CHECK(row[index(Kpi::fill_rate)].num == 3);
}

TEST_CASE("a price falls while the oldest unit is too old", "[flows][pricing]") {
    // One unit a day from day 0 to day 5. At the end of day 3 the stock is 3 days old, of day 4 older.
    const KpiRow row = row_of(
        "backstock: 1\nrun: {horizon: 6 d, replications: 1}\n"
        "items: {w: {price: 100, markdown: {off: 40 %, when: {older_than: 3 d}}}}\n"
        "suppliers: {mill: {sells: {w: {cost: 10}}}}\nstores: {shop: {stock: {w: {initial: 6}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {w: 1}}}\n");
    CHECK(value(row, Kpi::revenue) == 600);
    CHECK(value(row, Kpi::cost_markdown) == 80);
    CHECK(value(row, Kpi::profit) == 520);
    CHECK(value(row, Kpi::cash_end) == 520);
}

TEST_CASE("a price falls while the stock would last too long, and customers take more", "[flows][pricing]") {
    const auto row = [](const std::string& lift) {
        return row_of(
            "backstock: 1\nrun: {horizon: 7 d, replications: 1}\n"
            "items: {w: {price: 100, markdown: {off: 40 %, when: {cover_over: 5 d}" +
            lift +
            "}}}\n"
            "suppliers: {mill: {sells: {w: {cost: 10}}}}\nstores: {shop: {stock: {w: {initial: 10}}}}\n"
            "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {w: 1}}}\n");
    };
    CHECK(value(row(""), Kpi::cost_markdown) == 160);  // with 9, 8, 7 and 6 left at one a day
    CHECK(value(row(""), Kpi::revenue) == 700);
    // Twice as much on day 1; then 7 are left and 3 were sold in 2 days, which is less than 5 days' worth.
    CHECK(value(row(", lift: 2"), Kpi::cost_markdown) == 80);
    CHECK(value(row(", lift: 2"), Kpi::revenue) == 800);
}

TEST_CASE("what a store has no room for costs extra", "[flows][pricing]") {
    const auto row = [](const std::string& run, const std::string& item, const std::string& space) {
        return row_of(
            "backstock: 1\nrun: {horizon: 4 d, replications: 1" + run + "}\nitems: {w: {price: 1" + item +
            "}}\nsuppliers: {mill: {sells: {w: {cost: 0}}}}\nstores: {shop: {stock: {w: {initial: 8}}, space: " +
            space +
            "}}\ncustomers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {w: "
            "1}}}\n");
    };
    // 7, 6, 5 and 4 are there on the four days.
    for (const char* run : {"", ", accounting: period_end, period: 1 d"}) {
        const KpiRow plain = row(run, "", "{limit: 5, overflow_cost: 2 /d}");
        CHECK(value(plain, Kpi::cost_holding) == 6);
        CHECK(value(plain, Kpi::overflow) == 0.75);
        CHECK(value(plain, Kpi::profit) == 4 - 6);
    }
    CHECK(value(row("", ", volume: 2", "{limit: 10, overflow_cost: 2 /d}"), Kpi::cost_holding) == 12);
    CHECK(value(row("", "", "5"), Kpi::cost_holding) == 0);
}

TEST_CASE("customers of several stores", "[flows][serving]") {
    // Wishes for a dress and a hat on days 1 to 4. Near has one of each, far two dresses and a hat; near takes
    // backorders, far does not. Served: near, far, then near waits, and waits again.
    const auto played = [](bool near_waits) {
        ModelBuilder b;
        const Id<Item> dress = b.item("dress", 100);
        const Id<Item> hat = b.item("hat", 10);
        const Id<Store> near = b.store("near");
        const Id<Store> far = b.store("far");
        std::vector<Id<StockPoint>> points;
        for (const auto& [at, what, units] :
             {std::tuple(near, dress, 1), {near, hat, 1}, {far, dress, 2}, {far, hat, 1}}) {
            points.push_back(b.stock(at, what, units));
            if (at == far || !near_waits) b.model.stock[points.back()].backorder = b.policy<BackorderPolicy>("refuse");
        }
        std::vector<Visit> visits;
        for (int day = 1; day <= 4; ++day) visits.push_back({1_d * day, {{dress, 1}, {hat, 1}}});
        Segment& people = b.customers("people", near, visits);
        people.others = {far};
        people.transit = b.takes(1_d);
        people.transit_from = {{far, b.takes(3_d)}};
        return replicate_once(b.build(), 0);
    };
    const Outcome waits = played(true);
    CHECK(value(of_store(waits, 0), Kpi::orders) == 3);
    CHECK(value(of_store(waits, 1), Kpi::orders) == 1);
    CHECK(value(of_store(waits, 0), Kpi::orders_open) == 2);
    CHECK(value(of_store(waits, 0), Kpi::order_to_delivery) == 1);
    CHECK(value(of_store(waits, 1), Kpi::order_to_delivery) == 3);
    // Where nobody takes orders, the preferred store that stocks everything loses the sale.
    const Outcome refuses = played(false);
    CHECK(value(of_store(refuses, 0), Kpi::lost_sales_rate) == Approx(2.0 / 3));
    CHECK(value(of_store(refuses, 1), Kpi::lost_sales_rate) == 0);
}

TEST_CASE("a neighbour's goods come over the lane, and the neighbour orders them anew", "[flows][serving]") {
    ModelBuilder b;
    const Id<Item> dress = b.item("dress", 100);
    const Id<StockPoint> here = b.stock(b.store("here"), dress, 0);
    const Id<StockPoint> there = b.stock(b.store("there"), dress, 3);
    b.model.stock[here].backorder = b.policy<BackorderPolicy>("refuse");
    b.borrow_from(here, there, b.takes(2_d)).cost_per_unit = Money::of(7);
    b.model.stock[here].lateral_keep = Quantity::units(1);
    const Id<Supplier> atelier = b.supplier("atelier");
    b.buy(there, atelier, 40, b.takes(10_d));
    b.replenish(there, "base_stock", Given().set("S", Quantity::units(3)));
    b.customers("people", b.store_of(here), {{1_d, {{dress, 3}}}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(value(outcome.network, Kpi::units_shipped) == 2);  // one is kept there
    CHECK(value(outcome.network, Kpi::units_lost) == 1);
    CHECK(value(outcome.network, Kpi::fulfillment_time) == 2);
    CHECK(value(outcome.network, Kpi::on_time_rate) == 1);
    CHECK(value(outcome.network, Kpi::cost_transport) == 14);
    CHECK(value(outcome.network, Kpi::cost_purchase) == 80);
}
