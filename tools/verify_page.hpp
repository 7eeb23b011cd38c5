#pragma once
// What `verify` found, as a page to show: every model with its question, its exact answer and what was simulated.

#include "tools/expectation_check.hpp"
#include "tools/lesson.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// One stated figure, and how it came out.
struct VerifiedFigure {
    Expectation expected;
    Checked checked;
    double half_width = 0;   // of the interval in which the mean is with 95 % certainty; NaN for one replication
    std::string found = {};  // where it is no number: a candidate's name
};

struct VerifiedModel {
    std::filesystem::path file;
    std::string name;
    std::string title;
    std::optional<Lesson> lesson;  // none where the file's head tells none
    std::int64_t replications = 0;
    std::vector<VerifiedFigure> figures;
};

// How many of the figures do not hold.
std::size_t misses_in(const std::vector<VerifiedFigure>& figures);

// Expected and simulated in the digits in which they are to be compared, and half the width of what is allowed.
std::string simulated_text(const VerifiedFigure& figure);
std::string allowed_text(const VerifiedFigure& figure);

// A whole HTML page that needs nothing else: the verdict, all figures, a part a model, how a figure is judged, and the
// laws of conservation. At least one model.
std::string verify_page(std::span<const VerifiedModel> models);

}  // namespace backstock
