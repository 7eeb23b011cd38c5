#pragma once
// A distribution from its text alone, for programs that make such texts.

#include "sim/policy/catalog.hpp"
#include "sim/policy/law.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace backstock {

// The law that a scenario would have with `text` at a setting of that dimension: `9 d`, `{gamma: {mean: 9 d, sd: 3
// d}}`. A file that it names is relative to the folder of `name`. Throws BadInput with all that is wrong with it.
std::unique_ptr<const Law> load_law(std::string_view text, Dimension dimension, const Catalog& catalog,
                                    const std::string& name = "law");

}  // namespace backstock
