#include "sim/world/model.hpp"

#include "sim/base/require.hpp"
#include "sim/policy/policy.hpp"

#include <algorithm>

namespace backstock {

const std::vector<Id<Strike>> Model::unharmed;

Model::Model() = default;
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Id<StockPoint> Model::stock_of(Id<Store> store, Id<Item> item) const {
    const std::vector<Id<StockPoint>>& shelf = stock_by_item_[store.index()];
    if (shelf.size() == items.size()) {
        return shelf[item.index()];
    }
    const auto found = std::lower_bound(shelf.begin(), shelf.end(), item,
                                        [this](Id<StockPoint> id, Id<Item> wanted) { return stock[id].item < wanted; });
    return found != shelf.end() && stock[*found].item == item ? *found : Id<StockPoint>::none();
}

Money Offer::price_of(Quantity quantity) const {
    Money price = cost * quantity;
    if (!incremental) {
        for (const PriceBreak& b : breaks) {
            if (quantity >= b.from) price = b.cost * quantity;
        }
        return price;
    }
    Money before = cost;
    for (const PriceBreak& b : breaks) {
        if (quantity > b.from) price += (b.cost - before) * (quantity - b.from);
        before = b.cost;
    }
    return price;
}

std::string Model::name_of(Id<StockPoint> id) const {
    const StockPoint& point = stock[id];
    return stores[point.store].name + "." + items[point.item].name;
}

void Model::index_waiting() {
    store_points_.assign(stores.size(), {});
    place_in_store_.assign(stock.size(), 0);
    for (std::size_t i = 0; i < stock.size(); ++i) {
        std::vector<Id<StockPoint>>& points = store_points_[stock[stock.id_at(i)].store.index()];
        place_in_store_[i] = points.size();
        points.push_back(stock.id_at(i));
    }
    const auto costs = [](const auto& row) { return row.penalty.backorder_cost > 0; };
    const bool waiting_costs =
        std::any_of(items.begin(), items.end(), [](const Item& item) { return item.backorder_cost > 0; }) ||
        std::any_of(tiers.begin(), tiers.end(), costs) || std::any_of(segments.begin(), segments.end(), costs);
    first_kind_.clear();
    waiting_kinds_ = 0;
    for (const Segment& segment : segments) {
        first_kind_.push_back(waiting_kinds_);
        if (!waiting_costs) continue;
        segment.for_each_store(
            [&](Id<Store> store) { waiting_kinds_ += tiers.size() * store_points_[store.index()].size(); });
    }
}

/// Kinds of a segment's customers at the stores that they prefer to this one.
std::size_t Model::kinds_before(const Segment& segment, Id<Store> store) const {
    std::size_t kinds = tiers.size() * store_points_[segment.store.index()].size();
    for (const Id<Store> other : segment.others) {
        if (other == store) break;
        kinds += tiers.size() * store_points_[other.index()].size();
    }
    return kinds;
}

/// From the sources down: ids run downstream first.
void Model::index_costs() {
    unit_cost_.assign(stock.size(), Money::zero());
    for (std::size_t i = stock.size(); i-- > 0;) {
        const StockPoint& point = stock[stock.id_at(i)];
        for (std::uint32_t l = 0; l < point.links; ++l) {
            const Link& link = links[Id<Link>(point.first_link.index() + l)];
            Money cost;
            if (link.offer) cost = offers[link.offer].cost;
            if (link.upstream) cost = unit_cost_[link.upstream.index()];
            if (link.recipe) {
                cost = recipes[link.recipe].cost;
                for (const BomLine& part : recipes[link.recipe].parts)
                    cost += unit_cost_[part.stock.index()] * part.quantity;
            }
            if (l == 0 || cost < unit_cost_[i]) unit_cost_[i] = cost;
        }
    }
}

const std::string& Model::source_of(Id<Link> id) const {
    const Link& link = links[id];
    if (link.offer) return suppliers[offers[link.offer].supplier].name;
    return stores[stock[link.upstream ? link.upstream : link.buyer].store].name;
}

void Model::index() {
    std::vector<std::vector<Id<StockPoint>>> sorted(stores.size());
    for (std::size_t i = 0; i < stock.size(); ++i) {
        sorted[stock[stock.id_at(i)].store.index()].push_back(stock.id_at(i));
    }
    stock_by_item_.assign(stores.size(), {});
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        std::vector<Id<StockPoint>>& points = sorted[i];
        std::sort(points.begin(), points.end(),
                  [this](Id<StockPoint> a, Id<StockPoint> b) { return stock[a].item < stock[b].item; });
        for (std::size_t k = 1; k < points.size(); ++k) {
            require(stock[points[k - 1]].item != stock[points[k]].item, "{} is stocked twice", name_of(points[k]));
        }
        if (points.size() * 8 < items.size()) {  // a store with few of many items is searched
            stock_by_item_[i] = std::move(points);
            continue;
        }
        stock_by_item_[i].assign(items.size(), Id<StockPoint>::none());
        for (const Id<StockPoint> id : points) {
            stock_by_item_[i][stock[id].item.index()] = id;
        }
    }
    index_costs();
    index_strikes();
}

void Model::index_strikes() {
    for (auto& of_kind : strikes_on_) of_kind.clear();
    if (strikes.empty()) return;
    const std::size_t counts[] = {suppliers.size(), offers.size(), stores.size(),
                                  stock.size(),     lanes.size(),  segments.size()};
    for (std::size_t kind = 0; kind < Target::kinds; ++kind) strikes_on_[kind].resize(counts[kind]);
    const auto add = [this](Target target, Id<Strike> strike) {
        std::vector<Id<Strike>>& all = strikes_on_[static_cast<std::size_t>(target.kind)][target.index];
        if (std::find(all.begin(), all.end(), strike) == all.end()) all.push_back(strike);
    };
    for (std::size_t i = 0; i < strikes.size(); ++i) {
        const Id<Strike> strike = strikes.id_at(i);
        for (const Target target : strikes[strike].targets) {
            add(target, strike);
            for (std::size_t o = 0; o < offers.size() && target.kind == Target::Kind::supplier; ++o)
                if (offers[offers.id_at(o)].supplier.index() == target.index) add(offers.id_at(o), strike);
            for (std::size_t s = 0; s < stock.size() && target.kind == Target::Kind::store; ++s)
                if (stock[stock.id_at(s)].store.index() == target.index) add(stock.id_at(s), strike);
        }
    }
}

}  // namespace backstock
