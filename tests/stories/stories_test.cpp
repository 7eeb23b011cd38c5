// One order's life for every branch it can take, against a transcript worked out by hand from the rules of the model:
// <name>.txt beside this file. Time::zero() is Monday 2026-01-05; most orders come on day 2, Wednesday the 7th.
#include "output/story.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/sim/model_builder.hpp"

#include <fstream>
#include <iterator>
#include <string>

using namespace backstock;
using namespace backstock::testing;

namespace {

// A shop that sells dresses at 89.00 and gets them from an atelier in 10 days, one for one.
struct Boutique : ModelBuilder {
    Id<Item> dress = item("dress", 89);
    Id<Store> shop = store("shop");
    Id<StockPoint> dresses;
    Id<Supplier> atelier = supplier("atelier");

    explicit Boutique(double on_hand) : dresses(stock(shop, dress, on_hand)) {
        buy(dresses, atelier, 40, takes(10_d));
        order_up_to(dresses, on_hand);
    }
    void order_up_to(Id<StockPoint> point, double level) {
        replenish(point, "base_stock", Given().set("S", Quantity::of(level)));
    }
    Segment& regulars(std::vector<Visit> visits) { return customers("regulars", shop, std::move(visits)); }
    // Mostly four days, seldom twelve.
    const Law* seldom_late() {
        return policy<Law>("discrete", Given().list("values", {4_d, 12_d}).list("weights", {0.6, 0.4}),
                           Dimension::duration);
    }
    void pays_on_shipment() { model.stores[shop].payment = policy<PaymentPolicy>("on_shipment"); }
};

void tells(const std::string& name, const Model& model, std::uint64_t order = 1, std::int64_t replication = 0) {
    std::ifstream file(repository_root() / "tests" / "stories" / (name + ".txt"));
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    CHECK(tell_order(model, replication, order) == expected);
}

// An outage that leaves nothing of the target's capacity.
void strike(ModelBuilder& b, const std::string& name, Target target, Duration from, Duration lasts) {
    const Given window = Given().set("from", Time::at(from)).set("for", lasts);
    const Id<Disruption> id = b.model.disruptions.id_at(b.model.disruptions.size());
    const Id<Strike> first =
        b.model.strikes.add({.disruption = id, .key = name_key(name), .targets = {target}, .spreads_to = {}});
    b.model.disruptions.add({.name = name,
                             .key = name_key(name),
                             .clock = b.policy<ClockPolicy>("scheduled", Given().map("outages", window)),
                             .recovery = b.policy<RecoveryPolicy>("step"),
                             .left = {0, 1, 1, 1},
                             .first_strike = first,
                             .strikes = 1});
}

void tells_purchase(const std::string& name, const Model& model, std::uint64_t purchase) {
    std::ifstream file(repository_root() / "tests" / "stories" / (name + ".txt"));
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    CHECK(tell_purchase(model, 0, purchase) == expected);
}

}  // namespace

TEST_CASE("story: outages of the supplier and of the shop are named as reasons", "[stories]") {
    // Day 2: one from the shelf, which can't leave before day 3; the other is ordered at the end of that day, held by
    // the flood until day 5, and takes ten days.
    Boutique b(1);
    strike(b, "flood", b.atelier, 1_d, 4_d);
    strike(b, "fire", b.shop, 2_d, 1_d);
    b.regulars({{2_d, {{b.dress, 2}}}});
    tells("outages", b.build());
}

TEST_CASE("story: served from the shelf at once", "[stories]") {
    Boutique b(5);
    b.regulars({{2_d, {{b.dress, 2}}}});
    tells("served_at_once", b.build());
}

TEST_CASE("story: backordered, then served in two parts and paid as they ship", "[stories]") {
    // One on the shelf, one under way for day 5; the other two come with the purchase of day 2.
    Boutique b(1);
    b.order_up_to(b.dresses, 2);
    b.model.opening.push_back({b.dresses, Quantity::units(1), Time::at(5_d)});
    b.pays_on_shipment();
    b.regulars({{2_d, {{b.dress, 4}}}});
    tells("two_parts", b.build());
}

