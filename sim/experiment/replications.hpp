#pragma once
// Replications of one model: played on any number of threads, handed over strictly in order, the same to the bit for
// any number of threads.
#include "sim/experiment/executor.hpp"
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/timeline.hpp"
#include "sim/flows/run.hpp"
#include "sim/world/model.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace backstock {

/// The entities that have a table of their own, in the order of Outcome::by.
inline constexpr std::array tables_by{Entity::item,    Entity::store, Entity::supplier,
                                      Entity::segment, Entity::tier,  Entity::disruption};

/// What one replication yields.
struct Outcome {
    KpiRow network;
    std::array<std::vector<KpiRow>, tables_by.size()> by;  ///< rows in the order of the model's lists
    Books books;                                           ///< all accounts over the whole run, warm-up included
    std::vector<double> timeline;                          ///< series by series, see Timelines
    std::uint64_t orders = 0;                              ///< placed in the whole run
    std::uint64_t facts = 0;                               ///< played from the agenda
};

/// Further observers of a replication (order logs, traces). One is made per replication, on its thread, before the
/// run; it subscribes itself, and `done` is called after the run, still on the thread.
class Extra {
public:
    virtual ~Extra() = default;
    /// The run is over; the world still stands.
    virtual void done() = 0;
};
using MakeExtra =
    std::function<std::unique_ptr<Extra>(const Model&, const World&, FactObservers&, std::int64_t replication)>;

/// How much of a replication is kept.
enum class Detail : std::uint8_t {
    everything,  ///< all of Outcome
    network      ///< no rows by entity, no timeline: a replication of a small model is quicker without
};

/// Plays replications of one model, one after the other on one thread. It keeps memory from one to the next, never
/// knowledge: an outcome depends on the number of its replication alone. The model must outlive it.
class Player {
public:
    explicit Player(const Model& model, Detail detail = Detail::everything);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    Outcome play(std::int64_t replication) { return play_with(replication, {}).first; }
    std::pair<Outcome, std::unique_ptr<Extra>> play_with(std::int64_t replication, const MakeExtra& extra);

private:
    class Seat;
    std::unique_ptr<Seat> seat_;
};

struct ReplicationOptions {
    int threads = 1;
    Progress progress = {};
    MakeExtra extra = {};  ///< none: nothing else is recorded
    /// Asked after every block of 50 (stopping.hpp): true ends the run.
    std::function<bool(std::int64_t done)> enough = {};
};

/// Plays replications 0 … count − 1; `take` gets each outcome, with its extra (or nullptr), in order.
void replicate(const Model& model, std::int64_t count, const ReplicationOptions& options,
               const std::function<void(std::int64_t replication, Outcome&&, std::unique_ptr<Extra>)>& take);

/// Plays one replication on this thread.
Outcome replicate_once(const Model& model, std::int64_t replication, const MakeExtra& extra = {});

}  // namespace backstock
