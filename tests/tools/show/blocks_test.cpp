#include "tools/show/blocks.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>

using namespace backstock;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a bar is as long as its value, and shaded where that is uncertain", "[show]") {
    const Axis axis{0, 1, 10};
    CHECK(bar(axis, 0.5, nothing, nothing) == "█████     ");
    CHECK(bar(axis, 0.5, 0.4, 0.6) == "████▒▒    ");
    CHECK(bar(axis, 1, 0.9, 1.1) == "█████████▒");
    CHECK(bar(axis, 0, nothing, nothing) == "          ");
    CHECK(bar(axis, 0.001, nothing, nothing) == "█         ");
    CHECK(bar(axis, nothing, nothing, nothing) == "          ");
    CHECK(bar(axis, -3, nothing, nothing) == "          ");
    CHECK(bar(Axis{0, 0, 3}, 0, 0, 0) == "   ");
}

TEST_CASE("a whisker shows an interval, its value and the mark", "[show]") {
    const Axis axis{-1, 1, 11};
    CHECK(whisker(axis, 0.4, 0.6, 0.8, 0) == "     │ ├●┤ ");
    CHECK(whisker(axis, -0.4, 0.2, 0.8, 0) == "   ├─┼●──┤ ");
    CHECK(whisker(axis, nothing, 0.2, nothing, 0) == "     │●    ");
    CHECK(whisker(axis, 0.2, 0.2, 0.2, 0) == "     │●    ");
    CHECK(whisker(axis, nothing, nothing, nothing, 0) == "     │     ");
    CHECK(whisker(axis, nothing, nothing, nothing, 5) == "           ");
}

TEST_CASE("values are put into columns by their means, and fewer values are repeated", "[show]") {
    const std::vector<double> values{1, 3, 5, nothing, 9, 11};
    CHECK(resampled(values, 3) == std::vector<double>{2, 5, 10});
    CHECK(resampled(std::vector<double>{4, 8}, 4) == std::vector<double>{4, 4, 8, 8});
    CHECK(resampled({}, 4).empty());
    CHECK(std::isnan(resampled(std::vector<double>{nothing}, 1).front()));
}

TEST_CASE("a fan has its middle within its band", "[show]") {
    const std::vector<double> low{0, 1, nothing}, middle{1, 2, 3}, high{3, 2, nothing};
    CHECK(fan(low, middle, high, 0, 3, 4) == std::vector<std::string>{"░ █", "░█ ", "█░ ", "░  "});
}
