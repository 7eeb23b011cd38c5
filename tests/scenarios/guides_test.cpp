#include "tests/catch.hpp"
#include "tests/tools/tool.hpp"

#include <sstream>
#include <vector>

using namespace backstock::testing;
namespace fs = std::filesystem;

namespace {

// The fenced shell commands of a page, a block each.
std::vector<std::string> commands(const fs::path& page) {
    std::vector<std::string> blocks;
    std::istringstream lines(content(page));
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "```sh") {
            inside = true;
            blocks.emplace_back("set -e\n");
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back() += line + '\n';
        }
    }
    return blocks;
}

void runs_as_written(const char* page) {
    const ScratchFolder folder;
    fs::create_directory(folder / "bin");
    fs::create_symlink(build_tool(), folder / "bin/backstock");
    fs::create_symlink(repository_root() / "scenarios", folder / "scenarios");
    const std::vector<std::string> blocks = commands(repository_root() / "scenarios" / page);
    REQUIRE(blocks.size() >= 4);
    for (const std::string& block : blocks) {
        const Called called = shell_in(folder.path(), "PATH=\"$PWD/bin:$PATH\"\n" + block);
        INFO(block << called.out << called.err);
        CHECK(called.status == 0);
    }
}

}  // namespace

TEST_CASE("every command of the teacher's guide runs", "[slow]") { runs_as_written("TEACHING.md"); }

TEST_CASE("every command of the analyst's guide runs", "[slow]") { runs_as_written("ANALYSIS.md"); }

TEST_CASE("every scenario that the teacher's guide names is in the gallery") {
    const std::string page = content(repository_root() / "scenarios/TEACHING.md");
    std::istringstream lines(page);
    int named = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| ") || line.find('`') == std::string::npos) continue;
        for (std::size_t at = line.find('`'); at != std::string::npos; at = line.find('`', at + 1)) {
            const std::size_t end = line.find('`', at + 1);
            const std::string name = line.substr(at + 1, end - at - 1);
            at = end;
            bool found = false;
            for (const char* group : {"start", "cases", "textbook", "disruptions"})
                found = found || fs::exists(repository_root() / "scenarios" / group / (name + ".yaml"));
            INFO(name);
            CHECK(found);
            ++named;
        }
    }
    CHECK(named > 25);
}