TEST_CASE("story: what the shelf does not cover is refused", "[stories]") {
    Boutique b(1);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("refuse");
    b.regulars({{2_d, {{b.dress, 3}}}, {3_d, {{b.dress, 1}}}});
    const Model model = b.build();
    tells("refused_in_part", model, 1);
    tells("refused", model, 2);
}

TEST_CASE("story: the limit of backorders is reached", "[stories]") {
    Boutique b(0);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("allow", Given().set("at_most", Quantity::units(2)));
    b.regulars({{2_d, {{b.dress, 2}}}, {3_d, {{b.dress, 1}}}});
    tells("capped", b.build(), 2);
}

TEST_CASE("story: the customer leaves when hearing the quote", "[stories]") {
    // Quoted until the door: 10 days to shipment and 36 hours on the road.
    Boutique b(0);
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}});
    regulars.transit = b.takes(36_h);
    regulars.conduct.quoted_patience = b.takes(11_d);
    tells("left_the_quote", b.build());
}

TEST_CASE("story: patience runs out and the rest is paid back", "[stories]") {
    Boutique b(1);
    b.regulars({{2_d, {{b.dress, 2}}}}).conduct.waiting_patience = b.takes(6_d);
    tells("cancelled", b.build());
}

TEST_CASE("story: goods that arrive the instant patience ends are served", "[stories]") {
    Boutique b(0);
    b.regulars({{2_d, {{b.dress, 1}}}}).conduct.waiting_patience = b.takes(10_d);
    tells("served_in_the_last_instant", b.build());
}

TEST_CASE("story: a promise passes in silence, and patience with it", "[stories]") {
    // Six days of patience are left on day 5, when the promise of day 5 passes; half of them remain.
    Boutique b(0);
    b.model.stock[b.dresses].promise = b.policy<PromisePolicy>("fixed", Given().set("after", 3_d));
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}});
    regulars.conduct.waiting_patience = b.takes(9_d);
    regulars.conduct.uninformed = 0.5;
    tells("broken_promise", b.build());
}

TEST_CASE("story: goods arrive as the promise passes and patience ends", "[stories]") {
    Boutique b(0);
    b.model.stores[b.shop].notification = b.policy<NotificationPolicy>("updates", Given().set("every", 5_d));
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}});
    regulars.conduct.waiting_patience = b.takes(10_d);
    regulars.conduct.uninformed = 0;
    tells("all_at_once", b.build());
}

TEST_CASE("story: a customer told of a delay waits longer, another cancels", "[stories]") {
    // Mostly four days, seldom twelve: the shop expects four. In replication 2 it takes twelve.
    for (const double cancels : {0.0, 1.0}) {
        Boutique b(0);
        b.model.offers[Id<Offer>(0)].lead_time = b.seldom_late();
        b.model.stores[b.shop].notification = b.policy<NotificationPolicy>(
            "updates", Given()
                           .list("on", {std::string("backordered"), std::string("delayed"), std::string("cancelled")})
                           .set("cost", Money::of(0.02))
                           .set("cancels", cancels)
                           .set("lengthens", 1.0));
        b.regulars({{2_d, {{b.dress, 1}}}}).conduct.waiting_patience = b.takes(9_d);
        tells(cancels == 0 ? "told_of_a_delay" : "cancelled_on_notice", b.build(), 1, 2);
    }
}

TEST_CASE("story: a delay notice, and silence is consent", "[stories]") {
    // The day before the promise nothing speaks against it; on its day the goods are not there, and can only be the
    // late ones of day 14.
    Boutique b(0);
    b.model.offers[Id<Offer>(0)].lead_time = b.seldom_late();
    b.model.stores[b.shop].regulation = b.policy<RegulationPolicy>("ftc_mail_order");
    b.regulars({{2_d, {{b.dress, 1}}}});
    tells("silent_consent", b.build(), 1, 2);
}

