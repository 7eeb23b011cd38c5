#include "policies/builtin.hpp"
#include "policies/prioritization/reserve.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::prioritization {
namespace {

class Fifo : public PrioritizationPolicy {
public:
    explicit Fifo(std::optional<Reserve> reserve) : reserve_(std::move(reserve)) {}
    bool before(const WaitingView& a, const WaitingView& b) const override { return a.placed < b.placed; }
    bool by_placing() const override { return true; }
    const Reserve* reserve() const override { return reserve_ ? &*reserve_ : nullptr; }

private:
    std::optional<Reserve> reserve_;
};

std::unique_ptr<const PrioritizationPolicy> make(Settings& settings) {
    return std::make_unique<Fifo>(read_reserve(settings));
}

}  // namespace

void add_fifo(Catalog& catalog) {
    catalog.add<PrioritizationPolicy>("fifo", "First come, first served: by the time the order was placed.", make);
}

}  // namespace backstock::prioritization

namespace backstock {

std::unique_ptr<const PrioritizationPolicy> first_come_first_served() {
    return std::make_unique<prioritization::Fifo>(std::nullopt);
}

}  // namespace backstock
