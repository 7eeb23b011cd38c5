#include "sim/experiment/stress/stress_cell.hpp"

namespace backstock {

StressPlayer::StressPlayer(const Model& undisturbed, const Model& endless, const std::vector<Struck>& struck,
                           Time began)
    : began_(began),
      horizon_(undisturbed.run.horizon),
      undisturbed_(undisturbed, Detail::network),
      endless_(endless, Detail::network) {
    for (const Struck& each : struck) {
        struck_.push_back(std::make_unique<Player>(*each.model, Detail::network));
        ended_.push_back(each.ended);
    }
}

StressPlayer::Played StressPlayer::played(Player& player, std::int64_t replication) const {
    const Time from = began_;
    auto [outcome, extra] = player.play_with(
        replication, [from](const Model& model, const World& world, FactObservers& observers, std::int64_t) {
            return std::make_unique<ServiceRecorder>(model, world, observers, from);
        });
    return {std::move(outcome.network), static_cast<ServiceRecorder&>(*extra).take()};
}

StressOutcome StressPlayer::play(std::int64_t replication) {
    const Played before = played(undisturbed_, replication);
    const auto kpi = [](const Played& run, Kpi k) { return run.kpis[index(k)].value(); };
    const auto costs = [&](const Played& run) { return kpi(run, Kpi::cost_total) - kpi(run, Kpi::cost_purchase); };
    StressOutcome outcome;
    outcome.profit = kpi(before, Kpi::profit);
    outcome.cost = costs(before);
    outcome.fill_rate = before.kpis[index(Kpi::fill_rate)];
    outcome.survives = resilience(before.path, played(endless_, replication).path, began_, horizon_).survives;
    for (std::size_t i = 0; i < struck_.size(); ++i) {
        const Played after = played(*struck_[i], replication);
        const Resilience found = resilience(before.path, after.path, began_, ended_[i]);
        outcome.lengths.push_back({.recovers = found.recovers,
                                   .unmet = found.unmet,
                                   .revenue_at_risk = found.unmet_value,
                                   .revenue_lost = kpi(before, Kpi::revenue) - kpi(after, Kpi::revenue),
                                   .profit_lost = kpi(before, Kpi::profit) - kpi(after, Kpi::profit),
                                   .cost_more = costs(after) - costs(before)});
    }
    return outcome;
}

}  // namespace backstock
