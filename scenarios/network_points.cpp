// Stock points in their order, with their links.
#include "scenarios/network_draft.hpp"
#include "scenarios/path.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/prioritization.hpp"
#include "sim/policy/sourcing.hpp"
#include "sim/world/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace backstock {
namespace {

constexpr std::size_t most_things = 2'000'000'000;  // ids are 32 bits

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }

}  // namespace

// Downstream first. Empty when goods could run in circles, which is then reported.
std::vector<std::uint32_t> NetworkDraft::order_of_points() {
    Network network(static_cast<std::uint32_t>(points_.size()));
    for (std::uint32_t buyer = 0; buyer < points_.size(); ++buyer) {
        if (points_[buyer].make != nullptr) {
            feed_parts(network, buyer);
            continue;
        }
        for (const std::uint32_t site : points_[buyer].sources) {
            if (!sites_[site].is_store) continue;
            network.feed(point_of_.at(pair_of(sites_[site].index, points_[buyer].drafted.item.index())), buyer);
        }
    }
    if (const std::vector<std::uint32_t> cycle = network.cycle(); !cycle.empty()) {
        std::string way;
        for (const std::uint32_t place : cycle) way += model_.stores[points_[place].store].name + " <- ";
        const Point& first = points_[cycle.front()];
        reading_.problems.add(first.drafted.policies.sourcing_at, path_of(first),
                              fmt::format("goods would run in circles: {}{}", way, model_.stores[first.store].name));
        return {};
    }
    const std::vector<std::uint32_t> level = network.levels();
    std::vector<std::uint32_t> order(points_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return level[a] < level[b]; });
    return order;
}

void NetworkDraft::check_whole(const Point& point, const char* what, Quantity quantity) {
    if (model_.items[point.drafted.item].divisible || quantity.is_whole()) return;
    problem(point, fmt::format("{}: found {} units; expected a whole number, or divisible: true for the item", what,
                               quantity.in_units()));
}

