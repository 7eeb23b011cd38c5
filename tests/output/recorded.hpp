#pragma once
// What an observer with rows (OrderLog, EventTrace) has written down in one replication.
#include "output/frame.hpp"
#include "sim/experiment/replications.hpp"

#include <memory>

namespace backstock::testing {

template<class Recording>
Frame recorded(const Model& model, std::int64_t replication = 0) {
    // Lets the rows out of the run.
    class Keeper : public Extra {
    public:
        Keeper(Frame& frame, const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
            : recording_(model, world, observers, replication), frame_(frame) {}
        void done() override {
            recording_.done();
            frame_ = recording_.frame(0, recording_.rows());
            frame_.check();
        }

    private:
        Recording recording_;
        Frame& frame_;
    };
    Frame frame;
    replicate_once(model, replication, [&](const Model& m, const World& w, FactObservers& observers, std::int64_t r) {
        return std::make_unique<Keeper>(frame, m, w, observers, r);
    });
    return frame;
}

}  // namespace backstock::testing
