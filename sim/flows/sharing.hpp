#pragma once
// Goods that do not suffice, divided among classes of those who wait.
#include "sim/base/quantity.hpp"

#include <vector>

namespace backstock {

/// What each class gets of `free` units, of which `waiting` come to more.
///
/// Each class gets the share of its weight among the classes that wait (in proportion to what each waits for, where no
/// weights are given), at most all that it waits for; what a class does not need goes to the others in the same way. A
/// class of weight zero gets what is then left. Where units are whole, each class gets whole units; what rounding owes
/// a class, or it owes, is kept in `credit` (in millionths of a unit) until it waits no longer, so that over time no
/// class is more than a unit from its share. Requires three vectors of one length (weights may be empty).
std::vector<Quantity> divided(Quantity free, const std::vector<Quantity>& waiting, const std::vector<double>& weights,
                              bool divisible, std::vector<double>& credit);

}  // namespace backstock
