#include "scenarios/sections/sections.hpp"
#include "sim/base/require.hpp"
#include "sim/policy/arrivals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

// Items with units of their own among those that are drawn.
void read_units_of(Sheet& s, Basket& basket) {
    s.part("units_of", "units of a drawn line of an item, where they are not `units`", [&](Sheet& items) {
        basket.units_of.assign(basket.from.size(), nullptr);
        items.others("item", "a number or a distribution", [&](std::string_view name, Sheet& entry) {
            entry.positional("units");
            const std::size_t before = entry.mistakes();
            const Id<Item> item(entry.find(Named::item, name, ""));
            const Law* const law = entry.kept_law("units", Dimension::quantity, "units of each drawn line of it");
            if (entry.describing()) return;
            if (law == nullptr) entry.refuse("", "the number of units is missing");
            if (entry.mistakes() != before) return;
            const auto at = std::lower_bound(basket.from.begin(), basket.from.end(), item);
            if (at == basket.from.end() || *at != item) return entry.refuse("", "it is not among those of 'from'");
            basket.units_of[static_cast<std::size_t>(at - basket.from.begin())] = law;
        });
    });
}

void read_drawn_lines(Sheet& s, Basket& basket) {
    basket.lines = s.kept_law("lines", Dimension::quantity, "how many lines an order draws from `from`");
    basket.units = s.kept_law("units", Dimension::quantity, "units of each drawn line; absent: one");
    std::vector<double> weights;
    for (const auto& [item, weight] :
         s.weights("from", Named::item, "the items that lines are drawn from, with shares or weights")) {
        basket.from.emplace_back(item);
        weights.push_back(weight);
    }
    double sum = 0;
    for (const double weight : weights) sum += weight;
    if (sum > 0 && std::isfinite(sum)) basket.weigh(weights);
    const std::size_t before = s.mistakes();
    read_units_of(s, basket);
    if (s.mistakes() != before) basket.units_of.clear();
    if (s.describing()) return;
    if (s.has("lines") && !s.has("from")) s.refuse("lines", "'from' is missing: the items that lines are drawn from");
    if (!s.has("lines") && s.has("from")) s.refuse("from", "'lines' is missing: how many lines an order draws");
    for (const char* units : {"units", "units_of"})
        if (!s.has("lines") && s.has(units)) s.refuse(units, "only drawn lines have units: 'lines' is missing");
}

// A number of units that is always the same is no chance.
void settle_units(Sheet& s, Basket::Entry& line) {
    constexpr double most = 1e9;
    if (line.law == nullptr || !line.law->sole_value()) return;
    const double units = *line.law->sole_value();
    if (units == 0) s.refuse("units", "must be more than 0; leave the item out if nobody buys it");
    if (units > most) s.refuse("units", "must be at most a thousand million in one order");
    line.quantity = Quantity::of(std::fmin(units, most));
    line.law = nullptr;
}

Basket read_basket(Sheet& s) {
    Basket basket;
    read_drawn_lines(s, basket);
    s.others("item", "units of the item in every order, a number or a distribution",
             [&](std::string_view item, Sheet& entry) {
                 entry.positional("units");
                 const std::size_t before = entry.mistakes();
                 Basket::Entry line;
                 line.item = Id<Item>(entry.find(Named::item, item, ""));
                 const bool known = entry.mistakes() == before;
                 line.law = entry.kept_law("units", Dimension::quantity, "units in every order");
                 if (!entry.has("units") && !entry.describing()) entry.refuse("", "the number of units is missing");
                 if (entry.mistakes() == before) settle_units(entry, line);
                 if (known) basket.always.push_back(line);
             });
    return basket;
}

void read_stores_of(Sheet& s, Segment& segment) {
    const std::size_t before = s.mistakes();
    const std::vector<std::uint32_t> stores =
        s.references("store", Named::store, required,
                     "where they buy, or several stores in order of preference: the first that has the whole wish on "
                     "its shelf, else "
                     "the first that takes an order for it, else the first that stocks all of it");
    if (s.mistakes() != before || s.describing()) return;
    if (stores.empty()) return s.refuse("store", "expected the name of a store, or several, not an empty list");
    segment.store = Id<Store>(stores.front());
    for (std::size_t i = 1; i < stores.size(); ++i) {
        const Id<Store> other(stores[i]);
        if (other == segment.store || std::count(segment.others.begin(), segment.others.end(), other) > 0)
            s.refuse("store", fmt::format("found '{}' twice", s.names(Named::store)[stores[i]]));
        else
            segment.others.push_back(other);
    }
}

