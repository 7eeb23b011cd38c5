#include "sim/policy/catalog.hpp"
#include "sim/policy/prioritization.hpp"

namespace backstock::prioritization {
namespace {

class Fifo : public PrioritizationPolicy {
public:
    bool before(const WaitingView& a, const WaitingView& b) const override { return a.placed < b.placed; }
};

std::unique_ptr<const PrioritizationPolicy> make(Settings&) { return std::make_unique<Fifo>(); }

}  // namespace

void add_fifo(Catalog& catalog) {
    catalog.add<PrioritizationPolicy>("fifo", "First come, first served: by the time the order was placed.", make);
}

}  // namespace backstock::prioritization
