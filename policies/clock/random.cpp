#include "sim/policy/catalog.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/settings.hpp"

#include <algorithm>

namespace backstock::clock {
namespace {

// Up and down by turns; each time is drawn when the one before is over.
class Random : public ClockPolicy {
public:
    Random(std::unique_ptr<const Law> up, std::unique_ptr<const Law> down)
        : up_(std::move(up)), down_(std::move(down)) {}

    ClockMove next(ClockState& state) const override {
        const bool begins = state.now.severity == 0;
        Stream stream = state.streams.at(state.key, begins ? Purpose("up") : Purpose("down"), state.moves / 2);
        ++state.moves;
        // A time below a microsecond would be none.
        const Duration lasts = std::max(draw_duration(begins ? *up_ : *down_, stream), 1_us);
        return {.at = state.now.at + lasts, .severity = begins ? 1.0 : 0.0};
    }
    double mean_outage() const override { return down_->mean(); }

private:
    std::unique_ptr<const Law> up_;
    std::unique_ptr<const Law> down_;
};

// The shortest mean of a time that is drawn again and again: an outage a second is no outage.
constexpr double least_mean = 1e6;

std::unique_ptr<const ClockPolicy> make(Settings& settings) {
    auto up =
        settings.law("up", Dimension::duration, required, "from the end of an outage to the next, and to the first");
    auto down = settings.law("down", Dimension::duration, required, "how long an outage lasts");
    if (!up || !down || settings.describing()) return nullptr;
    if (up->mean() < least_mean) settings.refuse("up", "must be at least 1 s on average");
    if (down->mean() < least_mean) settings.refuse("down", "must be at least 1 s on average");
    return std::make_unique<Random>(std::move(up), std::move(down));
}

}  // namespace

void add_random(Catalog& catalog) {
    catalog.add<ClockPolicy>("random", "Outages by chance: up for a time, then down for a time; first up.", make);
}

}  // namespace backstock::clock
