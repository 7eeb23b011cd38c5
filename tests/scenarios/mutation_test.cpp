// Damaged scenarios: whatever happens to a file, reading it ends with a tree or with located problems.
#include "scenarios/writer.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/reading.hpp"

#include <random>

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr std::string_view sound = R"(backstock: 1
title: (s, S) inventory, Poisson demand of 10 a day
run: {start: 2026-01-05, horizon: 1 yr, warmup: 60 d, replications: 200, seed: 42, currency: USD}
tiers: [gold, standard]                                             # best first
items:
  dress: {price: 89, holding: 25 %/yr, markdown: {off: 40 %, when: {older_than: 120 d}}}
  "A.12":
    price: 'it''s "4.50"'
suppliers:
  atelier:
    sells: {dress: {cost: 31, minimum: 20, multiple: 10}}
    lead_time: {gamma: {mean: 9 d, sd: 3 d}}
lanes: {warehouse -> shop: {order_delay: 1 wk, transit: 2 wk}}
stores:
  shop:
    stock:
      dress:
        inventory: {s_S: {s: 60, S: 160}}
      # a comment between
    text: |
      two
      lines
    none: ~
expect: {cost_per_period: 35.022 ± 0.01}
)";

// One random change: bytes replaced, taken out, doubled, or a character that means something to YAML put in.
void damage(std::string& text, std::mt19937& random) {
    static const std::vector<std::string> pieces{"\n",
                                                 " ",
                                                 "  ",
                                                 "\t",
                                                 ":",
                                                 ": ",
                                                 "- ",
                                                 "-",
                                                 "?",
                                                 ",",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 "&a ",
                                                 "*a",
                                                 "!",
                                                 "!!str ",
                                                 "|",
                                                 ">",
                                                 "'",
                                                 "\"",
                                                 "%",
                                                 "@",
                                                 "`",
                                                 "~",
                                                 "<<: ",
                                                 "---\n",
                                                 "...\n",
                                                 "#",
                                                 "\\",
                                                 "\r",
                                                 std::string(1, '\0'),
                                                 "\xFF",
                                                 "\xC3",
                                                 "\xE2\x80\xA8",
                                                 "\xEF\xBB\xBF",
                                                 "\x04",
                                                 "null"};
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(20), text.size() - at);
    switch (below(5)) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, text.substr(below(at + 1), length)); break;
        case 2: text.resize(at); break;
        case 3:
            if (at < text.size()) {
                text[at] = static_cast<char>(below(256));
            }
            break;
        default: text.insert(at, pieces[below(pieces.size())]); break;
    }
}

}  // namespace

TEST_CASE("damaged scenarios end with a tree or with located problems", "[scenarios]") {
    REQUIRE(problems_in(sound).empty());
    std::mt19937 random(20260105);
    int read = 0, refused = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text(sound);
        for (auto times = 1 + random() % 4; times > 0; --times) {
            damage(text, random);
        }
        ReadText reading;
        const auto root = reading.parse(text);
        for (const Problem& problem : reading.problems.sorted()) {
            if (problem.file != "a.yaml" || problem.message.empty() || problem.line < 0) {
                FAIL_CHECK("an unlocated problem from:\n" << text);
            }
        }
        if (!root) {
            ++refused;
            if (!reading.problems.any()) {
                FAIL_CHECK("refused without a reason:\n" << text);
            }
        } else if (!reading.problems.any()) {
            ++read;
            if (!(tree(to_yaml(*root)) == *root)) {
                FAIL_CHECK("does not read back:\n" << text);
            }
        }
    }
    CHECK(read > 500);
    CHECK(refused > 500);
}
