#include "output/differences.hpp"

#include <algorithm>
#include <map>

namespace backstock {
namespace {

constexpr std::uint64_t rows_at_a_time = 65536;

using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool same_table(const ResultsReader& a, const ResultsReader& b, const std::string& path) {
    const std::uint64_t rows = a.rows(path);
    if (rows != b.rows(path) || !(a.heading(path) == b.heading(path))) {
        return false;
    }
    for (std::uint64_t first = 0; first < rows; first += rows_at_a_time) {
        if (!(a.read(path, first, rows_at_a_time) == b.read(path, first, rows_at_a_time))) {
            return false;
        }
    }
    return true;
}

bool same_value(const Attribute& a, const Attribute& b) {
    const auto* left = std::get_if<double>(&a);
    const auto* right = std::get_if<double>(&b);
    return left != nullptr && right != nullptr ? same_bits(*left, *right) : a == b;
}

void compare_attributes(const ResultsReader& a, const ResultsReader& b, const std::string& path, Names& differing) {
    const auto left = a.attributes(path);
    const auto right = b.attributes(path);
    std::map<std::string, Attribute> others(right.begin(), right.end());
    for (const auto& [name, value] : left) {
        const auto other = others.find(name);
        const bool same = other != others.end() && same_value(value, other->second);
        if (!same && !(path == "/" && name == "created")) {
            differing.push_back(path + "@" + name);
        }
        if (other != others.end()) {
            others.erase(other);
        }
    }
    for (const auto& [name, value] : others) {
        if (!(path == "/" && name == "created")) {
            differing.push_back(path + "@" + name);
        }
    }
}

// Compares the objects of one kind that both files have, and notes those that only one has.
template<class Same>
void compare(const ResultsReader& a, const ResultsReader& b, const Names& left, const Names& right, Same same,
             Names& differing) {
    for (const std::string& path : left) {
        if (!contains(right, path) || !same(path)) {
            differing.push_back(path);
        }
        if (contains(right, path)) {
            compare_attributes(a, b, path, differing);
        }
    }
    for (const std::string& path : right) {
        if (!contains(left, path)) {
            differing.push_back(path);
        }
    }
}

}  // namespace

std::vector<std::string> differences(const ResultsReader& a, const ResultsReader& b) {
    Names differing;
    compare_attributes(a, b, "/", differing);
    compare(
        a, b, a.groups(), b.groups(), [](const std::string&) { return true; }, differing);
    compare(
        a, b, a.tables(), b.tables(), [&](const std::string& path) { return same_table(a, b, path); }, differing);
    compare(
        a, b, a.texts(), b.texts(), [&](const std::string& path) { return a.text(path) == b.text(path); }, differing);
    return differing;
}

}  // namespace backstock
