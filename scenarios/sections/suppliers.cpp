#include "scenarios/sections/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace backstock {
namespace {

void read_breaks(Sheet& s, OfferDraft& offer) {
    s.sections("breaks", "prices by quantity: [{from: 100, cost: 29}, {from: 500, cost: 27}]", [&](Settings& b) {
        PriceBreak one;
        one.from = b.quantity("from", required, "the smallest purchase at this price", positive);
        one.cost = b.money("cost", required, "what a unit costs then");
        if (!offer.breaks.empty() && one.from <= offer.breaks.back().from && !b.describing()) {
            b.refuse("from", fmt::format("found {} after {}; expected growing quantities", one.from.in_units(),
                                         offer.breaks.back().from.in_units()));
        }
        offer.breaks.push_back(one);
    });
    offer.incremental = s.boolean("incremental", false,
                                  "each price of `breaks` holds for the units beyond its quantity alone, not for all");
}

FiniteSupply read_supply(Sheet& s) {
    FiniteSupply supply;
    supply.initial = s.quantity("initial", Quantity::zero(), "units that the supplier has at the start");
    supply.lot = s.quantity("lot", required, "units that it gets at each multiple of `every`", positive);
    supply.every = s.duration("every", required, "how often it gets them", positive);
    supply.most =
        s.quantity("most", optional,
                   "it keeps no more than this, but for a purchase that is larger; absent: any number", positive)
            .value_or(Quantity::micro(std::numeric_limits<std::int64_t>::max() / 4));
    return supply;
}

OfferDraft read_offer(Sheet& s) {
    OfferDraft offer;
    offer.place = s.place_of("");
    offer.cost = s.money("cost", Money::zero(), "what a unit costs, paid on receipt");
    offer.order_cost = s.money("order_cost", Money::zero(), "what placing a purchase order costs");
    offer.minimum = s.quantity("minimum", Quantity::zero(), "the smallest purchase");
    offer.multiple = s.quantity("multiple", Quantity::zero(), "purchases are multiples of it; 0: any number of units");
    offer.lead_time = s.kept_law("lead_time", Dimension::duration, "in place of the supplier's, for this item");
    offer.yield = s.share("yield", optional, "in place of the supplier's, for this item", Bounds{0, 1, true});
    read_breaks(s, offer);
    s.part("stock",
           "the supplier's own stock, where it is finite: purchases that it does not cover wait, first in first out",
           [&](Sheet& stock) { offer.supply = read_supply(stock); });
    return offer;
}

}  // namespace

void read_suppliers(Sheet& sheet, Draft& draft) {
    draft.suppliers.resize(std::max<std::size_t>(1, sheet.names(Named::supplier).size()));
    sheet.collection(
        "suppliers", "outside sources of goods", {.named = Named::supplier}, [&](std::string_view name, Sheet& s) {
            SupplierDraft& supplier = draft.suppliers[s.find(Named::supplier, name, "")];
            supplier.name = name;
            supplier.place = s.place_of("");
            supplier.region = s.text("region", "", "where it is; things in one region can be struck together");
            supplier.lead_time =
                s.kept_law("lead_time", Dimension::duration, "from release of a purchase to its receipt; absent: none");
            const auto capacity = s.rate("capacity", optional,
                                         "units that can be released per time, such as 25 /d; absent: "
                                         "without limit",
                                         positive);
            if (capacity && capacity->percent) s.refuse("capacity", "expected units per time such as 25 /d");
            supplier.capacity = capacity.value_or(Rate{}).per_day;
            supplier.yield = s.share("yield", 1.0,
                                     "the share of good units in what it sends; the others are neither paid nor kept, "
                                     "and bought again when they are seen",
                                     Bounds{0, 1, true});
            supplier.credit = s.duration("credit", Duration::zero(), "from the receipt of goods to their payment");
            const Sheet::Collection shape{.named = Named::item, .table = true};
            supplier.complete =
                s.collection("sells", "the items that it sells", shape, [&](std::string_view item, Sheet& terms) {
                    const std::size_t before = terms.mistakes();
                    const Id<Item> id(terms.find(Named::item, item, ""));
                    const bool known = terms.mistakes() == before;
                    OfferDraft offer = read_offer(terms);
                    offer.item = id;
                    if (known) supplier.sells.push_back(offer);
                });
            if (!s.has("sells")) s.refuse("", "'sells' is missing; expected for example sells: {dress: {cost: 31}}");
        });
}

}  // namespace backstock
