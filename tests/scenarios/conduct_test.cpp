// What customers do, as the language says it.
#include "sim/flows/traits.hpp"
#include "sim/policy/notification.hpp"
#include "sim/policy/regulation.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

std::string shop_with(const std::string& segment, const std::string& item = "", const std::string& store = "",
                      const std::string& tiers = "[gold, standard]") {
    return "backstock: 1\nrun: {horizon: 10 d}\ntiers: " + tiers + "\nitems: {belt: {price: 20}, dress: {price: 89" +
           item + "}}\nstores: {shop: {stock: {dress: {initial: 1}, belt: {initial: 1}}" + store +
           "}}\ncustomers: {all: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {dress: 1}" + segment + "}}\n";
}

Segment segment_of(const std::string& settings) {
    Scenario scenario = loaded(shop_with(settings));
    return scenario.model.segments[Id<Segment>(0)];
}

}  // namespace

TEST_CASE("reactions are shares, and the rest leaves") {
    const Segment all = segment_of(
        ", if_unavailable: {wait: 45 %, substitute: 10 %, alert: {share: 10 %, converts: 6 %, within: 30 d}, "
        "retry: {share: 5 %, after: 2 d, times: 3}}");
    REQUIRE(all.conduct.reactions);
    const Reactions& reactions = *all.conduct.reactions;
    CHECK(reactions.share(Reaction::wait) == 0.45);
    CHECK(reactions.share(Reaction::substitute) == 0.1);
    CHECK(reactions.share(Reaction::alert) == 0.1);
    CHECK(reactions.share(Reaction::retry) == 0.05);
    CHECK(reactions.share(Reaction::leave) == Approx(0.3));
    CHECK(reactions.converts == 0.06);
    CHECK(reactions.within == 30_d);
    CHECK(reactions.retry_after == 2_d);
    CHECK(reactions.retries == 3);
    CHECK_FALSE(segment_of("").conduct.reactions);
    CHECK(segment_of(", if_unavailable: {alert: 10 %}").conduct.reactions->share(Reaction::leave) == Approx(0.9));
}

TEST_CASE("reactions that do not add up are told") {
    CHECK(mistakes_in(shop_with(", if_unavailable: {wait: 55 %, leave: 40 %}")).size() == 1);
    CHECK(mistakes_in(shop_with(", if_unavailable: {wait: 55 %, retry: 50 %}")).size() == 1);
    CHECK(mistakes_in(shop_with(", if_unavailable: {wait: 155 %}")).size() == 1);
    CHECK(mistakes_in(shop_with(", if_unavailable: {wait: 100 %, retry: {after: 0 d}}")).size() == 1);
    CHECK(mistakes_in(shop_with(", patience: {uninformed: 50 %}")).size() == 1);
    CHECK(mistakes_in(shop_with(", contacts: {cost: 5}")).size() == 1);
    CHECK(mistakes_in(shop_with(", returns: {after: 3 d}")).size() == 1);
    CHECK(mistakes_in(shop_with("", ", substitutes: {dress: 10 %}")).size() == 1);
    CHECK(mistakes_in(shop_with("", ", substitutes: {belt: 110 %}")).size() == 1);
    CHECK(mistakes_in(shop_with("", ", substitutes: {hat: 10 %}")).size() == 1);
    CHECK(mistakes_in(shop_with(", loyalty: {lost_after_lateness: 10 %}")).size() == 1);
    CHECK(mistakes_in(shop_with("", "", ", notification: {updates: {on: [delay]}}")).size() == 1);
    CHECK(mistakes_in(shop_with("", "", ", regulation: {ftc_mail_order: {consents: 2}}")).size() == 1);
}

TEST_CASE("a market is of unknown customers") {
    const std::string population = shop_with(", loyalty: {lost_after_late: 6 %, market: 50}");
    const std::string members = "population: {size: 9, every: 3 d}";
    CHECK(mistakes_in(population).empty());
    std::string wrong = population;
    wrong.replace(wrong.find("poisson: {rate: 1 /d}"), 21, members);
    CHECK(mistakes_in(wrong).size() == 1);
    CHECK(loaded(shop_with(", loyalty: {lost_after_late: 6 %}")).notes.size() == 1);
    CHECK(loaded(population).notes.empty());
}

TEST_CASE("a segment's word goes before its tier's") {
    const Model model =
        loaded(shop_with(", tier: {gold: 50 %, standard: 50 %}, loyalty: {lost_after_late: 7 %}", "", "",
                         "[{gold: {patience: {waiting: 9 d, uninformed: 25 %}, "
                         "contacts: {per_waiting_week: 7}, loyalty: {lost_after_late: 1 %}}}, standard]"))
            .model;
    const Id<Segment> all(0);
    CHECK(waiting_conduct(model, all, 0).waiting_patience != nullptr);
    CHECK(waiting_conduct(model, all, 0).uninformed == 0.25);
    CHECK(waiting_conduct(model, all, 1).waiting_patience == nullptr);
    REQUIRE(conduct_of(model, all, 0, &Conduct::contacts) != nullptr);
    CHECK(conduct_of(model, all, 0, &Conduct::contacts)->per_day == 1);
    CHECK(conduct_of(model, all, 0, &Conduct::contacts)->per_day_if_informed == 1);
    CHECK(conduct_of(model, all, 1, &Conduct::contacts) == nullptr);
    CHECK(conduct_of(model, all, 0, &Conduct::loyalty)->after_late == 0.07);
}

TEST_CASE("returns, substitutes and what the shop tells") {
    const Model model = loaded(shop_with(", returns: {share: 12 %, after: 14 d, restock: 80 %}",
                                         ", substitutes: {belt: 60 %}, returns: {share: 1 %}",
                                         ", notification: {updates: {every: 7 d, on: [backordered, delayed, shipped], "
                                         "cost: 0.02}}, regulation: ftc_mail_order"))
                            .model;
    const Segment& all = model.segments[Id<Segment>(0)];
    REQUIRE(all.returns);
    CHECK(all.returns->share == 0.12);
    CHECK(all.returns->after->sole_value() == 14 * 86400e6);
    CHECK(all.returns->restock == 0.8);
    CHECK(all.returns->refund == 1);
    const Item& dress = model.items[Id<Item>(1)];
    REQUIRE(dress.substitutes.size() == 1);
    CHECK(dress.substitutes[0].item == Id<Item>(0));
    CHECK(dress.substitutes[0].share == 0.6);
    CHECK(dress.returns->share == 0.01);
    const Store& shop = model.stores[Id<Store>(0)];
    CHECK(shop.notification->every() == 7_d);
    CHECK(shop.notification->cost() == Money::of(0.02));
    CHECK(shop.regulation->first(Time::zero(), Time::never(), 1_d).due == Time::at(30_d));
    const Model silent = loaded(shop_with("")).model;
    CHECK_FALSE(silent.stores[Id<Store>(0)].notification->tells(Notice::delayed));
}
