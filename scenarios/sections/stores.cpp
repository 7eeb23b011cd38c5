#include "scenarios/sections/sections.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/notification.hpp"
#include "sim/policy/payment.hpp"
#include "sim/policy/prioritization.hpp"
#include "sim/policy/regulation.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>

namespace backstock {
namespace {

// What holds where neither stock point nor store nor `defaults` says otherwise; empty below `defaults`.
struct Words {
    std::string_view backorder, promise, prioritization, fulfillment, payment;
};
constexpr Words format_defaults{"refuse", "quantile", "fifo", "as_available", "in_full"};
constexpr Words inherited{};

void read_lateral(Sheet& s, PointPolicies& policies) {
    s.part(
        "lateral",
        "neighbours that send what they can spare when stock does not cover a wish, before the backorder policy is "
        "asked",
        [&](Sheet& lateral) {
            lateral.positional("from");
            LateralDraft& drafted = policies.lateral.emplace();
            drafted.place = lateral.place_of("");
            for (const std::uint32_t store : lateral.references(
                     "from", Named::store, required, "the stores that are asked, in this order; itself does not count"))
                drafted.from.emplace_back(store);
            drafted.keep = lateral.quantity("keep", Quantity::zero(), "units that a neighbour keeps for itself");
        });
}

PointPolicies read_policies(Sheet& s, const Words& words) {
    PointPolicies policies;
    policies.inventory = s.kept<InventoryPolicy>("inventory", "", "when to replenish, and how much; absent: never");
    const std::size_t before = s.mistakes();
    policies.sourcing = s.kept<SourcingPolicy>("sourcing", "", "from whom; absent: the only one that sells the item");
    policies.sourcing_at = s.place_of("sourcing");
    policies.sourcing_wrong = s.mistakes() != before || (s.has("sourcing") && policies.sourcing == nullptr);
    policies.backorder =
        s.kept<BackorderPolicy>("backorder", words.backorder, "what happens when stock does not cover a wish");
    policies.promise = s.kept<PromisePolicy>("promise", words.promise, "how the promised ship date is made");
    policies.prioritization =
        s.kept<PrioritizationPolicy>("prioritization", words.prioritization, "who is served first when goods arrive");
    read_lateral(s, policies);
    return policies;
}

void read_initial(Sheet& s, PointDraft& point) {
    s.part("initial", "the opening stock, or {on_hand, inbound}", [&](Sheet& initial) {
        initial.positional("on_hand");
        point.initial = initial.quantity("on_hand", Quantity::zero(), "units on the shelf at the start");
        point.inbound = initial.quantities("inbound",
                                           "units under way at the start: one arrival a review period, the "
                                           "first at once");
    });
}

PointDraft read_point(Sheet& s) {
    PointDraft point;
    point.place = s.place_of("");
    read_initial(s, point);
    point.holding = read_holding(s, "in place of the item's, here");
    point.policies = read_policies(s, inherited);
    return point;
}

void read_stock(Sheet& s, StoreDraft& store) {
    const Sheet::ReadPart read_each = [&store](Sheet& each) { store.each = read_point(each); };
    const Sheet::Collection shape{
        .named = Named::item, .table = true, .each = &read_each, .each_missing = &store.each_missing};
    store.complete =
        s.collection("stock", "the items that it stocks", shape, [&store](std::string_view item, Sheet& entry) {
            const std::size_t before = entry.mistakes();
            const Id<Item> id(entry.find(Named::item, item, ""));
            const bool known = entry.mistakes() == before;
            PointDraft point = read_point(entry);
            point.item = id;
            if (known) store.points.push_back(std::move(point));
        });
    if (s.has("stock")) return;
    if (store.plant)
        store.complete = true;
    else
        s.refuse("", "'stock' is missing; expected for example stock: {dress: {initial: 120}}");
}

void read_space(Sheet& s, StoreDraft& store) {
    s.part("space", "how much volume of stock it has room for; what exceeds it is kept outside", [&](Sheet& space) {
        space.positional("limit");
        store.space = space.number("limit", required, "volume, in units of the items' `volume`", not_negative);
        const Rate cost =
            space.rate("overflow_cost", Rate{}, "what a volume kept outside costs per time, such as 0.1 /d");
        if (cost.percent) space.refuse("overflow_cost", "expected money per time such as 0.1 /d");
        store.overflow_cost = cost.per_day;
    });
}

constexpr std::string_view fulfillment_doc = "how goods leave the house";
constexpr std::string_view payment_doc = "when customers pay";
constexpr std::string_view notification_doc = "what customers are told while they wait";
constexpr std::string_view regulation_doc = "the law of late orders that the shop keeps";

}  // namespace

void read_site(Sheet& s, StoreDraft& store) {
    store.place = s.place_of("");
    store.region = s.text("region", "", "where it is; things in one region can be struck together");
    read_stock(s, store);
    store.policies = read_policies(s, inherited);
    store.fulfillment = s.kept<FulfillmentPolicy>("fulfillment", "", fulfillment_doc);
    store.payment = s.kept<PaymentPolicy>("payment", "", payment_doc);
    read_space(s, store);
    store.notification = s.kept<NotificationPolicy>("notification", "", notification_doc);
    store.regulation = s.kept<RegulationPolicy>("regulation", "", regulation_doc);
}

void read_stores(Sheet& sheet, Draft& draft) {
    sheet.part(
        "defaults", "policies of every store and plant; a store overrides them, a stock point overrides its store",
        [&](Sheet& s) {
            draft.defaults = read_policies(s, format_defaults);
            draft.fulfillment = s.kept<FulfillmentPolicy>("fulfillment", format_defaults.fulfillment, fulfillment_doc);
            draft.payment = s.kept<PaymentPolicy>("payment", format_defaults.payment, payment_doc);
            draft.notification = s.kept<NotificationPolicy>("notification", "none", notification_doc);
            draft.regulation = s.kept<RegulationPolicy>("regulation", "none", regulation_doc);
        },
        true);
    draft.stores.resize(std::max<std::size_t>(1, sheet.names(Named::store).size()));
    sheet.collection("stores", "own stocking sites: web shops, shops, warehouses", {.named = Named::store},
                     [&](std::string_view name, Sheet& s) {
                         StoreDraft& store = draft.stores[s.find(Named::store, name, "")];
                         store.name = name;
                         read_site(s, store);
                     });
    if (!sheet.has("stores") && sheet.names(Named::plant).empty())
        sheet.refuse("", "'stores' is missing; expected for example stores: {shop: {stock: {dress: {initial: 120}}}}");
}

}  // namespace backstock
