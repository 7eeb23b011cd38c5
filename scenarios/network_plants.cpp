// What plants make, of which parts.
#include "scenarios/network_draft.hpp"
#include "scenarios/path.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/sourcing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }

bool by_item(const PointDraft& a, const PointDraft& b) { return a.item < b.item; }

}  // namespace

// Nothing may be made from itself. Where something is, no item keeps its parts, so that it is told once.
void NetworkDraft::check_boms() {
    Network network(static_cast<std::uint32_t>(draft_.items.size()));
    for (std::uint32_t item = 0; item < draft_.boms.size(); ++item) {
        for (const BomDraft::Part& part : draft_.boms[item].parts) network.feed(part.item.index(), item);
    }
    const std::vector<std::uint32_t> cycle = network.cycle();
    if (cycle.empty()) return;
    const auto name = [this](std::uint32_t item) { return model_.items[Id<Item>(item)].name; };
    std::string way;
    for (const std::uint32_t item : cycle) way += name(item) + " <- ";
    reading_.problems.add(draft_.boms[cycle.front()].place, path_text({"items", name(cycle.front()), "bom"}),
                          fmt::format("it would be made from itself: {}{}", way, name(cycle.front())));
    for (BomDraft& bom : draft_.boms) bom.parts.clear();
}

void NetworkDraft::add_plants() {
    plant_of_store_.resize(draft_.stores.size());
    for (std::uint32_t store = 0; store < draft_.stores.size(); ++store) {
        if (!draft_.stores[store].plant) continue;
        plant_of_store_[store] =
            model_.plants.add({.site = Id<Store>(store), .lines = draft_.stores[store].plant->lines});
    }
}

// What a plant makes is stocked there, whether or not its stock names it.
void NetworkDraft::add_made_points() {
    for (StoreDraft& store : draft_.stores) {
        if (!store.plant) continue;
        const std::size_t named = store.points.size();
        for (const MakeDraft& make : store.plant->makes) {
            const auto end = store.points.begin() + static_cast<std::ptrdiff_t>(named);
            PointDraft point;
            point.item = make.item;
            point.place = make.place;
            if (!std::binary_search(store.points.begin(), end, point, by_item)) store.points.push_back(point);
        }
        std::sort(store.points.begin(), store.points.end(), by_item);
    }
}

const MakeDraft* NetworkDraft::made_at(Id<Store> store, Id<Item> item) const {
    if (!draft_.stores[store.index()].plant) return nullptr;
    for (const MakeDraft& make : draft_.stores[store.index()].plant->makes) {
        if (make.item == item) return &make;
    }
    return nullptr;
}

void NetworkDraft::refuse_sourcing(const Point& point) {
    const PointPolicies& own = point.drafted.policies;
    if (own.sourcing == nullptr && !own.sourcing_wrong) return;
    reading_.problems.add(own.sourcing_at, path_of(point),
                          fmt::format("'sourcing' has no place here: {} makes {} itself",
                                      model_.stores[point.store].name, model_.items[point.drafted.item].name));
}

// An item that is made here comes from here, by default as it is ordered; its parts are on the plant's shelves.
void NetworkDraft::find_parts(Point& point) {
    PointPolicies& policies = point.drafted.policies;
    if (policies.inventory == nullptr) policies.inventory = made_to_order();
    const std::uint32_t site = site_of_store_[point.store.index()];
    policies.sourcing = single(site);
    policies.sourcing_wrong = false;
    point.sources = {site};
    check_parts(point);
    for (const BomDraft::Part& part : draft_.boms[point.drafted.item.index()].parts) {
        if (offers(site, part.item)) point.parts.push_back(part);
    }
}

void NetworkDraft::check_parts(const Point& point) {
    const StoreDraft& store = draft_.stores[point.store.index()];
    const Item& item = model_.items[point.drafted.item];
    const std::string path = path_text({"plants", store.name, "makes", item.name});
    const Recipe& recipe = point.make->recipe;
    if (recipe.whole_lots && !item.divisible && !recipe.lot.is_whole()) {
        reading_.problems.add(point.make->place, path,
                              fmt::format("batch: found {} units; expected a whole number, or divisible: true for "
                                          "the item",
                                          recipe.lot.in_units()));
    }
    for (const BomDraft::Part& part : draft_.boms[point.drafted.item.index()].parts) {
        check_lot(point, part);
        if (!store.complete || offers(site_of_store_[point.store.index()], part.item)) continue;
        const std::string& name = model_.items[part.item].name;
        reading_.problems.add(point.make->place, path,
                              fmt::format("{} needs {}, which {} does not stock; expected {} in its stock", item.name,
                                          name, store.name, name));
    }
}

// Parts that come whole must be used up whole by every lot.
void NetworkDraft::check_lot(const Point& point, const BomDraft::Part& part) {
    const Item& item = model_.items[point.drafted.item];
    const Recipe& recipe = point.make->recipe;
    if (model_.items[part.item].divisible) return;
    const bool lots_whole = recipe.whole_lots || !item.divisible;
    const Quantity lot = recipe.whole_lots ? recipe.lot : Quantity::units(1);
    if (lots_whole && BomLine{{}, part.quantity}.for_units(lot).is_whole()) return;
    reading_.problems.add(
        part.place, path_text({"items", item.name, "bom", model_.items[part.item].name}),
        fmt::format("found {} units; {} would use up parts of a unit: expected divisible: true for {}, or a batch that "
                    "needs a whole number",
                    part.quantity.in_units(), draft_.stores[point.store.index()].name, model_.items[part.item].name));
}

void NetworkDraft::feed_parts(Network& network, std::uint32_t point) const {
    const std::uint32_t store = points_[point].store.index();
    for (const BomDraft::Part& part : points_[point].parts)
        network.feed(point_of_.at(pair_of(store, part.item.index())), point);
}

Id<Recipe> NetworkDraft::add_recipe(const Point& point, Id<StockPoint> id) {
    Recipe recipe = point.make->recipe;
    recipe.plant = plant_of_store_[point.store.index()];
    recipe.makes = id;
    recipe.key = model_.stock[id].key;
    for (const BomDraft::Part& part : point.parts)
        recipe.parts.push_back(
            {Id<StockPoint>(point_of_.at(pair_of(point.store.index(), part.item.index()))), part.quantity});
    return model_.recipes.add(std::move(recipe));
}

// What the user would have written: base_stock up to 0.
const InventoryPolicy* NetworkDraft::made_to_order() {
    if (made_to_order_ != nullptr) return made_to_order_;
    Node level = Node::map();
    level.add("S", {}, Node::scalar("0", {}));
    Node choice = Node::map();
    choice.add("base_stock", {}, std::move(level));
    Node settings = Node::map();
    settings.add("inventory", {}, std::move(choice));
    const Trail root;
    Reader reader(reading_, Layers({&settings, &root}), {}, &root);
    return made_to_order_ = reader.kept<InventoryPolicy>("inventory", "", "as it is ordered");
}

}  // namespace backstock
