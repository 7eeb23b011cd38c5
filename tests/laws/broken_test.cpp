// Each law, broken on purpose: a world in which one number was changed is found out.
#include "sim/experiment/replications.hpp"
#include "sim/flows/laws.hpp"
#include "tests/catch.hpp"
#include "tests/sim/model_builder.hpp"

#include <functional>

using namespace backstock;
using namespace backstock::testing;

namespace {

class Keeper : public Extra {
public:
    Keeper(const World& world, World& kept) : world_(world), kept_(kept) {}
    void done() override { kept_ = world_; }

private:
    const World& world_;
    World& kept_;
};

// A shop and its depot at the end of day 9: two orders wait, one of them for three units; the depot's purchases are in
// the queue of a supplier that makes one unit in five days; one shipment from the depot to the shop, and one from
// before the start to the depot, are under way.
struct Scene {
    Scene() {
        ModelBuilder b;
        const Id<Item> dress = b.item("dress", 89);
        b.model.items[dress].backorder_cost = 0.5;
        const Id<Store> shop = b.store("shop");
        const Id<StockPoint> dresses = b.stock(shop, dress, 1);
        const Id<StockPoint> reserve = b.stock(b.store("depot"), dress, 1);
        const Id<Supplier> atelier = b.supplier("atelier");
        b.draw_from(dresses, reserve, b.takes(8_d));
        b.buy(reserve, atelier, 40, b.takes(10_d));
        b.model.suppliers[atelier].capacity = 0.2;
        b.model.opening.push_back({reserve, Quantity::units(1), Time::at(50_d)});
        for (const Id<StockPoint> point : {dresses, reserve})
            b.replenish(point, "base_stock", Given().set("S", Quantity::units(1)));
        b.customers("regulars", shop, {{6_d, {{dress, 2}}}, {7_d, {{dress, 3}}}});
        b.model.tiers.push_back({.name = "gold"});
        b.model.run.horizon = Time::at(9_d);
        model = b.build();
        replicate_once(model, 0, [&](const Model&, const World& now, FactObservers&, std::int64_t) {
            return std::make_unique<Keeper>(now, world);
        });
    }
    StockState& shop() { return world.stock[Id<StockPoint>(0)]; }
    StockState& depot() { return world.stock[Id<StockPoint>(1)]; }
    Order& order() { return world.orders[world.lines[shop().first_waiting].order]; }
    SupplierState& atelier() { return world.suppliers[Id<Supplier>(0)]; }

    // What check_laws says after the change.
    std::string after(const std::function<void(Scene&)>& change) {
        const World before = world;
        change(*this);
        std::string said;
        try {
            check_laws(model, world);
        } catch (const BrokenLaw& broken) {
            said = broken.what();
        }
        world = before;
        return said;
    }

    Model model;
    World world;
};

using Catch::Matchers::Contains;
const Quantity one = Quantity::units(1);

}  // namespace

TEST_CASE("laws: a world as it was left breaks none, and shows what each law is about", "[laws]") {
    Scene scene;
    CHECK(scene.after([](Scene&) {}).empty());
    CHECK(scene.shop().waiting() == Quantity::units(4));
    CHECK(scene.depot().waiting() > Quantity::zero());
    CHECK(scene.shop().first_inbound);
    CHECK(scene.depot().first_inbound);
    REQUIRE(scene.atelier().first);
    CHECK(scene.atelier().first != scene.atelier().last);
}

TEST_CASE("laws: what is on order is what purchases and opening shipments have still to bring", "[laws]") {
    Scene scene;
    CHECK_THAT(scene.after([](Scene& s) { s.shop().on_order.add(1, s.world.now()); }),
               Contains("shop.dress: purchases"));
    CHECK_THAT(scene.after([](Scene& s) { s.world.purchases[s.atelier().first].unreceived -= one; }),
               Contains("depot.dress: purchases"));
    CHECK_THAT(scene.after([](Scene& s) {
        s.world.shipments[s.depot().first_inbound].quantity += one;
        s.depot().inbound.add(one.micro(), s.world.now());
    }),
               Contains("depot.dress: purchases"));
}

TEST_CASE("laws: what is inbound is what shipments carry", "[laws]") {
    Scene scene;
    CHECK_THAT(scene.after([](Scene& s) { s.shop().inbound.add(1, s.world.now()); }),
               Contains("shop.dress: shipments"));
    CHECK_THAT(scene.after([](Scene& s) { s.world.shipments.erase(s.shop().first_inbound); }),
               Contains("shop.dress: shipments"));
}

TEST_CASE("laws: suppliers are owed what the books say", "[laws]") {
    Scene scene;
    CHECK_THAT(scene.after([](Scene& s) {
        s.world.ledger.post(Id<Store>(0), Account::cash, Account::payable, Money::of(3), s.world.now());
    }),
               Contains("suppliers wait for 0, the ledger says 3"));
}

TEST_CASE("laws: an order has as much to ship as its lines", "[laws]") {
    Scene scene;
    CHECK_THAT(scene.after([](Scene& s) { s.order().unshipped += one; }), Contains("to ship, its lines say"));
    CHECK_THAT(scene.after([](Scene& s) { s.world.lines[s.order().first_line].unshipped += one; }),
               Contains("to ship, its lines say"));
}

TEST_CASE("laws: waiting that costs something is the waiting of the open lines", "[laws]") {
    Scene scene;
    REQUIRE(scene.world.waiting.size() == 2);  // the only segment's two tiers, at the shop
    CHECK_THAT(scene.after([](Scene& s) { s.world.waiting[0].add(1, s.world.now()); }),
               Contains("customers of kind 0"));
}

TEST_CASE("laws: a supplier's queue has what has reached it and was not released", "[laws]") {
    Scene scene;
    CHECK_THAT(scene.after([](Scene& s) { s.atelier().first = s.world.purchases[s.atelier().first].behind; }),
               Contains("the queue of atelier and its purchases differ"));
    CHECK_THAT(scene.after([](Scene& s) { s.atelier().last = s.atelier().first; }),
               Contains("the queue of atelier does not end"));
    CHECK_THAT(scene.after([](Scene& s) { s.world.purchases[s.atelier().first].work = Duration::zero(); }),
               Contains("was never queued"));
    CHECK_THAT(scene.after([](Scene& s) { s.world.purchases[s.atelier().last].unshipped = Quantity::zero(); }),
               Contains("in its queue"));
}
