#include "sim/policy/inventory.hpp"

namespace backstock {
namespace {

bool read_given(Settings& settings, Review& review, std::string_view doc) {
    return settings.section("review", doc, [&review](Settings& inner) {
        inner.positional("every");
        review.every = inner.duration("every", required, "time between two reviews", Bounds{.least = 1e6});
        const std::size_t at =
            inner.word("at", {"start", "end"}, 0, "whether a review comes before or after the demand of its instant");
        review.at = at == 0 ? Phase::review : Phase::late_review;
    });
}

}  // namespace

Review read_review(Settings& settings, bool required_here) {
    Review review;
    const bool given = read_given(settings, review,
                                  required_here ? "when the position is looked at"
                                                : "when the position is looked at; without it, whenever it changed");
    if (required_here && !given && !settings.describing()) {
        settings.refuse("", "needs a review interval, for example review: {every: 1 d}");
    }
    return review;
}

Review read_review(Settings& settings, Review otherwise, std::string_view doc) {
    Review review;
    return read_given(settings, review, doc) ? review : otherwise;
}

}  // namespace backstock