TEST_CASE("story: a delay notice, and the customer must consent and does not", "[stories]") {
    // The atelier works five days on the dress, which a flood interrupts on day 3 for fifty days. On day 16, one day
    // before the promise, the shop can name no date within thirty days of it.
    Boutique b(0);
    b.model.suppliers[b.atelier].capacity = 0.2;
    strike(b, "flood", b.atelier, 3_d, 50_d);
    b.model.stores[b.shop].regulation =
        b.policy<RegulationPolicy>("ftc_mail_order", Given().set("consents", 0.0).set("cost", Money::of(1)));
    b.regulars({{2_d, {{b.dress, 1}}}});
    tells("no_consent", b.build());
}

TEST_CASE("story: an additional time passes, and the customer ends the contract", "[stories]") {
    Boutique b(0);
    b.model.stock[b.dresses].promise = b.policy<PromisePolicy>("none");
    b.model.offers[Id<Offer>(0)].lead_time = b.takes(50_d);
    b.model.stores[b.shop].regulation =
        b.policy<RegulationPolicy>("eu_consumer_rights", Given().set("terminates", 1.0));
    b.regulars({{2_d, {{b.dress, 1}}}});
    tells("additional_time", b.build());
}

TEST_CASE("story: an alert, answered", "[stories]") {
    // The second dress comes on day 5 to an empty list; a third is ordered the day it is sold.
    Boutique b(1);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("refuse");
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 1}}}});
    regulars.conduct.reactions = Reactions{.shares = {0, 0, 1, 0, 0}, .converts = 1};
    tells("alert_answered", b.build(), 2);
}

TEST_CASE("story: an alert comes too late", "[stories]") {
    Boutique b(1);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("refuse");
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 1}}}});
    regulars.conduct.reactions = Reactions{.shares = {0, 0, 1, 0, 0}, .converts = 1, .within = 5_d};
    regulars.conduct.loyalty = Loyalty{.after_stockout = 1};
    tells("alert_expired", b.build(), 2);
}

TEST_CASE("story: a customer comes again, and is served", "[stories]") {
    Boutique b(1);
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 1}}}});
    regulars.conduct.reactions = Reactions{.shares = {0, 0, 0, 1, 0}, .retry_after = 5_d, .retries = 2};
    tells("retry_served", b.build(), 2);
}

TEST_CASE("story: a customer comes again in vain", "[stories]") {
    Boutique b(1);
    Segment& regulars = b.regulars({{2_d, {{b.dress, 1}}}, {3_d, {{b.dress, 1}}}});
    regulars.conduct.reactions = Reactions{.shares = {0, 0, 0, 1, 0}, .retry_after = 4_d, .retries = 1};
    tells("retry_in_vain", b.build(), 2);
}

TEST_CASE("story: another item is taken", "[stories]") {
    Boutique b(1);
    const Id<Item> hat = b.item("hat", 19.95);
    b.stock(b.shop, hat, 1);
    b.model.items[b.dress].substitutes.push_back({hat, 1});
    b.regulars({{2_d, {{b.dress, 3}}}}).conduct.reactions = Reactions{.shares = {0, 1, 0, 0, 0}};
    tells("substituted", b.build());
}

TEST_CASE("story: what cannot be had is put off as an order of its own", "[stories]") {
    Boutique b(1);
    const Id<Item> hat = b.item("hat", 19.95);
    b.stock(b.shop, hat, 1);
    b.regulars({{2_d, {{b.dress, 3}, {hat, 1}}}}).conduct.reactions =
        Reactions{.shares = {0, 0, 0, 1, 0}, .retry_after = 20_d};
    const Model model = b.build();
    tells("divided", model, 1);
    tells("divided_rest", model, 2);
}

