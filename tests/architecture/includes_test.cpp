// Who may know whom: the rooms of the house, read off the includes.
#include "tests/catch.hpp"
#include "tests/paths.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace backstock {
namespace {

/// The room of a file or of an include: "sim/flows" or "output".
std::string room_of(const std::string& path) {
    static const std::regex pattern(R"(^(sim/[a-z]+|[a-z]+)/)");
    std::smatch match;
    if (path == "sim/facts.hpp") return "sim/facts";
    return std::regex_search(path, match, pattern) ? match[1].str() : std::string();
}

const std::map<std::string, std::set<std::string>>& known_rooms() {
    static const std::map<std::string, std::set<std::string>> rooms{
        {"sim/base", {}},
        {"sim/engine", {"sim/base"}},
        {"sim/facts", {"sim/base", "sim/engine", "sim/world"}},
        {"sim/world", {"sim/base", "sim/engine"}},
        {"sim/policy", {"sim/base", "sim/engine", "sim/world"}},
        {"sim/flows", {"sim/base", "sim/engine", "sim/facts", "sim/world", "sim/policy"}},
        {"sim/experiment", {"sim/base", "sim/engine", "sim/facts", "sim/world", "sim/policy", "sim/flows"}},
        {"policies", {"sim/base", "sim/engine", "sim/world", "sim/policy"}},
        {"scenarios", {"sim/base", "sim/engine", "sim/world", "sim/policy", "sim/experiment"}},
        {"output", {"sim/base", "sim/engine", "sim/facts", "sim/world", "sim/policy", "sim/flows", "sim/experiment"}},
        {"tools",
         {"sim/base", "sim/engine", "sim/facts", "sim/world", "sim/policy", "sim/flows", "sim/experiment", "policies",
          "scenarios", "output"}},
    };
    return rooms;
}

struct Include {
    std::string file;
    std::string target;
    bool quoted;
};

std::vector<Include> includes() {
    std::vector<Include> found;
    const std::filesystem::path root = testing::repository_root();
    for (const char* top : {"sim", "policies", "scenarios", "output", "tools"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            const std::string file = std::filesystem::relative(entry.path(), root).string();
            if ((extension != ".cpp" && extension != ".hpp") || file.rfind("policies/example_plugin/", 0) == 0)
                continue;
            std::ifstream in(entry.path());
            for (std::string line; std::getline(in, line);) {
                static const std::regex pattern(R"re(^#include ([<"])([^>"]+)[>"])re");
                std::smatch match;
                if (std::regex_search(line, match, pattern))
                    found.push_back({file, match[2].str(), match[1].str() == "\""});
            }
        }
    return found;
}

TEST_CASE("each room includes only the rooms it may know", "[architecture]") {
    const std::vector<Include> all = includes();
    REQUIRE(all.size() > 800);
    for (const Include& include : all) {
        const std::string from = room_of(include.file);
        const std::string to = include.quoted ? room_of(include.target) : std::string();
        if (to.empty() || to == from || include.target == "sim/version.hpp") continue;
        // The model owns its policies without knowing any: it needs their destructor.
        if (include.file == "sim/world/model.cpp" && include.target == "sim/policy/policy.hpp") continue;
        INFO(include.file << " includes " << include.target);
        CHECK(known_rooms().at(from).count(to) == 1);
    }
}

TEST_CASE("files are read by one room: YAML by scenarios, HDF5 by output", "[architecture]") {
    for (const Include& include : includes()) {
        const std::string from = room_of(include.file);
        INFO(include.file << " includes " << include.target);
        if (include.target.rfind("yaml-cpp/", 0) == 0) CHECK(from == "scenarios");
        if (include.target == "hdf5.h") CHECK(from == "output");
        if (include.target.rfind("boost/mpi", 0) == 0) CHECK(from == "tools");
    }
}

TEST_CASE("the scenario language names no policy of the catalog", "[architecture]") {
    for (const Include& include : includes())
        if (room_of(include.file) == "scenarios") {
            INFO(include.file << " includes " << include.target);
            CHECK(include.target.rfind("policies/", 0) != 0);
        }
}

TEST_CASE("every room has a guide at its door", "[architecture]") {
    for (const char* room : {"sim", "scenarios", "policies", "output", "tests", "tools"})
        CHECK(std::filesystem::exists(testing::repository_root() / room / "README.md"));
}

}  // namespace
}  // namespace backstock
