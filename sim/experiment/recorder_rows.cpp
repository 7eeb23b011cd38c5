// The recorder's rows: which counts and stock points make up each entity. The formulas are in kpi_rows.cpp.
#include "sim/experiment/kpi_rows.hpp"
#include "sim/flows/accounts.hpp"

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

StockTally sum_of(const List<StockTally, StockPoint>& tallies, const Points& points) {
    StockTally sum;
    for (const Id<StockPoint> id : points) {
        const StockTally& one = tallies[id];
        sum.demanded += one.demanded;
        sum.backordered += one.backordered;
        sum.lost_units += one.lost_units;
        sum.shipped += one.shipped;
        sum.revenue += one.revenue;
        sum.lost_sale_cost += one.lost_sale_cost;
    }
    return sum;
}

double shortage_of(const Model& model, const World& world, const Points& points) {
    double cost = 0;
    for (const Id<StockPoint> id : points) cost += shortage_cost(model, world, id);
    return cost;
}

}  // namespace

/// The order tallies summed in groups: `group_of(segment, tier)` is the group's number.
template<class GroupOf>
std::vector<OrderTally> Recorder::orders_in(std::size_t groups, GroupOf group_of) const {
    std::vector<OrderTally> sums(groups);
    for (std::size_t s = 0; s < model_.segments.size(); ++s)
        for (std::size_t t = 0; t < model_.tiers.size(); ++t)
            sums[group_of(model_.segments.id_at(s), t)].add(orders_[s * model_.tiers.size() + t]);
    return sums;
}

KpiRow Recorder::network() const {
    KpiRows row(*this, Entity::network);
    const Points all = grouped(model_, 1, [](const StockPoint&) { return std::size_t{0}; }).front();
    row.orders(orders_in(1, [](Id<Segment>, std::size_t) { return std::size_t{0}; }).front());
    row.demand(sum_of(stock_, all), 0);
    row.stock(all);
    row.money({world_.ledger, Id<Store>::none()});
    row.cash();
    return row.take();
}

std::vector<KpiRow> Recorder::by(Entity entity) const {
    switch (entity) {
        case Entity::item: return by_item();
        case Entity::store: return by_store();
        case Entity::supplier: return by_supplier();
        case Entity::segment:
            return by_orders(entity, orders_in(model_.segments.size(),
                                               [](Id<Segment> segment, std::size_t) { return segment.index(); }));
        case Entity::tier:
            return by_orders(entity,
                             orders_in(model_.tiers.size(), [](Id<Segment>, std::size_t tier) { return tier; }));
        case Entity::network: break;
    }
    return {};
}

std::vector<KpiRow> Recorder::by_item() const {
    std::vector<KpiRow> rows;
    for (const Points& points :
         grouped(model_, model_.items.size(), [](const StockPoint& point) { return point.item.index(); })) {
        KpiRows row(*this, Entity::item);
        row.demand(sum_of(stock_, points), shortage_of(model_, world_, points));
        row.stock(points);
        rows.push_back(row.take());
    }
    return rows;
}

std::vector<KpiRow> Recorder::by_store() const {
    const std::size_t stores = model_.stores.size();
    const auto groups = grouped(model_, stores, [](const StockPoint& point) { return point.store.index(); });
    const auto orders =
        orders_in(stores, [&](Id<Segment> segment, std::size_t) { return model_.segments[segment].store.index(); });
    std::vector<KpiRow> rows;
    for (std::size_t i = 0; i < stores; ++i) {
        KpiRows row(*this, Entity::store);
        row.demand(sum_of(stock_, groups[i]), shortage_of(model_, world_, groups[i]));
        row.stock(groups[i]);
        row.orders(orders[i]);
        row.money({world_.ledger, model_.stores.id_at(i)});
        rows.push_back(row.take());
    }
    return rows;
}

std::vector<KpiRow> Recorder::by_orders(Entity entity, const std::vector<OrderTally>& groups) const {
    std::vector<KpiRow> rows;
    for (const OrderTally& orders : groups) {
        KpiRows row(*this, entity);
        row.orders(orders);
        row.demand(orders);
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
        rows.push_back(row.take());
    }
    return rows;
}

}  // namespace backstock
