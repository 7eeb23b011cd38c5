#include "scenarios/problems.hpp"

#include "scenarios/utf8.hpp"

#include <algorithm>
#include <tuple>

namespace backstock {
namespace {

constexpr std::size_t most_kept = 10'000;

auto order(const Problem& p) { return std::tie(p.file, p.line, p.column, p.path, p.message); }

}  // namespace

std::string Problem::text() const {
    std::string out = without_controls(file);
    for (const int number : {line, column}) {
        if (number == 0) {
            break;
        }
        out += ':' + std::to_string(number);
    }
    if (!out.empty()) {
        out += ": ";
    }
    if (!path.empty()) {
        out += path + ": ";
    }
    return out + message;
}

std::string problems_text(const std::vector<Problem>& problems, std::size_t most, std::size_t uncounted) {
    std::string out;
    const std::size_t lines = std::min(most, problems.size());
    for (std::size_t i = 0; i < lines; ++i) {
        out += (i == 0 ? "" : "\n") + problems[i].text();
    }
    const std::size_t rest = problems.size() - lines + uncounted;
    return rest == 0 ? out : out + "\nand " + std::to_string(rest) + " more";
}

void Problems::add(const Place& place, std::string_view path, std::string message) {
    keep({place.file == nullptr ? "" : *place.file, place.line, place.column, std::string(path), std::move(message)});
}

void Problems::add(const BadInput& other) {
    for (const Problem& problem : other.problems()) {
        keep(problem);
    }
}

void Problems::keep(Problem problem) {
    if (problems_.size() == most_kept) {
        ++uncounted_;
        return;
    }
    problems_.push_back(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> out = problems_;
    std::ranges::sort(out, [](const Problem& a, const Problem& b) { return order(a) < order(b); });
    const auto same = [](const Problem& a, const Problem& b) { return order(a) == order(b); };
    out.erase(std::unique(out.begin(), out.end(), same), out.end());
    return out;
}

void Problems::throw_if_any() const {
    if (any()) {
        throw BadInput(sorted(), uncounted_);
    }
}

}  // namespace backstock
