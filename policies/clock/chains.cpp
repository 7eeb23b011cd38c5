#include "sim/policy/catalog.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstock::clock {
namespace {

// How many periods a chain stays that leaves with probability p in each: geometric, from 1; by inversion.
double sojourn(double p, Stream& stream) {
    const double u = uniform01(stream);
    return p >= 1 ? 1 : 1 + std::floor(std::log1p(-u) / std::log1p(-p));
}

Time after_periods(Time at, Duration every, double periods) {
    return periods * static_cast<double>(every.us()) < 9e18 ? at + every * static_cast<std::int64_t>(periods)
                                                            : Time::never();
}

// Up or down; at every period's start it may change.
class Markov : public ClockPolicy {
public:
    Markov(Duration every, double fail, double recover) : every_(every), fail_(fail), recover_(recover) {}

    ClockMove next(ClockState& state) const override {
        const bool begins = state.now.severity == 0;
        const double p = begins ? fail_ : recover_;
        if (p <= 0) return {};
        Stream stream = state.streams.at(state.key, begins ? Purpose("up") : Purpose("down"), state.moves / 2);
        ++state.moves;
        return {.at = after_periods(state.now.at, every_, sojourn(p, stream)), .severity = begins ? 1.0 : 0.0};
    }
    double mean_outage() const override { return static_cast<double>(every_.us()) / std::fmax(recover_, 1e-6); }

private:
    Duration every_;
    double fail_;
    double recover_;
};

/// A period below a second is a mistake: nothing changes so often, and a run would never end.
Duration read_period(Settings& settings) {
    const Duration every = settings.duration("every", required, "the length of a period", positive);
    if (!settings.describing() && every < 1_s) settings.refuse("every", "must be at least 1 s");
    return std::max(every, 1_s);
}

std::unique_ptr<const ClockPolicy> make_markov(Settings& settings) {
    const Duration every = read_period(settings);
    const double fail = settings.share("fail", required, "chance that an outage begins with a period");
    const double recover = settings.share("recover", required, "chance that it ends with a period");
    return std::make_unique<Markov>(every, fail, recover);
}

struct Level {
    std::string name;
    double severity = 0;
    bool warns = false;
    std::vector<std::pair<std::uint32_t, double>> to;
    double leaves = 0;
};

// A threat that moves between levels, some of which strike.
class Threat : public ClockPolicy {
public:
    Threat(Duration every, std::uint32_t start, std::vector<Level> levels)
        : every_(every), start_(start), levels_(std::move(levels)) {}

    ClockMove first() const override { return move_to(start_, Time::zero()); }
    ClockMove next(ClockState& state) const override {
        const Level& level = levels_[state.now.level];
        if (level.leaves <= 0) return {};
        Stream stream = state.streams.at(state.key, Purpose("threat"), state.moves++);
        const Time at = after_periods(state.now.at, every_, sojourn(level.leaves, stream));
        double left = uniform01(stream) * level.leaves;
        std::size_t i = 0;
        while (i + 1 < level.to.size() && left >= level.to[i].second) left -= level.to[i++].second;
        return move_to(level.to[i].first, at);
    }
    std::vector<double> severities() const override {
        std::vector<double> all;
        for (const Level& level : levels_)
            if (level.severity > 0 && level.severity < 1) all.push_back(level.severity);
        return all;
    }
    // As if the levels that strike were left for good: what a merchant may expect who sees one.
    double mean_outage() const override {
        double longest = 0;
        for (const Level& level : levels_)
            if (level.severity > 0) longest = std::fmax(longest, 1 / std::fmax(level.leaves, 1e-6));
        return longest * static_cast<double>(every_.us());
    }

private:
    ClockMove move_to(std::uint32_t level, Time at) const {
        return {.at = at, .severity = levels_[level].severity, .warns = levels_[level].warns, .level = level};
    }
    Duration every_;
    std::uint32_t start_;
    std::vector<Level> levels_;
};

struct Reading {
    std::vector<Level> levels;
    std::vector<std::vector<std::pair<std::string, double>>> to;  // by level
};

Reading read_levels(Settings& settings) {
    Reading reading;
    settings.named("levels", "the threat's levels by name", [&](std::string_view name, Settings& s) {
        Level level{.name = std::string(name)};
        level.severity = s.share("severity", 0.0, "how hard it strikes at this level: 0 % not at all, 100 % fully");
        std::vector<std::pair<std::string, double>> to;
        s.named("to", "chance of moving to other levels with a period", [&](std::string_view other, Settings& chance) {
            chance.positional("chance");
            to.emplace_back(other, chance.share("chance", required, "of moving there with a period"));
        });
        reading.levels.push_back(std::move(level));
        reading.to.push_back(std::move(to));
    });
    return reading;
}

// The level's place by name; records a mistake where there is none.
std::uint32_t level_named(Settings& settings, const Reading& reading, const std::string& name, std::string_view key) {
    for (std::uint32_t i = 0; i < reading.levels.size(); ++i)
        if (reading.levels[i].name == name) return i;
    settings.refuse(key, fmt::format("there is no level '{}'", name));
    return 0;
}

void resolve(Settings& settings, Reading& reading) {
    for (std::size_t i = 0; i < reading.levels.size(); ++i) {
        Level& level = reading.levels[i];
        for (const auto& [name, chance] : reading.to[i]) {
            const std::uint32_t to = level_named(settings, reading, name, "levels");
            if (to == i) settings.refuse("levels", fmt::format("{}: staying there is what remains", name));
            level.to.emplace_back(to, chance);
            level.leaves += chance;
        }
        if (level.leaves > 1 + 1e-9)
            settings.refuse("levels",
                            fmt::format("{}: the chances of leaving sum to {:.6g} %", level.name, level.leaves * 100));
        level.leaves = std::fmin(level.leaves, 1);
    }
}

std::unique_ptr<const ClockPolicy> make_threat(Settings& settings) {
    const Duration every = read_period(settings);
    Reading reading = read_levels(settings);
    const std::vector<std::string> warns =
        settings.texts("warns", "levels at which the buyer is warned of an outage to come");
    const std::string starts =
        settings.text("starts", "", "the level at the start; absent: the first that does not strike");
    if (settings.describing()) return nullptr;
    if (reading.levels.empty()) {
        settings.refuse(
            "levels",
            "expected levels such as {calm: {to: {struck: 5 %}}, struck: {to: {calm: 40 %}, severity: 100 %}}");
        return nullptr;
    }
    resolve(settings, reading);
    for (const std::string& name : warns) reading.levels[level_named(settings, reading, name, "warns")].warns = true;
    std::uint32_t start = 0;
    if (!starts.empty()) start = level_named(settings, reading, starts, "starts");
    while (starts.empty() && start + 1 < reading.levels.size() && reading.levels[start].severity > 0) ++start;
    if (reading.levels[start].severity > 0)
        settings.refuse(starts.empty() ? "levels" : "starts", "expected a level to start at that does not strike");
    return std::make_unique<Threat>(every, start, std::move(reading.levels));
}

}  // namespace

void add_chains(Catalog& catalog) {
    catalog.add<ClockPolicy>("markov", "An outage that begins and ends by chance at the start of periods.",
                             make_markov);
    catalog.add<ClockPolicy>("threat", "A threat that moves between levels by chance at the start of periods.",
                             make_threat);
}

}  // namespace backstock::clock
