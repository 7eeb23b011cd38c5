#pragma once
// The life of one order, or of one purchase order, in words, with the reason of every wait.

#include "sim/world/model.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace backstock {

// There is no order, or purchase, of that number; the text says how many there are.
class NoSuchNumber : public std::runtime_error {
public:
    explicit NoSuchNumber(const std::string& text) : std::runtime_error(text) {}
};

// Plays the replication and tells what became of its `number`-th order (from 1): who wanted what, what was on the shelf
// and what was promised, which delivery served it and why it came when it did, what was paid. Several lines of text, in
// the order of events, ending with a line break. Other replications and recordings are not touched: the order is the
// same as in a run with results. Throws NoSuchNumber.
std::string tell_order(const Model& model, std::int64_t replication, std::uint64_t number);

// The same of the `number`-th purchase (from 1): who ordered what from whom, what it waited for there, when it was sent
// and received, and whom the goods served. Throws NoSuchNumber.
std::string tell_purchase(const Model& model, std::int64_t replication, std::uint64_t number);

}  // namespace backstock
