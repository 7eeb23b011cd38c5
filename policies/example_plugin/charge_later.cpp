// A payment policy of our own: nothing is paid at checkout. The stored card is charged for each parcel when it leaves,
// and for whatever is still open when the order is so old. Of pre-orders that shops list, 43.8 % charge later
// (preproduct.io, a secondary source).
#include "sim/policy/payment.hpp"
#include "sim/policy/plugin.hpp"

namespace {

using namespace backstock;

class ChargeLater : public PaymentPolicy {
public:
    ChargeLater(Duration latest, Id<Processor> via) : PaymentPolicy(via), latest_(latest) {}

    PaymentStep next(const PaymentView& view, PaymentMemory&) const override {
        switch (view.moment) {
            case PaymentMoment::accepted: return {.again = view.placed + latest_};
            case PaymentMoment::leaving: return {.capture = view.billed - view.paid};
            case PaymentMoment::asked: return {.capture = view.owed - view.paid};
            default: return {};  // declined to the last: the order is given up
        }
    }

private:
    Duration latest_;
};

std::unique_ptr<const PaymentPolicy> make(Settings& settings) {
    const Duration latest = settings.duration("latest", 60_d, "when everything is charged at the latest", positive);
    return std::make_unique<ChargeLater>(latest, read_via(settings));
}

}  // namespace

void backstock_register(Catalog& catalog) {
    catalog.add<PaymentPolicy>("charge_later",
                               "Nothing at checkout; each parcel when it leaves, and the rest some time after the "
                               "order.",
                               make);
}
