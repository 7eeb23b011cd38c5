#include "tools/study_units.hpp"

#include "output/outcome_bytes.hpp"
#include "tools/interruption.hpp"
#include "tools/scenario_input.hpp"

namespace backstock {
namespace {

// Rides along in a replication, and ends it when the user asks.
class Rider : public Extra {
public:
    explicit Rider(FactObservers& observers) { observers.add(*this); }
    // Between them these happen as long as anything does.
    void saw(const CustomerArrived&, Time) { Interruption::check(); }
    void saw(const StockReviewed&, Time) { Interruption::check(); }
    void saw(const PeriodEnded&, Time) { Interruption::check(); }
    void done() override {}
};

std::unique_ptr<Extra> rider(const Model&, const World&, FactObservers& observers, std::int64_t) {
    return std::make_unique<Rider>(observers);
}

void add(UnitValues& values, const KpiValue& value) {
    values.num.push_back(value.num);
    values.den.push_back(value.den);
}

}  // namespace

UnitValues values_in(std::string_view bytes, std::size_t column, bool is_ratio) {
    UnitValues values{.num = {}, .den = {}, .is_ratio = is_ratio};
    for (const Outcome& outcome : unpacked(bytes)) add(values, outcome.network.at(column));
    return values;
}

UnitPlayer::UnitPlayer(const Study& study, const UnitTerms& terms, ProgressLine* line)
    : study_(study), terms_(terms), line_(line) {}

void UnitPlayer::load(std::size_t cell) {
    if (cell_ == cell) return;
    player_.reset();
    Scenario scenario = study_.scenario(cell);
    if (terms_.warmup) scenario.model.run.warmup = Time::at(*terms_.warmup);
    scenario_ = std::make_unique<const Scenario>(std::move(scenario));
    player_ = std::make_unique<Player>(scenario_->model, terms_.detail);
    cell_ = cell;
}

PlayedUnit UnitPlayer::play(const Unit& unit) {
    load(unit.cell);
    PlayedUnit played;
    const BlockRange range = block_range(unit.block, terms_.replications);
    naming_file(study_.cell_name(unit.cell), [&] {
        for (std::int64_t replication = range.first; replication < range.end; ++replication) {
            const Outcome outcome = player_->play_with(replication, rider).first;
            played.bytes += packed(outcome);
            if (terms_.column) add(played.values, outcome.network[*terms_.column]);
            if (line_ != nullptr) line_->advance(scenario_->model.run.horizon.since_start());
        }
        return 0;
    });
    if (terms_.column)
        played.values.is_ratio = kpi_columns(scenario_->model.record.wait_over)[*terms_.column].info->is_ratio();
    return played;
}

}  // namespace backstock
