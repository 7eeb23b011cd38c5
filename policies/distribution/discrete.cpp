#include "policies/distribution/alias_table.hpp"
#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstock::distribution {
namespace {

class Discrete : public Law {
public:
    // Requires values in rising order and as many weights, none negative, with a positive sum.
    Discrete(std::vector<double> values, std::vector<double> weights)
        : values_(std::move(values)), table_(weights), cumulative_(std::move(weights)) {
        double sum = 0;
        double first = 0;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            sum += cumulative_[i];
            first += cumulative_[i] * values_[i];
        }
        mean_ = first / sum;
        double reached = 0;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            variance_ += cumulative_[i] / sum * (values_[i] - mean_) * (values_[i] - mean_);
            reached += cumulative_[i];
            cumulative_[i] = reached / sum;
        }
        cumulative_.back() = 1;
    }
    double draw(Stream& stream) const override { return values_[table_.draw(stream)]; }
    double mean() const override { return mean_; }
    double variance() const override { return variance_; }
    double cdf(double x) const override {
        const auto after = std::upper_bound(values_.begin(), values_.end(), x);
        return after == values_.begin() ? 0 : cumulative_[static_cast<std::size_t>(after - values_.begin()) - 1];
    }
    double quantile(double p) const override {
        const auto at = std::lower_bound(cumulative_.begin(), cumulative_.end() - 1, p);
        return values_[static_cast<std::size_t>(at - cumulative_.begin())];
    }
    std::optional<double> sole_value() const override {
        return values_.size() == 1 ? std::optional(values_.front()) : std::nullopt;
    }

private:
    std::vector<double> values_;
    AliasTable table_;
    std::vector<double> cumulative_;
    double mean_ = 0;
    double variance_ = 0;
};

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("values");
    const std::vector<double> values = settings.values("values", "the possible values");
    std::vector<double> weights =
        settings.numbers("weights", "how likely each value is, in proportion; absent: equally", not_negative);
    if (settings.describing()) return nullptr;
    if (weights.empty() && !settings.has("weights")) weights.assign(values.size(), 1);
    if (values.empty()) {
        settings.refuse("values", "expected at least one value");
        return nullptr;
    }
    if (weights.size() != values.size()) {
        settings.refuse("weights", fmt::format("found {} weights for {} values; expected one for each", weights.size(),
                                               values.size()));
        return nullptr;
    }
    std::map<double, double> by_value;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (weights[i] > 0) by_value[values[i]] += weights[i];
    }
    if (by_value.empty()) {
        settings.refuse("weights", "found only zeros; expected at least one weight greater than 0");
        return nullptr;
    }
    std::vector<double> sorted;
    std::vector<double> kept;
    for (const auto& [value, weight] : by_value) {
        sorted.push_back(value);
        kept.push_back(weight);
    }
    return std::make_unique<Discrete>(std::move(sorted), std::move(kept));
}

}  // namespace

void add_discrete(Catalog& catalog) {
    catalog.add<Law>("discrete", "A few possible values, each with its weight.", make);
}

}  // namespace backstock::distribution
