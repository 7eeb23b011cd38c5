#pragma once
// The life of one order in words, with the reason of every wait.

#include "sim/world/model.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace backstock {

// There is no order of that number; the text says how many there are.
class NoSuchOrder : public std::runtime_error {
public:
    explicit NoSuchOrder(const std::string& text) : std::runtime_error(text) {}
};

// Plays the replication and tells what became of its `number`-th order (from 1): who wanted what, what was on the shelf
// and what was promised, which delivery served it and why it came when it did, what was paid. Several lines of text, in
// the order of events, ending with a line break. Other replications and recordings are not touched: the order is the
// same as in a run with results. Throws NoSuchOrder.
std::string tell_order(const Model& model, std::int64_t replication, std::uint64_t number);

}  // namespace backstock
