#include "policies/arrivals/season.hpp"

#include "sim/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock::arrivals {
namespace {

constexpr std::int64_t tabulated_days = 3650;
constexpr double most_growth = 10 + 1e-9;  // a year

std::vector<double> read_profile(Settings& settings, std::string_view key, std::size_t size, std::string_view doc) {
    std::vector<double> factors = settings.numbers(key, doc, Bounds{0, 1e9});
    if (settings.describing() || !settings.has(key)) return {};
    const double sum = std::accumulate(factors.begin(), factors.end(), 0.0);
    if (factors.size() != size) {
        settings.refuse(key, fmt::format("found {} factors; expected {}", factors.size(), size));
        return {};
    }
    if (!(sum > 0)) {
        settings.refuse(key, "found only zeros; expected at least one factor greater than 0");
        return {};
    }
    for (double& factor : factors) factor = factor / sum * static_cast<double>(size);
    return factors;
}

struct Event {
    Time from;
    Time to;
    double factor = 1;
};

}  // namespace

Season::Season(Settings& settings)
    : weekly_(read_profile(settings, "weekly", 7, "seven factors, Monday first; only their proportion counts")),
      monthly_(read_profile(settings, "monthly", 12, "twelve factors, January first; only their proportion counts")) {
    const auto trend = settings.rate("trend", optional, "growth, compounded daily, for example 25 %/yr", any_number);
    growth_ = trend ? trend->per_day * 365 : 0;
    if (growth_ <= -1 || growth_ > most_growth) {
        settings.refuse("trend", "must be greater than -100 %/yr and at most 1000 %/yr");
        growth_ = 0;
    }
    start_day_ = settings.start_day();
    read_events(settings);
    if (!weekly_.empty() || !monthly_.empty() || growth_ != 0) tabulate();
}

void Season::read_events(Settings& settings) {
    std::vector<Event> events;
    settings.sections("events", "dated changes of the rate, for example a sale", [&events](Settings& inner) {
        const Time from = inner.instant("from", required, "when it begins");
        const Duration length = inner.duration("for", required, "how long it lasts", positive);
        const double factor = inner.number("factor", required, "what the rate is multiplied by", Bounds{0, 1e6});
        events.push_back({from, from + length, factor});
    });
    if (settings.describing()) return;
    for (const Event& event : events) {
        edges_.push_back({event.from});
        edges_.push_back({event.to});
    }
    std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.from < b.from; });
    for (Edge& edge : edges_) {
        for (const Event& event : events) {
            if (event.from <= edge.from && edge.from < event.to) edge.factor *= event.factor;
        }
    }
}

void Season::tabulate() {
    std::vector<double> daily;
    for (std::int64_t day = 0; day < tabulated_days; ++day) daily.push_back(day_factor(day));
    daily_ = std::move(daily);
}

double Season::day_factor(std::int64_t day) const {
    double factor = 1;
    if (!weekly_.empty()) factor *= weekly_[static_cast<std::size_t>(weekday_of(start_day_ + day))];
    if (!monthly_.empty()) factor *= monthly_[static_cast<std::size_t>(date_of(start_day_ + day).month - 1)];
    if (growth_ != 0) factor *= std::pow(1 + growth_, static_cast<double>(day) / 365);
    return factor;
}

Season::Piece Season::at(Time instant) const {
    Piece piece{Time::never(), 1};
    if (!daily_.empty()) {
        const std::int64_t day = instant.since_start() / 1_d;
        piece.until = Time::at(1_d * (day + 1));
        piece.factor = day < tabulated_days ? daily_[static_cast<std::size_t>(day)] : day_factor(day);
    }
    const auto next =
        std::upper_bound(edges_.begin(), edges_.end(), instant, [](Time t, const Edge& edge) { return t < edge.from; });
    if (next != edges_.end()) piece.until = std::min(piece.until, next->from);
    if (next != edges_.begin()) piece.factor *= std::prev(next)->factor;
    return piece;
}

}  // namespace backstock::arrivals
