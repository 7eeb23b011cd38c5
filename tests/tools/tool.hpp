#pragma once
// The built program, called as a user calls it.

#include "tests/paths.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace backstock::testing {

inline std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

struct Called {
    int status;  // the exit code, as a shell sees it
    std::string out;
    std::string err;
};

// Runs a shell command in a folder.
inline Called shell_in(const std::filesystem::path& folder, const std::string& command) {
    const ScratchFolder scratch;
    const std::string out = (scratch / "out").string();
    const std::string err = (scratch / "err").string();
    const std::string line =
        "cd '" + folder.string() + "' && { " + command + "\n} >" + out + " 2>" + err + " </dev/null";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content(out), content(err)};
}

// Runs the program with these arguments in a folder; `before` may set variables of the environment.
inline Called tool_in(const std::filesystem::path& folder, const std::string& arguments,
                      const std::string& before = "") {
    return shell_in(folder, before + " '" + build_tool().string() + "' " + arguments);
}

// A shop that takes a moment to simulate.
inline const std::string small_shop = R"(backstock: 1
title: A small shop
run: {horizon: 60 d, warmup: 10 d, replications: 8, seed: 3}
items: {mug: {price: 12}}
suppliers: {pottery: {sells: {mug: {cost: 5}}, lead_time: {gamma: {mean: 7 d, sd: 2 d}}}}
stores:
  shop:
    stock: {mug: {initial: 30, inventory: {s_S: {s: 20, S: 60}}}}
    backorder: allow
customers:
  passers-by: {store: shop, arrivals: {poisson: {rate: 4 /d}}, buys: {mug: 1}}
)";

// A folder with that shop in shop.yaml.
class ShopFolder : public ScratchFolder {
public:
    ShopFolder() { write(*this / "shop.yaml", small_shop); }
};

// Text with every run of blanks and line breaks as one blank.
inline std::string unwrapped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank || result.empty() || result.back() != ' ') result += blank ? ' ' : c;
    }
    return result;
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace backstock::testing
