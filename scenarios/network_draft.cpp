#include "scenarios/network_draft.hpp"

#include "scenarios/path.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/sourcing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace backstock {
namespace {

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }

bool by_item(const PointDraft& a, const PointDraft& b) { return a.item < b.item; }

}  // namespace

NetworkDraft::NetworkDraft(Draft& draft, Reading& reading, Model& model)
    : draft_(draft),
      reading_(reading),
      model_(model),
      sellers_(draft.items.size()),
      lanes_from_stores_(draft.stores.size()),
      stocked_(draft.stores.size()),
      expanding_(draft.stores.size(), false) {
    join_sites();
}

void NetworkDraft::build() {
    check_boms();
    add_suppliers();
    add_plants();
    add_lanes();
    add_made_points();
    settle_points();
    for (Point& point : points_) find_sources(point);
    add_points();
}

bool NetworkDraft::is_complete(Id<Store> store) const { return draft_.stores[store.index()].complete; }

Id<Lane> NetworkDraft::lane_between(std::uint32_t from, std::uint32_t to) const {
    const auto lane = lane_of_.find({from, to});
    return lane == lane_of_.end() ? Id<Lane>::none() : lane->second;
}

std::optional<Target> NetworkDraft::target_at(std::uint32_t site) const {
    if (site >= sites_.size()) return std::nullopt;
    return sites_[site].is_store ? Target(Id<Store>(sites_[site].index)) : Target(Id<Supplier>(sites_[site].index));
}

std::string NetworkDraft::path_of(const Point& point) const {
    const StoreDraft& store = draft_.stores[point.store.index()];
    return path_text({store.plant ? "plants" : "stores", store.name, "stock", model_.items[point.drafted.item].name});
}

void NetworkDraft::problem(const Point& point, std::string message) {
    reading_.problems.add(point.drafted.place, path_of(point), std::move(message));
}

void NetworkDraft::join_sites() {
    const Directory& names = reading_.names;
    for (const std::string& name : names.names(Named::site)) {
        const auto store = names.find(Named::store, name);
        sites_.push_back(store ? Site{true, *store} : Site{false, *names.find(Named::supplier, name)});
    }
    site_of_store_.resize(draft_.stores.size());
    site_of_supplier_.resize(draft_.suppliers.size());
    for (std::uint32_t i = 0; i < sites_.size(); ++i) {
        (sites_[i].is_store ? site_of_store_ : site_of_supplier_)[sites_[i].index] = i;
    }
}

void NetworkDraft::add_suppliers() {
    for (std::uint32_t i = 0; i < draft_.suppliers.size(); ++i) {
        const SupplierDraft& drafted = draft_.suppliers[i];
        Supplier supplier{
            .name = drafted.name, .key = name_key(drafted.name), .region = drafted.region, .credit = drafted.credit};
        if (drafted.capacity > 0) supplier.capacity = drafted.capacity;
        model_.suppliers.add(std::move(supplier));
        suppliers_complete_ = suppliers_complete_ && drafted.complete;
        for (const OfferDraft& sold : drafted.sells) add_offer(i, sold);
    }
}

void NetworkDraft::add_offer(std::uint32_t index, const OfferDraft& sold) {
    const SupplierDraft& drafted = draft_.suppliers[index];
    const Item& item = model_.items[sold.item];
    sellers_[sold.item.index()].push_back(site_of_supplier_[index]);
    offer_of_[pair_of(index, sold.item.index())] =
        model_.offers.add({.supplier = Id<Supplier>(index),
                           .item = sold.item,
                           .key = joined_key(name_key(drafted.name), item.key),
                           .cost = sold.cost,
                           .order_cost = sold.order_cost,
                           .minimum = sold.minimum,
                           .multiple = sold.multiple,
                           .lead_time = sold.lead_time != nullptr ? sold.lead_time : drafted.lead_time,
                           .yield = sold.yield.value_or(drafted.yield),
                           .breaks = sold.breaks,
                           .incremental = sold.incremental,
                           .supply = sold.supply});
    if (item.divisible || (sold.minimum.is_whole() && sold.multiple.is_whole())) return;
    reading_.problems.add(
        sold.place, path_text({"suppliers", drafted.name, "sells", item.name}),
        fmt::format("found minimum {} and multiple {}; expected whole numbers, or divisible: true for the item",
                    sold.minimum.in_units(), sold.multiple.in_units()));
}

void NetworkDraft::add_lanes() {
    for (LaneDraft& drafted : draft_.lanes) {
        if (!drafted.known) continue;
        const auto refuse = [&](std::string message) {
            reading_.problems.add(drafted.place, path_text({"lanes", drafted.name}), std::move(message));
        };
        if (drafted.from == drafted.to) {
            refuse(fmt::format("found {} at both ends; expected a lane from one site to another",
                               site_name(drafted.from)));
            continue;
        }
        if (!sites_[drafted.to].is_store) {
            refuse(fmt::format("goods flow along the arrow, and {} is a supplier; expected a store at its end",
                               site_name(drafted.to)));
            continue;
        }
        drafted.lane.key = joined_key(name_key(site_name(drafted.from)), name_key(site_name(drafted.to)));
        const Id<Lane> id = model_.lanes.add(drafted.lane);
        if (!lane_of_.emplace(std::pair(drafted.from, drafted.to), id).second) refuse("this lane is described twice");
        if (sites_[drafted.from].is_store) lanes_from_stores_[sites_[drafted.to].index].push_back(drafted.from);
    }
    for (std::vector<std::uint32_t>& sources : lanes_from_stores_) std::sort(sources.begin(), sources.end());
}

