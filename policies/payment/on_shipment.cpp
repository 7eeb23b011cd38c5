#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

namespace backstock::payment {
namespace {

class OnShipment : public PaymentPolicy {
public:
    using PaymentPolicy::PaymentPolicy;

    PaymentStep next(const PaymentView& view, PaymentMemory&) const override {
        if (view.moment != PaymentMoment::leaving) return {};
        return {.capture = view.billed - view.paid};
    }
};

std::unique_ptr<const PaymentPolicy> make(Settings& settings) {
    return std::make_unique<OnShipment>(read_via(settings));
}

}  // namespace

void add_on_shipment(Catalog& catalog) {
    catalog.add<PaymentPolicy>("on_shipment", "The customer pays for each parcel when it leaves.", make);
}

}  // namespace backstock::payment
