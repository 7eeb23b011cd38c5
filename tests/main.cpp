// The test program: Catch2's own session, and beside it
//  - --shard-count N --shard-index I, which Catch2 v3 has and v2 lacks: every N-th of the chosen tests, from the I-th;
//  - a line per test in the file named by BACKSTOCK_TEST_RESULTS, from which tools/test counts what really ran.
#define CATCH_CONFIG_RUNNER
#include "tests/catch.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

#if __has_include(<catch2/catch_all.hpp>)
using Listener = Catch::EventListenerBase;
const Catch::TestCaseInfo& info(const Catch::TestCaseStats& stats) { return *stats.testInfo; }
#else
using Listener = Catch::TestEventListenerBase;
const Catch::TestCaseInfo& info(const Catch::TestCaseStats& stats) { return stats.testInfo; }
#endif

class ResultsFile : public Listener {
public:
    using Listener::Listener;

    void testCaseStarting(const Catch::TestCaseInfo& test) override {
        Listener::testCaseStarting(test);
        began_ = std::chrono::steady_clock::now();
        write("started", test.name);
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override {
        Listener::testCaseEnded(stats);
        write(stats.totals.testCases.failed > 0 ? "failed" : "passed", info(stats).name);
    }

private:
    void write(const char* what, const std::string& name) {
        const char* path = std::getenv("BACKSTOCK_TEST_RESULTS");
        if (path == nullptr) return;
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began_;
        std::ofstream(path, std::ios::app) << what << ' ' << seconds.count() << ' ' << name << '\n';
    }

    std::chrono::steady_clock::time_point began_;
};

CATCH_REGISTER_LISTENER(ResultsFile)

}  // namespace

#if __has_include(<catch2/catch_all.hpp>)

int main(int argc, char* argv[]) { return Catch::Session().run(argc, argv); }

#else

namespace {

struct Shard {
    std::size_t count = 1;
    std::size_t index = 0;
};

// Removes the shard's options from the arguments.
Shard take_shard(std::vector<const char*>& arguments) {
    Shard shard;
    for (std::size_t i = 1; i + 1 < arguments.size();) {
        const std::string word = arguments[i];
        if (word != "--shard-count" && word != "--shard-index") {
            ++i;
            continue;
        }
        (word == "--shard-count" ? shard.count : shard.index) = std::stoul(arguments[i + 1]);
        const auto at = arguments.begin() + static_cast<std::ptrdiff_t>(i);
        arguments.erase(at, at + 2);
    }
    return shard;
}

// A name as a Catch2 test specification that matches this name alone.
std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '\\' || c == ',' || c == '"' || c == '[') text += '\\';
        text += c;
    }
    return text + '"';
}

std::vector<std::string> names_in(const Shard& shard, Catch::Config& config) {
    std::vector<std::string> names;
    std::size_t n = 0;
    for (const Catch::TestCase& test : Catch::getAllTestCasesSorted(config)) {
        const bool chosen = config.hasTestFilters() ? config.testSpec().matches(test) : !test.isHidden();
        if (chosen && n++ % shard.count == shard.index) names.push_back(quoted(test.name));
    }
    return names;
}

}  // namespace

int main(int argc, char* argv[]) {
    std::vector<const char*> arguments(argv, argv + argc);
    const Shard shard = take_shard(arguments);
    Catch::Session session;
    const int wrong = session.applyCommandLine(static_cast<int>(arguments.size()), arguments.data());
    if (wrong != 0) return wrong;
    if (shard.count > 1) {
        Catch::ConfigData data = session.configData();
        std::string all;
        for (const std::string& name : names_in(shard, session.config())) all += (all.empty() ? "" : ",") + name;
        if (all.empty()) return 0;
        data.testsOrTags = {all};
        session.useConfigData(data);
    }
    return session.run();
}

#endif
