#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

namespace backstock::payment {
namespace {

class Crowdfund : public PaymentPolicy {
public:
    Crowdfund(const CampaignTerms& terms, Id<Processor> via) : PaymentPolicy(via), terms_(terms) {}

    const CampaignTerms* campaign() const override { return &terms_; }

    /// A pledge is taken once the campaign has succeeded, a later order at once.
    PaymentStep next(const PaymentView& view, PaymentMemory&) const override {
        const bool due = view.moment == PaymentMoment::accepted || view.moment == PaymentMoment::decided;
        if (due && view.campaign == Campaign::won) return {.capture = view.owed - view.paid};
        if (due && view.campaign == Campaign::lost) return {.give_up = true};
        return {};
    }

private:
    CampaignTerms terms_;
};

std::unique_ptr<const PaymentPolicy> make(Settings& s) {
    CampaignTerms terms;
    terms.goal = s.money("goal", required, "what all open orders of the store must come to at the deadline", positive);
    terms.deadline = s.instant("deadline", required, "until when pledges are collected");
    return std::make_unique<Crowdfund>(terms, read_via(s));
}

}  // namespace

void add_crowdfund(Catalog& catalog) {
    catalog.add<PaymentPolicy>(
        "crowdfund",
        "All or nothing: orders are pledges until the deadline, taken if they reach the goal and "
        "cancelled if not. The store buys nothing before.",
        make);
}

}  // namespace backstock::payment
