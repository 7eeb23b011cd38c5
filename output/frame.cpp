#include "output/frame.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_set>
#include <utility>

namespace backstock {

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

std::size_t Column::size() const {
    return std::visit([](const auto& cells) { return cells.size(); }, values);
}

bool operator==(const Column& a, const Column& b) {
    if (a.name != b.name || a.unit != b.unit || a.values.index() != b.values.index()) {
        return false;
    }
    if (const auto* left = std::get_if<Numbers>(&a.values)) {
        const auto& right = std::get<Numbers>(b.values);
        return std::equal(left->begin(), left->end(), right.begin(), right.end(), same_bits);
    }
    return a.values == b.values;
}

bool operator==(const Frame& a, const Frame& b) { return a.columns == b.columns; }

std::size_t Frame::rows() const { return columns.empty() ? 0 : columns.front().size(); }

const Column* Frame::find(std::string_view name) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [name](const Column& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

void Frame::add(std::string name, std::string unit, Values values) {
    columns.push_back(Column{std::move(name), std::move(unit), std::move(values)});
}

void Frame::append(const Frame& more) { append(more, 0, more.rows()); }

void Frame::append(const Frame& more, std::size_t first, std::size_t count) {
    require(this != &more, "a table is appended to itself");
    require(columns.size() == more.columns.size(), "rows with {} columns are appended to a table with {}",
            more.columns.size(), columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& from = more.columns[i];
        Column& to = columns[i];
        require(to.name == from.name && to.unit == from.unit && to.values.index() == from.values.index(),
                "column '{}' [{}] is appended to column '{}' [{}]", from.name, from.unit, to.name, to.unit);
        require(first <= from.size() && count <= from.size() - first, "column '{}' has {} rows, not {} from {} on",
                from.name, from.size(), count, first);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::visit(
            [&](auto& to) {
                const auto& from = std::get<std::decay_t<decltype(to)>>(more.columns[i].values);
                const auto start = from.begin() + static_cast<std::ptrdiff_t>(first);
                to.insert(to.end(), start, start + static_cast<std::ptrdiff_t>(count));
            },
            columns[i].values);
    }
}

Frame Frame::heading() const {
    Frame heading;
    for (const Column& column : columns) {
        std::visit([&](const auto& cells) { heading.add(column.name, column.unit, std::decay_t<decltype(cells)>{}); },
                   column.values);
    }
    return heading;
}

void Frame::clear() {
    for (Column& column : columns) {
        std::visit([](auto& cells) { cells.clear(); }, column.values);
    }
}

void Frame::check() const {
    require(!columns.empty(), "a table needs a column");
    std::unordered_set<std::string_view> names;
    for (const Column& column : columns) {
        require(!column.name.empty() && column.name.find('\0') == std::string::npos, "a column needs a name");
        require(names.insert(column.name).second, "two columns are named '{}'", column.name);
        require(column.size() == rows(), "column '{}' has {} rows and column '{}' has {}", column.name, column.size(),
                columns.front().name, rows());
    }
}

}  // namespace backstock
