#include "sim/world/model.hpp"

#include "sim/base/require.hpp"
#include "sim/policy/policy.hpp"

#include <algorithm>
#include <iterator>

namespace backstock {

const std::vector<Id<Strike>> Model::unharmed;

Model::Model() = default;
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Id<StockPoint> Model::found_in(const std::vector<Id<StockPoint>>& shelf, Id<Item> item) const {
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
        place_in_store_[i] = static_cast<std::uint32_t>(points.size());
        points.push_back(stock.id_at(i));
    }
    const auto costs = [](const auto& row) { return row.penalty.backorder_cost > 0; };
    waiting_costs_ =
        std::any_of(items.begin(), items.end(), [](const Item& item) { return item.backorder_cost > 0; }) ||
        std::any_of(tiers.begin(), tiers.end(), costs) || std::any_of(segments.begin(), segments.end(), costs);
    first_kind_.clear();
    waiting_kinds_ = 0;
    const bool told_apart = waiting_costs_ && !one_kind_waits_anywhere();
    for (const Segment& segment : segments) {
        first_kind_.push_back(waiting_kinds_);
        if (!told_apart) continue;
        segment.for_each_store(
            [&](Id<Store> store) { waiting_kinds_ += tiers.size() * store_points_[store.index()].size(); });
    }
}

bool Model::one_kind_waits_anywhere() const {
    if (tiers.size() > 1) return false;
    std::vector<bool> reached(stores.size());
    bool once = true;
    for (const Segment& segment : segments)
        segment.for_each_store([&](Id<Store> store) {
            once = once && !reached[store.index()];
            reached[store.index()] = true;
        });
    return once;
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

// ---------------------------------------------------------------------------------------------- what strikes hit

void Model::index_strikes() {
    for (auto& of_kind : strikes_on_) of_kind.clear();
    if (strikes.empty()) return;
    const std::size_t counts[] = {suppliers.size(), offers.size(), stores.size(),   stock.size(), plants.size(),
                                  recipes.size(),   lanes.size(),  segments.size(), links.size()};
    static_assert(std::size(counts) == Target::kinds, "every kind of target has its rows");
    for (std::size_t kind = 0; kind < Target::kinds; ++kind) strikes_on_[kind].resize(counts[kind]);
    for (std::size_t i = 0; i < strikes.size(); ++i)
        for (const Target target : strikes[strikes.id_at(i)].targets) strike_at(target, strikes.id_at(i));
    for (std::size_t i = 0; i < links.size(); ++i)
        for (const Target target : depends_on(links[links.id_at(i)]))
            for (const Id<Strike> strike : strikes_on(target)) strike_at(links.id_at(i), strike);
}

void Model::strike_at(Target target, Id<Strike> strike) {
    std::vector<Id<Strike>>& all = strikes_on_[static_cast<std::size_t>(target.kind)][target.index];
    if (std::find(all.begin(), all.end(), strike) == all.end()) all.push_back(strike);
    for (const Target part : parts_of(target)) strike_at(part, strike);
}

std::vector<Target> Model::parts_of(Target target) const {
    std::vector<Target> parts;
    const auto take = [&](const auto& rows, const auto& belongs) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (belongs(rows[rows.id_at(i)])) parts.push_back(rows.id_at(i));
    };
    switch (target.kind) {
        case Target::Kind::supplier:
            take(offers, [&](const Offer& offer) { return offer.supplier.index() == target.index; });
            break;
        case Target::Kind::store:
            take(stock, [&](const StockPoint& point) { return point.store.index() == target.index; });
            take(plants, [&](const Plant& plant) { return plant.site.index() == target.index; });
            break;
        case Target::Kind::plant:
            take(recipes, [&](const Recipe& recipe) { return recipe.plant.index() == target.index; });
            break;
        case Target::Kind::stock:
            if (const Id<Recipe> recipe = recipe_of(Id<StockPoint>(target.index))) parts.push_back(recipe);
            break;
        default: break;
    }
    return parts;
}

/// An own site that makes what it sends depends on its lines, too.
std::vector<Target> Model::depends_on(const Link& link) const {
    std::vector<Target> things;
    if (link.offer) things.push_back(link.offer);
    if (link.upstream) things.push_back(link.upstream);
    if (link.recipe) things.push_back(link.recipe);
    if (const Id<Recipe> recipe = link.upstream ? recipe_of(link.upstream) : Id<Recipe>::none())
        things.push_back(recipe);
    if (link.lane) things.push_back(link.lane);
    return things;
}

}  // namespace backstock
