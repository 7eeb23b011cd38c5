#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

#include <optional>

namespace backstock::payment {
namespace {

/// A provider pays at once; whether and how the customer pays it is no matter of the shop's.
class ByProvider : public PaymentPolicy {
public:
    using PaymentPolicy::PaymentPolicy;

    PaymentStep next(const PaymentView& view, PaymentMemory&) const override {
        if (view.moment != PaymentMoment::accepted) return {};
        return {.capture = view.owed};
    }
};

/// The memory: parts asked for so far, and the amount of each but the last.
class ByMerchant : public PaymentPolicy {
public:
    ByMerchant(std::int64_t parts, Duration every, Id<Processor> via)
        : PaymentPolicy(via), parts_(parts), every_(every) {}

    PaymentStep next(const PaymentView& view, PaymentMemory& memory) const override {
        if (view.moment == PaymentMoment::leaving) return {.on_credit = true};
        if (view.moment == PaymentMoment::accepted)
            memory.amount = rounded_part(view.owed, 1, parts_, view.minor_digits);
        else if (view.moment != PaymentMoment::asked)
            return {};
        // A try that was long declined may have left several parts due at once.
        Money due = Money::zero();
        Time next = view.now;
        while (next <= view.now && memory.count < parts_) {
            ++memory.count;
            due += memory.amount;
            next = view.placed + every_ * memory.count;
        }
        if (memory.count >= parts_) return {.capture = view.owed - view.paid};
        return {.capture = due, .again = next};
    }

private:
    std::int64_t parts_;
    Duration every_;
};

std::unique_ptr<const PaymentPolicy> make(Settings& s) {
    const auto parts = s.integer("parts", optional,
                                 "where the shop itself lets customers pay in parts: how many, the first at once. "
                                 "Absent: a provider pays the shop in full, less its fee, and bears the risk",
                                 Bounds{2, 120});
    const Duration every = s.duration("every", 30_d, "the time between two parts", positive);
    const Id<Processor> via = read_via(s);
    if (parts) return std::make_unique<ByMerchant>(*parts, every, via);
    return std::make_unique<ByProvider>(via);
}

}  // namespace

void add_installments(Catalog& catalog) {
    catalog.add<PaymentPolicy>("installments",
                               "Goods ship at once and the customer pays over time: a provider, which pays the shop in "
                               "full, or the shop itself, in so many parts.",
                               make);
}

}  // namespace backstock::payment
