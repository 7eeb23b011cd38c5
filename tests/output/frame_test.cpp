#include "output/frame.hpp"

#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <limits>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("frames are equal when every bit is", "[output]") {
    CHECK(awkward_frame() == awkward_frame());
    Frame zero;
    zero.add("x", "1", Numbers{0.0});
    Frame minus_zero;
    minus_zero.add("x", "1", Numbers{-0.0});
    CHECK_FALSE(zero == minus_zero);
    Frame count;
    count.add("x", "1", Counts{0});
    CHECK_FALSE(zero == count);
    Frame unit;
    unit.add("x", "d", Numbers{0.0});
    CHECK_FALSE(zero == unit);
    CHECK(same_bits(std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("rows of a frame are appended to one with the same columns only", "[output]") {
    Frame frame = small_frame();
    frame.append(small_frame());
    frame.append(small_frame(), 1, 1);
    CHECK(frame.rows() == 7);
    CHECK(frame.cells<std::string>("item").back() == "chair");
    CHECK_THROWS_AS(frame.append(small_frame(), 2, 2), BrokenLaw);
    CHECK_THROWS_AS(frame.append(awkward_frame()), BrokenLaw);
    Frame other_unit = small_frame();
    other_unit.columns[1].unit = std::string("d");
    CHECK_THROWS_AS(frame.append(other_unit), BrokenLaw);
    CHECK(frame.rows() == 7);
}

TEST_CASE("a frame's heading has its columns and no rows", "[output]") {
    const Frame heading = small_frame().heading();
    CHECK(heading.rows() == 0);
    CHECK(heading.columns.size() == 3);
    Frame cleared = small_frame();
    cleared.clear();
    CHECK(cleared == heading);
}

TEST_CASE("the cells of a frame are read as the type they have", "[output]") {
    Frame frame = small_frame();
    frame.cells<double>("fill_rate")[0] = 0.75;
    CHECK(std::get<Numbers>(frame.find("fill_rate")->values)[0] == 0.75);
    CHECK(frame.find("fill rate") == nullptr);
    CHECK_THROWS_AS(frame.cells<double>("replication"), BrokenLaw);
    CHECK_THROWS_AS(frame.cells<double>("fill rate"), BrokenLaw);
}

TEST_CASE("a frame that is no table is refused", "[output]") {
    CHECK_THROWS_AS(Frame().check(), BrokenLaw);
    Frame ragged = small_frame();
    ragged.cells<double>("fill_rate").pop_back();
    CHECK_THROWS_AS(ragged.check(), BrokenLaw);
    Frame twice = small_frame();
    twice.add("item", "", Texts(3));
    CHECK_THROWS_AS(twice.check(), BrokenLaw);
    Frame nameless = small_frame();
    nameless.add("", "", Texts(3));
    CHECK_THROWS_AS(nameless.check(), BrokenLaw);
    CHECK_NOTHROW(small_frame().heading().check());
}
