#pragma once
// What is wrong with the user's input: collected while reading goes on, so that all of it is reported in one go.

#include "scenarios/place.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// One mistake: where it stands, the dotted path of the node, and what was found, what was expected and the nearest
// valid word, in one sentence without a full stop. It keeps the file's name itself and so outlives the nodes.
struct Problem {
    std::string file;
    int line = 0;    // 0: the file as a whole
    int column = 0;  // 0: the line as a whole
    std::string path;
    std::string message;

    // boutique.yaml:17:9: stores.shop.stock.dress.inventory: unknown policy 's_s'; did you mean 's_S'?
    std::string text() const;
};

// The problems as text, a line each; past `most` lines only their number is told ("and 12 more").
// `uncounted` problems were not kept and are added to that number.
std::string problems_text(const std::vector<Problem>& problems, std::size_t most = 200, std::size_t uncounted = 0);

// What reading throws in the end: all that is wrong, ordered by file, line and column. The command catches it at the
// top, prints what() and exits with code 2.
class BadInput : public std::runtime_error {
public:
    // Requires at least one problem.
    explicit BadInput(std::vector<Problem> problems, std::size_t uncounted = 0)
        : std::runtime_error(problems_text(problems, 200, uncounted)), problems_(std::move(problems)) {}
    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

// The collector. Keeps at most 10,000 problems and counts the rest: a hostile file can hold a million.
class Problems {
public:
    void add(const Place& place, std::string_view path, std::string message);
    void add(const BadInput& other);

    bool any() const { return !problems_.empty(); }
    // How many were added, those not kept included; the same mistake reported twice counts twice here.
    std::size_t count() const { return problems_.size() + uncounted_; }

    // In the order of file, line, column, then path and message; the same mistake once.
    std::vector<Problem> sorted() const;

    // Throws BadInput with everything collected, if there is anything.
    void throw_if_any() const;

private:
    void keep(Problem problem);

    std::vector<Problem> problems_;
    std::size_t uncounted_ = 0;
};

}  // namespace backstock
