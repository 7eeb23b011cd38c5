#include "scenarios/overrides.hpp"

#include "tests/catch.hpp"
#include "tests/scenarios/choices.hpp"
#include "tests/scenarios/reading.hpp"

using namespace backstock;
using namespace backstock::testing;
using Lines = std::vector<std::string>;

namespace {

// The tree after `--set change`.
Node after(std::string_view text, std::string_view change) {
    ReadText reading;
    Node root = tree(text);
    const auto override_ = parse_override(change, reading.files, reading.problems);
    REQUIRE(override_);
    CHECK(apply(root, *override_, ChoicesByKey(), reading.problems));
    CHECK(reading.lines() == Lines{});
    return root;
}

Lines refused(std::string_view text, std::string_view change) {
    ReadText reading;
    Node root = tree(text);
    if (const auto override_ = parse_override(change, reading.files, reading.problems)) {
        CHECK_FALSE(apply(root, *override_, ChoicesByKey(), reading.problems));
        CHECK(root == tree(text));
    }
    return reading.lines();
}

}  // namespace

TEST_CASE("a path sets what it names", "[scenarios]") {
    CHECK(after("{a: {b: 1, c: 2}}", "a.b=9") == tree("{a: {b: 9, c: 2}}"));
    CHECK(after("{a: {b: {x: 1}}}", "a.b={y: 2}") == tree("{a: {b: {y: 2}}}"));
    CHECK(after("{a: 1}", "run.seed=7") == tree("{a: 1, run: {seed: 7}}"));
    CHECK(after("{a: ~}", "a.b=7") == tree("{a: {b: 7}}"));
    CHECK(after("{items: {A.12: {price: 1}}}", "items.\"A.12\".price=2") == tree("{items: {A.12: {price: 2}}}"));
    CHECK(after("{a: 1}", "a=[1, {b: 2}]") == tree("{a: [1, {b: 2}]}"));
    CHECK(after("{a: 1}", "a=x=y") == tree("{a: x=y}"));
    CHECK(after("{}", "\"a=b\"=1") == tree("{a=b: 1}"));
    CHECK(after("{}", "a=30 %") == tree("{a: 30 %}"));
    CHECK(after("{a: {b: 1, c: 2}}", "a.b=~") == tree("{a: {c: 2}}"));
}

TEST_CASE("at a choice the word of the path wins", "[scenarios]") {
    CHECK(after("{inventory: {s_S: {s: 1, S: 2}}}", "inventory.s_S.S=9") == tree("{inventory: {s_S: {s: 1, S: 9}}}"));
    CHECK(after("{inventory: {s_S: {s: 1, S: 2}}}", "inventory.r_Q.r=9") == tree("{inventory: {r_Q: {r: 9}}}"));
    CHECK(after("{inventory: none}", "inventory.r_Q.r=9") == tree("{inventory: {r_Q: {r: 9}}}"));
    CHECK(after("{backorder: allow}", "backorder.allow.notify=true") == tree("{backorder: {allow: {notify: true}}}"));
    CHECK(after("{lead_time: 4 d}", "lead_time.gamma={mean: 9 d, sd: 3 d}") ==
          tree("{lead_time: {gamma: {mean: 9 d, sd: 3 d}}}"));
    CHECK(after("{lead_time: {gamma: {mean: 9 d}}}", "lead_time=4 d") == tree("{lead_time: 4 d}"));
    CHECK(after("{items: {x: {p: 1}}}", "items.y={p: 9}") == tree("{items: {x: {p: 1}, y: {p: 9}}}"));
    CHECK(after("{items: {table: items.csv}}", "items.y.p=9") == tree("{items: {table: items.csv, y: {p: 9}}}"));
}

