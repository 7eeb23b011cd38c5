#include "tools/inspect/supply_graph.hpp"

#include "sim/policy/arrivals.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/law.hpp"

#include <boost/graph/topological_sort.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstock {
namespace {

double days(const Law* law) { return law == nullptr ? 0 : law->mean() / static_cast<double>((1_d).us()); }

// Units of each item in a mean basket.
std::map<Id<Item>, double> mean_basket(const Segment& segment) {
    std::map<Id<Item>, double> units;
    for (const Basket::Entry& entry : segment.basket.always)
        units[entry.item] += entry.law != nullptr ? entry.law->mean() : entry.quantity.in_units();
    const Basket& basket = segment.basket;
    if (basket.from.empty()) return units;
    const double lines = basket.lines == nullptr ? 1 : basket.lines->mean();
    const std::vector<double> likely = basket.probabilities();
    for (std::size_t i = 0; i < likely.size(); ++i) {
        const Law* const each = basket.units_at(i);
        units[basket.from[i]] += lines * (each == nullptr ? 1 : each->mean()) * likely[i];
    }
    return units;
}

// Units of each item that a segment asks for in a day, by its first customers.
std::map<Id<Item>, double> demand_of(const Segment& segment, Time horizon) {
    constexpr std::uint64_t enough = 100'000;
    ArrivalState state;
    state.stream = Stream(1, 0, segment.key, Purpose("estimate"), 0);
    state.next = segment.arrivals->first(state);
    double baskets = 0;
    std::map<Id<Item>, double> units;
    for (const Id<Item> item : segment.arrivals->items()) units[item] = 0;
    for (std::uint64_t n = 0; n < enough && state.next.at < horizon; ++n) {
        for (std::uint32_t i = 0; i < state.next.lines; ++i) {
            const auto line = segment.arrivals->line(state.next.first_line + i);
            units[line.item] += line.quantity.in_units();
        }
        if (state.next.lines == 0) baskets += std::max(0.0, state.next.baskets.in_units());
        state.next = segment.arrivals->next(state);
    }
    // Up to the customer who was not counted, or to the end where all of them were.
    const double days = std::min(horizon, state.next.at).in_days();
    for (const auto& [item, each] : mean_basket(segment)) units[item] += baskets * each;
    for (auto& [item, all] : units) all = days > 0 ? all / days : 0;
    return units;
}

class Builder {
public:
    explicit Builder(const Model& model) : model_(model), at_stock_(model.stock.size()) {}

    SupplyGraph build() {
        add_sites();
        for (std::size_t i = 0; i < model_.stock.size(); ++i) add_stock(model_.stock.id_at(i));
        for (std::size_t i = 0; i < model_.stock.size(); ++i) add_sources(model_.stock.id_at(i));
        for (std::size_t i = 0; i < model_.segments.size(); ++i) add_customers(model_.segments.id_at(i));
        int number = 0;
        for (const auto& edge : boost::make_iterator_range(boost::edges(result_.graph)))
            result_.graph[edge].number = ++number;
        boost::topological_sort(result_.graph, std::back_inserter(result_.upstream_first));
        std::reverse(result_.upstream_first.begin(), result_.upstream_first.end());
        return std::move(result_);
    }

private:
    void add_sites() {
        for (const Supplier& supplier : model_.suppliers)
            result_.sites.push_back({SupplySite::Kind::supplier, supplier.name, supplier.region, supplier.capacity});
        for (const Store& store : model_.stores) {
            const bool limited = !store.fulfillment->counts_parcels();
            result_.sites.push_back({SupplySite::Kind::store, store.name, store.region,
                                     limited ? store.fulfillment->capacity() : SupplySite{}.capacity});
        }
        for (const Plant& plant : model_.plants) {
            SupplySite& site = result_.sites[site_of(plant.site)];
            site.kind = SupplySite::Kind::plant;
            site.capacity = plant.lines > 0 ? plant.lines : SupplySite{}.capacity;
        }
        for (const Segment& segment : model_.segments)
            result_.sites.push_back({SupplySite::Kind::customers, segment.name, ""});
    }
    std::uint32_t site_of(Id<Store> store) const {
        return static_cast<std::uint32_t>(model_.suppliers.size()) + store.index();
    }

    /// Made first and filled then: giving Boost the node itself trips a wrong warning of the compiler.
    SupplyGraph::Node add(const SupplyNode& node) {
        const SupplyGraph::Node made = boost::add_vertex(result_.graph);
        result_.graph[made] = node;
        return made;
    }

