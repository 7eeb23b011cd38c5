#pragma once
// Helpers of the tests in this folder: code in a process of its own, scripts in the system's Python, sample tables.
#include "output/frame.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

namespace backstock::testing {

// Matches texts that contain the given one, in both versions of Catch2.
inline auto containing(const std::string& part) {
#if __has_include(<catch2/catch_all.hpp>)
    return Catch::Matchers::ContainsSubstring(part);
#else
    return Catch::Matchers::Contains(part);
#endif
}

// Runs `act` in a forked child that ends with its result. Gives the child's exit status, or minus the signal that
// killed it; a child that takes longer than `seconds` is killed by SIGALRM.
template<class Act>
int in_child(Act act, unsigned seconds = 20) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        for (const int deadly : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
            std::signal(deadly, SIG_DFL);  // not Catch2's report
        }
        alarm(seconds);
        int result = 99;
        try {
            result = act();
        } catch (...) {
        }
        _exit(result);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

struct Ran {
    int status;
    std::string output;  // both streams
};

inline Ran run(const std::string& command) {
    std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::string output;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
        output.append(part.data(), count);
    }
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 255, output};
}

inline Ran run_python(const ScratchFolder& folder, const std::string& script) {
    std::ofstream(folder / "script.py") << script;
    return run("cd '" + folder.path().string() + "' && " + python() + " script.py");
}

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

// A table with every kind of cell that could get lost.
inline Frame awkward_frame() {
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr std::int64_t low = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t high = std::numeric_limits<std::int64_t>::max();
    Frame frame;
    frame.add("replication", "", Counts{0, 1, low, high, -1, 42, 7, 8});
    frame.add("fill_rate", "1", Numbers{0.1, nan, inf, -inf, -0.0, 5e-324, 1.7976931348623157e308, 1.0 / 3});
    frame.add("name of store", "",
              Texts{"", "Zürich", "日本", "🛒📦", std::string(100000, 'x'), "a,b", "\"q\"", "l\nm"});
    frame.add("Kosten", "€/wk", Numbers{1, 2, 3, 4, 5, 6, 7, 8});
    return frame;
}

inline Frame small_frame() {
    Frame frame;
    frame.add("replication", "", Counts{0, 1, 2});
    frame.add("fill_rate", "1", Numbers{0.5, 0.25, 1});
    frame.add("item", "", Texts{"lamp", "chair", "sofa"});
    return frame;
}

// Many rows, unlike one another.
inline Frame long_frame(std::size_t rows) {
    Counts counts(rows);
    Numbers numbers(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        counts[i] = static_cast<std::int64_t>(i * 7919 % 1000003);
        numbers[i] = std::sin(static_cast<double>(i));
    }
    Frame frame;
    frame.add("order", "", counts);
    frame.add("waited", "d", numbers);
    return frame;
}

}  // namespace backstock::testing
