#include "tools/simulation.hpp"

#include "output/file_error.hpp"
#include "output/regret_table.hpp"
#include "sim/base/require.hpp"
#include "sim/experiment/replications.hpp"
#include "tools/interruption.hpp"
#include "tools/progress_line.hpp"
#include "tools/scout.hpp"
#include "tools/wrong_use.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace backstock {
namespace {

// Rides along in a replication: ends it when the user asks, tells how far it has come, and sends a scout into the
// first.
class Companion : public Extra {
public:
    Companion(std::unique_ptr<Extra> recording, const World& world, FactObservers& observers, std::int64_t replication,
              ProgressLine& line, Time horizon)
        : recording_(std::move(recording)), line_(line), horizon_(horizon) {
        observers.add(*this);
        if (replication == 0) scout_.emplace(world, observers);
    }

    // Between them these happen as long as anything does.
    void saw(const CustomerArrived&, Time now) { poll(now); }
    void saw(const StockReviewed&, Time now) { poll(now); }
    void saw(const GoodsReceived&, Time now) { poll(now); }
    void saw(const PeriodEnded&, Time now) { poll(now); }

    void done() override {
        if (line_.is_shown()) report(horizon_);
        if (recording_ != nullptr) recording_->done();
    }
    std::unique_ptr<Extra> take_recording() { return std::move(recording_); }
    std::uint64_t order_to_tell() const { return scout_ ? scout_->found() : 0; }

private:
    static constexpr std::uint32_t polls_a_report = 4096;
    void poll(Time now) {
        Interruption::check();
        if (++polls_ % polls_a_report == 0 && line_.is_shown()) report(now);
    }
    void report(Time now) {
        line_.advance(now - reported_);
        reported_ = now;
    }

    std::unique_ptr<Extra> recording_;
    std::optional<Scout> scout_;
    ProgressLine& line_;
    Time horizon_;
    Time reported_;
    std::uint32_t polls_ = 0;
};

MakeExtra with_companion(MakeExtra recording, ProgressLine& line) {
    return [recording = std::move(recording), &line](const Model& model, const World& world, FactObservers& observers,
                                                     std::int64_t replication) -> std::unique_ptr<Extra> {
        std::unique_ptr<Extra> inner = recording ? recording(model, world, observers, replication) : nullptr;
        return std::make_unique<Companion>(std::move(inner), world, observers, replication, line, model.run.horizon);
    };
}

// The values of the KPI that decides how many replications there are.
class Deciding {
public:
    Deciding(const Model& model, const std::optional<StoppingRule>& rule) : rule_(rule) {
        if (!rule_) return;
        const std::vector<KpiColumn> columns = kpi_columns(model.record.wait_over);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](auto& c) { return c.name == rule_->kpi; });
        require(found != columns.end(), "until waits for {}, which is no column", rule_->kpi);
        column_ = static_cast<std::size_t>(found - columns.begin());
        is_ratio_ = found->info->is_ratio();
    }
    void take(const KpiRow& row) {
        if (!rule_) return;
        num_.push_back(row[column_].num);
        den_.push_back(row[column_].den);
    }
    bool narrow() const { return !rule_ || narrow_enough({num_, den_, is_ratio_}, *rule_); }
    std::function<bool(std::int64_t)> enough() const {
        if (!rule_) return {};
        return [this](std::int64_t) { return narrow(); };
    }

private:
    std::optional<StoppingRule> rule_;
    std::size_t column_ = 0;
    bool is_ratio_ = false;
    std::vector<double> num_;
    std::vector<double> den_;
};

std::unique_ptr<RunResults> open_results(const Model& model, const SimulationOptions& options) {
    try {
        return std::make_unique<RunResults>(options.file, model, options.request);
    } catch (const FileError& error) {
        throw WrongUse(error.what());
    }
}

void play_in_order(const SimulationOptions& options, std::int64_t count, ProgressLine& line, Regret& regret) {
    replicate(*options.in_order, count,
              {.threads = options.threads, .progress = line.progress(), .extra = with_companion({}, line)},
              [&](std::int64_t, Outcome&& outcome, std::unique_ptr<Extra>) {
                  Interruption::check();
                  regret.take_fifo(outcome);
              });
}

}  // namespace

SimulationResult simulate(const Model& model, const SimulationOptions& options) {
    const auto began = std::chrono::steady_clock::now();
    const Interruption interruption;
    const std::unique_ptr<RunResults> results = open_results(model, options);
    SimulationResult result;
    Deciding deciding(model, options.until);
    std::optional<Regret> regret;
    if (options.in_order != nullptr) regret.emplace(model);
    {
        const std::int64_t asked = options.request.replications;
        const std::int64_t count = asked == 0 ? model.run.replications : asked;
        ProgressLine line(regret ? 2 * count : count, model.run.horizon, options.show_progress);
        replicate(model, count,
                  {.threads = options.threads,
                   .progress = line.progress(),
                   .extra = with_companion(results->extra(), line),
                   .enough = deciding.enough()},
                  [&](std::int64_t replication, Outcome&& outcome, std::unique_ptr<Extra> extra) {
                      Interruption::check();
                      Companion& companion = static_cast<Companion&>(*extra);
                      if (replication == 0) result.order_to_tell = companion.order_to_tell();
                      ++result.replications;
                      result.orders += outcome.orders;
                      deciding.take(outcome.network);
                      if (regret) regret->take_own(outcome);
                      results->take(replication, std::move(outcome), companion.take_recording());
                  });
        if (regret) play_in_order(options, result.replications, line, *regret);
    }
    Interruption::check();
    result.narrow = deciding.narrow();
    if (regret) {
        result.regret = regret->rows(options.request.level);
        results->add("regret", regret_frame(result.regret, model.run.currency));
    }
    result.summary = results->finish();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return result;
}

}  // namespace backstock
