#pragma once
// What a search came to, on one screen or as JSON.

#include "tools/search/search_run.hpp"
#include "tools/terminal.hpp"

#include <string>

namespace backstock {

// Title, what was looked for and how long it took.
std::string search_heading(const SearchOrder& order, const SearchResults& results, double seconds, const Style& style);

// The best and those nearest to it, at most 15 lines.
std::string search_screen(const SearchOrder& order, const SearchResults& results, const Style& style);

// One JSON object: the search, the best with its settings, all candidates, sentences, the file.
std::string search_json(const SearchOrder& order, const SearchResults& results, const std::string& file);

}  // namespace backstock
