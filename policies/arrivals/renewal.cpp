#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::arrivals {
namespace {

class Renewal : public ArrivalProcess {
public:
    Renewal(std::unique_ptr<const Law> every, std::unique_ptr<const Law> quantity)
        : every_(std::move(every)), quantity_(std::move(quantity)) {}

    Arrival first(ArrivalState& state) const override { return after(Time::zero(), state); }
    Arrival next(ArrivalState& state) const override { return after(state.next.at, state); }

private:
    Arrival after(Time at, ArrivalState& state) const {
        Arrival arrival;
        arrival.at = at + draw_duration(*every_, state.stream);
        arrival.customer = state.arrivals++;
        if (quantity_) arrival.baskets = draw_quantity(*quantity_, state.stream, true);
        return arrival;
    }

    std::unique_ptr<const Law> every_;
    std::unique_ptr<const Law> quantity_;
};

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    auto every = settings.law("every", Dimension::duration, required, "time from one customer to the next");
    auto quantity = settings.law("quantity", Dimension::quantity, optional, "baskets a customer; absent: one");
    if (!every || settings.describing()) return nullptr;
    // Intervals below a microsecond would round to none, and time would stand still.
    if (every->mean() < 1) {
        settings.refuse("every", "must be longer than 0 on average");
        return nullptr;
    }
    return std::make_unique<Renewal>(std::move(every), std::move(quantity));
}

}  // namespace

void add_renewal(Catalog& catalog) {
    catalog.add<ArrivalProcess>("renewal", "Customers at independent intervals, the first after one interval.", make);
}

}  // namespace backstock::arrivals
