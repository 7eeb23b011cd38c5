#include "sim/experiment/replications.hpp"

#include "sim/experiment/recorder.hpp"
#include "sim/experiment/stopping.hpp"
#include "sim/experiment/timeline_recorder.hpp"

#include <optional>
#include <utility>

namespace backstock {

class Player::Seat {
public:
    Seat(const Model& model, Detail detail) : model_(model), plan_(model), recorder_(model, world_) {
        if (detail == Detail::everything) timelines_.emplace(model, world_, recorder_, plan_);
    }

    std::pair<Outcome, std::unique_ptr<Extra>> play(std::int64_t replication, const MakeExtra& make_extra) {
        recorder_.reset();
        FactObservers observers;
        if (timelines_) {
            timelines_->reset();
            observers.add(*timelines_);  // before the recorder, whose counts start anew when the warm-up ends
        }
        observers.add(recorder_);
        std::unique_ptr<Extra> extra = make_extra ? make_extra(model_, world_, observers, replication) : nullptr;
        Run run(model_, world_, observers, replication);
        run.play();
        recorder_.finish();
        if (extra != nullptr) extra->done();
        Outcome outcome{.network = recorder_.network(),
                        .books = world_.ledger.books(),
                        .orders = world_.orders_placed,
                        .facts = world_.facts_played};
        if (timelines_) {
            outcome.timeline = timelines_->take();
            for (std::size_t i = 0; i < tables_by.size(); ++i) outcome.by[i] = recorder_.by(tables_by[i]);
        }
        return {std::move(outcome), std::move(extra)};
    }

private:
    const Model& model_;
    TimelinePlan plan_;
    World world_;
    Recorder recorder_;
    std::optional<TimelineRecorder> timelines_;
};

Player::Player(const Model& model, Detail detail) : seat_(std::make_unique<Seat>(model, detail)) {}
Player::~Player() = default;

std::pair<Outcome, std::unique_ptr<Extra>> Player::play_with(std::int64_t replication, const MakeExtra& extra) {
    return seat_->play(replication, extra);
}

void replicate(const Model& model, std::int64_t count, const ReplicationOptions& options,
               const std::function<void(std::int64_t, Outcome&&, std::unique_ptr<Extra>)>& take) {
    run_ordered(
        count,
        {.threads = options.threads,
         .check_every = replications_a_block,
         .enough = options.enough,
         .progress = options.progress},
        [&] { return std::make_unique<Player>(model); },
        [&](std::unique_ptr<Player>& player, std::int64_t replication) {
            return player->play_with(replication, options.extra);
        },
        [&](std::int64_t replication, std::pair<Outcome, std::unique_ptr<Extra>>&& done) {
            take(replication, std::move(done.first), std::move(done.second));
        });
}

Outcome replicate_once(const Model& model, std::int64_t replication, const MakeExtra& extra) {
    return Player(model).play_with(replication, extra).first;
}

}  // namespace backstock
