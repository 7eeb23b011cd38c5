#include "sim/policy/catalog.hpp"
#include "sim/policy/regulation.hpp"

#include <algorithm>

namespace backstock::regulation {
namespace {

struct Terms {
    Duration ship_within;
    Duration silent;
    Duration ahead;
    double cancels = 0;
    double consents = 0;
    Money cost;
};

// A delay option notice goes out before each date. The first may take silence for consent if it names a date near
// enough; otherwise, and ever after, only a customer's yes keeps the order alive beyond the limit.
class MailOrder : public RegulationPolicy {
public:
    explicit MailOrder(const Terms& terms) : terms_(terms) {}

    Deadline first(Time now, Time promised, Duration) const override {
        return deadline(now, promised == Time::never() ? now + terms_.ship_within : promised);
    }

    DelayRuling rule(const DelayView& view) const override {
        if (view.now < view.due && view.predicted <= view.due)
            return {.next = {view.due, view.due}, .stage = view.stage};
        const bool definite = view.predicted != Time::never() && view.predicted > view.now;
        const bool near = definite && view.predicted - view.first_due <= terms_.silent;
        DelayRuling ruling{.tells = true, .stage = view.stage + 1};
        if (definite) ruling.next = deadline(view.now, view.predicted);
        if (view.stage == 0 && near) {
            ruling.ends = terms_.cancels;
            ruling.ends_at = view.now;
        } else {
            ruling.ends = 1 - terms_.consents;
            ruling.ends_at = view.stage == 0 ? view.first_due + terms_.silent : view.due;
        }
        return ruling;
    }

    Money cost() const override { return terms_.cost; }

private:
    Deadline deadline(Time now, Time due) const { return {due, std::max(now, due - terms_.ahead)}; }
    Terms terms_;
};

std::unique_ptr<const RegulationPolicy> make(Settings& settings) {
    Terms terms;
    terms.ship_within = settings.duration(
        "ship_within", 30_d, "when an order must ship where no date was promised, 16 CFR 435.2(a)(1)", positive);
    terms.silent = settings.duration(
        "silent", 30_d,
        "a first notice may take silence for consent where it names a date at most this much after the first one; "
        "without consent an order ends this much after it, 16 CFR 435.2(b)(1)");
    terms.ahead = settings.duration("ahead", 1_d, "how long before a date the notice of its delay is sent");
    terms.cancels = settings.share(
        "cancels", 0, "share of customers who cancel on a notice that takes silence for consent; an assumption");
    terms.consents =
        settings.share("consents", 0.5, "share of customers who say yes where only a yes is consent; an assumption");
    terms.cost = settings.money("cost", Money::zero(), "of each notice that the rule asks for");
    return std::make_unique<MailOrder>(terms);
}

}  // namespace

void add_ftc_mail_order(Catalog& catalog) {
    catalog.add<RegulationPolicy>(
        "ftc_mail_order",
        "The United States' Mail, Internet, or Telephone Order Rule (16 CFR 435, read 2026-11): ship by the promised "
        "date or within 30 days, tell of every delay before the date, keep the order only with the consent that the "
        "rule asks for, otherwise cancel and pay back. The rule gives 7 working days for that; here it is done at "
        "once.",
        make);
}

}  // namespace backstock::regulation
