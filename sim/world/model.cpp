#include "sim/world/model.hpp"

#include "sim/base/require.hpp"
#include "sim/policy/policy.hpp"

#include <algorithm>

namespace backstock {

namespace {

std::uint64_t place(Id<Store> store, Id<Item> item) {
    return static_cast<std::uint64_t>(store.index()) << 32 | item.index();
}

}  // namespace

Model::Model() = default;
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Id<StockPoint> Model::stock_of(Id<Store> store, Id<Item> item) const {
    const std::uint64_t wanted = place(store, item);
    const auto found = std::lower_bound(by_store_and_item_.begin(), by_store_and_item_.end(), wanted,
                                        [](const auto& entry, std::uint64_t key) { return entry.first < key; });
    return found != by_store_and_item_.end() && found->first == wanted ? found->second : Id<StockPoint>::none();
}

std::string Model::name_of(Id<StockPoint> id) const {
    const StockPoint& point = stock[id];
    return stores[point.store].name + "." + items[point.item].name;
}

void Model::index() {
    by_store_and_item_.clear();
    by_store_and_item_.reserve(stock.size());
    for (std::size_t i = 0; i < stock.size(); ++i) {
        const StockPoint& point = stock[stock.id_at(i)];
        by_store_and_item_.emplace_back(place(point.store, point.item), stock.id_at(i));
    }
    std::sort(by_store_and_item_.begin(), by_store_and_item_.end());
    for (std::size_t i = 1; i < by_store_and_item_.size(); ++i) {
        require(by_store_and_item_[i - 1].first != by_store_and_item_[i].first, "{} is stocked twice",
                name_of(by_store_and_item_[i].second));
    }
}

}  // namespace backstock
