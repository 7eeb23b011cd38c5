#include "sim/experiment/warmup.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/timeline_recorder.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace backstock {
namespace {

constexpr std::size_t batch_size = 5;
// The series that TimelinePlan begins with: cash and deposits, then five for each store.
constexpr std::size_t first_store = 2;
constexpr std::size_t measures_a_store = 5;

constexpr std::array<std::string_view, 4> measures{"on_hand", "backorders", "on_order", "shipped"};

std::vector<double> batch_means(std::span<const double> series) {
    std::vector<double> means(series.size() / batch_size);
    for (std::size_t b = 0; b < means.size(); ++b) {
        for (const double x : series.subspan(b * batch_size, batch_size)) means[b] += x / batch_size;
    }
    return means;
}

// The series of the stores, added up and averaged over the pilots.
class Pilots {
public:
    explicit Pilots(const Model& model) : plan_(model), instants_(static_cast<std::size_t>(plan_.instants)) {
        of_stores_ = first_store + model.stores.size() * measures_a_store;
        for (std::vector<double>& sum : sums_) sum.resize(instants_);
    }
    void add(const Outcome& outcome) {
        for (std::size_t s = first_store; s < of_stores_; ++s) {
            const auto measure = std::find(measures.begin(), measures.end(), plan_.series[s].measure);
            if (measure == measures.end()) continue;
            std::vector<double>& sum = sums_[static_cast<std::size_t>(measure - measures.begin())];
            for (std::size_t i = 0; i < instants_; ++i) sum[i] += outcome.timeline[s * instants_ + i];
        }
    }
    const TimelinePlan& plan() const { return plan_; }
    std::vector<double> mean(std::size_t measure, std::int64_t pilots) const {
        std::vector<double> values = sums_[measure];
        for (double& x : values) x /= static_cast<double>(pilots);
        return values;
    }

private:
    TimelinePlan plan_;
    std::size_t instants_;
    std::size_t of_stores_ = 0;  // the series of stores end there
    std::array<std::vector<double>, measures.size()> sums_;
};

}  // namespace

Truncation mser5(std::span<const double> series) {
    Truncation result{.batches = batch_means(series), .statistic = {}};
    const std::size_t n = result.batches.size();
    const std::size_t most = n / 2;
    if (n < 2) return result;
    result.statistic.resize(most + 1);
    double mean = 0;
    double squares = 0;
    for (std::size_t d = n; d-- > 0;) {  // the rest grows towards the beginning
        const auto count = static_cast<double>(n - d);
        const double before = result.batches[d] - mean;
        mean += before / count;
        squares += before * (result.batches[d] - mean);
        if (d <= most) result.statistic[d] = squares / (count * count);
    }
    const auto least = std::min_element(result.statistic.begin(), result.statistic.end());
    result.cut = static_cast<std::size_t>(least - result.statistic.begin());
    result.found = result.cut < most;
    return result;
}

FoundWarmup find_warmup(const Model& model, int threads, std::int64_t pilots) {
    require(model.run.warmup == Time::zero(), "a warm-up is looked for in a model that has one");
    require(pilots >= 1, "{} pilots", pilots);
    Pilots seen(model);
    replicate(model, pilots, {.threads = threads},
              [&](std::int64_t, Outcome&& outcome, std::unique_ptr<Extra>) { seen.add(outcome); });
    FoundWarmup found{.warmup = Duration::zero(),
                      .found = true,
                      .step = seen.plan().step(model) * static_cast<std::int64_t>(batch_size),
                      .pilots = pilots,
                      .series = {}};
    for (std::size_t m = 0; m < measures.size(); ++m) {
        Truncation truncation = mser5(seen.mean(m, pilots));
        const Duration warmup = found.step * static_cast<std::int64_t>(truncation.cut);
        found.found = found.found && truncation.found;
        found.warmup = std::max(found.warmup, warmup);
        found.series.push_back({std::string(measures[m]), std::move(truncation)});
    }
    return found;
}

}  // namespace backstock
