#include "sim/policy/processor.hpp"

#include <algorithm>

namespace backstock {
namespace {

constexpr Bounds fee_bounds{0, 0.99};

Declines read_declines(Settings& s, Declines declines) {
    s.section("decline", "how often a try is declined, by what is tried", [&declines](Settings& d) {
        declines.authorization =
            d.share("authorization", declines.authorization, "at checkout: a hold, or a payment without one");
        declines.capture = d.share("capture", declines.capture, "of captures of a hold");
        declines.reauthorization = d.share("reauthorization", declines.reauthorization, "of holds after the first one");
        declines.balance = d.share("balance", declines.balance,
                                   "of charges of the stored card, the customer not being there: balances, "
                                   "instalments, pledges. In the US 4.6 % of first tries fail (Recurly 2024, by way of "
                                   "dunningcompare.com, a secondary source)");
        if (const auto late = d.share("late", optional, "of captures of a hold that has run out; absent: as balance"))
            declines.late = late;
        if (const auto retry = d.share("retry", optional,
                                       "of further tries after a decline; absent: as the first. After insufficient "
                                       "funds 48 to 65 % recover within 2 days (dunningcompare.com 2026, secondary)"))
            declines.retry = retry;
    });
    return declines;
}

Dispute read_dispute(Settings& s, Dispute dispute) {
    s.section("dispute", "customers who have paid and get nothing take their money back", [&dispute](Settings& d) {
        dispute.rate = d.share("rate", dispute.rate,
                               "of orders of which something is paid and not shipped when `after` is over. Just under "
                               "0.5 % of e-commerce transactions are charged back (cardnotpresent.com 2022)");
        dispute.after = d.duration("after", dispute.after == Duration::zero() ? 30_d : dispute.after,
                                   "how long after the first payment");
        dispute.fee = d.money("fee", dispute.fee, "charged for each dispute");
    });
    return dispute;
}

void read_holds(Settings& s, Processor& p) {
    p.authorization_valid =
        s.duration("authorization_valid", p.authorization_valid, "how long a hold lasts, from checkout", positive);
    p.reauthorization_valid = s.duration("reauthorization_valid", p.reauthorization_valid,
                                         "how long a hold lasts that follows another", positive);
    if (const auto limit =
            s.duration("authorization_limit", optional,
                       "no hold of an order lasts longer than this after its first; absent: any time", positive))
        p.authorization_limit = limit;
    p.honour = s.duration("honour", p.honour, "captures of a hold no older than this are never declined");
    p.captures_once = s.word("captures", {"many", "one"}, p.captures_once ? 1 : 0,
                             "whether several parcels can be taken from one hold; one: the first capture lets the "
                             "rest of the hold go") == 1;
}

Processor card(double fee, double fixed, bool captures_once, double dispute_fee) {
    Processor p;
    p.fee = fee;
    p.fee_fixed = Money::of(fixed);
    p.captures_once = captures_once;
    p.settlement = 2_d;
    p.dispute = {.rate = 0, .after = 30_d, .fee = Money::of(dispute_fee)};
    return p;
}

Processor paypal(double fee) {
    Processor p = card(fee, 0.49, false, 15);
    p.authorization_valid = p.reauthorization_valid = 29_d;
    p.authorization_limit = 29_d;
    p.honour = 3_d;
    p.settlement = Duration::zero();
    return p;
}

Processor extended(Processor p) {
    p.fee += 0.0008;
    p.authorization_valid = 29_d + 18_h;
    return p;
}

Processor pledges() {
    Processor p = card(0.08, 0.20, true, 15);
    p.decline.balance = 0.03;
    p.retry = {2_d, 4_d, 6_d, 7_d};
    p.settlement = 14_d;
    return p;
}

Processor european(Processor p) {
    p.settlement = 3_d;
    return p;
}

/// A day-by-day buy-now-pay-later provider: it pays the shop at once and bears the risk.
Processor pay_later(double fee, Duration valid) {
    Processor p = card(fee, 0.30, true, 15);
    p.authorization_valid = p.reauthorization_valid = valid;
    return p;
}

const std::vector<ProcessorPreset>& table() {
    static const std::vector<ProcessorPreset> presets{
        {"afterpay_us",
         "Afterpay through Stripe, US, as of 2026: the shop is paid in full, the customer pays Afterpay.",
         "Fee 6.0 % + 0.30: help.stan.store (secondary). Validity of 13 d, settlement, dispute fee: from memory.",
         pay_later(0.060, 13_d)},
        {"kickstarter",
         "Kickstarter, as of 2026: 5 % of the funds and 3 % + 0.20 of each pledge, taken at the deadline.",
         "5 %: help.kickstarter.com 115005028634. Processing: bestcrowdfundingcampaigns.com (secondary; pledges below "
         "10 "
         "cost 5 % + 0.05). Failing cards about 3 %: launchboom.com. Reminders every 48 h for 7 d, then a last try: "
         "help.kickstarter.com 115005139073. Settlement 14 d, dispute fee: from memory.",
         pledges()},
        {"klarna_us", "Klarna through Stripe, US, as of 2026: the shop is paid in full, the customer pays Klarna.",
         "Fee 5.99 % + 0.30: help.stan.store (secondary). Validity of 28 d, settlement, dispute fee: from memory.",
         pay_later(0.0599, 28_d)},
        {"paypal_pay_later_us", "PayPal Pay Later, US, as of 2026.",
         "Fee 4.99 % + 0.49, dispute 15: dodopayments.com (secondary). Holds as paypal_us.", paypal(0.0499)},
        {"paypal_us", "PayPal Checkout, US, as of 2026: holds for 29 days, of which the first 3 are guaranteed.",
         "Fee 3.49 % + 0.49, dispute 15: dodopayments.com (secondary). Holds: developer.paypal.com, "
         "authorization-honor; its pages differ on how often a hold can be renewed: see pre_authorize, times. Refunds "
         "keep the fee since 2019-10-11. Money at once in the PayPal account: from memory.",
         paypal(0.0349)},
        {"shopify_payments", "Shopify Payments, US, Basic plan, as of 2026: holds for 7 days.",
         "Holds: help.shopify.com, payment-authorization. Fee 2.9 % + 0.30, settlement, one capture a hold, dispute "
         "fee: from memory.",
         card(0.029, 0.30, true, 15)},
        {"stripe_eu", "Stripe, cards of the EEA, in EUR, as of 2026: holds for 7 days.",
         "Fee 1.5 % + 0.25: blog.flipdare.com (secondary). Holds: docs.stripe.com/payments/capture-later. Settlement, "
         "one capture a hold, dispute fee: from memory.",
         european(card(0.015, 0.25, true, 15))},
        {"stripe_us", "Stripe, US online cards, as of 2026: holds for 7 days.",
         "Fee 2.9 % + 0.30: utilityforge.pages.dev, blog.flipdare.com (secondary). Holds: "
         "docs.stripe.com/payments/capture-later. Dispute 15: support.stripe.com. Settlement, one capture a hold, "
         "fee kept on refunds: from memory.",
         card(0.029, 0.30, true, 15)},
        {"stripe_us_extended", "Stripe, US online cards with extended authorization, as of 2026: holds for 29 d 18 h.",
         "docs.stripe.com/payments/extended-authorization: +0.08 %, Visa, customer-initiated, not for travel; only on "
         "interchange-plus pricing. The rest as stripe_us.",
         extended(card(0.029, 0.30, true, 15))},
        {"woopayments", "WooPayments, US, as of 2026: holds for 7 days.",
         "Refunds keep the fee: woocommerce.com/document/payments/faq/fees-refund. All else from memory.",
         card(0.029, 0.30, true, 15)},
    };
    return presets;
}

}  // namespace

std::span<const ProcessorPreset> processor_presets() { return table(); }

Processor read_processor(Settings& s, const Processor& base) {
    Processor p = base;
    p.fee = s.share("fee", p.fee, "share of what is captured", fee_bounds);
    p.fee_fixed = s.money("fee_fixed", p.fee_fixed, "for each capture, beside the share");
    read_holds(s, p);
    p.decline = read_declines(s, p.decline);
    const std::vector<Duration> retry =
        s.durations("retry",
                    "when a try is repeated that was declined: times after the first decline, growing, such as "
                    "[2 d, 5 d]; absent: never");
    if (!retry.empty()) p.retry = retry;
    if (!std::is_sorted(p.retry.begin(), p.retry.end()) || (!p.retry.empty() && p.retry.front() <= Duration::zero()) ||
        p.retry.size() > 200) {
        s.refuse("retry", "expected at most 200 growing times after the decline, such as [2 d, 5 d]");
        p.retry.clear();
    }
    p.settlement = s.duration("settlement", p.settlement, "from a capture until the money is in the bank");
    p.refund_keeps_fee =
        s.boolean("refund_keeps_fee", p.refund_keeps_fee, "whether the fee of a capture is lost when it is paid back");
    p.dispute = read_dispute(s, p.dispute);
    return p;
}

}  // namespace backstock