TEST_CASE("what a path can't set is told with the path", "[scenarios]") {
    CHECK(refused("{run: {seed: 42}}", "run.seed.x=1") ==
          Lines{"--set:1:1: run.seed.x: run.seed is '42', which has nothing below it; set run.seed itself"});
    CHECK(refused("{weekly: [1, 2]}", "weekly.0=1").front().find("weekly is a list") != std::string::npos);
    CHECK(refused("{run: {seed: 42}}", "run.sed=~") ==
          Lines{"--set:1:1: run.sed: there is nothing to remove; did you mean 'seed'?"});
    CHECK(refused("{run: {seed: 42}}", "rnu.seed=~").front().ends_with("did you mean 'run'?"));
    CHECK(
        refused("{suppliers: {mill: {}}}", "suppliers.mil.lead_time=9 d") ==
        Lines{"--set:1:1: suppliers.mil.lead_time: there is no 'mil' in suppliers; did you mean 'mill'? Known: mill"});
    CHECK(refused("{run: {seed: 42}}", "run.seed.x=~").front().ends_with("there is nothing to remove"));
    CHECK(refused("{inventory: {s_S: {}}}", "inventory.r_Q=~").front().find("nothing to remove") != std::string::npos);
}

TEST_CASE("a text that sets nothing is located in the option", "[scenarios]") {
    CHECK(refused("{}", "run.seed") == Lines{"--set:1:1: expected PATH=VALUE, such as run.seed=7, not 'run.seed'"});
    CHECK(refused("{}", "run..seed=1").front().starts_with("--set:1:5: 'run..seed': a name is missing"));
    CHECK(refused("{}", "=1").front().starts_with("--set:1:1: '': a name is missing"));
    CHECK(refused("{}", "run.seed=") ==
          Lines{"--set:1:10: run.seed: a value is missing after '='; ~ removes what is there"});
    CHECK(refused("{}", "a.b={c: 1").front().starts_with("--set:1:"));
    CHECK(refused("{}", "a=*x").front().find("aliases") != std::string::npos);
    CHECK(refused("{}", "a=\xFF").front().find("not UTF-8") != std::string::npos);
    ReadText reading;
    const auto change = parse_override("\xC3\xA9.b={c: 1}", reading.files, reading.problems);
    REQUIRE(change);
    CHECK(change->value.find("c")->place().column == 9);
    CHECK(*change->value.place().file == "--set");
}

namespace {

class FewSections : public ChoicesByKey {
public:
    bool is_section(const std::string& name) const override { return name == "stores" || name == "finance"; }
};

Lines answered(std::string_view text, std::string_view change) {
    ReadText reading;
    Node root = tree(text);
    const auto override_ = parse_override(change, reading.files, reading.problems);
    REQUIRE(override_);
    apply(root, *override_, FewSections(), reading.problems);
    return reading.lines();
}

}  // namespace

TEST_CASE("a path that begins in the middle is answered with the whole one", "[scenarios]") {
    constexpr std::string_view two = R"(stores:
  shop: {stock: {mug: {inventory: {r_Q: {r: 30, Q: 100}}}, cup: {inventory: {s_S: {s: 1, S: 2}}}}, backorder: allow}
  kiosk: {stock: {mug: {inventory: {r_Q: {r: 3, Q: 10}}}}}
)";
    CHECK(answered(two, "s_S.S=9") == Lines{"--set:1:1: s_S.S: a path begins at the top of the file; did you mean "
                                            "stores.shop.stock.cup.inventory.s_S.S?"});
    CHECK(answered(two, "inventory.r_Q.r=9") ==
          Lines{"--set:1:1: inventory.r_Q.r: a path begins at the top of the file; did you mean "
                "stores.shop.stock.mug.inventory.r_Q.r, stores.kiosk.stock.mug.inventory.r_Q.r?"});
    // What is not there yet: wherever it could stand.
    CHECK(answered(two, "backorder.allow.longest=9 d") ==
          Lines{"--set:1:1: backorder.allow.longest: a path begins at the top of the file; did you mean "
                "stores.shop.backorder.allow.longest?"});
    CHECK(answered(two, "kiosk.backorder=allow") == Lines{"--set:1:1: kiosk.backorder: a path begins at the top of the "
                                                          "file; did you mean stores.kiosk.backorder?"});
    CHECK(answered(two, "inventory=none") ==
          Lines{"--set:1:1: inventory: a path begins at the top of the file; did you mean "
                "stores.shop.stock.mug.inventory, stores.shop.stock.cup.inventory, stores.kiosk.stock.mug.inventory?"});
    CHECK(answered(two, "finance.opening_cash=9").empty());  // a section that the file does not have
    CHECK(answered(two, "nothing.like_it=9").empty());       // the reader tells of it
    CHECK(answered(two, "mug?=~").empty());
}