// ------------------------------------------------------------------------------------------------ stock points

// A stock point's own policies, else its store's, else the defaults.
void NetworkDraft::settle(PointDraft& point, const StoreDraft& store) const {
    for (const PointPolicies* above : {&store.policies, static_cast<const PointPolicies*>(&draft_.defaults)}) {
        PointPolicies& own = point.policies;
        if (own.inventory == nullptr) own.inventory = above->inventory;
        if (own.backorder == nullptr) own.backorder = above->backorder;
        if (own.promise == nullptr) own.promise = above->promise;
        if (own.prioritization == nullptr) own.prioritization = above->prioritization;
        if (!own.lateral) own.lateral = above->lateral;
        if (own.sourcing != nullptr || own.sourcing_wrong) continue;
        own.sourcing = above->sourcing;
        own.sourcing_at = above->sourcing_at;
        own.sourcing_wrong = above->sourcing_wrong;
    }
}

std::vector<Id<Item>> NetworkDraft::sold_by(std::uint32_t site) {
    if (sites_[site].is_store) return stocked_at(sites_[site].index);
    std::vector<Id<Item>> items;
    for (const OfferDraft& offer : draft_.suppliers[sites_[site].index].sells) items.push_back(offer.item);
    return items;
}

// What `each` stands for: what all the named sources sell, else what any supplier and any store with a lane does.
std::vector<Id<Item>> NetworkDraft::sold_to(std::uint32_t store, const PointPolicies& each) {
    std::vector<Id<Item>> items;
    if (each.sourcing_wrong) return items;
    std::vector<std::uint32_t> named;
    if (each.sourcing != nullptr) named = each.sourcing->sources();
    const bool all = !named.empty();
    if (!all) {
        named = site_of_supplier_;
        named.insert(named.end(), lanes_from_stores_[store].begin(), lanes_from_stores_[store].end());
    }
    bool first = true;
    for (const std::uint32_t site : named) {
        const std::vector<Id<Item>> sold = sold_by(site);
        std::vector<Id<Item>> joined;
        if (all && !first)
            std::set_intersection(items.begin(), items.end(), sold.begin(), sold.end(), std::back_inserter(joined));
        else
            std::set_union(items.begin(), items.end(), sold.begin(), sold.end(), std::back_inserter(joined));
        items = std::move(joined);
        first = false;
    }
    return items;
}

const std::vector<Id<Item>>& NetworkDraft::stocked_at(std::uint32_t store) {
    static const std::vector<Id<Item>> nothing;
    if (stocked_[store]) return *stocked_[store];
    if (expanding_[store]) return nothing;  // in circles: reported with the cycle, or nothing is there at all
    expanding_[store] = true;
    const StoreDraft& drafted = draft_.stores[store];
    std::vector<Id<Item>> items;
    for (const PointDraft& point : drafted.points) items.push_back(point.item);
    if (drafted.each) {
        PointDraft each = *drafted.each;
        settle(each, drafted);
        const std::vector<Id<Item>> sold = sold_to(store, each.policies);
        std::vector<Id<Item>> all;
        std::set_union(items.begin(), items.end(), sold.begin(), sold.end(), std::back_inserter(all));
        items = std::move(all);
    }
    expanding_[store] = false;
    stocked_[store] = std::move(items);
    return *stocked_[store];
}

void NetworkDraft::settle_points() {
    for (std::uint32_t store = 0; store < draft_.stores.size(); ++store) {
        StoreDraft& drafted = draft_.stores[store];
        std::sort(drafted.points.begin(), drafted.points.end(), by_item);
        const std::vector<Id<Item>>& items = stocked_at(store);
        check_each(drafted, items.size());
        auto own = drafted.points.begin();
        for (const Id<Item> item : items) {
            const bool has_own = own != drafted.points.end() && own->item == item;
            Point point{
                .store = Id<Store>(store), .drafted = has_own ? std::move(*own++) : *drafted.each, .sources = {}};
            point.drafted.item = item;
            point.make = made_at(point.store, item);
            if (point.make != nullptr) refuse_sourcing(point);
            settle(point.drafted, drafted);
            point_of_[pair_of(store, item.index())] = static_cast<std::uint32_t>(points_.size());
            points_.push_back(std::move(point));
        }
        drafted.points.clear();
    }
}

// Whether `each` can stand alone where it must, and stands for anything.
void NetworkDraft::check_each(const StoreDraft& store, std::size_t stocked) {
    if (!store.each) return;
    if (stocked > store.points.size()) {
        for (const Problem& missing : store.each_missing.sorted()) {
            reading_.problems.add(store.each->place, missing.path, missing.message);
        }
    }
    if (stocked == 0 && store.complete) {
        reading_.problems.add(store.each->place,
                              path_text({store.plant ? "plants" : "stores", store.name, "stock", "each"}),
                              "its sources sell nothing, so nothing is stocked");
    }
}

}  // namespace backstock
