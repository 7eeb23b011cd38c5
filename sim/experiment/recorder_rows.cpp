// The recorder's rows: which counts and stock points make up each entity. The formulas are in kpi_rows.cpp.
#include "sim/experiment/kpi_rows.hpp"
#include "sim/flows/accounts.hpp"

#include <cmath>

namespace backstock {

namespace {

using Points = std::vector<Id<StockPoint>>;

/// Stock points in groups: `group_of(point)` is the group's number.
template<class GroupOf>
std::vector<Points> grouped(const Model& model, std::size_t groups, GroupOf group_of) {
    std::vector<Points> points(groups);
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        points[group_of(model.stock[id])].push_back(id);
    }
    return points;
}

double sum_of(const List<double, StockPoint>& costs, const Points& points) {
    double sum = 0;
    for (const Id<StockPoint> id : points) sum += costs[id];
    return sum;
}

/// The plant at a store, if it is one; without a store all plants.
std::vector<Id<Plant>> plants_at(const Model& model, Id<Store> store) {
    std::vector<Id<Plant>> plants;
    for (std::size_t i = 0; i < model.plants.size(); ++i)
        if (!store || model.plants[model.plants.id_at(i)].site == store) plants.push_back(model.plants.id_at(i));
    return plants;
}

std::vector<Id<Store>> limited_stores(const Model& model) {
    std::vector<Id<Store>> stores;
    for (std::size_t i = 0; i < model.stores.size(); ++i)
        if (!std::isinf(model.stores[model.stores.id_at(i)].space)) stores.push_back(model.stores.id_at(i));
    return stores;
}

}  // namespace

DemandTally Recorder::demand_at(const std::vector<Id<StockPoint>>& points) const {
    DemandTally sum;
    for (const Id<StockPoint> id : points) {
        const StockTally& one = stock_[id];
        sum.usual.demanded += one.demanded;
        sum.usual.backordered += one.backordered;
        sum.usual.lost_units += one.lost_units;
        sum.usual.shipped += one.shipped;
        sum.usual.revenue += one.revenue;
        if (rare_.empty()) continue;
        const RareTally& other = rare_[id];
        sum.rare.undecided += other.undecided;
        sum.rare.substituted += other.substituted;
        sum.rare.returned += other.returned;
        sum.rare.markdown += other.markdown;
        sum.rare.lost_sale_cost += other.lost_sale_cost;
    }
    return sum;
}

/// The order tallies summed in groups: `group_of(segment, store, tier)` is the group's number.
template<class GroupOf>
std::vector<OrderTally> Recorder::orders_in(std::size_t groups, GroupOf group_of) const {
    std::vector<OrderTally> sums(groups);
    auto cell = orders_.begin();
    for (std::size_t s = 0; s < model_.segments.size(); ++s)
        model_.segments[model_.segments.id_at(s)].for_each_store([&](Id<Store> store) {
            for (std::size_t t = 0; t < model_.tiers.size(); ++t)
                sums[group_of(model_.segments.id_at(s), store, t)].add(*cell++);
        });
    return sums;
}

/// Rows of customers: what they ordered, and what their waiting is said to cost.
template<class GroupOf>
std::vector<KpiRow> Recorder::by_orders(Entity entity, std::size_t groups, GroupOf group_of) const {
    std::vector<double> waiting(groups);
    for (std::size_t s = 0; s < model_.segments.size(); ++s) {
        const Id<Segment> segment = model_.segments.id_at(s);
        for (unsigned tier = 0; tier < model_.tiers.size(); ++tier)
            waiting[group_of(segment, tier)] += waiting_cost(model_, world_, segment, tier);
    }
    const std::vector<OrderTally> orders =
        orders_in(groups, [&](Id<Segment> segment, Id<Store>, std::size_t tier) { return group_of(segment, tier); });
    std::vector<KpiRow> rows;
    for (std::size_t i = 0; i < groups; ++i) {
        KpiRows row(*this, entity);
        row.orders(orders[i]);
        row.demand(orders[i], waiting[i]);
        rows.push_back(row.take());
    }
    return rows;
}

