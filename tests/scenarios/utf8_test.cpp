#include "scenarios/utf8.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("ill-formed UTF-8 is found where it begins", "[scenarios]") {
    for (const std::string_view good :
         {"", "abc", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x91\x97", "\xF4\x8F\xBF\xBF"}) {
        CHECK(first_ill_formed(good) == good.size());
    }
    for (const std::string_view bad : {"\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80", "\xE2\x82", "\xFF", "\xC3("}) {
        CHECK(first_ill_formed("ab" + std::string(bad)) == 2);
    }
}

TEST_CASE("characters are counted, not bytes", "[scenarios]") { CHECK(characters("a\xC3\xA9\xF0\x9F\x91\x97") == 3); }

TEST_CASE("Latin-1 becomes UTF-8, UTF-8 stays", "[scenarios]") {
    CHECK(utf8_or_latin1("caf\xE9") == "caf\xC3\xA9");
    CHECK(utf8_or_latin1("caf\xC3\xA9") == "caf\xC3\xA9");
    CHECK(utf8_or_latin1("\xA3"
                         "5") ==
          "\xC2\xA3"
          "5");
}

TEST_CASE("found text can't steer the terminal and is cut at a character", "[scenarios]") {
    CHECK(shown("s_s") == "'s_s'");
    CHECK(shown("a\n\x1b[2J\x7f\xC2\x9B") == "'a\\n\\x1b[2J\\x7f\\x9b'");
    std::string accents;
    for (int i = 0; i < 100; ++i) {
        accents += "\xC3\xA9";
    }
    const std::string cut = shown("x" + accents);
    CHECK(first_ill_formed(cut) == cut.size());
    CHECK(cut.ends_with("...'"));
    CHECK(cut.size() < 70);
}
