#include "output/story.hpp"

#include "output/story_teller.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace backstock {
namespace {

// Brings the story out of the run, which keeps no extra of a single replication.
class Listener : public Extra {
public:
    Listener(const Model& model, const World& world, FactObservers& observers, std::int64_t replication,
             std::uint64_t number, std::string& story)
        : teller_(model, world, replication, number), story_(story) {
        observers.add(teller_);
    }
    void done() override {
        teller_.end();
        story_ = teller_.story();
    }

private:
    StoryTeller teller_;
    std::string& story_;
};

}  // namespace

std::string tell_order(const Model& model, std::int64_t replication, std::uint64_t number) {
    std::string story;
    const Outcome outcome = replicate_once(
        model, replication, [&](const Model& of, const World& world, FactObservers& observers, std::int64_t r) {
            return std::make_unique<Listener>(of, world, observers, r, number, story);
        });
    if (story.empty())
        throw NoSuchOrder(outcome.orders == 0 ? fmt::format("replication {} has no orders", replication)
                                              : fmt::format("replication {} has no order {}: its orders are 1 to {}",
                                                            replication, number, outcome.orders));
    return story;
}

}  // namespace backstock