KpiRow Recorder::network() const {
    KpiRows row(*this, Entity::network);
    const Points all = grouped(model_, 1, [](const StockPoint&) { return std::size_t{0}; }).front();
    row.orders(orders_in(1, [](Id<Segment>, Id<Store>, std::size_t) { return std::size_t{0}; }).front());
    row.demand(demand_at(all), 0);
    row.stock(all);
    row.money({world_.ledger, Id<Store>::none()});
    row.plants(plants_at(model_, Id<Store>::none()));
    row.space(limited_stores(model_));
    row.cash();
    return row.take();
}

std::vector<KpiRow> Recorder::by(Entity entity) const {
    switch (entity) {
        case Entity::item: return by_item();
        case Entity::store: return by_store();
        case Entity::supplier: return by_supplier();
        case Entity::segment:
            return by_orders(entity, model_.segments.size(),
                             [](Id<Segment> segment, std::size_t) { return segment.index(); });
        case Entity::tier:
            return by_orders(entity, model_.tiers.size(), [](Id<Segment>, std::size_t tier) { return tier; });
        case Entity::disruption: return by_disruption();
        case Entity::network: break;
    }
    return {};
}

std::vector<KpiRow> Recorder::by_item() const {
    std::vector<KpiRow> rows;
    const List<double, StockPoint> waiting = waiting_costs(model_, world_);
    for (const Points& points :
         grouped(model_, model_.items.size(), [](const StockPoint& point) { return point.item.index(); })) {
        KpiRows row(*this, Entity::item);
        row.demand(demand_at(points), sum_of(waiting, points));
        row.stock(points);
        rows.push_back(row.take());
    }
    return rows;
}

std::vector<KpiRow> Recorder::by_store() const {
    const std::size_t stores = model_.stores.size();
    const auto groups = grouped(model_, stores, [](const StockPoint& point) { return point.store.index(); });
    const auto orders = orders_in(stores, [&](Id<Segment>, Id<Store> store, std::size_t) { return store.index(); });
    const List<double, StockPoint> waiting = waiting_costs(model_, world_);
    std::vector<KpiRow> rows;
    for (std::size_t i = 0; i < stores; ++i) {
        KpiRows row(*this, Entity::store);
        row.demand(demand_at(groups[i]), sum_of(waiting, groups[i]));
        row.stock(groups[i]);
        row.orders(orders[i]);
        row.money({world_.ledger, model_.stores.id_at(i)});
        row.plants(plants_at(model_, model_.stores.id_at(i)));
        row.space({model_.stores.id_at(i)});
        rows.push_back(row.take());
    }
    return rows;
}

std::vector<KpiRow> Recorder::by_supplier() const {
    std::vector<SupplyTally> supply(model_.suppliers.size());
    Quantity all;
    for (std::size_t i = 0; i < model_.links.size(); ++i) {
        const Link& link = model_.links[model_.links.id_at(i)];
        if (!link.offer) continue;
        const SupplyTally& one = supply_[supply_.id_at(i)];
        supply[model_.offers[link.offer].supplier.index()].add(one);
        all += one.received;
    }
    std::vector<KpiRow> rows;
    for (const SupplyTally& one : supply) {
        KpiRows row(*this, Entity::supplier);
        row.purchases(one);
        row.ratio(Kpi::supplier_share, one.received.in_units(), all.in_units());
        row.uptime(world_.suppliers[world_.suppliers.id_at(rows.size())]);
        rows.push_back(row.take());
    }
    return rows;
}

std::vector<KpiRow> Recorder::by_disruption() const {
    std::vector<KpiRow> rows;
    for (std::size_t i = 0; i < model_.disruptions.size(); ++i) {
        const Id<Disruption> id = model_.disruptions.id_at(i);
        KpiRows row(*this, Entity::disruption);
        row.disruption(disruptions_[id], world_.strikes[model_.disruptions[id].first_strike].struck);
        rows.push_back(row.take());
    }
    return rows;
}

}  // namespace backstock
