#include "sim/experiment/replications.hpp"

#include "sim/experiment/recorder.hpp"
#include "sim/experiment/timeline_recorder.hpp"

#include <utility>

namespace backstock {

namespace {

/// What a thread keeps from one replication to the next: memory, never knowledge.
class Player {
public:
    explicit Player(const Model& model)
        : model_(model), plan_(model), recorder_(model, world_), timelines_(model, world_, recorder_, plan_) {}

    std::pair<Outcome, std::unique_ptr<Extra>> play(std::int64_t replication, const MakeExtra& make_extra) {
        recorder_.reset();
        timelines_.reset();
        FactObservers observers;
        observers.add(timelines_);  // before the recorder, whose counts start anew when the warm-up ends
        observers.add(recorder_);
        std::unique_ptr<Extra> extra = make_extra ? make_extra(model_, world_, observers, replication) : nullptr;
        Run run(model_, world_, observers, replication);
        run.play();
        recorder_.finish();
        if (extra != nullptr) extra->done();
        Outcome outcome{.network = recorder_.network(),
                        .books = world_.ledger.books(),
                        .timeline = timelines_.take(),
                        .orders = world_.orders_placed,
                        .facts = world_.facts_played};
        for (std::size_t i = 0; i < tables_by.size(); ++i) outcome.by[i] = recorder_.by(tables_by[i]);
        return {std::move(outcome), std::move(extra)};
    }

private:
    const Model& model_;
    TimelinePlan plan_;
    World world_;
    Recorder recorder_;
    TimelineRecorder timelines_;
};

}  // namespace

void replicate(const Model& model, std::int64_t count, const ReplicationOptions& options,
               const std::function<void(std::int64_t, Outcome&&, std::unique_ptr<Extra>)>& take) {
    run_ordered(
        count, {.threads = options.threads, .progress = options.progress},
        [&] { return std::make_unique<Player>(model); },
        [&](std::unique_ptr<Player>& player, std::int64_t replication) {
            return player->play(replication, options.extra);
        },
        [&](std::int64_t replication, std::pair<Outcome, std::unique_ptr<Extra>>&& done) {
            take(replication, std::move(done.first), std::move(done.second));
        });
}

Outcome replicate_once(const Model& model, std::int64_t replication, const MakeExtra& extra) {
    return Player(model).play(replication, extra).first;
}

}  // namespace backstock
