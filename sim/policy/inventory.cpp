#include "sim/policy/inventory.hpp"

namespace backstock {

Review read_review(Settings& settings, bool required_here) {
    Review review;
    const auto read = [&review](Settings& inner) {
        inner.positional("every");
        review.every = inner.duration("every", required, "time between two reviews", Bounds{.least = 1e6});
        const std::size_t at =
            inner.word("at", {"start", "end"}, 0, "whether a review comes before or after the demand of its instant");
        review.at = at == 0 ? Phase::review : Phase::late_review;
    };
    const std::string_view doc = required_here ? "when the position is looked at"
                                               : "when the position is looked at; without it, whenever it changed";
    const bool given = settings.section("review", doc, read);
    if (required_here && !given && !settings.describing()) {
        settings.refuse("", "needs a review interval, for example review: {every: 1 d}");
    }
    return review;
}

}  // namespace backstock