// Who is lost stays away, if it is known of how many.
void check_market(Sheet& s, const Segment& segment) {
    if (!segment.conduct.loyalty || segment.arrivals == nullptr || s.describing()) return;
    const bool given = segment.conduct.loyalty->market > 0;
    const bool known = segment.arrivals->members() > 0;
    if (given && known) s.refuse("loyalty", "'market' is for arrivals of unknown customers; these are a population");
    if (!given && !known)
        s.note(
            fmt::format("customers.{}: customers who are lost are counted, and others come in their place; "
                        "loyalty: {{market: 5000}} would say how many there are",
                        segment.name));
}

void read_segment(Sheet& s, SegmentDraft& drafted) {
    Segment& segment = drafted.segment;
    const std::size_t before = s.mistakes();
    read_stores_of(s, segment);
    const auto mix = s.shares("tier", Named::tier, "their tier, or the share of each; absent: the best tier");
    if (!mix.empty()) segment.tier_mix.assign(s.names(Named::tier).size(), 0.0);
    for (const auto& [tier, share] : mix) segment.tier_mix[tier] += share;
    segment.arrivals = s.kept<ArrivalProcess>("arrivals", "", "when they come, and how many");
    if (!s.has("arrivals"))
        s.refuse("", "'arrivals' is missing; expected for example arrivals: {poisson: {rate: 6 /d}}");
    const bool recorded = segment.arrivals != nullptr && !segment.arrivals->items().empty();
    const bool buys = s.part("buys", "the basket: items with units, and lines drawn from items",
                             [&](Sheet& basket) { segment.basket = read_basket(basket); });
    if (recorded && buys) s.refuse("buys", "recorded orders say themselves what is bought; leave 'buys' out");
    if (!recorded && !buys && segment.arrivals != nullptr)
        s.refuse("", "'buys' is missing; expected for example buys: {dress: 1}");
    drafted.buys_at = s.place_of(recorded ? "arrivals" : "buys");
    const std::size_t wrong = s.mistakes() - before;
    if (buys && !recorded && wrong == 0 && segment.basket.always.empty() && segment.basket.from.empty() &&
        !s.describing()) {
        s.refuse("buys", "found no item; expected for example {dress: 1}");
    }
    segment.transit =
        s.kept_law("transit", Dimension::duration, "from shipment to the customer's door; absent: no time");
    s.part("transit_from", "in place of `transit`, by store", [&](Sheet& stores) {
        stores.others("store", "from shipment to the customer's door", [&](std::string_view name, Sheet& entry) {
            entry.positional("time");
            const std::size_t sound = entry.mistakes();
            const Id<Store> store(entry.find(Named::store, name, ""));
            const Law* time = entry.kept_law("time", Dimension::duration, "from shipment to the customer's door");
            if (entry.mistakes() == sound) segment.transit_from.emplace_back(store, time);
        });
    });
    read_conduct(s, segment.conduct);
    check_market(s, segment);
    segment.returns = read_returns(s, "what they send back; absent: what the item says");
    segment.penalty = read_penalty(s);
}

/// How many customers would come within the horizon, judged by the first few hundred: exact enough to tell a run from
/// one that never ends.
double expected_customers(const ArrivalProcess& arrivals, std::string_view name, Time horizon) {
    constexpr std::int64_t sample = 256;
    ArrivalState state;
    state.stream = Stream(1, 0, name_key(name), "estimate", 0);
    state.next = arrivals.first(state);
    const Time begin = state.next.at;
    for (std::int64_t i = 0; i < sample && state.next.at <= horizon; ++i) state.next = arrivals.next(state);
    if (state.next.at > horizon) return 0;
    const Duration span = state.next.at - begin;
    return static_cast<double>(sample) * horizon.in_days() / std::max(span.in_days(), 1e-15);
}

void check_customers(Sheet& s, const Segment& segment, Time horizon) {
    constexpr double most_customers = 1e10;
    if (segment.arrivals == nullptr || s.describing() || horizon <= Time::zero()) return;
    double customers = 0;
    try {
        customers = expected_customers(*segment.arrivals, segment.name, horizon);
    } catch (const TooLarge& amount) {
        return s.refuse("arrivals", fmt::format("more is asked for than can be counted: {}", amount.what()));
    }
    if (customers > most_customers)
        s.refuse("arrivals",
                 fmt::format("about {:.2g} customers would come within the horizon; at most {:.0e} can be simulated",
                             customers, most_customers));
}

}  // namespace

void read_customers(Sheet& sheet, Draft& draft) {
    sheet.collection("customers", "segments of customers", {.named = Named::segment},
                     [&](std::string_view name, Sheet& s) {
                         SegmentDraft drafted;
                         drafted.segment.name = name;
                         drafted.place = s.place_of("");
                         const std::size_t before = s.mistakes();
                         read_segment(s, drafted);
                         if (s.mistakes() == before) check_customers(s, drafted.segment, draft.run.horizon);
                         draft.segments.push_back(std::move(drafted));
                     });
    if (!sheet.has("customers")) sheet.refuse("", "'customers' is missing: nobody would buy anything");
}

}  // namespace backstock
