#pragma once
// The JSON Schema of single values: numbers with their bounds, texts with units as patterns.

#include "scenarios/describe.hpp"

#include <nlohmann/json.hpp>

namespace backstock {

using Json = nlohmann::ordered_json;

Json text_schema();
Json duration_schema();
Json scalar_schema(Kind kind, const Description::Setting& setting);
// A map of names to shares, or one name for all of it; weights may be any numbers, or in a table.
Json shares_schema(bool weights);

}  // namespace backstock
