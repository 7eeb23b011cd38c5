#include "sim/base/require.hpp"
#include "sim/experiment/design/effects.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace backstock {
namespace {

using Matrix = std::vector<std::vector<double>>;
using Cells = std::span<const double>;

// One factor's part in a column: a number's place in its range, or one level of a list.
struct Part {
    std::size_t factor;
    std::optional<std::size_t> level;
};

struct Column {
    Part part;
    std::optional<Part> with;
    bool is_told() const { return !with || (!part.level && !with->level); }
};

std::vector<Part> parts_of(const std::vector<RegressionFactor>& factors, std::size_t factor) {
    std::vector<Part> parts;
    if (factors[factor].levels == 0) parts.push_back({factor, {}});
    for (std::size_t l = 1; l < factors[factor].levels; ++l) parts.push_back({factor, l});
    return parts;
}

// The main terms first. Interactions with lists are not told, but without them what they do would go to the main
// terms, wherever the points happen to lie.
std::vector<Column> columns_of(const std::vector<RegressionFactor>& factors, std::size_t points) {
    std::vector<Column> main;
    std::vector<Column> of_numbers;
    std::vector<Column> with_lists;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        for (const Part& part : parts_of(factors, f)) {
            main.push_back({part, {}});
            for (std::size_t g = f + 1; g < factors.size(); ++g)
                for (const Part& with : parts_of(factors, g))
                    (part.level || with.level ? with_lists : of_numbers).push_back({part, with});
        }
    }
    std::vector<Column> columns = main;
    for (const std::vector<Column>* more : {&of_numbers, &with_lists}) {
        if (points < 2 * (columns.size() + more->size() + 1)) break;
        columns.insert(columns.end(), more->begin(), more->end());
    }
    return columns;
}

double coded(double u) { return 2 * u - 1; }

double entry(const Part& part, const UnitPoint& point, const std::vector<RegressionFactor>& factors) {
    const double u = point[part.factor];
    if (!part.level) return coded(u);
    return std::floor(u * static_cast<double>(factors[part.factor].levels)) == static_cast<double>(*part.level) ? 1 : 0;
}

// In an interaction a level counts from its average, so that main terms are averages over the other factor.
double centred(const Part& part, const UnitPoint& point, const std::vector<RegressionFactor>& factors) {
    return entry(part, point, factors) - (part.level ? 1 / static_cast<double>(factors[part.factor].levels) : 0);
}

double entry(const Column& column, const UnitPoint& point, const std::vector<RegressionFactor>& factors) {
    if (!column.with) return entry(column.part, point, factors);
    return centred(column.part, point, factors) * centred(*column.with, point, factors);
}

Matrix entries_of(const std::vector<Column>& columns, const std::vector<UnitPoint>& points,
                  const std::vector<RegressionFactor>& factors) {
    Matrix rows;
    for (const UnitPoint& point : points) {
        std::vector<double> row{1};
        for (const Column& column : columns) row.push_back(entry(column, point, factors));
        rows.push_back(std::move(row));
    }
    return rows;
}

// The matrix that takes the cells to the coefficients, (XᵀX)⁻¹Xᵀ, by elimination with pivots; empty where the columns
// depend on one another.
Matrix least_squares(const Matrix& x) {
    const std::size_t terms = x[0].size();
    const std::size_t points = x.size();
    Matrix rows(terms, std::vector<double>(terms + points));
    for (std::size_t a = 0; a < terms; ++a) {
        for (std::size_t b = 0; b < terms; ++b)
            for (const std::vector<double>& row : x) rows[a][b] += row[a] * row[b];
        for (std::size_t p = 0; p < points; ++p) rows[a][terms + p] = x[p][a];
    }
    constexpr double smallest = 1e-9;
    for (std::size_t a = 0; a < terms; ++a) {
        std::size_t pivot = a;
        for (std::size_t b = a + 1; b < terms; ++b)
            if (std::abs(rows[b][a]) > std::abs(rows[pivot][a])) pivot = b;
        std::swap(rows[a], rows[pivot]);
        if (std::abs(rows[a][a]) < smallest * static_cast<double>(points)) return {};
        const double scale = 1 / rows[a][a];
        for (double& number : rows[a]) number *= scale;
        for (std::size_t b = 0; b < terms; ++b) {
            const double times = rows[b][a];
            if (b == a || times == 0) continue;
            for (std::size_t i = a; i < rows[b].size(); ++i) rows[b][i] -= times * rows[a][i];
        }
    }
    Matrix solution;
    for (const std::vector<double>& row : rows)
        solution.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(terms), row.end());
    return solution;
}

double product(const std::vector<double>& weights, Cells cells) {
    double sum = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) sum += weights[i] * cells[i];
    return sum;
}

double explained(const Matrix& x, const Matrix& solution, Cells cells) {
    double middle = 0;
    for (const double cell : cells) middle += cell / static_cast<double>(cells.size());
    std::vector<double> coefficients;
    for (const std::vector<double>& weights : solution) coefficients.push_back(product(weights, cells));
    double left = 0;
    double total = 0;
    for (std::size_t p = 0; p < x.size(); ++p) {
        left += std::pow(cells[p] - product(coefficients, x[p]), 2);
        total += std::pow(cells[p] - middle, 2);
    }
    return 1 - left / total;
}

}  // namespace

std::optional<Regression> regression(const std::vector<UnitPoint>& points, const std::vector<RegressionFactor>& factors,
                                     const Responses& responses, double level) {
    require(points.size() == responses.cells(), "{} points with {} cells", points.size(), responses.cells());
    const std::vector<Column> columns = columns_of(factors, points.size());
    if (points.size() < columns.size() + 1) return std::nullopt;
    const Matrix x = entries_of(columns, points, factors);
    const Matrix solution = least_squares(x);
    if (solution.empty()) return std::nullopt;
    const auto figures = [&](Cells cells) {
        std::vector<double> effects;
        for (std::size_t c = 0; c < columns.size(); ++c)
            effects.push_back((columns[c].part.level ? 1 : 2) * product(solution[c + 1], cells));
        effects.push_back(explained(x, solution, cells));
        return effects;
    };
    const std::vector<Interval> intervals = responses.of(figures, level);
    Regression result;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto& [part, with] = columns[c];
        if (!columns[c].is_told()) continue;
        result.terms.push_back(
            {part.factor, with ? std::optional(with->factor) : std::nullopt, part.level, intervals[c]});
    }
    result.explained = intervals.back();
    return result;
}

}  // namespace backstock
