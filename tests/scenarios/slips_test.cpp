#include "scenarios/slips.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("quotes end where they are closed", "[scenarios]") {
    CHECK(end_of_quotes("a 'b' c", 2) == 5);
    CHECK(end_of_quotes("'it''s' c", 0) == 7);
    CHECK(end_of_quotes("\"a\\\"b\" c", 0) == 6);
    CHECK(end_of_quotes("plain", 0) == 0);
    CHECK(end_of_quotes("'open", 0) == std::string_view::npos);
    CHECK(end_of_quotes("'it''", 0) == std::string_view::npos);
    CHECK(end_of_quotes("\"a\\", 0) == std::string_view::npos);
    CHECK(end_of_quotes("", 0) == 0);
}

TEST_CASE("the quote that is never closed is found behind those that are", "[scenarios]") {
    CHECK(open_quote("a: 'b'\nc: [\"d\", 'e]\n", 0) == 16);
    CHECK(open_quote("men's: 'b'", 0) == 10);
    CHECK(open_quote("a: 'b", 5) == 5);
}

TEST_CASE("a key without a colon is told from one with it", "[scenarios]") {
    CHECK(lacks_colon("a: 1\nb", 5, "b"));
    CHECK(lacks_colon("a: 1\nb  # why\n", 5, "b"));
    CHECK(lacks_colon("a: 1\n'b'\n", 5, "b"));
    CHECK_FALSE(lacks_colon("a: 1\nb:\n", 5, "b"));
    CHECK_FALSE(lacks_colon("a: 1\nb :\n", 5, "b"));
    CHECK_FALSE(lacks_colon("? b\n", 2, "b"));
    CHECK_FALSE(lacks_colon("\"b\\n\": 1", 0, "b\n"));
}
