#include "tools/gallery.hpp"

#include "tests/catch.hpp"
#include "tests/tools/tool.hpp"
#include "tools/lesson.hpp"
#include "tools/scenario_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;

namespace fs = std::filesystem;

namespace {

fs::path scenarios() { return repository_root() / "scenarios"; }

std::string problems_of(const std::string& head) {
    const ScratchFolder folder;
    fs::create_directory(folder / "start");
    write(folder / "start/a.yaml", head + "\nbackstock: 1\ntitle: A\n");
    try {
        read_lesson(folder / "start/a.yaml", folder.path());
    } catch (const BadInput& bad) {
        return bad.what();
    }
    return "";
}

bool states_something(const std::string& file, bool is_study) {
    ScenarioInput input;
    if (!is_study) return !input.load(file).expect.empty();
    return !input.load_study(file).expect.empty() || !input.load_study(file, {}, StudyUse::search).expect_best.empty();
}

const std::string head =
    "# Question: Why?\n#           Really?\n# Model:    One.\n# Look at:  two\n# Change:   three\n";

}  // namespace

TEST_CASE("every file of the gallery has a lesson in the one form, a title and what must come out") {
    const std::vector<Lesson> lessons = lessons_in(scenarios());
    REQUIRE(lessons.size() > 70);
    for (const Lesson& lesson : lessons) {
        INFO(lesson.name);
        CHECK_FALSE(about_group(lesson.group).empty());
        CHECK_FALSE(lesson.title.empty());
        CHECK_FALSE(lesson.title.ends_with('.'));
        CHECK(contains(lesson.question(), "?"));
        CHECK(states_something(lesson.file.string(), lesson.is_study));
    }
}

TEST_CASE("what is fact and what is assumption is said line by line in the dated disruptions") {
    const std::regex value("[0-9]");
    const std::regex exempt(R"(^(backstock|title|run|extends):.*|^expect:.*)");
    const std::regex source(R"(\[([0-9])\])");
    std::size_t files = 0;
    for (const Lesson& lesson : lessons_in(scenarios())) {
        if (lesson.group != "disruptions") continue;
        ++files;
        INFO(lesson.name);
        CHECK_FALSE(lesson.parts.back().empty());
        std::istringstream lines(content(lesson.file));
        bool facts = false;
        for (std::string line; std::getline(lines, line) && line != "expect:";) {
            const std::string said = line.substr(0, line.find('#'));
            if (line.starts_with('#') || std::regex_match(line, exempt) || !std::regex_search(said, value)) continue;
            INFO(line);
            const bool fact = contains(line, "fact:") || contains(line, "fact [");
            CHECK((fact || contains(line, "assumed")));
            facts = facts || fact;
            for (std::sregex_iterator cited(line.begin(), line.end(), source), end; cited != end; ++cited)
                CHECK(contains(lesson.parts.back(), cited->str()));
        }
        CHECK(facts);
    }
    CHECK(files >= 16);
}

TEST_CASE("what the lessons of shops, disruptions and studies claim comes out", "[slow]") {
    std::string folders;
    for (const char* group : {"start", "cases", "disruptions", "studies"}) {
        if (fs::is_directory(scenarios() / group)) folders += fmt::format(" scenarios/{}", group);
    }
    const Called verified = tool_in(repository_root(), "verify" + folders);
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
}

TEST_CASE("the textbook comes out with all its replications", "[.long]") {
    const Called verified = tool_in(repository_root(), "verify");
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
}

TEST_CASE("a lesson's head is read strictly") {
    CHECK(problems_of(head + "# Answer:   four\n# Source:   five\n") == "");
    CHECK(contains(problems_of(head), "lacks '# Answer: …'"));
    CHECK(contains(problems_of("# Hello\n" + head + "# Answer:   four\n"), "a.yaml:1: expected a part of the lesson"));
    CHECK(contains(problems_of(head + "# Answer:   four\n# Model:    again\n"), "a.yaml:7: 'Model' comes too late"));
    CHECK(contains(problems_of(head + "# Answer:   four\n#stray\n"), "a.yaml:7:"));
    CHECK(contains(problems_of(head + "# Answer:   four\n\nx: [\n"), "a.yaml:"));
}

