#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::promise {
namespace {

class Fixed : public PromisePolicy {
public:
    explicit Fixed(Duration after) : after_(after) {}
    double quantile() const override { return 0; }
    Time promise(Time now, Time) const override { return now + after_; }

private:
    Duration after_;
};

std::unique_ptr<const PromisePolicy> make(Settings& settings) {
    settings.positional("after");
    return std::make_unique<Fixed>(settings.duration("after", required, "from the order to the promised ship date"));
}

}  // namespace

void add_fixed(Catalog& catalog) {
    catalog.add<PromisePolicy>("fixed", "Promises shipment a fixed time after the order, whatever is under way.", make);
}

}  // namespace backstock::promise
