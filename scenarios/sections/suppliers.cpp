#include "scenarios/sections/sections.hpp"

#include <algorithm>

namespace backstock {
namespace {

OfferDraft read_offer(Sheet& s) {
    OfferDraft offer;
    offer.place = s.place_of("");
    offer.cost = s.money("cost", Money::zero(), "what a unit costs, paid on receipt");
    offer.order_cost = s.money("order_cost", Money::zero(), "what placing a purchase order costs");
    offer.minimum = s.quantity("minimum", Quantity::zero(), "the smallest purchase");
    offer.multiple = s.quantity("multiple", Quantity::zero(), "purchases are multiples of it; 0: any number of units");
    offer.lead_time = s.kept_law("lead_time", Dimension::duration, "in place of the supplier's, for this item");
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
