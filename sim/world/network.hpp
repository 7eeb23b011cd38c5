#pragma once
// The shape of the network: which stock point feeds which, who comes first, and whether goods could go in circles.
//
// A plain graph of numbered places. The scenario loader uses it before ids exist: ids follow from it.

#include <cstdint>
#include <utility>
#include <vector>

namespace backstock {

class Network {
public:
    explicit Network(std::uint32_t places) : places_(places) {}

    // Goods can flow from `source` to `buyer`. Both are numbers below `places`.
    void feed(std::uint32_t source, std::uint32_t buyer) { feeds_.emplace_back(buyer, source); }

    // How far each place is from the customers: 0 for one that feeds nobody, else one more than the farthest of
    // those it feeds. Ascending levels are a topological order, downstream first. Requires that there is no cycle.
    std::vector<std::uint32_t> levels() const;

    // Places around which goods could run in circles, each the source of the one before it and the first the source
    // of the last; empty where there are none. Of several cycles, one through the lowest-numbered place that has one.
    std::vector<std::uint32_t> cycle() const;

private:
    std::uint32_t places_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> feeds_;  // from buyer to source
};

}  // namespace backstock
