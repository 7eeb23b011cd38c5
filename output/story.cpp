#include "output/story.hpp"

#include "output/purchase_teller.hpp"
#include "output/story_teller.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace backstock {
namespace {

// Brings the story out of the run, which keeps no extra of a single replication.
template<class Teller>
class Listener : public Extra {
public:
    Listener(const Model& model, const World& world, FactObservers& observers, std::int64_t replication,
             std::uint64_t number, const std::function<void(const Teller&)>& take)
        : teller_(model, world, replication, number), take_(take) {
        observers.add(teller_);
    }
    void done() override {
        teller_.end();
        take_(teller_);
    }

private:
    Teller teller_;
    const std::function<void(const Teller&)>& take_;
};

template<class Teller>
std::string tell(const Model& model, std::int64_t replication, std::uint64_t number, const char* what,
                 const char* plural) {
    std::string story;
    std::uint64_t placed = 0;
    const std::function<void(const Teller&)> take = [&](const Teller& teller) {
        story = teller.story();
        placed = teller.placed();
    };
    replicate_once(model, replication,
                   [&](const Model& of, const World& world, FactObservers& observers, std::int64_t r) {
                       return std::make_unique<Listener<Teller>>(of, world, observers, r, number, take);
                   });
    if (!story.empty()) return story;
    throw NoSuchNumber(placed == 0 ? fmt::format("replication {} has no {}", replication, plural)
                                   : fmt::format("replication {} has no {} {}: its {} are 1 to {}", replication, what,
                                                 number, plural, placed));
}

}  // namespace

std::string tell_order(const Model& model, std::int64_t replication, std::uint64_t number) {
    return tell<StoryTeller>(model, replication, number, "order", "orders");
}

std::string tell_purchase(const Model& model, std::int64_t replication, std::uint64_t number) {
    return tell<PurchaseTeller>(model, replication, number, "purchase", "purchases");
}

}  // namespace backstock
