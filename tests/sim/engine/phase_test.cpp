#include "sim/engine/phase.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("The phases of an instant, first to last", "[phase]") {
    STATIC_REQUIRE(Phase::close < Phase::disrupt);
    STATIC_REQUIRE(Phase::disrupt < Phase::receive);
    STATIC_REQUIRE(Phase::receive < Phase::review);
    STATIC_REQUIRE(Phase::review < Phase::demand);
    STATIC_REQUIRE(Phase::demand < Phase::ship);
    STATIC_REQUIRE(Phase::ship < Phase::late_review);
    STATIC_REQUIRE(Phase::late_review < Phase::expire);
    STATIC_REQUIRE(static_cast<std::size_t>(Phase::expire) + 1 == phase_count);
}

TEST_CASE("Every phase has its name", "[phase]") {
    REQUIRE(name_of(Phase::close) == "close");
    REQUIRE(name_of(Phase::late_review) == "late_review");
    REQUIRE(name_of(Phase::expire) == "expire");
}

TEST_CASE("Reviews alone go by row", "[phase]") {
    for (std::size_t i = 0; i != phase_count; ++i) {
        const auto phase = static_cast<Phase>(i);
        REQUIRE(goes_by_row(phase) == (name_of(phase).find("review") != std::string_view::npos));
    }
}
