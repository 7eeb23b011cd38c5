#pragma once
// The name of a row: its number in the Table of that type. An Id<Order> can't be mistaken for an Id<Item>.
//
// An id is a plain number and stays valid while its row lives. Rows are recycled, so what may outlive its row (a
// pending fact) also keeps the row's generation; see table.hpp.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace backstock {

template<class Row>
class Id {
public:
    // No row.
    constexpr Id() = default;
    static constexpr Id none() { return Id(); }

    constexpr explicit Id(std::uint32_t index) : index_(index) {}

    constexpr std::uint32_t index() const { return index_; }
    constexpr explicit operator bool() const { return index_ != nothing; }

    constexpr auto operator<=>(const Id&) const = default;

private:
    static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t index_ = nothing;
};

}  // namespace backstock

template<class Row>
struct std::hash<backstock::Id<Row>> {
    std::size_t operator()(backstock::Id<Row> id) const noexcept { return std::hash<std::uint32_t>()(id.index()); }
};
