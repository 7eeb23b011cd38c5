#pragma once
// The words that every backstock knows.

#include <memory>

namespace backstock {

class Catalog;
class PrioritizationPolicy;

/// Adds every built-in policy. Throws std::invalid_argument if the catalog has one of the words already.
void add_builtin(Catalog& catalog);

/// `fifo` without a reserve: what other prioritizations are compared with.
std::unique_ptr<const PrioritizationPolicy> first_come_first_served();

}  // namespace backstock
