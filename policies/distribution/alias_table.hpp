#pragma once
// Draws from a finite list of probabilities in constant time: one 64-bit word, one comparison.
//
// Source: A. J. Walker, "An efficient method for generating discrete random variables with general distributions",
// ACM Transactions on Mathematical Software 3 (1977), with the construction of M. D. Vose (IEEE Transactions on
// Software Engineering 17, 1991). The word times the number of entries gives the entry in its upper 64 bits and the
// share within the entry in its lower ones, so a probability is met to about 2^-64.
#include "sim/engine/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock::distribution {

class AliasTable {
public:
    /// Weights need not be normalised. Requires at least one, none negative, and a positive sum.
    explicit AliasTable(const std::vector<double>& weights);

    /// The index of an entry, with probability weight / sum.
    std::size_t draw(Stream& stream) const {
        const Product product = static_cast<Product>(stream()) * entries_.size();
        const auto index = static_cast<std::size_t>(product >> 64);
        const Entry& entry = entries_[index];
        return static_cast<std::uint64_t>(product) < entry.keep ? index : entry.other;
    }

private:
    __extension__ using Product = unsigned __int128;
    struct Entry {
        std::uint64_t keep = 0;  ///< of 2^64: how often the entry stands for itself
        std::size_t other = 0;   ///< what it stands for otherwise; itself where it is never left
    };
    std::vector<Entry> entries_;
};

}  // namespace backstock::distribution
