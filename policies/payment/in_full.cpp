#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

namespace backstock::payment {
namespace {

class InFull : public PaymentPolicy {
public:
    Money due_on_acceptance(const PaymentView& view) const override { return view.owed - view.paid; }
    Money due_on_shipment(const PaymentView&) const override { return Money::zero(); }
};

std::unique_ptr<const PaymentPolicy> make(Settings&) { return std::make_unique<InFull>(); }

}  // namespace

void add_in_full(Catalog& catalog) {
    catalog.add<PaymentPolicy>("in_full", "The customer pays everything when the order is accepted.", make);
}

}  // namespace backstock::payment
