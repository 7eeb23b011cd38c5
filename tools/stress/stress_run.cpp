#include "tools/stress/stress_run.hpp"

#include "output/sha256.hpp"
#include "scenarios/document.hpp"
#include "sim/base/require.hpp"
#include "sim/experiment/executor.hpp"
#include "sim/experiment/stress/stress_cell.hpp"
#include "sim/policy/notation.hpp"
#include "sim/version.hpp"
#include "tools/interruption.hpp"
#include "tools/progress_line.hpp"
#include "tools/scenario_input.hpp"
#include "tools/stress/stress_summary.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace backstock {
namespace {

// The disruption that strikes a target; its place is nowhere in the user's files.
Override outage_of(const StressTarget& target, Time at, Duration lasts) {
    Problems problems;
    const std::string when =
        fmt::format("{{scheduled: [{{from: {} us, for: {} us}}]}}", at.since_start().us(), lasts.us());
    std::optional<Node> strikes = parse_document(target.strikes, {}, problems);
    std::optional<Node> clock = parse_document(when, {}, problems);
    require(strikes && clock && !problems.any(), "an outage of {} that can't be read", target.name);
    Node disruption = Node::map();
    disruption.add("strikes", {}, std::move(*strikes));
    disruption.add("when", {}, std::move(*clock));
    disruption.add("capacity", {}, Node::scalar("0 %"));
    return {{"disruptions", "stress: " + target.name}, {}, std::move(disruption)};
}

// One alternative without one target, on one thread.
class Stressed {
public:
    Stressed(const StressOrder& order, std::size_t cell, const StressTarget& target)
        : undisturbed_(order.study->scenario(cell)),
          endless_(struck(order, cell, target, undisturbed_.model.run.horizon - *order.plan.at)) {
        std::vector<StressPlayer::Struck> players;
        for (const Duration length : order.plan.lengths) scenarios_.push_back(struck(order, cell, target, length));
        for (std::size_t i = 0; i < scenarios_.size(); ++i)
            players.push_back({&scenarios_[i].model, *order.plan.at + order.plan.lengths[i]});
        player_.emplace(undisturbed_.model, endless_.model, players, *order.plan.at);
    }

    StressOutcome play(std::int64_t replication) { return player_->play(replication); }

private:
    static Scenario struck(const StressOrder& order, std::size_t cell, const StressTarget& target, Duration lasts) {
        return order.study->scenario(cell, {outage_of(target, *order.plan.at, lasts)}, order.study->cell_name(cell));
    }

