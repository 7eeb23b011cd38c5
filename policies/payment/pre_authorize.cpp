#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

#include <optional>

namespace backstock::payment {
namespace {

enum class OnExpiry : std::uint8_t { reauthorize, cancel, capture };

struct Terms {
    Duration valid;
    OnExpiry on_expiry = OnExpiry::reauthorize;
    std::optional<std::int64_t> times;
};

/// The memory counts the renewals.
class PreAuthorize : public PaymentPolicy {
public:
    PreAuthorize(const Terms& terms, Id<Processor> via) : PaymentPolicy(via), terms_(terms) {}

    PaymentStep next(const PaymentView& view, PaymentMemory& memory) const override {
        switch (view.moment) {
            case PaymentMoment::accepted: return hold(view.owed - view.paid);
            case PaymentMoment::leaving: return ship(view);
            case PaymentMoment::expired: return renew(view, memory);
            default: return {};
        }
    }

private:
    [[nodiscard]] PaymentStep hold(Money amount) const { return {.authorize = amount, .valid = terms_.valid}; }

    /// Where a hold can be captured only once, what stays behind gets a hold of its own.
    PaymentStep ship(const PaymentView& view) const {
        PaymentStep step;
        step.capture = view.billed - view.paid;
        const bool lets_go = step.capture > Money::zero() || view.held == Money::zero();
        if (view.processor.captures_once && lets_go) step.authorize = view.owed - view.billed;
        step.valid = terms_.valid;
        return step;
    }

    PaymentStep renew(const PaymentView& view, PaymentMemory& memory) const {
        const bool used_up = terms_.times && memory.count >= *terms_.times;
        if (terms_.on_expiry == OnExpiry::capture) return {};
        if (terms_.on_expiry == OnExpiry::cancel || used_up) return {.give_up = true};
        ++memory.count;
        return hold(view.owed - view.paid);
    }

    Terms terms_;
};

std::unique_ptr<const PaymentPolicy> make(Settings& s) {
    Terms terms;
    terms.valid =
        s.duration("valid", optional, "how long a hold is relied on; absent: as long as the processor says", positive)
            .value_or(Duration::zero());
    terms.on_expiry = static_cast<OnExpiry>(s.word(
        "on_expiry", {"reauthorize", "cancel", "capture"}, 0,
        "when a hold runs out before the goods ship: reauthorize: hold the amount again; cancel: cancel what has "
        "not shipped; capture: do nothing, and try to take the money anyway when the goods ship, which the "
        "processor declines at its rate decline.late"));
    terms.times = s.integer("times", optional,
                            "how often a hold is renewed before the order is cancelled; absent: any number of times",
                            Bounds{0, 1000});
    return std::make_unique<PreAuthorize>(terms, read_via(s));
}

}  // namespace

void add_pre_authorize(Catalog& catalog) {
    catalog.add<PaymentPolicy>("pre_authorize",
                               "The amount is held when the order is accepted and captured, parcel by parcel, when "
                               "goods ship.",
                               make);
}

}  // namespace backstock::payment
