// The gallery gives the same bits as when its fingerprints were taken. A change here that nobody meant is a bug; one
// that was meant is recorded by running the tests with BACKSTOCK_FINGERPRINTS=write and explained in the commit.
//
// Distributions come from Boost and functions from the C library, so each pair of versions has lines of its own; where
// there are none yet, the test says so and is skipped.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "scenarios/study.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/skip.hpp"

#include <boost/version.hpp>
#include <fmt/format.h>
#include <gnu/libc-version.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace backstock {
namespace {

std::string libraries() { return fmt::format("boost-{} glibc-{}", BOOST_VERSION, gnu_get_libc_version()); }

std::string fingerprint(const std::filesystem::path& file) {
    Catalog catalog;
    add_builtin(catalog);
    const Scenario scenario = load_scenario(file.string(), catalog);
    const Outcome outcome = replicate_once(scenario.model, 0);
    std::uint64_t digest = outcome.facts;
    const auto add = [&](double x) { digest = joined_key(digest, std::bit_cast<std::uint64_t>(x)); };
    for (const KpiValue& value : outcome.network) {
        add(value.num);
        add(value.den);
    }
    for (const double x : outcome.timeline) add(x);
    return fmt::format("{:016x}", digest);
}

/// "start/boutique" -> fingerprint, for every scenario of the gallery.
std::map<std::string, std::string> gallery() {
    std::map<std::string, std::string> found;
    const std::filesystem::path root = testing::repository_root() / "scenarios";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.path().extension() == ".yaml" && !is_study(entry.path().string())) {
            std::filesystem::path name = std::filesystem::relative(entry.path(), root);
            found[name.replace_extension().string()] = fingerprint(entry.path());
        }
    return found;
}

TEST_CASE("the gallery gives the bits that its fingerprints say", "[fingerprints]") {
    const std::filesystem::path file = testing::repository_root() / "tests" / "fingerprints.txt";
    std::map<std::string, std::string> known;  // "libraries scenario" -> fingerprint
    std::ifstream in(file);
    for (std::string boost, libc, name, digest; in >> boost >> libc >> name >> digest;)
        known[boost + " " + libc + " " + name] = digest;
    const std::map<std::string, std::string> now = gallery();
    REQUIRE(now.size() > 30);
    if (std::getenv("BACKSTOCK_FINGERPRINTS") != nullptr) {
        for (const auto& [name, digest] : now) known[libraries() + " " + name] = digest;
        std::ofstream out(file);
        for (const auto& [key, digest] : known) out << key << ' ' << digest << '\n';
    }
    const bool any = std::any_of(known.begin(), known.end(),
                                 [](const auto& line) { return line.first.rfind(libraries() + " ", 0) == 0; });
    if (!any) return testing::skip("no fingerprints were taken with " + libraries());
    for (const auto& [name, digest] : now) {
        INFO(name);
        CHECK(known[libraries() + " " + name] == digest);
    }
}

}  // namespace
}  // namespace backstock
