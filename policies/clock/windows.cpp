#include "policies/clock/instants.hpp"
#include "sim/policy/catalog.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::clock {
namespace {

struct Window {
    Time from;
    Time until;
    double capacity = std::nan("");
};

// Outages at known times. Where windows overlap there is one outage, with the least capacity of them.
class Windows : public ClockPolicy {
public:
    explicit Windows(const std::vector<Window>& windows) {
        std::vector<Time> instants;
        for (const Window& window : windows) {
            instants.push_back(window.from);
            instants.push_back(window.until);
            if (!std::isnan(window.capacity)) capacities_.push_back(window.capacity);
        }
        std::sort(instants.begin(), instants.end());
        instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
        for (const Time at : instants) add(at, windows);
        measure();
    }

    ClockMove next(ClockState& state) const override {
        return state.moves < moves_.size() ? moves_[state.moves++] : ClockMove{};
    }
    std::vector<double> capacities() const override { return capacities_; }
    double mean_outage() const override { return mean_; }

private:
    void add(Time at, const std::vector<Window>& windows) {
        ClockMove move{.at = at};
        for (const Window& window : windows) {
            if (at < window.from || at >= window.until) continue;
            move.severity = 1;
            if (std::isnan(window.capacity)) move.at_most_own = true;
            move.capacity = std::fmin(move.capacity, window.capacity);  // any number is less than none
        }
        const ClockMove before = moves_.empty() ? ClockMove{} : moves_.back();
        const bool same_capacity =
            before.capacity == move.capacity || (std::isnan(before.capacity) && std::isnan(move.capacity));
        const bool same = same_capacity && before.at_most_own == move.at_most_own;
        if (move.severity != before.severity || !same) moves_.push_back(move);
    }
    void measure() {
        double outages = 0;
        for (std::size_t i = 0; i + 1 < moves_.size(); ++i) {
            if (moves_[i].severity > 0) mean_ += static_cast<double>((moves_[i + 1].at - moves_[i].at).us());
            outages += moves_[i].severity > 0 && (i == 0 || moves_[i - 1].severity == 0) ? 1 : 0;
        }
        mean_ /= std::fmax(1, outages);
    }

    std::vector<ClockMove> moves_;
    std::vector<double> capacities_;
    double mean_ = 0;
};

std::unique_ptr<const ClockPolicy> make_scheduled(Settings& settings) {
    settings.positional("outages");
    std::vector<Window> windows;
    settings.sections("outages", "when each begins, and how long it lasts or until when", [&](Settings& s) {
        const Time from = s.instant("from", required, "when it begins");
        const auto lasts = s.duration("for", optional, "how long it lasts", positive);
        const auto until = s.instant("until", optional, "when it ends");
        if (s.describing()) return;
        if (s.has("for") == s.has("until")) return s.refuse("", "expected either for or until");
        const Time end = lasts ? from + *lasts : until.value_or(from + 1_us);
        if (s.has("from") && from < Time::zero()) return s.refuse("from", "expected an instant after the start");
        if (end <= from) return s.refuse("until", "expected an instant after 'from'");
        windows.push_back({.from = from, .until = end});
    });
    if (settings.describing()) return nullptr;
    if (!settings.has("outages")) settings.refuse("", "expected outages such as [{from: 60 d, for: 21 d}]");
    return std::make_unique<Windows>(windows);
}

std::unique_ptr<const ClockPolicy> make_trace(Settings& settings) {
    settings.positional("file");
    std::vector<Window> windows;
    const std::int64_t start = settings.start_day();
    const auto read = [&](const std::vector<std::string_view>& cells, std::uint64_t row) {
        const auto wrong = [&](std::string_view what, std::string_view cell) {
            settings.refuse("file", fmt::format("line {}: found '{}'; expected {}", row, cell, what));
        };
        const std::optional<Time> from = instant_in(cells[0], start);
        if (!from || *from < Time::zero())
            return wrong("a date after the start, or a time since it such as 60 d", cells[0]);
        Window window{.from = *from};
        if (!cells[1].empty()) {
            const auto until = instant_in(cells[1], start);
            if (!until) return wrong("a date, or a time since the start such as 90 d", cells[1]);
            window.until = *until;
        } else {
            const auto lasts = duration_in(cells[2]);
            if (!lasts) return wrong("a duration such as 21 d, or a date under 'until'", cells[2]);
            window.until = *from + *lasts;
        }
        if (window.until <= window.from)
            return wrong("an end after the beginning", cells[1].empty() ? cells[2] : cells[1]);
        if (!cells[3].empty()) {
            const auto share = share_in(cells[3]);
            if (!share) return wrong("a share such as 30 %", cells[3]);
            window.capacity = *share;
        }
        windows.push_back(window);
    };
    const bool there = settings.rows(
        "file", "a CSV file: from, until or for, and if you like capacity; dates, or times since the start",
        {{"from", true}, {"until", false}, {"for", false}, {"capacity", false}}, read);
    if (settings.describing()) return nullptr;
    if (!settings.has("file")) settings.refuse("", "'file' is missing: a CSV file with the columns from and until");
    if (there && windows.empty()) settings.note("trace of outages: the file has none");
    return std::make_unique<Windows>(windows);
}

}  // namespace

void add_windows(Catalog& catalog) {
    catalog.add<ClockPolicy>("scheduled", "Outages at given times; where they overlap they are one.", make_scheduled);
    catalog.add<ClockPolicy>("trace", "Outages from a CSV file; where they overlap they are one.", make_trace);
}

}  // namespace backstock::clock
