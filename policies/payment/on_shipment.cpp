#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

#include <algorithm>

namespace backstock::payment {
namespace {

class OnShipment : public PaymentPolicy {
public:
    Money due_on_acceptance(const PaymentView&) const override { return Money::zero(); }
    Money due_on_shipment(const PaymentView& view) const override {
        return std::max(Money::zero(), view.billed - view.paid);
    }
};

std::unique_ptr<const PaymentPolicy> make(Settings&) { return std::make_unique<OnShipment>(); }

}  // namespace

void add_on_shipment(Catalog& catalog) {
    catalog.add<PaymentPolicy>("on_shipment", "The customer pays for each parcel when it leaves.", make);
}

}  // namespace backstock::payment