    void add_stock(Id<StockPoint> id) {
        const StockPoint& point = model_.stock[id];
        SupplyNode node;
        node.kind = SupplyNode::Kind::stock;
        node.site = site_of(point.store);
        node.item = point.item;
        node.stock = id;
        at_stock_[id.index()] = add(node);
    }

    void add_sources(Id<StockPoint> id) {
        const StockPoint& point = model_.stock[id];
        for (std::uint32_t i = 0; i < point.links; ++i) {
            const Link& link = model_.links[Id<Link>(point.first_link.index() + i)];
            SupplyEdge edge{.share = 1.0 / point.links};
            const SupplyGraph::Node source = source_of(link, point.item);
            if (link.lane) {
                const Lane& lane = model_.lanes[link.lane];
                edge.days = days(lane.transit) + lane.order_delay.in_days();
                edge.lane = lane_of(link.lane, result_.graph[source].site, site_of(point.store));
            }
            boost::add_edge(source, at_stock_[id.index()], edge, result_.graph);
        }
    }

    std::uint32_t lane_of(Id<Lane> id, std::uint32_t from, std::uint32_t to) {
        if (std::isinf(model_.lanes[id].capacity)) return SupplyEdge{}.lane;
        const auto [found, is_new] = lanes_.try_emplace(id.index(), static_cast<std::uint32_t>(result_.lanes.size()));
        if (is_new)
            result_.lanes.push_back(
                {result_.sites[from].name + " -> " + result_.sites[to].name, model_.lanes[id].capacity});
        return found->second;
    }

    SupplyGraph::Node source_of(const Link& link, Id<Item> item) {
        if (link.upstream) return at_stock_[link.upstream.index()];
        SupplyNode node;
        node.item = item;
        if (link.recipe) return add_recipe(node, model_.recipes[link.recipe]);
        const auto [found, is_new] = at_offer_.try_emplace(link.offer.index());
        if (!is_new) return found->second;
        const Offer& offer = model_.offers[link.offer];
        node.kind = SupplyNode::Kind::offer;
        node.site = offer.supplier.index();
        node.supplier = offer.supplier;
        node.days = days(offer.lead_time);
        node.yield = offer.yield;
        if (offer.supply.limited()) node.capacity = offer.supply.lot.in_units() / offer.supply.every.in_days();
        return found->second = add(node);
    }

    SupplyGraph::Node add_recipe(SupplyNode node, const Recipe& recipe) {
        node.kind = SupplyNode::Kind::made;
        node.site = site_of(model_.plants[recipe.plant].site);
        const double lot = recipe.lot > Quantity::zero() ? recipe.lot.in_units() : 1;
        const double making = recipe.time != nullptr ? days(recipe.time) : lot / recipe.rate;
        const bool by_order = recipe.time != nullptr && recipe.lot == Quantity::zero();  // so long, however many
        node.days = days(recipe.setup) + making;
        node.work = by_order ? 0 : making / lot;
        node.yield = recipe.yield;
        const SupplyGraph::Node made = add(node);
        for (const BomLine& part : recipe.parts)
            boost::add_edge(at_stock_[part.stock.index()], made, SupplyEdge{.quantity = part.quantity.in_units()},
                            result_.graph);
        return made;
    }

    void add_customers(Id<Segment> id) {
        const Segment& segment = model_.segments[id];
        for (const auto& [item, units] : demand_of(segment, model_.run.horizon)) {
            SupplyNode node;
            node.kind = SupplyNode::Kind::customers;
            node.site = static_cast<std::uint32_t>(model_.suppliers.size() + model_.stores.size()) + id.index();
            node.item = item;
            node.segment = id;
            node.demand = units;
            const SupplyGraph::Node customers = add(node);
            double share = 1;
            segment.for_each_store([&, bought = item](Id<Store> store) {
                const Id<StockPoint> stock = model_.stock_of(store, bought);
                if (!stock) return;
                boost::add_edge(at_stock_[stock.index()], customers,
                                SupplyEdge{.days = days(segment.transit_of(store)), .share = share}, result_.graph);
                share = 0;
            });
        }
    }

    const Model& model_;
    SupplyGraph result_;
    std::vector<SupplyGraph::Node> at_stock_;
    std::map<std::uint32_t, SupplyGraph::Node> at_offer_;
    std::map<std::uint32_t, std::uint32_t> lanes_;
};

}  // namespace

std::string SupplyGraph::name_of(const Model& model, Node node) const {
    const SupplyNode& n = graph[node];
    return n.kind == SupplyNode::Kind::customers ? sites[n.site].name
                                                 : sites[n.site].name + "." + model.items[n.item].name;
}

SupplyGraph supply_graph(const Model& model) { return Builder(model).build(); }

}  // namespace backstock