TEST_CASE("story: a split order comes back, and serves the next customer", "[stories]") {
    // One from the shelf, one under way for day 4. The first comes back on day 7, for a customer who has waited since
    // day 3; the second on day 9.
    Boutique b(1);
    b.order_up_to(b.dresses, 2);
    b.model.opening.push_back({b.dresses, Quantity::units(1), Time::at(4_d)});
    Segment& regulars = b.regulars({{2_d, {{b.dress, 2}}}, {3_d, {{b.dress, 1}}}});
    regulars.conduct.waiting_patience = b.takes(30_d);
    regulars.returns = Returns{.share = 1, .after = b.takes(5_d), .refund = 0.9};
    const Model model = b.build();
    tells("returned", model, 1);
    tells("served_from_a_return", model, 2);
}

TEST_CASE("story: two lines travel in one parcel", "[stories]") {
    Boutique b(1);
    const Id<Item> hat = b.item("hat", 19.95);
    b.stock(b.shop, hat, 3);
    b.regulars({{2_d, {{b.dress, 1}, {hat, 2}}}});
    tells("one_parcel", b.build());
}

TEST_CASE("story: handling and transit take their time", "[stories]") {
    Boutique b(1);
    b.regulars({{2_d, {{b.dress, 2}}}}).transit = b.takes(36_h);
    b.model.stores[b.shop].fulfillment =
        b.policy<FulfillmentPolicy>("as_available", Given().choose("handling", "constant", Given().set("value", 4_h)));
    tells("handling_and_transit", b.build());
}

TEST_CASE("story: a shop waits for its warehouse, which waits for the supplier", "[stories]") {
    ModelBuilder b;
    const Id<Item> dress = b.item("dress", 89);
    const Id<Store> shop = b.store("shop");
    const Id<Store> depot = b.store("depot");
    const Id<StockPoint> dresses = b.stock(shop, dress, 0);
    const Id<StockPoint> reserve = b.stock(depot, dress, 0);
    b.draw_from(dresses, reserve, b.takes(1_d)).order_delay = 6_h;
    b.buy(reserve, b.supplier("atelier"), 40, b.takes(5_d));
    for (const Id<StockPoint> point : {dresses, reserve})
        b.replenish(point, "base_stock", Given().set("S", Quantity::zero()));
    b.customers("regulars", shop, {{2_d, {{dress, 1}}}, {4_d, {{dress, 1}}}});
    const Model model = b.build();
    tells("own_site_waits", model, 1);
    tells("own_site_waits_second", model, 2);
}

TEST_CASE("story: placed in the warm-up and carried over", "[stories]") {
    Boutique b(0);
    b.model.run.warmup = Time::at(5_d);
    b.regulars({{2_d, {{b.dress, 1}}}});
    tells("carried_over", b.build());
}

TEST_CASE("story: those who waited longer come first", "[stories]") {
    // Two arrive on day 5 for the first, who wants three; the purchases of days 2 and 3 bring the rest.
    Boutique b(0);
    b.order_up_to(b.dresses, 2);
    b.model.opening.push_back({b.dresses, Quantity::units(2), Time::at(5_d)});
    b.regulars({{2_d, {{b.dress, 3}}}, {3_d, {{b.dress, 1}}}});
    tells("behind_others", b.build(), 2);
}

TEST_CASE("story: the supplier's queue holds the goods up", "[stories]") {
    // One unit a day: four take four days, then ten to arrive. The promise is fixed, and broken.
    Boutique b(0);
    b.model.suppliers[b.atelier].capacity = 1;
    b.model.stock[b.dresses].promise = b.policy<PromisePolicy>("fixed", Given().set("after", 3_d));
    b.regulars({{2_d, {{b.dress, 4}}}});
    tells("supplier_queue", b.build());
}

TEST_CASE("story: a plant waits for a part", "[stories]") {
    // Frames lie on the shelf, the wheels take five days and the bike six hours.
    ModelBuilder b;
    const Id<Item> bike = b.item("bike", 300);
    const Id<Store> works = b.store("works");
    const Id<StockPoint> bikes = b.stock(works, bike, 0);
    const Id<StockPoint> frames = b.stock(works, b.item("frame", 0), 5);
    const Id<StockPoint> wheels = b.stock(works, b.item("wheel", 0), 0);
    b.make(bikes, b.plant(works), b.takes(6_h), {{frames, Quantity::units(1)}, {wheels, Quantity::units(2)}});
    b.buy(wheels, b.supplier("rim"), 20, b.takes(5_d));
    for (const Id<StockPoint> point : {bikes, wheels})
        b.replenish(point, "base_stock", Given().set("S", Quantity::zero()));
    b.customers("regulars", works, {{2_d, {{bike, 1}}}, {3_d, {{bike, 1}}}});
    const Model model = b.build();
    tells("held_for_a_part", model, 1);
    tells("held_for_a_part_second", model, 2);
}

