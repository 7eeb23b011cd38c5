#pragma once
// What a search found, in sentences.

#include "tools/search/search_run.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// What the tables do not say.
struct SearchFacts {
    bool promised = false;      // kn: all was decided
    bool neighbours = false;    // pattern: all points next to the best were looked at
    bool within_budget = true;  // pattern: it came to its own end
    std::size_t compared = 0;   // feasible points with all replications
    std::size_t failures = 0;   // points that are no scenario
    std::string failure;        // why the first is none
    std::int64_t played = 0;
};

std::vector<std::string> search_sentences(const SearchOrder& order, const SearchResults& results,
                                          const SearchFacts& facts);

}  // namespace backstock
