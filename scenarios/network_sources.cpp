// Who supplies a stock point: what its sourcing policy names, or the only one that sells the item.
#include "scenarios/network_draft.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/sourcing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace backstock {
namespace {

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }

// A policy that ever orders: `none` says that its reorder point is below everything.
bool orders(const InventoryPolicy* inventory) {
    return inventory != nullptr &&
           inventory->reorder_point() > Quantity::micro(std::numeric_limits<std::int64_t>::min());
}

}  // namespace

bool NetworkDraft::offers(std::uint32_t site, Id<Item> item) const {
    const std::uint64_t sold = pair_of(sites_[site].index, item.index());
    return sites_[site].is_store ? point_of_.contains(sold) : offer_of_.contains(sold);
}

std::vector<std::uint32_t> NetworkDraft::candidates(Id<Store> store, Id<Item> item) const {
    std::vector<std::uint32_t> sites = sellers_[item.index()];
    for (const std::uint32_t site : lanes_from_stores_[store.index()]) {
        if (offers(site, item)) sites.push_back(site);
    }
    return sites;
}

void NetworkDraft::find_sources(Point& point) {
    if (point.make != nullptr) return find_parts(point);
    if (drop_ships(point.store)) point.drafted.policies.inventory = made_to_order();
    const PointPolicies& policies = point.drafted.policies;
    if (policies.sourcing_wrong || !orders(policies.inventory)) return;
    if (policies.sourcing != nullptr) point.sources = policies.sourcing->sources();
    if (point.sources.empty()) return find_unnamed_sources(point);
    for (const std::uint32_t site : point.sources) {
        const Site& source = sites_[site];
        const bool known =
            source.is_store ? draft_.stores[source.index].complete : draft_.suppliers[source.index].complete;
        if (offers(site, point.drafted.item) || !known) continue;
        reading_.problems.add(policies.sourcing_at, path_of(point),
                              fmt::format("{} does not {} {}", site_name(site), source.is_store ? "stock" : "sell",
                                          model_.items[point.drafted.item].name));
    }
    std::erase_if(point.sources, [&](std::uint32_t site) { return !offers(site, point.drafted.item); });
}

// What a store that drop-ships stocks it buys order by order; its own inventory policy would say nothing.
bool NetworkDraft::drop_ships(Id<Store> store) const {
    const FulfillmentPolicy* own = draft_.stores[store.index()].fulfillment;
    const FulfillmentPolicy* fulfillment = own != nullptr ? own : draft_.fulfillment;
    return fulfillment != nullptr && fulfillment->drop_ships();
}

void NetworkDraft::find_unnamed_sources(Point& point) {
    PointPolicies& policies = point.drafted.policies;
    const std::string& item = model_.items[point.drafted.item].name;
    point.sources = candidates(point.store, point.drafted.item);
    if (point.sources.empty()) {
        if (suppliers_complete_) {
            problem(
                point,
                fmt::format("nobody supplies {} here: no supplier sells it, and no store with a lane to here stocks it",
                            item));
        }
        return;
    }
    if (policies.sourcing != nullptr) return;
    if (point.sources.size() == 1) {
        policies.sourcing = single(point.sources.front());
        return;
    }
    std::vector<std::string> names;
    for (const std::uint32_t site : point.sources) names.push_back(site_name(site));
    problem(point,
            fmt::format("'sourcing' is missing: {} can come from {}; choose, for example sourcing: {{single: {}}}",
                        item, fmt::join(names, ", "), names.front()));
    point.sources.clear();
}

// What the user would have written for the only source there is.
const SourcingPolicy* NetworkDraft::single(std::uint32_t site) {
    const auto made = single_.find(site);
    if (made != single_.end()) return made->second;
    Node choice = Node::map();
    choice.add("single", {}, Node::scalar(site_name(site), {}, true));
    Node settings = Node::map();
    settings.add("sourcing", {}, std::move(choice));
    const Trail root;
    Reader reader(reading_, Layers({&settings, &root}), {}, &root);
    return single_[site] = reader.kept<SourcingPolicy>("sourcing", "", "from whom");
}

}  // namespace backstock
