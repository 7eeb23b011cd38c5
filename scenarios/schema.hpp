#pragma once
// The JSON Schema (draft-07) of scenario files, from the declarations: editors that speak YAML complete and check
// with it while typing.

#include "sim/policy/catalog.hpp"

#include <string>

namespace backstock {

// The schema as JSON text, two blanks of indentation, the same bytes for the same catalog. It accepts every file that
// loads, so it can't refuse all that does not: names, sums of shares and everything across settings is for the loader.
// What a file may leave to its base (`extends`) is not required in one that has a base.
std::string json_schema(const Catalog& catalog);

// The same for study files.
std::string study_schema(const Catalog& catalog);

}  // namespace backstock
