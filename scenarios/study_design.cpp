#include "scenarios/study_design.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

std::size_t levels_of(const Design& design, const DesignFactor& factor) {
    if (factor.range == nullptr) return factor.levels;
    return static_cast<std::size_t>(std::min(design.levels, factor.range->steps()));
}

// Evenly spaced values of a range, both ends among them.
std::vector<double> even_values(const FactorRange& range, std::size_t levels) {
    std::vector<double> values;
    for (std::size_t l = 0; l < levels; ++l) {
        const double part = levels < 2 ? 0.5 : static_cast<double>(l) / static_cast<double>(levels - 1);
        if (range.whole())
            values.push_back(range.step(std::llround(part * static_cast<double>(range.steps() - 1))));
        else
            values.push_back(range.value(part));
    }
    return values;
}

// By the values that are run: a line is fitted through these.
UnitPoint unit_of(const std::vector<DesignFactor>& factors, const DesignPoints& points,
                  const std::vector<std::size_t>& setting) {
    UnitPoint unit;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if (factors[f].range != nullptr)
            unit.push_back(factors[f].range->share_of(points.values[f][setting[f]]));
        else
            unit.push_back((static_cast<double>(setting[f]) + 0.5) / static_cast<double>(factors[f].levels));
    }
    return unit;
}

void add_grid(const std::vector<DesignFactor>& factors, const std::vector<std::size_t>& levels, DesignPoints& points) {
    std::size_t count = 1;
    for (const std::size_t each : levels) count *= each;
    for (std::size_t number = 0; number < count; ++number) {
        std::vector<std::size_t> setting(levels.size());
        std::size_t rest = number;
        for (std::size_t f = levels.size(); f-- > 0;) {
            setting[f] = rest % levels[f];
            rest /= levels[f];
        }
        points.unit.push_back(unit_of(factors, points, setting));
        points.settings.push_back(std::move(setting));
    }
}

// The scenario as it is, then each level of each factor alone.
void add_one_at_a_time(const std::vector<std::size_t>& levels, DesignPoints& points) {
    points.settings.push_back(levels);
    for (std::size_t f = 0; f < levels.size(); ++f)
        for (std::size_t level = 0; level < levels[f]; ++level) {
            points.settings.push_back(levels);
            points.settings.back()[f] = level;
        }
}

void add_points(const std::vector<DesignFactor>& factors, const std::vector<UnitPoint>& unit, DesignPoints& points) {
    for (const UnitPoint& point : unit) {
        std::vector<std::size_t> setting(factors.size());
        for (std::size_t f = 0; f < factors.size(); ++f) {
            if (factors[f].range == nullptr) {
                setting[f] = static_cast<std::size_t>(point[f] * static_cast<double>(factors[f].levels));
                continue;
            }
            setting[f] = points.values[f].size();
            points.values[f].push_back(factors[f].range->value(point[f]));
        }
        points.unit.push_back(unit_of(factors, points, setting));
        points.settings.push_back(std::move(setting));
    }
}

std::vector<UnitPoint> cube_points(const Design& design, std::size_t factors) {
    const auto count = static_cast<std::size_t>(design.points);
    switch (design.kind) {
        case DesignKind::latin_hypercube: return latin_hypercube(count, factors, design.seed);
        case DesignKind::sobol: return sobol_points(count, factors, design.seed);
        case DesignKind::sobol_indices: return saltelli_points(count, factors, design.seed);
        case DesignKind::grid:
        case DesignKind::one_at_a_time: break;
    }
    return {};
}

}  // namespace

std::string_view name_of(DesignKind kind) {
    constexpr std::string_view names[] = {"grid", "latin_hypercube", "sobol", "one_at_a_time", "sobol_indices"};
    return names[static_cast<std::size_t>(kind)];
}

DesignPoints points_of(const Design& design, const std::vector<DesignFactor>& factors) {
    DesignPoints points;
    points.values.resize(factors.size());
    const bool by_level = design.kind == DesignKind::grid || design.kind == DesignKind::one_at_a_time;
    if (!by_level) {
        add_points(factors, cube_points(design, factors.size()), points);
        return points;
    }
    std::vector<std::size_t> levels;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        levels.push_back(levels_of(design, factors[f]));
        if (factors[f].range != nullptr) points.values[f] = even_values(*factors[f].range, levels.back());
    }
    if (design.kind == DesignKind::grid)
        add_grid(factors, levels, points);
    else
        add_one_at_a_time(levels, points);
    return points;
}

double size_of(const Design& design, const std::vector<DesignFactor>& factors) {
    double product = 1;
    double sum = 1;
    for (const DesignFactor& factor : factors) {
        product *= static_cast<double>(levels_of(design, factor));
        sum += static_cast<double>(levels_of(design, factor));
    }
    if (design.kind == DesignKind::grid) return product;
    if (design.kind == DesignKind::one_at_a_time) return sum;
    const double each = design.kind == DesignKind::sobol_indices ? static_cast<double>(factors.size()) + 2 : 1;
    return static_cast<double>(design.points) * each;
}

}  // namespace backstock