    Scenario undisturbed_;
    Scenario endless_;
    std::vector<Scenario> scenarios_;
    std::optional<StressPlayer> player_;
};

void put(std::string& bytes, double number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }

std::string packed(const StressOutcome& outcome) {
    std::string bytes;
    for (const double x :
         {outcome.survives, outcome.profit, outcome.cost, outcome.fill_rate.num, outcome.fill_rate.den})
        put(bytes, x);
    for (const StressEffect& e : outcome.lengths)
        for (const double x : {e.recovers, e.unmet, e.revenue_at_risk, e.revenue_lost, e.profit_lost, e.cost_more})
            put(bytes, x);
    return bytes;
}

std::vector<StressOutcome> unpacked(const std::string& bytes, std::size_t lengths) {
    std::vector<double> numbers(bytes.size() / sizeof(double));
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(double));
    std::vector<StressOutcome> outcomes;
    for (auto x = numbers.begin(); x != numbers.end();) {
        StressOutcome outcome{};
        outcome.survives = *x++;
        outcome.profit = *x++;
        outcome.cost = *x++;
        outcome.fill_rate.num = *x++;
        outcome.fill_rate.den = *x++;
        for (std::size_t i = 0; i < lengths; ++i, x += 6)
            outcome.lengths.push_back({x[0], x[1], x[2], x[3], x[4], x[5]});
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

// An alternative and a target.
struct Pairing {
    std::size_t cell;
    std::size_t target;
};

std::vector<Pairing> pairings_of(const std::vector<StressTarget>& targets) {
    std::vector<Pairing> pairings;
    for (std::size_t t = 0; t < targets.size(); ++t)
        for (const std::size_t cell : targets[t].cells) pairings.push_back({cell, t});
    std::sort(pairings.begin(), pairings.end(), [](const Pairing& a, const Pairing& b) {
        return std::pair(a.cell, a.target) < std::pair(b.cell, b.target);
    });
    return pairings;
}

std::string play_block(const StressOrder& order, const StressTarget& target, std::size_t cell, const BlockRange& range,
                       ProgressLine& line) {
    Stressed stressed(order, cell, target);
    std::string bytes;
    naming_file(order.study->cell_name(cell), [&] {
        for (std::int64_t replication = range.first; replication < range.end; ++replication) {
            Interruption::check();
            bytes += packed(stressed.play(replication));
            line.advance(order.run.horizon.since_start());
        }
        return 0;
    });
    return bytes;
}

void play_missing(const StressOrder& order, const std::vector<StressTarget>& targets,
                  const std::vector<Pairing>& pairings, UnitFile& units) {
    std::vector<Unit> missing;
    for (std::size_t p = 0; p < pairings.size(); ++p)
        for (std::int64_t block = 0; block < blocks_of(order.run.replications); ++block) {
            const Unit unit{p, static_cast<std::uint64_t>(block)};
            if (!units.has(unit)) missing.push_back(unit);
        }
    ProgressLine line(std::max<std::int64_t>(1, static_cast<std::int64_t>(missing.size()) * replications_a_block),
                      order.run.horizon, order.show_progress);
    run_ordered(
        static_cast<std::int64_t>(missing.size()), {.threads = order.threads}, [] { return 0; },
        [&](int, std::int64_t i) {
            const Unit& unit = missing[static_cast<std::size_t>(i)];
            const Pairing& pairing = pairings[unit.cell];
            return play_block(order, targets[pairing.target], pairing.cell,
                              block_range(unit.block, order.run.replications), line);
        },
        [&](std::int64_t i, std::string&& bytes) { units.add(missing[static_cast<std::size_t>(i)], bytes); });
    units.sync();
}

}  // namespace

StressPlan completed(StressPlan plan, const RunPlan& run) {
    if (plan.lengths.empty()) plan.lengths = {7_d, 14_d, 28_d};
    std::sort(plan.lengths.begin(), plan.lengths.end());
    plan.lengths.erase(std::unique(plan.lengths.begin(), plan.lengths.end()), plan.lengths.end());
    if (!plan.at) plan.at = run.warmup;
    if (plan.lengths.front() <= Duration::zero()) throw WrongUse("an outage has to last longer than nothing");
    if (*plan.at < run.warmup)
        throw WrongUse("the outages would begin before the warm-up ends, and what they do would not be counted");
    if (*plan.at + plan.lengths.back() >= run.horizon)
        throw WrongUse(fmt::format("an outage of {} from {} on would not end before the horizon, {}",
                                   written(plan.lengths.back()), written(plan.at->since_start()),
                                   written(run.horizon.since_start())));
    return plan;
}

std::string digest_of(const StressOrder& order) {
    std::string text =
        fmt::format("{}\nstress\n{}\n{}\n{}\n{}{}\n", backstock_version, order.run.replications, order.run.seed,
                    order.plan.at->since_start().us(), order.plan.regions, order.plan.pairs);
    for (const Duration length : order.plan.lengths) text += fmt::format("{} ", length.us());
    for (const std::string& node : order.plan.nodes) text += '\n' + node;
    return sha256(text + '\n' + order.definition);
}

StressResults run_stress(const StressOrder& order, const std::vector<StressTarget>& targets, UnitFile& units) {
    const std::vector<Pairing> pairings = pairings_of(targets);
    play_missing(order, targets, pairings, units);
    std::vector<StressSample> samples;
    for (std::size_t p = 0; p < pairings.size(); ++p) {
        StressSample sample{.cell = pairings[p].cell, .target = pairings[p].target, .outcomes = {}};
        for (std::int64_t block = 0; block < blocks_of(order.run.replications); ++block)
            for (StressOutcome& outcome :
                 unpacked(units.bytes({p, static_cast<std::uint64_t>(block)}), order.plan.lengths.size()))
                sample.outcomes.push_back(std::move(outcome));
        samples.push_back(std::move(sample));
    }
    return summarize_stress(order, targets, samples);
}

}  // namespace backstock
