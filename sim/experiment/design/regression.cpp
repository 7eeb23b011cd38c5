#include "sim/base/require.hpp"
#include "sim/experiment/design/effects.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace backstock {
namespace {

using Matrix = std::vector<std::vector<double>>;
using Cells = std::span<const double>;

struct Column {
    std::size_t factor;
    std::optional<std::size_t> with;
    std::optional<std::size_t> level;
};

std::vector<Column> columns_of(const std::vector<RegressionFactor>& factors, std::size_t points) {
    std::vector<Column> columns;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if (factors[f].levels == 0) columns.push_back({f, {}, {}});
        for (std::size_t l = 1; l < factors[f].levels; ++l) columns.push_back({f, {}, l});
    }
    std::vector<Column> all = columns;
    for (std::size_t f = 0; f < factors.size(); ++f)
        for (std::size_t g = f + 1; g < factors.size(); ++g)
            if (factors[f].levels == 0 && factors[g].levels == 0) all.push_back({f, g, {}});
    return points >= 2 * (all.size() + 1) ? all : columns;
}

double coded(double u) { return 2 * u - 1; }

double entry(const Column& column, const UnitPoint& point, const std::vector<RegressionFactor>& factors) {
    const double u = point[column.factor];
    if (column.level) {
        const auto levels = static_cast<double>(factors[column.factor].levels);
        return std::floor(u * levels) == static_cast<double>(*column.level) ? 1 : 0;
    }
    return coded(u) * (column.with ? coded(point[*column.with]) : 1);
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
            effects.push_back((columns[c].level ? 1 : 2) * product(solution[c + 1], cells));
        effects.push_back(explained(x, solution, cells));
        return effects;
    };
    const std::vector<Interval> intervals = responses.of(figures, level);
    Regression result;
    for (std::size_t c = 0; c < columns.size(); ++c)
        result.terms.push_back({columns[c].factor, columns[c].with, columns[c].level, intervals[c]});
    result.explained = intervals.back();
    return result;
}

}  // namespace backstock