TEST_CASE("story: goods come later than expected", "[stories]") {
    // Mostly four days, seldom twelve: the shop expects four. In replication 2 it takes twelve.
    Boutique b(0);
    b.model.offers[Id<Offer>(0)].lead_time =
        b.policy<Law>("discrete", Given().list("values", {4_d, 12_d}).list("weights", {0.6, 0.4}), Dimension::duration);
    b.regulars({{2_d, {{b.dress, 1}}}, {9_d, {{b.dress, 1}}}});
    const Model model = b.build();
    tells("late", model, 1, 2);
    tells("late_second", model, 2, 2);
}

TEST_CASE("story: the run ends while the order waits", "[stories]") {
    Boutique b(1);
    b.model.run.horizon = Time::at(10_d);
    b.regulars({{2_d, {{b.dress, 3}}}});
    tells("open", b.build());
}

TEST_CASE("story of a purchase: it waits for capacity, arrives and serves whoever waits", "[stories]") {
    // One unit a day: the first is worked off from day 2 to 6, the second from 6 to 8.
    Boutique b(0);
    b.order_up_to(b.dresses, 1);
    b.model.opening.push_back({b.dresses, Quantity::units(1), Time::at(1_d)});
    b.model.suppliers[b.atelier].capacity = 1;
    b.regulars({{2_d, {{b.dress, 4}}}, {3_d, {{b.dress, 2}}}});
    const Model model = b.build();
    tells_purchase("purchase", model, 1);
    tells_purchase("purchase_queued", model, 2);
}

TEST_CASE("story of a purchase: a warehouse sends what it has, and more when it comes", "[stories]") {
    ModelBuilder b;
    const Id<Item> dress = b.item("dress", 89);
    const Id<Store> shop = b.store("shop");
    const Id<Store> depot = b.store("depot");
    const Id<StockPoint> dresses = b.stock(shop, dress, 0);
    const Id<StockPoint> reserve = b.stock(depot, dress, 1);
    b.draw_from(dresses, reserve, b.takes(1_d)).order_delay = 6_h;
    b.buy(reserve, b.supplier("atelier"), 40, b.takes(5_d));
    b.replenish(dresses, "base_stock", Given().set("S", Quantity::zero()));
    b.replenish(reserve, "base_stock", Given().set("S", Quantity::units(2)));
    b.customers("regulars", shop, {{2_d, {{dress, 3}}}});
    const Model model = b.build();
    tells_purchase("purchase_in_parts", model, 2);
    tells_purchase("purchase_sent_on", model, 3);
}

TEST_CASE("story of a purchase: the run ends before it arrives", "[stories]") {
    Boutique b(1);
    b.model.run.horizon = Time::at(10_d);
    b.regulars({{2_d, {{b.dress, 3}}}});
    tells_purchase("purchase_open", b.build(), 1);
}

TEST_CASE("a purchase that was never placed has no story", "[stories]") {
    Boutique b(1);
    b.regulars({{2_d, {{b.dress, 3}}}});
    try {
        tell_purchase(b.build(), 0, 2);
        FAIL("told");
    } catch (const NoSuchNumber& none) {
        CHECK(std::string(none.what()) == "replication 0 has no purchase 2: its purchases are 1 to 1");
    }
}

TEST_CASE("an order that was never placed has no story", "[stories]") {
    Boutique b(1);
    b.regulars({{2_d, {{b.dress, 3}}}, {3_d, {{b.dress, 1}}}});
    const Model model = b.build();
    CHECK_THROWS_AS(tell_order(model, 0, 3), NoSuchNumber);
    try {
        tell_order(model, 0, 3);
    } catch (const NoSuchNumber& none) {
        CHECK(std::string(none.what()) == "replication 0 has no order 3: its orders are 1 to 2");
    }
}

