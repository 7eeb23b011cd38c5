#include "scenarios/assembly.hpp"

#include "scenarios/disruption_draft.hpp"
#include "scenarios/network_draft.hpp"
#include "scenarios/path.hpp"
#include "scenarios/utf8.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/inventory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace backstock {
namespace {

void add_items(Draft& draft, Model& model) {
    for (Item& item : draft.items) {
        item.key = name_key(item.name);
        model.items.add(std::move(item));
    }
}

void add_processors(Draft& draft, Model& model) {
    for (Processor& processor : draft.processors) model.processors.add(std::move(processor));
}

void add_stores(const Draft& draft, Model& model) {
    for (const StoreDraft& drafted : draft.stores) {
        model.stores.add({.name = drafted.name,
                          .key = name_key(drafted.name),
                          .region = drafted.region,
                          .fulfillment = drafted.fulfillment != nullptr ? drafted.fulfillment : draft.fulfillment,
                          .payment = drafted.payment != nullptr ? drafted.payment : draft.payment,
                          .space = drafted.space.value_or(std::numeric_limits<double>::infinity()),
                          .overflow_cost = drafted.overflow_cost,
                          .notification = drafted.notification != nullptr ? drafted.notification : draft.notification,
                          .regulation = drafted.regulation != nullptr ? drafted.regulation : draft.regulation});
    }
}

// What customers of a segment may ask for, each item once.
std::set<Id<Item>> wishes_of(const Segment& segment) {
    std::set<Id<Item>> wishes;
    for (const Basket::Entry& entry : segment.basket.always) wishes.insert(entry.item);
    wishes.insert(segment.basket.from.begin(), segment.basket.from.end());
    if (segment.arrivals != nullptr) {
        for (const Id<Item> item : segment.arrivals->items()) wishes.insert(item);
    }
    return wishes;
}

// Customers whom no stock can reach.
void check_reach(const SegmentDraft& drafted, const Model& model, Problems& problems) {
    const Segment& segment = drafted.segment;
    std::vector<std::string> out_of_reach;
    Id<Store> nearest;  // lacks the least
    segment.for_each_store([&](Id<Store> store) {
        std::vector<std::string> lacks;
        for (const Id<Item> item : wishes_of(segment)) {
            if (!model.stock_of(store, item)) lacks.push_back(model.items[item].name);
        }
        if (nearest && lacks.size() >= out_of_reach.size()) return;
        nearest = store;
        out_of_reach = std::move(lacks);
    });
    if (out_of_reach.empty()) return;
    const std::size_t shown_ones = std::min<std::size_t>(out_of_reach.size(), 8);
    std::string list = fmt::format(
        "{}", fmt::join(out_of_reach.begin(), out_of_reach.begin() + static_cast<std::ptrdiff_t>(shown_ones), ", "));
    if (shown_ones < out_of_reach.size()) list += fmt::format(" and {} more", out_of_reach.size() - shown_ones);
    problems.add(
        drafted.buys_at, path_text({"customers", segment.name}),
        segment.others.empty()
            ? fmt::format("no stock can reach these customers: {} does not stock {}", model.stores[nearest].name, list)
            : fmt::format("none of their stores stocks all that they may want: {} does not stock {}",
                          model.stores[nearest].name, list));
}

void check_whole(const SegmentDraft& drafted, const Model& model, Problems& problems) {
    for (const Basket::Entry& entry : drafted.segment.basket.always) {
        const Item& item = model.items[entry.item];
        if (item.divisible || entry.quantity.is_whole()) continue;
        problems.add(drafted.buys_at, path_text({"customers", drafted.segment.name, "buys", item.name}),
                     fmt::format("found {} units; expected a whole number, or divisible: true for the item",
                                 entry.quantity.in_units()));
    }
}

void add_segments(Draft& draft, const NetworkDraft& network, Model& model, Problems& problems) {
    for (SegmentDraft& drafted : draft.segments) {
        check_whole(drafted, model, problems);
        bool complete = static_cast<bool>(drafted.segment.store);
        if (complete)
            drafted.segment.for_each_store([&](Id<Store> store) { complete = complete && network.is_complete(store); });
        if (complete) check_reach(drafted, model, problems);
        drafted.segment.key = name_key(drafted.segment.name);
        model.segments.add(std::move(drafted.segment));
    }
}

// "shop.dress", or "shop.\"A.12\"" for names with dots; names with dots are understood without quotes too.
Id<StockPoint> stock_named(const std::string& name, const Directory& names, const Model& model) {
    const auto point = [&](std::string_view store, std::string_view item) {
        const auto s = names.find(Named::store, store);
        const auto i = names.find(Named::item, item);
        return s && i ? model.stock_of(Id<Store>(*s), Id<Item>(*i)) : Id<StockPoint>::none();
    };
    if (const ParsedPath parsed = parse_path(name); parsed.path && parsed.path->size() == 2) {
        return point(parsed.path->front(), parsed.path->back());
    }
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
        const std::string_view text = name;
        if (const auto found = point(text.substr(0, dot), text.substr(dot + 1))) return found;
    }
    return Id<StockPoint>::none();
}

void add_recording(const Draft& draft, const Directory& names, Model& model, Problems& problems) {
    model.record.wait_over = draft.wait_over;
    model.record.timeline_every = draft.timeline_every;
    for (const Draft::Timeline& wish : draft.timelines) {
        const Id<StockPoint> point = stock_named(wish.store_and_item, names, model);
        if (point) model.record.timelines.push_back(point);
        if (!point) {
            problems.add(
                wish.place, "record.timeline",
                fmt::format("unknown stock point {}; expected a store and an item that it stocks, such as shop.dress",
                            shown(wish.store_and_item)));
        }
    }
}

}  // namespace

Model assembled(Draft draft, Reading& reading) {
    Model model;
    model.run = draft.run;
    model.tiers = std::move(draft.tiers);
    add_items(draft, model);
    add_processors(draft, model);
    add_stores(draft, model);
    NetworkDraft network(draft, reading, model);
    network.build();
    model.index();
    add_segments(draft, network, model, reading.problems);
    add_disruptions(draft, network, reading, model);
    if (reading.problems.count() == 0) model.index_waiting();  // else a segment may have no store
    add_recording(draft, reading.names, model, reading.problems);
    model.policies = std::move(reading.kept);
    reading.kept.clear();
    return model;
}

}  // namespace backstock
