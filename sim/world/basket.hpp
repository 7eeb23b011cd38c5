#pragma once
// What one order asks for.
#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"

#include <cstdint>
#include <vector>

namespace backstock {

struct Item;
class Law;

/// A basket is a fixed list of items with quantities, or a number of lines drawn from weighted items.
struct Basket {
    struct Entry {
        Id<Item> item;
        Quantity quantity;         ///< used where law is nullptr
        const Law* law = nullptr;  ///< units, drawn per order
    };
    std::vector<Entry> always;  ///< every order has these lines

    const Law* lines = nullptr;              ///< number of draws from `from`; nullptr: the fixed list alone
    const Law* units = nullptr;              ///< units per drawn line; nullptr: one
    std::vector<Id<Item>> from;              ///< items that lines are drawn from
    std::vector<const Law*> units_of;        ///< units of each of `from` in place of `units`; empty: of none
    std::vector<double> alias_share;         ///< Walker's alias table over `from`: keep probability …
    std::vector<std::uint32_t> alias_other;  ///< … and the alternative

    /// Prepares the alias table; weights need not be normalised, at least one must be positive.
    void weigh(const std::vector<double>& weights);
    /// How likely each of `from` is, in their order.
    [[nodiscard]] std::vector<double> probabilities() const;
    /// The place in `from` for a uniform number in [0, 1).
    [[nodiscard]] std::size_t pick(double uniform) const;
    /// The units of a line drawn of the item at that place; nullptr: one.
    [[nodiscard]] const Law* units_at(std::size_t place) const {
        return !units_of.empty() && units_of[place] != nullptr ? units_of[place] : units;
    }
};

}  // namespace backstock
