#pragma once
// Tables of a results file as JSON.

#include "output/results_reader.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>

namespace backstock {

using Json = nlohmann::ordered_json;

// The number, or null for what JSON has no number for.
Json number_or_null(double value);

// The cells of a row, one a column.
Json row_json(const Frame& frame, std::size_t row);
Json columns_json(const Frame& frame);

// {columns, rows, total}: at most so many rows of a table, from the top.
Json table_json(const ResultsReader& results, const std::string& path, std::size_t most_rows);

// The table of a kind of entity (/<variant>/by_item …), one row an entity: means over the replications, ratios as
// Σ num ÷ Σ den. Those with the most orders, demand or costs come first, at most so many.
Json entities_json(const ResultsReader& results, const std::string& path, std::size_t most_rows);

// The text as it may stand within a <script> of a page: no "<" in it.
std::string script_text(const Json& json);

}  // namespace backstock
