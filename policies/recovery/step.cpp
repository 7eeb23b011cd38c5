#include "sim/policy/catalog.hpp"
#include "sim/policy/recovery.hpp"

#include <algorithm>

namespace backstock::recovery {
namespace {

// Constant between its points.
class Steps : public RecoveryPolicy {
public:
    Steps() = default;
    // `left[i]` holds until `ends[i]`.
    Steps(std::vector<Duration> ends, std::vector<double> left) : ends_(std::move(ends)), left_(std::move(left)) {}

    double curve(Duration since_end) const override {
        const auto piece = std::upper_bound(ends_.begin(), ends_.end(), since_end) - ends_.begin();
        return static_cast<std::size_t>(piece) < left_.size() ? left_[static_cast<std::size_t>(piece)] : 0;
    }
    const std::vector<Duration>& pieces() const override { return ends_; }
    bool steps() const override { return true; }

private:
    std::vector<Duration> ends_;
    std::vector<double> left_;
};

std::unique_ptr<const RecoveryPolicy> make_step(Settings&) { return std::make_unique<Steps>(); }

struct Point {
    Duration at;
    double restored = 0;
};

// Why the points make no profile; empty where they do.
std::string_view mistake_in(const std::vector<Point>& points) {
    if (points.empty()) return "expected points such as [[0 d, 10 %], [21 d, 100 %]]";
    if (points.front().at != Duration::zero()) return "expected the first point at 0 d, when the outage ends";
    if (points.back().restored < 1) return "expected the last point to restore 100 %";
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].at <= points[i - 1].at) return "expected points one after the other";
        if (points[i].restored < points[i - 1].restored) return "expected that ever more is restored";
    }
    return {};
}

std::unique_ptr<const RecoveryPolicy> make_profile(Settings& settings) {
    settings.positional("points");
    std::vector<Point> points;
    settings.sections("points", "how much is restored from when on; constant in between", [&](Settings& point) {
        point.pair("after", "restored");
        const Duration after = point.duration("after", required, "since the end of the outage");
        points.push_back({after, point.share("restored", required, "of what the outage took")});
    });
    if (settings.describing()) return nullptr;
    if (const std::string_view mistake = mistake_in(points); !mistake.empty()) {
        settings.refuse("points", mistake);
        return nullptr;
    }
    std::vector<Duration> ends;
    std::vector<double> left;
    for (std::size_t i = 0; i + 1 < points.size() && points[i].restored < 1; ++i) {
        ends.push_back(points[i + 1].at);
        left.push_back(1 - points[i].restored);
    }
    return std::make_unique<Steps>(std::move(ends), std::move(left));
}

}  // namespace

void add_step(Catalog& catalog) {
    catalog.add<RecoveryPolicy>("step", "All is restored when the outage ends.", make_step);
    catalog.add<RecoveryPolicy>("profile", "What is restored, step by step, from a table of times and shares.",
                                make_profile);
}

}  // namespace backstock::recovery
