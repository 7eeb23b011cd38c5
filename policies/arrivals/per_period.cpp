#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::arrivals {
namespace {

class PerPeriod : public ArrivalProcess {
public:
    PerPeriod(Duration every, std::unique_ptr<const Law> quantity) : every_(every), quantity_(std::move(quantity)) {}

    Arrival first(ArrivalState& state) const override { return at(Time::zero(), state); }
    Arrival next(ArrivalState& state) const override { return at(state.next.at + every_, state); }
    Surge surge() const override { return Surge::quantity; }
    bool by_periods() const override { return true; }

private:
    Arrival at(Time time, ArrivalState& state) const {
        Arrival arrival;
        arrival.at = time;
        arrival.baskets = draw_quantity(*quantity_, state.stream, true);
        arrival.customer = state.arrivals++;
        return arrival;
    }

    Duration every_;
    std::unique_ptr<const Law> quantity_;
};

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    const Duration every = settings.duration("every", required, "the length of a period", positive);
    auto quantity =
        settings.law("quantity", Dimension::quantity, required, "baskets a period; in a period with 0 nobody comes");
    if (!quantity || every <= Duration::zero()) return nullptr;
    return std::make_unique<PerPeriod>(every, std::move(quantity));
}

}  // namespace

void add_per_period(Catalog& catalog) {
    catalog.add<ArrivalProcess>(
        "per_period", "One order every period, at its start and first at time 0: the demand of textbooks.", make);
}

}  // namespace backstock::arrivals
