#include "scenarios/sections/sections.hpp"

namespace backstock {
namespace {

double units_a_day(Sheet& s, std::string_view key, std::string_view doc) {
    const auto rate = s.rate(key, optional, doc, positive);
    if (rate && rate->percent) s.refuse(key, "expected units per time such as 12 /d");
    return rate.value_or(Rate{}).per_day;
}

// How long a lot takes: its own time or rate, else the plant's capacity.
void read_time(Sheet& s, double capacity, Recipe& recipe) {
    recipe.time =
        s.kept_law("time", Dimension::duration,
                   "how long a line works on a unit; with `batch` on a batch, with `batch: order` on an order");
    const double rate = units_a_day(s, "rate", "units per time that one line makes, such as 12 /d; in place of `time`");
    if (s.describing()) return;
    if (s.has("time") && s.has("rate")) s.refuse("rate", "'time' is given too; expected one of the two");
    if (!s.has("time") && !s.has("rate") && capacity == 0) {
        s.refuse("",
                 "'time' is missing; expected how long a unit takes, such as time: 2 h, or rate: 12 /d, or the "
                 "plant's capacity");
    }
    if (rate > 0 || capacity > 0) recipe.rate = rate > 0 ? rate : capacity;
}

MakeDraft read_make(Sheet& s, double capacity) {
    MakeDraft make;
    make.place = s.place_of("");
    read_time(s, capacity, make.recipe);
    const auto batch = s.quantity_or("order", "batch", optional,
                                     "units made together, to which orders are rounded up, or `order`: each order in "
                                     "one go; absent: unit by unit",
                                     positive);
    make.recipe.lot = batch.value_or(Quantity::units(1));
    make.recipe.whole_lots = batch && *batch > Quantity::zero();
    make.recipe.setup =
        s.kept_law("setup", Dimension::duration, "when a line turns to it from another item; absent: no time");
    make.recipe.yield = s.share("yield", 1, "the share of good units; the others are scrap", Bounds{0, 1, true});
    make.recipe.cost = s.money("cost", Money::zero(), "conversion cost of each unit started, beside its parts");
    return make;
}

void read_plant(Sheet& s, PlantDraft& plant) {
    plant.lines = static_cast<std::uint32_t>(s.integer_or(
        "unlimited", "lines", 1,
        "lines that work side by side on whatever it makes; unlimited: nothing waits for a line", Bounds{1, 1e6}));
    const double capacity =
        units_a_day(s, "capacity", "units per time that one line makes of what has no `time` or `rate` of its own");
    const Sheet::Collection shape{.named = Named::item, .table = true};
    s.collection("makes", "the items that it makes, from the parts in their `bom`", shape,
                 [&](std::string_view item, Sheet& terms) {
                     const std::size_t before = terms.mistakes();
                     const Id<Item> id(terms.find(Named::item, item, ""));
                     const bool known = terms.mistakes() == before;
                     MakeDraft make = read_make(terms, capacity);
                     make.item = id;
                     if (known) plant.makes.push_back(std::move(make));
                 });
    if (!s.has("makes")) s.refuse("", "'makes' is missing; expected for example makes: {bike: {time: 2 h}}");
}

}  // namespace

void read_plants(Sheet& sheet, Draft& draft) {
    sheet.collection("plants", "own sites that make things, and stock them and their parts as stores do",
                     {.named = Named::plant}, [&](std::string_view name, Sheet& s) {
                         StoreDraft& store = draft.stores[s.find(Named::store, name, "")];
                         store.name = name;
                         store.plant.emplace();
                         read_plant(s, *store.plant);
                         read_site(s, store);
                     });
}

}  // namespace backstock