// ---------------------------------------------------------------------------------- who is served, and what leaves
// when

namespace {

// The boutique with two tiers, whose atelier sends nothing; deliveries and customers as told.
struct Tiers : Boutique {
    explicit Tiers(double on_hand) : Boutique(on_hand) {
        model.tiers = {{"gold", {}}, {"standard", {}}};
        replenish(dresses, "none", {});
    }
    void rank(const Given& given) { model.stock[dresses].prioritization = policy<PrioritizationPolicy>("rank", given); }
    void arrive(Id<StockPoint> point, Duration when) {
        model.opening.push_back({point, Quantity::units(1), Time::at(when)});
    }
    void come(const std::string& tier, std::vector<Visit> visits) {
        customers(tier + " ones", shop, std::move(visits)).tier_mix =
            tier == "gold" ? std::vector<double>{1, 0} : std::vector<double>{0, 1};
    }
    static Given tier_first() {
        return Given().list("by", {Scalar(std::string("tier")), Scalar(std::string("placed"))});
    }
};

}  // namespace

TEST_CASE("story: gold is served before who came earlier", "[stories]") {
    // Standard asks on day 2, gold on day 3; one dress comes on day 5, one on day 8.
    Tiers b(0);
    b.rank(Tiers::tier_first());
    b.come("standard", {{2_d, {{b.dress, 1}}}});
    b.come("gold", {{3_d, {{b.dress, 1}}}});
    b.arrive(b.dresses, 5_d);
    b.arrive(b.dresses, 8_d);
    const Model model = b.build();
    tells("ranked_after_gold", model, 1);
    tells("ranked_gold", model, 2);
}

TEST_CASE("story: what is kept for gold is not for others", "[stories]") {
    // Two dresses are there, and two are kept; the one that comes on day 5 is too many for the reserve.
    Tiers b(2);
    b.rank(Tiers::tier_first().named("reserve", "a", Given().set("units", Quantity::units(2))));
    b.come("standard", {{2_d, {{b.dress, 1}}}});
    b.come("gold", {{3_d, {{b.dress, 1}}}});
    b.arrive(b.dresses, 5_d);
    b.arrive(b.dresses, 8_d);
    tells("kept_for_gold", b.build(), 1);
}

TEST_CASE("story: a complete order waits for its last line", "[stories]") {
    Tiers b(1);
    const Id<Item> hat = b.item("hat", 19.95);
    const Id<StockPoint> hats = b.stock(b.shop, hat, 0);
    b.model.stores[b.shop].fulfillment = b.policy<FulfillmentPolicy>("complete");
    b.come("gold", {{2_d, {{b.dress, 1}, {hat, 1}}}});
    b.arrive(hats, 6_d);
    tells("complete", b.build());
}

TEST_CASE("story: a consolidated order leaves at its limit, and again with the rest", "[stories]") {
    Tiers b(1);
    const Id<Item> hat = b.item("hat", 19.95);
    const Id<StockPoint> hats = b.stock(b.shop, hat, 0);
    b.model.stores[b.shop].fulfillment = b.policy<FulfillmentPolicy>("consolidate", Given().set("limit", 3_d));
    b.come("gold", {{2_d, {{b.dress, 1}, {hat, 1}}}});
    b.arrive(hats, 7_d);
    tells("consolidated", b.build());
}

TEST_CASE("story: a preorder leaves at the launch", "[stories]") {
    // The dresses are there on day 6, and launched on day 10.
    Tiers b(0);
    b.model.stock[b.dresses].backorder = b.policy<BackorderPolicy>("preorder", Given().set("launch", Time::at(10_d)));
    b.come("gold", {{2_d, {{b.dress, 1}}}});
    b.arrive(b.dresses, 6_d);
    tells("preordered", b.build());
}
