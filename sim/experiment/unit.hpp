#pragma once
// The work of a study in pieces: a block of replications of one cell.

#include "sim/experiment/stopping.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>

namespace backstock {

struct Unit {
    std::uint64_t cell = 0;
    std::uint64_t block = 0;  // replications block · 50 and on

    auto operator<=>(const Unit&) const = default;
};

// How many blocks so many replications take; the last may be short.
constexpr std::int64_t blocks_of(std::int64_t replications) {
    return (replications + replications_a_block - 1) / replications_a_block;
}

// The replications of a block, where a cell has so many in all.
struct BlockRange {
    std::int64_t first;
    std::int64_t end;
};
constexpr BlockRange block_range(std::uint64_t block, std::int64_t replications) {
    const std::int64_t first = static_cast<std::int64_t>(block) * replications_a_block;
    return {first, std::min(first + replications_a_block, replications)};
}

}  // namespace backstock
