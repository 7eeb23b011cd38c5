#include "tools/fit/goodness.hpp"

#include "scenarios/law_text.hpp"
#include "scenarios/problems.hpp"
#include "sim/engine/stream.hpp"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>

namespace backstock::fit {

UnitLaw::UnitLaw(const std::string& choice, const Unit& unit, bool counts, const Catalog& catalog)
    : law_(load_law(choice, unit.dimension, catalog)), scale_(unit.scale()), counts_(counts) {}

double UnitLaw::below(double value, double resolution) const {
    return counts_ ? cdf(value - 1) : cdf(value - resolution / 2);
}

double UnitLaw::up_to(double value, double resolution) const {
    return counts_ ? cdf(value) : cdf(value + resolution / 2);
}

double UnitLaw::sd() const { return std::sqrt(law_->variance()) / scale_; }

double UnitLaw::draw(Stream& stream, double resolution) const {
    const double value = law_->draw(stream) / scale_;
    return counts_ || resolution == 0 ? value : std::round(value / resolution) * resolution;
}

double kolmogorov_smirnov(const Observed& x, const UnitLaw& law) {
    double distance = 0;
    const std::vector<double>& v = x.values;
    for (std::size_t i = 0; i < v.size();) {
        const std::size_t before = i;
        while (i < v.size() && v[i] == v[before]) ++i;
        distance =
            std::fmax(distance, std::abs(law.below(v[before], x.resolution) - static_cast<double>(before) / x.n));
        distance = std::fmax(distance, std::abs(law.up_to(v[before], x.resolution) - static_cast<double>(i) / x.n));
    }
    return distance;
}

double anderson_darling(const Observed& x, const UnitLaw& law) {
    constexpr double least = 1e-12;  // of a probability, so that an excluded value counts much, not infinitely
    const std::vector<double>& v = x.values;
    double sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        const double middle = (law.below(v[i], x.resolution) + law.up_to(v[i], x.resolution)) / 2;
        const double p = std::clamp(middle, least, 1 - least);
        const auto rank = static_cast<double>(i);
        sum += (2 * rank + 1) * std::log(p) + (2 * (x.n - rank) - 1) * std::log1p(-p);
    }
    return -x.n - sum / x.n;
}

std::optional<ChiSquare> chi_square(const Observed& x, const UnitLaw& law, std::size_t parameters) {
    struct Cell {
        double expected = 0;
        double observed = 0;
    };
    std::vector<Cell> cells;
    double below = 0;
    std::size_t counted = 0;
    for (double k = x.least(); counted < x.values.size();) {
        // the next end of a cell: where five more are expected, or the last value
        const double end = std::fmax(k, law.quantile(std::clamp(below + 5 / x.n, 1e-12, 1 - 1e-12)));
        const double up_to = law.cdf(end);
        const auto last = std::upper_bound(x.values.begin(), x.values.end(), end) - x.values.begin();
        cells.push_back({(up_to - below) * x.n, static_cast<double>(last) - static_cast<double>(counted)});
        below = up_to;
        counted = static_cast<std::size_t>(last);
        k = end + 1;
    }
    if (cells.empty()) return std::nullopt;
    cells.back().expected += (1 - below) * x.n;
    while (cells.size() > 1 && cells.back().expected < 5) {
        const Cell last = cells.back();
        cells.pop_back();
        cells.back().expected += last.expected;
        cells.back().observed += last.observed;
    }
    ChiSquare result{0, static_cast<int>(cells.size()) - 1 - static_cast<int>(parameters), 0};
    if (result.freedom < 1) return std::nullopt;
    for (const Cell& cell : cells) {
        result.statistic += (cell.observed - cell.expected) * (cell.observed - cell.expected) / cell.expected;
    }
    result.p = boost::math::cdf(
        boost::math::complement(boost::math::chi_squared(static_cast<double>(result.freedom)), result.statistic));
    return result;
}

namespace {

std::vector<double> some_of(const std::vector<double>& values, std::size_t most, Stream& stream) {
    std::vector<double> part = values;
    if (part.size() <= most) return part;
    for (std::size_t i = 0; i < most; ++i) {
        const auto left = static_cast<double>(part.size() - i);
        std::swap(part[i], part[i + static_cast<std::size_t>(uniform01(stream) * left)]);
    }
    part.resize(most);
    std::sort(part.begin(), part.end());
    return part;
}

struct Member {
    UnitLaw law;
    double distance;
};

// The family's best member for a sample, and its distance.
std::optional<Member> fitted(const Observed& x, const Family& family, const Unit& unit, const Catalog& catalog) {
    const Attempt attempt = family.estimate(x);
    if (!attempt.fit) return std::nullopt;
    try {
        UnitLaw law(choice_text(*attempt.fit, unit), unit, family.counts, catalog);
        const double distance = kolmogorov_smirnov(x, law);
        return Member{std::move(law), distance};
    } catch (const BadInput&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<Significance> significance(const Observed& x, const Family& family, const Unit& unit,
                                         const Catalog& catalog, const Bootstrap& settings) {
    const Streams streams(1, 0);
    Stream choice = streams.at(name_key("values"), "bootstrap");
    Observed part(some_of(x.values, settings.most_values, choice));
    if (part.least() == part.most()) return std::nullopt;
    part.resolution = x.resolution;
    const std::optional<Member> member = fitted(part, family, unit, catalog);
    if (!member) return std::nullopt;
    int as_far = 0;
    Significance result{0, 0, part.values.size()};
    for (int b = 0; b < settings.samples; ++b) {
        Stream stream = streams.at(name_key(family.word), "bootstrap", static_cast<std::uint64_t>(b));
        std::vector<double> drawn(part.values.size());
        for (double& value : drawn) value = std::fmin(largest_value, member->law.draw(stream, x.resolution));
        std::sort(drawn.begin(), drawn.end());
        if (drawn.front() == drawn.back()) continue;
        Observed sample(std::move(drawn));
        sample.resolution = x.resolution;
        const std::optional<Member> again = fitted(sample, family, unit, catalog);
        if (!again) continue;
        ++result.samples;
        if (again->distance >= member->distance) ++as_far;
    }
    if (2 * result.samples < settings.samples) return std::nullopt;
    result.p = (as_far + 1.0) / (result.samples + 1.0);
    return result;
}

}  // namespace backstock::fit
