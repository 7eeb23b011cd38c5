#include "sim/policy/catalog.hpp"
#include "sim/policy/payment.hpp"

#include <algorithm>
#include <optional>

namespace backstock::payment {
namespace {

/// When the balance is taken; without either, with the goods.
struct Balance {
    std::optional<Time> on;
    std::optional<Duration> after;

    [[nodiscard]] bool dated() const { return on || after; }
    [[nodiscard]] Time due(Time placed) const { return on ? *on : placed + *after; }
};

struct Terms {
    std::optional<double> share;
    std::optional<Money> amount;
    Balance balance;
    bool ships_unpaid = false;
};

class PartialCharge : public PaymentPolicy {
public:
    PartialCharge(const Terms& terms, Id<Processor> via) : PaymentPolicy(via), terms_(terms) {}

    PaymentStep next(const PaymentView& view, PaymentMemory& memory) const override {
        switch (view.moment) {
            case PaymentMoment::accepted: return begin(view, memory);
            case PaymentMoment::asked: return {.capture = view.owed - view.paid};
            case PaymentMoment::leaving: return ship(view, memory);
            default: return {};
        }
    }

private:
    PaymentStep begin(const PaymentView& view, PaymentMemory& memory) const {
        memory.total = view.owed;
        memory.amount = terms_.share ? rounded_share(view.owed, *terms_.share, view.minor_digits) : *terms_.amount;
        memory.amount = std::min(memory.amount, view.owed);
        if (!terms_.balance.dated()) return {.capture = memory.amount};
        const Time due = terms_.balance.due(view.placed);
        if (due <= view.now) return {.capture = view.owed};
        return {.capture = memory.amount, .again = due};
    }

    /// Each parcel is paid with its part of the deposit and the balance of that; what stays behind keeps its part.
    PaymentStep ship(const PaymentView& view, const PaymentMemory& memory) const {
        if (terms_.balance.dated()) return {.on_credit = terms_.ships_unpaid};
        const Money behind = view.owed - view.billed;
        const Money kept = memory.total == Money::zero()
                               ? Money::zero()
                               : Money::raw(scaled(memory.amount.raw(), behind.raw(), memory.total.raw()));
        return {.capture = view.billed + kept - view.paid};
    }

    Terms terms_;
};

void read_deposit(Settings& s, Terms& terms) {
    const bool given =
        s.section("deposit", "what is paid at once: a share such as 30 %, or {amount: 25}", [&terms](Settings& d) {
            d.positional("share");
            terms.share = d.share("share", optional, "of the order's value");
            terms.amount = d.money("amount", optional, "an amount for each order");
            if (!d.describing() && d.has("share") == d.has("amount"))
                d.refuse("", "expected either a share or an amount");
        });
    if (!given && !s.describing()) s.refuse("", "'deposit' is missing; expected for example deposit: 30 %");
    if (!terms.share && !terms.amount) terms.share = 0;
}

std::unique_ptr<const PaymentPolicy> make(Settings& s) {
    Terms terms;
    read_deposit(s, terms);
    s.section("balance", "when the rest is paid: on_shipment, {on: a date} or {after: a time}; absent: on_shipment",
              [&terms](Settings& b) {
                  b.positional("with");
                  b.word("with", {"on_shipment"}, 0, "with each parcel, for its part");
                  terms.balance.on = b.instant("on", optional, "on this date, or so long after the start");
                  terms.balance.after = b.duration("after", optional, "so long after the order");
                  const int given = (b.has("with") ? 1 : 0) + (b.has("on") ? 1 : 0) + (b.has("after") ? 1 : 0);
                  if (!b.describing() && given > 1) b.refuse("", "expected one of on_shipment, on and after");
              });
    terms.ships_unpaid =
        s.word("ship", {"paid", "unpaid"}, 0,
               "where the balance has its date: paid: goods that are there before wait for it; unpaid: they leave, and "
               "the customer owes the balance") == 1;
    return std::make_unique<PartialCharge>(terms, read_via(s));
}

}  // namespace

void add_partial_charge(Catalog& catalog) {
    catalog.add<PaymentPolicy>("partial_charge",
                               "A deposit when the order is accepted, the balance when goods ship, on a date, or some "
                               "time later.",
                               make);
}

}  // namespace backstock::payment
