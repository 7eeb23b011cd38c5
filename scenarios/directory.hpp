#pragma once
// The names that a scenario gives to things, collected before anything refers to them.

#include "sim/policy/settings.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

class Directory {
public:
    // Sets the names of one kind: items, suppliers, stores, segments in name order (sorted here, duplicates dropped),
    // tiers in the order given, best first.
    void set(Named kind, std::vector<std::string> names);
    // Plants are stores too; derives sites and sources, the suppliers and stores together in name order.
    void join_sites();

    // The names of a kind; a reference is an index into them.
    const std::vector<std::string>& names(Named kind) const { return names_[static_cast<std::size_t>(kind)]; }
    std::optional<std::uint32_t> find(Named kind, std::string_view name) const;

    // Not all names of the kind could be read: an unknown one is then no mistake of its own.
    void set_incomplete(Named kind) { incomplete_[static_cast<std::size_t>(kind)] = true; }
    bool complete(Named kind) const { return !incomplete_[static_cast<std::size_t>(kind)]; }
    bool all_complete() const;

private:
    void join(Named whole, Named part);

    static constexpr std::size_t kinds = static_cast<std::size_t>(Named::processor) + 1;
    std::array<std::vector<std::string>, kinds> names_;
    std::array<bool, kinds> incomplete_{};
};

// "item", "supplier": what the kind is called in messages.
std::string_view word_of(Named kind);

// "; did you mean 'dress'? Known: belt, dress": the end of a message about an unknown word. The list is cut after
// 24 words; among more than 5,000 candidates nothing is searched.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace backstock
