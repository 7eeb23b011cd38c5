#pragma once
// A row of an event trace as a line for people.

#include "output/frame.hpp"

#include <cstddef>
#include <string>

namespace backstock {

// "   12.345678 d  LineBackordered    order 12.1  shop: dress, 2 units, until day 14.2". `frame` has the columns of
// EventTrace.
std::string event_text(const Frame& frame, std::size_t row, const std::string& currency);

}  // namespace backstock