void NetworkDraft::add_points() {
    std::size_t links = 0;
    for (const Point& point : points_) links += point.sources.size();
    if (std::max(links, points_.size()) > most_things) {
        reading_.problems.add({}, "stores", fmt::format("more than {} stock points or links", most_things));
        return;
    }
    std::vector<std::uint32_t> order = order_of_points();
    if (order.empty()) {
        order.resize(points_.size());
        std::iota(order.begin(), order.end(), 0U);
    }
    std::vector<std::uint32_t> place(points_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (auto& [key, index] : point_of_) index = place[index];
    model_.stock.reserve(points_.size());
    model_.links.reserve(links);
    for (const std::uint32_t index : order) add_point(points_[index]);
}

void NetworkDraft::add_point(const Point& point) {
    const PointDraft& drafted = point.drafted;
    const Item& item = model_.items[drafted.item];
    check_whole(point, "initial", drafted.initial);
    StockPoint stock;
    stock.store = point.store;
    stock.item = drafted.item;
    stock.key = joined_key(model_.stores[point.store].key, item.key);
    stock.initial = drafted.initial;
    stock.holding = drafted.holding.value_or(item.holding);
    stock.inventory = drafted.policies.inventory;
    stock.sourcing = point.sources.empty() ? nullptr : drafted.policies.sourcing;
    stock.backorder = drafted.policies.backorder;
    stock.promise = drafted.policies.promise;
    stock.prioritization = drafted.policies.prioritization;
    if (stock.inventory != nullptr) {
        const Review review = stock.inventory->review();
        stock.review_every = review.every;
        stock.review_at = review.at;
        stock.reorder_point = stock.inventory->reorder_point();
    }
    if (stock.sourcing != nullptr && stock.sourcing->commits() && stock.review_every == Duration::zero()) {
        problem(point,
                "this sourcing buys at every review, and the inventory policy reviews whenever the position changes; "
                "expected a review interval, such as review: {every: 1 d}");
    }
    if (stock.prioritization != nullptr && stock.prioritization->reserve() != nullptr) {
        for (const Quantity kept : stock.prioritization->reserve()->of_tier())
            check_whole(point, "prioritization.reserve", kept);
    }
    const Id<StockPoint> id = model_.stock.add(stock);
    add_links(point, id);
    add_opening(point, id);
}

void NetworkDraft::add_links(const Point& point, Id<StockPoint> id) {
    StockPoint& stock = model_.stock[id];
    stock.first_link = model_.links.id_at(model_.links.size());
    stock.links = static_cast<std::uint32_t>(point.sources.size());
    const double quantile = stock.promise == nullptr ? 0 : stock.promise->quantile();
    for (const std::uint32_t site : point.sources) {
        const Site& source = sites_[site];
        const std::uint64_t sold = pair_of(source.index, point.drafted.item.index());
        Link link;
        link.buyer = id;
        link.key = joined_key(name_key(site_name(site)), stock.key);
        if (point.make != nullptr)
            link.recipe = add_recipe(point, id);
        else if (source.is_store)
            link.upstream = Id<StockPoint>(point_of_.at(sold));
        else
            link.offer = offer_of_.at(sold);
        const auto lane = lane_of_.find({site, site_of_store_[point.store.index()]});
        if (lane != lane_of_.end()) link.lane = lane->second;
        link.expected = expected(link.offer ? model_.offers[link.offer].lead_time : nullptr,
                                 link.lane ? model_.lanes[link.lane].transit : nullptr, quantile);
        if (link.recipe) link.expected = expected(model_.recipes[link.recipe], quantile);
        model_.links.add(link);
    }
    if (point.drafted.policies.lateral) add_laterals(point, id, quantile);
}

// Those of the neighbours that stock the item.
void NetworkDraft::add_laterals(const Point& point, Id<StockPoint> id, double quantile) {
    const LateralDraft& lateral = *point.drafted.policies.lateral;
    StockPoint& stock = model_.stock[id];
    stock.lateral_keep = lateral.keep;
    check_whole(point, "lateral.keep", lateral.keep);
    for (const Id<Store> neighbour : lateral.from) {
        const auto found = point_of_.find(pair_of(neighbour.index(), point.drafted.item.index()));
        if (neighbour == point.store || found == point_of_.end()) continue;
        Link link{.buyer = id, .upstream = Id<StockPoint>(found->second), .lateral = true};
        const std::uint32_t site = site_of_store_[neighbour.index()];
        link.key = joined_key(joined_key(name_key(site_name(site)), stock.key), name_key("lateral"));
        const auto lane = lane_of_.find({site, site_of_store_[point.store.index()]});
        if (lane != lane_of_.end()) link.lane = lane->second;
        link.expected = expected(nullptr, link.lane ? model_.lanes[link.lane].transit : nullptr, quantile);
        model_.links.add(link);
        ++stock.laterals;
    }
}

void NetworkDraft::add_opening(const Point& point, Id<StockPoint> id) {
    const Duration reviewed = model_.stock[id].review_every;
    const Duration step = reviewed > Duration::zero() ? reviewed : model_.run.period;
    Time due = Time::zero();
    for (const Quantity quantity : point.drafted.inbound) {
        check_whole(point, "initial.inbound", quantity);
        if (quantity > Quantity::zero()) model_.opening.push_back({.stock = id, .quantity = quantity, .due = due});
        due += step;
    }
}

double NetworkDraft::expected(const Law* lead_time, const Law* transit, double quantile) {
    return expected(lead_time, quantile) + expected(transit, quantile);
}

// Of one lot; with its set-up where the lines also make other things.
double NetworkDraft::expected(const Recipe& recipe, double quantile) {
    const Plant& plant = model_.plants[recipe.plant];
    const bool turns = plant.lines == 0 || draft_.stores[plant.site.index()].plant->makes.size() > 1;
    const Duration by_rate = Duration::days(recipe.lot.in_units() / recipe.rate);
    return (recipe.time != nullptr ? expected(recipe.time, quantile) : static_cast<double>(by_rate.us())) +
           (turns ? expected(recipe.setup, quantile) : 0);
}

double NetworkDraft::expected(const Law* law, double quantile) {
    if (law == nullptr) return 0;
    const auto [entry, is_new] = expected_.try_emplace({law, quantile}, 0.0);
    if (is_new) {
        const std::optional<double> sole = law->sole_value();
        entry->second = sole ? *sole : quantile > 0 && quantile < 1 ? law->quantile(quantile) : law->mean();
    }
    return entry->second;
}

}  // namespace backstock
