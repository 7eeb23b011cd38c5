#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

namespace backstock::payment {
namespace {

class InFull : public PaymentPolicy {
public:
    using PaymentPolicy::PaymentPolicy;

    PaymentStep next(const PaymentView& view, PaymentMemory&) const override {
        if (view.moment != PaymentMoment::accepted) return {};
        return {.capture = view.owed};
    }
    bool takes_all_at_once() const override { return true; }
};

std::unique_ptr<const PaymentPolicy> make(Settings& settings) { return std::make_unique<InFull>(read_via(settings)); }

}  // namespace

void add_in_full(Catalog& catalog) {
    catalog.add<PaymentPolicy>("in_full", "The customer pays everything when the order is accepted.", make);
}

}  // namespace backstock::payment