TEST_CASE("gallery lists, finds by words, and prints one lesson") {
    const Called all = tool_in(repository_root(), "gallery");
    REQUIRE(all.status == 0);
    for (const char* part : {"start/  first steps", "textbook/", "disruptions/", "  newsvendor\n", "  suez_2021\n"}) {
        INFO(part);
        CHECK(contains(all.out, part));
    }
    CHECK(all.out.find("start/") < all.out.find("textbook/"));

    const Called one = tool_in(repository_root(), "gallery newsvendor");
    CHECK(contains(one.out, "textbook/newsvendor  Newsvendor, normal demand"));
    CHECK(contains(unwrapped(one.out), "Answer S = 56.604 costs 1.9976 a day"));
    CHECK(contains(one.out, "new mine --from textbook/newsvendor"));

    const Called some = tool_in(repository_root(), "gallery Renesas TWO");
    CHECK(contains(some.out, "renesas_2021"));  // "two months of stock"
    CHECK_FALSE(contains(some.out, "newsvendor"));

    const auto json = nlohmann::json::parse(tool_in(repository_root(), "gallery bullwhip --json").out);
    REQUIRE(json.size() >= 2);
    CHECK(json[0]["group"] == "textbook");
    CHECK(json[0]["question"].get<std::string>().ends_with("?"));
    CHECK(json[0]["kind"] == "scenario");

    const Called none = tool_in(repository_root(), "gallery newsvendr");
    CHECK(none.status == 2);
    CHECK(contains(none.err, "did you mean 'newsvendor'?"));
}

TEST_CASE("new writes a scenario of one's own that runs, and never over another") {
    const ScratchFolder folder;
    const Called made = tool_in(folder.path(), "new mine --from start/boutique");
    REQUIRE(made.status == 0);
    CHECK(contains(made.out, "Written: mine.yaml"));
    CHECK(contains(made.out, "run mine.yaml"));
    CHECK(contains(content(folder / "mine.yaml"), "# Begun from start/boutique"));
    CHECK(contains(content(folder / "mine.yaml"), "# cheaper, slow and unsteady"));
    CHECK(tool_in(folder.path(), "check mine.yaml").status == 0);

    write(folder / "mine.yaml", "kept");
    const Called again = tool_in(folder.path(), "new mine.yaml");
    CHECK(again.status == 2);
    CHECK(contains(again.err, "nothing is written over"));
    CHECK(content(folder / "mine.yaml") == "kept");

    const Called wrong = tool_in(folder.path(), "new other --from start/boutiqe");
    CHECK(wrong.status == 2);
    CHECK(contains(wrong.err, "did you mean 'start/boutique'?"));
    CHECK_FALSE(fs::exists(folder / "other.yaml"));
    CHECK(tool_in(folder.path(), "new nowhere/other").status == 2);
}

TEST_CASE("new brings the files that a scenario names") {
    const ScratchFolder folder;
    const Called made = tool_in(folder.path(), "new game --from beer_game");
    REQUIRE(made.status == 0);
    CHECK(contains(made.out, "beside it beer_game.csv"));
    CHECK(tool_in(folder.path(), "check game.yaml").status == 0);
    CHECK(tool_in(folder.path(), "new game2 --from beer_game").status == 0);  // the same table serves both
    CHECK(tool_in(folder.path(), "new nokia --from philips_2000_nokia").status == 0);
    CHECK(fs::exists(folder / "philips_2000_ericsson.yaml"));
    CHECK(tool_in(folder.path(), "run nokia.yaml --no-file").status == 0);

    write(folder / "renesas_2011.yaml", "mine");
    const Called taken = tool_in(folder.path(), "new fire --from renesas_2021");
    CHECK(taken.status == 2);
    CHECK(contains(taken.err, "renesas_2011.yaml"));
    CHECK(content(folder / "renesas_2011.yaml") == "mine");
    CHECK_FALSE(fs::exists(folder / "fire.yaml"));
    CHECK(tool_in(folder.path(), "new renesas_2011 --from renesas_2021").status == 2);
}
