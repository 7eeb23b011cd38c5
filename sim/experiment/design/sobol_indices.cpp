#include "sim/experiment/design/sobol_indices.hpp"

#include "sim/base/require.hpp"
#include "sim/engine/stream.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace backstock {
namespace {

constexpr std::size_t resamples = 1000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Half the squared difference of two cells, without what noise adds to it.
struct Half {
    double with_noise;
    double noise;
    double clean() const { return with_noise - noise; }
};

// What one row of the design says.
struct Row {
    Half a_b;                   // A against B: its mean over the rows is the variance, A and B being independent
    std::vector<Half> a_mixed;  // A against A with the factor from B: the total effect
    std::vector<Half> b_mixed;  // B against the same: the variance less the first-order effect
};

Half half(const Responses& responses, std::size_t a, std::size_t b) {
    const double difference = responses.values()[a] - responses.values()[b];
    const double noise = responses.noise_of_difference(a, b);
    return {difference * difference / 2, std::isnan(noise) ? 0 : noise / 2};
}

std::vector<Row> rows_of(const Responses& responses, std::size_t factors) {
    std::vector<Row> rows(responses.cells() / (factors + 2));
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::size_t a = r * (factors + 2);
        const std::size_t b = a + 1;
        rows[r].a_b = half(responses, a, b);
        for (std::size_t f = 0; f < factors; ++f) {
            rows[r].a_mixed.push_back(half(responses, a, b + 1 + f));
            rows[r].b_mixed.push_back(half(responses, b, b + 1 + f));
        }
    }
    return rows;
}

// Clean variance over the A and B points of the rows chosen: the squared deviations from the mean, less noise.
struct Variance {
    double clean;
    double noise;
};

class Indices {
public:
    Indices(const Responses& responses, std::size_t factors)
        : responses_(responses), factors_(factors), rows_(rows_of(responses, factors)) {}

    std::size_t rows() const { return rows_.size(); }

    Variance variance(const std::vector<std::size_t>& chosen) const {
        Moments cells;
        double noise = 0;
        for (const std::size_t r : chosen) {
            cells.add(responses_.values()[r * (factors_ + 2)]);
            cells.add(responses_.values()[r * (factors_ + 2) + 1]);
            noise += rows_[r].a_b.noise / static_cast<double>(chosen.size());
        }
        return {cells.variance() - noise, noise};
    }
    double mean_total(const std::vector<std::size_t>& chosen, std::size_t f) const {
        double sum = 0;
        for (const std::size_t r : chosen) sum += rows_[r].a_mixed[f].clean();
        return sum / static_cast<double>(chosen.size());
    }
    double mean_rest(const std::vector<std::size_t>& chosen, std::size_t f) const {
        double sum = 0;
        for (const std::size_t r : chosen) sum += rows_[r].b_mixed[f].clean();
        return sum / static_cast<double>(chosen.size());
    }

private:
    const Responses& responses_;
    std::size_t factors_;
    std::vector<Row> rows_;
};

Interval with_bounds(double value, std::vector<double>& resampled, double level, std::int64_t rows) {
    std::sort(resampled.begin(), resampled.end());
    return {value, quantile(resampled, (1 - level) / 2), quantile(resampled, (1 + level) / 2), rows};
}

}  // namespace

SobolIndices sobol_indices(const Responses& responses, std::size_t factors, double level, std::uint64_t seed) {
    require(factors >= 1 && responses.cells() % (factors + 2) == 0 && responses.cells() > 0,
            "{} cells for the indices of {} factors", responses.cells(), factors);
    const Indices indices(responses, factors);
    const auto rows = static_cast<std::int64_t>(indices.rows());
    std::vector<std::size_t> all(indices.rows());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const Variance variance = indices.variance(all);
    SobolIndices result;
    result.variance = variance.clean;
    result.noise = responses.replications() < 2 ? nan : variance.noise / (variance.clean + variance.noise);
    if (!(variance.clean > 0)) {
        const Interval unknown{nan, nan, nan, rows};
        result.factors.assign(factors, {unknown, unknown});
        return result;
    }
    std::vector<std::vector<double>> first(factors);
    std::vector<std::vector<double>> total(factors);
    std::vector<std::size_t> chosen(all.size());
    for (std::size_t b = 0; b < resamples; ++b) {
        Stream stream = Streams(seed, 0).at(b, "bootstrap");
        for (std::size_t& r : chosen) r = static_cast<std::size_t>(uniform01(stream) * static_cast<double>(all.size()));
        const double drawn = indices.variance(chosen).clean;
        if (!(drawn > 0)) continue;
        for (std::size_t f = 0; f < factors; ++f) {
            first[f].push_back(1 - indices.mean_rest(chosen, f) / drawn);
            total[f].push_back(indices.mean_total(chosen, f) / drawn);
        }
    }
    for (std::size_t f = 0; f < factors; ++f)
        result.factors.push_back({with_bounds(1 - indices.mean_rest(all, f) / variance.clean, first[f], level, rows),
                                  with_bounds(indices.mean_total(all, f) / variance.clean, total[f], level, rows)});
    return result;
}

}  // namespace backstock
