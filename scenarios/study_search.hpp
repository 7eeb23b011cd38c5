#pragma once
// What a study asks of `optimize` and `stress`.

#include "scenarios/place.hpp"
#include "sim/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// `fill_rate >= 95 % ± 0.5 %`
struct Constraint {
    std::string kpi;
    bool at_least = true;  // otherwise at most
    double limit = 0;
    double tolerance = 0;  // by how much it may be misjudged; a hundredth of the limit where it is not given
    std::string written;
};

// Either the constraint, or what is wrong with the text.
struct ParsedConstraint {
    std::optional<Constraint> constraint;
    std::string message;
};
ParsedConstraint parse_constraint(const std::string& text);

enum class SearchMethod : std::uint8_t { automatic, kn, ocba, pattern, nlopt };

struct SearchPlan {
    std::string kpi;
    bool maximize = false;
    std::vector<Constraint> constraints;
    SearchMethod method = SearchMethod::automatic;
    double delta = 0;  // 0: not given
    double confidence = 0.95;
    std::int64_t first = 20;
    std::int64_t replications = 400;
    std::int64_t budget = 0;  // replications in all; 0: as many as it takes
    std::uint64_t seed = 1;
    Place place;
};

struct StressPlan {
    std::vector<Duration> lengths;
    std::optional<Time> at;
    std::vector<std::string> nodes;  // names; empty: everything
    bool regions = false;
    bool pairs = false;
};

}  // namespace backstock
