#include "sim/policy/catalog.hpp"
#include "sim/policy/recovery.hpp"

#include <cmath>

namespace backstock::recovery {
namespace {

class Ramp : public RecoveryPolicy {
public:
    explicit Ramp(Duration over) : pieces_{over} {}
    double curve(Duration since_end) const override {
        return std::fmax(0, 1 - static_cast<double>(since_end.us()) / static_cast<double>(pieces_.front().us()));
    }
    const std::vector<Duration>& pieces() const override { return pieces_; }
    bool steps() const override { return false; }

private:
    std::vector<Duration> pieces_;
};

// After 21 time constants a part in a thousand million is left, which is then taken as nothing.
class Exponential : public RecoveryPolicy {
public:
    explicit Exponential(Duration time) : time_(static_cast<double>(time.us())) {
        constexpr int constants = 21;
        for (int i = 1; i <= constants; ++i) pieces_.push_back(time * i);
    }
    double curve(Duration since_end) const override {
        return since_end >= pieces_.back() ? 0 : std::exp(-static_cast<double>(since_end.us()) / time_);
    }
    const std::vector<Duration>& pieces() const override { return pieces_; }
    bool steps() const override { return false; }

private:
    double time_;
    std::vector<Duration> pieces_;
};

// A recovery of more than ten thousand years would not fit the clock.
constexpr Bounds a_while{0, 1e4 * 365 * 86'400e6, true};

std::unique_ptr<const RecoveryPolicy> make_ramp(Settings& settings) {
    settings.positional("over");
    const Duration over = settings.duration("over", required, "how long the recovery takes", a_while);
    return over > Duration::zero() ? std::make_unique<Ramp>(over) : nullptr;
}

std::unique_ptr<const RecoveryPolicy> make_exponential(Settings& settings) {
    settings.positional("time");
    const Duration time =
        settings.duration("time", required, "after which 63 % of what the outage took is restored", a_while);
    return time > Duration::zero() ? std::make_unique<Exponential>(time) : nullptr;
}

}  // namespace

void add_ramp(Catalog& catalog) {
    catalog.add<RecoveryPolicy>("ramp", "What the outage took is restored evenly over a time.", make_ramp);
    catalog.add<RecoveryPolicy>("exponential", "What the outage took is restored fast at first, then ever more slowly.",
                                make_exponential);
}

}  // namespace backstock::recovery
