#include "scenarios/sections/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

Markdown read_markdown(Sheet& s) {
    Markdown markdown;
    markdown.off = s.share("off", required, "by what share of the price", Bounds{0, 1, true});
    markdown.lift =
        s.number("lift", 1.0, "customers want so many times as many units while the price is down", positive);
    s.part("when", "under which condition; with both, under either", [&](Sheet& when) {
        markdown.older_than = when.duration("older_than", optional,
                                            "the oldest unit on the shelf, first in, first out, is older", positive)
                                  .value_or(Duration::zero());
        markdown.cover_over =
            when.duration("cover_over", optional,
                          "the stock on hand would last longer, at customers' mean demand over the `window`", positive)
                .value_or(Duration::zero());
        markdown.window = when.duration("window", 28_d, "the time before over which `cover_over` averages", positive);
    });
    if (!s.describing() && markdown.older_than == Duration::zero() && markdown.cover_over == Duration::zero())
        s.refuse("when", "expected a condition, such as when: {older_than: 90 d} or when: {cover_over: 60 d}");
    return markdown;
}

void read_substitutes(Sheet& s, Item& item) {
    double sum = 0;
    const std::size_t before = s.mistakes();
    const auto read_share = [&](std::string_view name, Sheet& entry) {
        entry.positional("share");
        const std::size_t known = entry.mistakes();
        const Substitute other{.item = Id<Item>(entry.find(Named::item, name, "")),
                               .share = entry.share("share", required, "of those who take something else")};
        if (entry.mistakes() != known) return;
        if (name == item.name) entry.refuse("", "nothing is a substitute for itself");
        item.substitutes.push_back(other);
        sum += other.share;
    };
    s.part("substitutes", "what customers take in its place, such as {belt: 60 %}",
           [&](Sheet& others) { others.others("item", "the share of those who take something else", read_share); });
    if (sum > 1 + 1e-9 && s.mistakes() == before) s.refuse("substitutes", "the shares come to more than 100 %");
}

void read_item(Sheet& s, Item& item) {
    item.price = s.money("price", required, "what a customer pays for a unit");
    item.holding = read_holding(s,
                                "what keeping stock costs: a rate on its value such as 25 %/yr, or money per unit "
                                "and time such as 0.18 /d")
                       .value_or(HoldingRate{});
    const std::optional<Rate> backorder_cost =
        s.rate("backorder_cost", optional, "what a waiting unit costs per time, such as 9 /d");
    if (backorder_cost && backorder_cost->percent) s.refuse("backorder_cost", "expected money per time such as 9 /d");
    item.backorder_cost = backorder_cost.value_or(Rate{}).per_day;
    item.lost_sale_cost =
        s.money("lost_sale_cost", Money::zero(), "what a unit that is not sold costs, beside the margin");
    item.divisible =
        s.boolean("divisible", false, "whether there are fractions of a unit; otherwise drawn quantities are rounded");
    item.volume = s.number("volume", 1.0, "of a unit, as the `space` of stores counts it", not_negative);
    s.part("markdown",
           "a lower price where there is too much, looked at wherever it is stocked at every period's end, such as "
           "{off: 40 %, when: {older_than: 90 d}}",
           [&](Sheet& markdown) { item.markdown = read_markdown(markdown); });
    item.returns = read_returns(s, "what comes back of it, where the customers' segment does not say");
    read_substitutes(s, item);
}

/// An order keeps its tier in one byte.
constexpr std::size_t most_tiers = 256;
BomDraft read_bom(Sheet& s) {
    BomDraft bom;
    bom.place = s.place_of("bom");
    const Sheet::Collection shape{.named = Named::item};
    s.collection("bom", "the parts that plants use up for one unit, such as {frame: 1, wheel: 2}", shape,
                 [&bom](std::string_view name, Sheet& part) {
                     const std::size_t before = part.mistakes();
                     part.positional("quantity");
                     BomDraft::Part drafted{.item = Id<Item>(part.find(Named::item, name, "")),
                                            .quantity = {},
                                            .place = part.place_of("quantity")};
                     drafted.quantity = part.quantity("quantity", required, "units of it in one unit", positive);
                     if (part.mistakes() == before) bom.parts.push_back(drafted);
                 });
    return bom;
}

}  // namespace

std::optional<HoldingRate> read_holding(Sheet& s, std::string_view doc) {
    const std::optional<Rate> rate = s.rate("holding", optional, doc);
    if (!rate) return std::nullopt;
    return rate->percent ? HoldingRate{.on_value = rate->per_day} : HoldingRate{.per_unit = rate->per_day};
}

PenaltyOverride read_penalty(Sheet& s) {
    PenaltyOverride penalty;
    const auto backorder =
        s.rate("backorder_cost", optional, "in place of the item's: what a waiting unit costs per time");
    if (backorder && backorder->percent) s.refuse("backorder_cost", "expected money per time such as 9 /d");
    if (backorder) penalty.backorder_cost = backorder->per_day;
    const auto lost = s.money("lost_sale_cost", optional, "in place of the item's: what a unit that is not sold costs");
    if (lost) penalty.lost_sale_cost = lost->in_units();
    return penalty;
}

void read_items(Sheet& sheet, Draft& draft) {
    draft.items.resize(std::max<std::size_t>(1, sheet.names(Named::item).size()));
    draft.boms.resize(draft.items.size());
    const Sheet::Collection shape{.named = Named::item, .table = true};
    const bool readable = sheet.collection("items", "what is sold", shape, [&](std::string_view name, Sheet& s) {
        Item& item = draft.items[s.find(Named::item, name, "")];
        item.name = name;
        read_item(s, item);
        draft.boms[s.find(Named::item, name, "")] = read_bom(s);
    });
    if (!sheet.has("items") || (readable && sheet.names(Named::item).empty() && !sheet.describing())) {
        sheet.refuse("", "'items' is missing; expected for example items: {dress: {price: 89}}");
    }
}

void read_tiers(Sheet& sheet, Draft& draft) {
    sheet.sequence("tiers", "classes of customers, best first", [&](std::string_view name, Sheet& s) {
        Tier tier;
        tier.name = name;
        tier.penalty = read_penalty(s);
        read_conduct(s, tier.conduct);
        for (const Tier& other : draft.tiers) {
            if (other.name == name && !s.describing()) s.refuse("", "this tier is named twice");
        }
        draft.tiers.push_back(std::move(tier));
    });
    if (draft.tiers.size() > most_tiers)
        sheet.refuse("tiers", fmt::format("found {} tiers; there may be {}", draft.tiers.size(), most_tiers));
    if (draft.tiers.empty()) draft.tiers.push_back({.name = "standard", .penalty = {}});
}

}  // namespace backstock
