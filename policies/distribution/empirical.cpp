#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace backstock::distribution {
namespace {

class Empirical : public Law {
public:
    // Requires at least one value.
    explicit Empirical(std::vector<double> values) : values_(std::move(values)) {
        std::sort(values_.begin(), values_.end());
        mean_ = std::accumulate(values_.begin(), values_.end(), 0.0) / count();
        for (const double value : values_) variance_ += (value - mean_) * (value - mean_) / count();
    }
    double draw(Stream& stream) const override {
        return values_[static_cast<std::size_t>(uniform01(stream) * count())];
    }
    double mean() const override { return mean_; }
    double variance() const override { return variance_; }
    double cdf(double x) const override {
        return static_cast<double>(std::upper_bound(values_.begin(), values_.end(), x) - values_.begin()) / count();
    }
    double quantile(double p) const override {
        const auto rank = static_cast<std::size_t>(std::fmax(1, std::ceil(p * count() - 1e-9)));
        return values_[std::min(rank, values_.size()) - 1];
    }
    std::optional<double> sole_value() const override {
        return values_.front() == values_.back() ? std::optional(values_.front()) : std::nullopt;
    }

private:
    double count() const { return static_cast<double>(values_.size()); }
    std::vector<double> values_;
    double mean_ = 0;
    double variance_ = 0;
};

std::optional<double> number_in(std::string_view cell) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    const bool whole_cell = error == std::errc() && end == cell.data() + cell.size();
    return whole_cell && std::isfinite(number) && number >= 0 ? std::optional(number) : std::nullopt;
}

std::vector<double> column_of(Settings& settings, const std::string& column, double unit) {
    std::vector<double> values;
    std::uint64_t skipped = 0;
    settings.rows("file", "a CSV file with a header line, relative to the scenario", {{column, true}},
                  [&](const std::vector<std::string_view>& cells, std::uint64_t) {
                      const auto number = number_in(cells.front());
                      if (number) values.push_back(*number * unit);
                      if (!number) ++skipped;
                  });
    if (skipped > 0) {
        settings.note(
            fmt::format("empirical distribution, column '{}': {} values used, {} rows skipped because they "
                        "hold no number or a negative one",
                        column, values.size(), skipped));
    }
    return values;
}

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("values");
    std::vector<double> values = settings.values("values", "the observed values, or give a file");
    const std::string column = settings.text("column", "value", "the file's column that holds the values");
    const std::size_t unit = settings.word("unit", {"d", "h", "min", "s"}, 0,
                                           "the unit of the file's values, where lengths of time are drawn");
    constexpr Duration units[] = {1_d, 1_h, 1_min, 1_s};
    const bool times = settings.dimension() == Dimension::duration;
    const std::vector<double> read = column_of(settings, column, times ? static_cast<double>(units[unit].us()) : 1);
    if (settings.describing()) return nullptr;
    if (settings.has("file") == settings.has("values")) {
        settings.refuse("", "empirical needs either values or a file");
        return nullptr;
    }
    values.insert(values.end(), read.begin(), read.end());
    if (values.empty()) {
        settings.refuse(settings.has("file") ? "file" : "values", "found no value; expected at least one");
        return nullptr;
    }
    return std::make_unique<Empirical>(std::move(values));
}

}  // namespace

void add_empirical(Catalog& catalog) {
    catalog.add<Law>("empirical", "Observed values, from a list or a CSV column, each as likely as any other.", make);
}

}  // namespace backstock::distribution
