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

UnitPlayer::UnitPlayer(const Study& study, Detail detail, std::int64_t replications, std::optional<std::size_t> column,
                       ProgressLine* line)
    : study_(study), detail_(detail), replications_(replications), column_(column), line_(line) {}

void UnitPlayer::load(std::size_t cell) {
    if (cell_ == cell) return;
    player_.reset();
    scenario_ = std::make_unique<const Scenario>(study_.scenario(cell));
    player_ = std::make_unique<Player>(scenario_->model, detail_);
    cell_ = cell;
}

PlayedUnit UnitPlayer::play(const Unit& unit) {
    load(unit.cell);
    PlayedUnit played;
    const BlockRange range = block_range(unit.block, replications_);
    naming_file(study_.cell_name(unit.cell), [&] {
        for (std::int64_t replication = range.first; replication < range.end; ++replication) {
            const Outcome outcome = player_->play_with(replication, rider).first;
            played.bytes += packed(outcome);
            if (column_) add(played.values, outcome.network[*column_]);
            if (line_ != nullptr) line_->advance(scenario_->model.run.horizon.since_start());
        }
        return 0;
    });
    if (column_) played.values.is_ratio = kpi_columns(scenario_->model.record.wait_over)[*column_].info->is_ratio();
    return played;
}

}  // namespace backstock
