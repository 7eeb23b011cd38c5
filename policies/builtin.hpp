#pragma once
// The words that every backstock knows.

namespace backstock {

class Catalog;

/// Adds every built-in policy. Throws std::invalid_argument if the catalog has one of the words already.
void add_builtin(Catalog& catalog);

}  // namespace backstock
