// The money of orders to the cent, by hand: fees, rounding, clearing, disputes, write-offs, the cost of capital,
// purchases that wait for cash.
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/sim/model_builder.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

struct Shop : ModelBuilder {
    Id<Item> dress;
    Id<Store> shop = store("shop");
    Id<StockPoint> dresses;
    Id<Supplier> atelier = supplier("atelier");
    Id<Processor> card;

    explicit Shop(double on_hand, double price = 89, double level = 0)
        : dress(item("dress", price)), dresses(stock(shop, dress, on_hand)) {
        buy(dresses, atelier, 40, takes(10_d));
        replenish(dresses, "base_stock", Given().set("S", Quantity::of(level)));
        Processor processor;
        processor.name = "card";
        processor.fee = 0.029;
        processor.fee_fixed = Money::of(0.30);
        card = model.processors.add(processor);
    }
    Processor& via() { return model.processors[card]; }
    void pays(std::string_view word, Given given = {}) {
        model.stores[shop].payment = policy<PaymentPolicy>(word, given.set("via", card.index()));
    }
    Segment& visits(std::vector<std::pair<Duration, double>> orders) {
        std::vector<Visit> visits;
        for (const auto& [after, units] : orders) visits.push_back({after, {{dress, units}}});
        return customers("regulars", shop, std::move(visits));
    }
};

double balance(const Outcome& outcome, Account account) { return outcome.books.balance(account).in_units(); }
double credited(const Outcome& outcome, Account account) { return outcome.books.credited(account).in_units(); }
double kpi(const Outcome& outcome, Kpi which) { return outcome.network[index(which)].value(); }

}  // namespace

TEST_CASE("payments: a fee is a share and a fixed part, rounded half to even once", "[flows][payments]") {
    const auto fee = [](double share, double fixed, double amount, int digits) {
        Processor p;
        p.fee = share;
        p.fee_fixed = Money::of(fixed);
        return p.fee_of(Money::of(amount), digits).in_units();
    };
    CHECK(fee(0.029, 0.30, 89, 2) == 2.88);      // 2.581 + 0.30 = 2.881
    CHECK(fee(0.029, 0.30, 62.30, 2) == 2.11);   // 1.8067 + 0.30 = 2.1067
    CHECK(fee(0.0349, 0.49, 100, 2) == 3.98);    // 3.98 exactly
    CHECK(fee(0.015, 0.25, 9, 2) == 0.38);       // 0.385, to the even cent
    CHECK(fee(0.015, 0.25, 10, 2) == 0.40);      // 0.40
    CHECK(fee(0.0599, 0.30, 49.95, 2) == 3.29);  // 2.992005 + 0.30
    CHECK(fee(0.036, 0, 12345, 0) == 444);       // 444.42 yen
    CHECK(fee(0.029, 0.30, 12.24, 2) == 0.65);   // 0.65496: no second rounding, by way of 0.6550
    CHECK(fee(0.029, 0, 5, 2) == 0.14);          // 0.145, though no double is 0.029
    CHECK(fee(0.029, 0, 15, 2) == 0.44);         // 0.435
    CHECK(fee(0, 0, 12345, 2) == 0);
}

TEST_CASE("payments: captured money is in clearing until it is paid out, less its fee", "[flows][payments]") {
    // Paid on day 2, in the bank on day 5.
    for (const bool settled : {false, true}) {
        Shop b(1, 89, 1);
        b.pays("in_full");
        b.via().settlement = 3_d;
        b.visits({{2_d, 1}});
        b.model.run.horizon = Time::at(settled ? 6_d : 5_d);
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::cash) == Approx(settled ? 86.12 : 0));
        CHECK(balance(outcome, Account::clearing) == Approx(settled ? 0 : 86.12));
        CHECK(balance(outcome, Account::fees) == Approx(2.88));
        CHECK(kpi(outcome, Kpi::cost_payment) == Approx(2.88));
        CHECK(kpi(outcome, Kpi::profit) == Approx(89 - 40 - 2.88));
    }
}

TEST_CASE("payments: fees of refunds are kept, or come back in proportion", "[flows][payments]") {
    // Three dresses of 89, one on the shelf; the other two are given up on day 8: 178 of 267 go back.
    // Fee of 267: 7.743 + 0.30 = 8.04; two thirds of it: 5.36.
    for (const bool keeps : {true, false}) {
        Shop b(1);
        b.pays("in_full");
        b.via().refund_keeps_fee = keeps;
        b.visits({{2_d, 3}}).conduct.waiting_patience = b.takes(6_d);
        b.model.run.horizon = Time::at(10_d);
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::fees) == Approx(keeps ? 8.04 : 2.68));
        CHECK(balance(outcome, Account::cash) == Approx(89 - (keeps ? 8.04 : 2.68)));
        CHECK(balance(outcome, Account::refunds) == 0);  // deposits returned were never revenue
        CHECK(kpi(outcome, Kpi::cancellation_rate_patience) == 1);
    }
}

TEST_CASE("payments: fees of goods that come back are kept, or come back in proportion", "[flows][payments]") {
    // Three dresses of 89 leave on day 2 and all come back two days later, at 80 % of their price: 213.60 of 267.
    // Fee of 267: 8.04; four fifths of it: 6.43.
    for (const bool keeps : {true, false}) {
        Shop b(3);
        b.pays("in_full");
        b.via().refund_keeps_fee = keeps;
        b.visits({{2_d, 3}}).returns = Returns{.share = 1, .after = b.takes(2_d), .restock = 1, .refund = 0.8};
        b.model.run.horizon = Time::at(10_d);
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::refunds) == Approx(213.6));
        CHECK(balance(outcome, Account::fees) == Approx(keeps ? 8.04 : 1.61));
        CHECK(balance(outcome, Account::cash) == Approx(267 - 213.6 - (keeps ? 8.04 : 1.61)));
    }
}

TEST_CASE("payments: goods that come back before they are paid are let off", "[flows][payments]") {
    // A dress of 90 in three instalments, 30 at once; it comes back on day 7, five days later. Nothing more is charged.
    for (const double part : {1.0, 0.9, 0.5}) {
        Shop b(1, 90);
        b.pays("installments", Given().set("parts", 3).set("every", 30_d));
        b.via().fee = 0;
        b.via().fee_fixed = Money::of(1);
        b.via().refund_keeps_fee = false;
        b.visits({{2_d, 1}}).returns = Returns{.share = 1, .after = b.takes(5_d), .restock = 1, .refund = part};
        b.model.run.horizon = Time::at(100_d);
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::receivable) == 0);
        CHECK(balance(outcome, Account::bad_debt) == 0);
        CHECK(balance(outcome, Account::refunds) == Approx(90 * part));
        CHECK(kpi(outcome, Kpi::refunds) == Approx(90 * part));
        // 100 %: 60 are let off, 30 paid back with their fee. 90 %: 60 are let off, 21 paid back. 50 %: 45 are let off,
        // and the 15 still owed come with the second part.
        const double fees = part == 1.0 ? 0 : part == 0.9 ? 0.30 : 2;
        CHECK(balance(outcome, Account::fees) == Approx(fees));
        CHECK(balance(outcome, Account::cash) == Approx(90 * (1 - part) - fees));
    }
}

TEST_CASE("payments: goods that come back after their debt was written off are no loss", "[flows][payments]") {
    // 30 of 90 are paid; the second part is declined on day 32, and 60 are given up. On day 42 the dress is back: the
    // 30 that were paid are paid back.
    for (const bool back : {false, true}) {
        Shop b(1, 90);
        b.pays("installments", Given().set("parts", 3).set("every", 30_d));
        b.via().decline.balance = 1;
        b.via().fee = 0;
        b.via().fee_fixed = Money::zero();
        b.visits({{2_d, 1}}).returns = Returns{.share = 1, .after = b.takes(40_d)};
        b.model.run.horizon = Time::at(back ? 50_d : 40_d);
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::bad_debt) == Approx(back ? 0 : 60));
        CHECK(balance(outcome, Account::refunds) == Approx(back ? 90 : 0));
        CHECK(balance(outcome, Account::cash) == Approx(back ? 0 : 30));
        CHECK(kpi(outcome, Kpi::profit) == Approx(back ? 0 : 90 - 60 - 40));
    }
}

TEST_CASE("payments: goods that come back from a disputed order are not paid back twice", "[flows][payments]") {
    // Two dresses paid on day 2; one ships and is to come back on day 12, the other waits. A dispute on day 7 takes all
    // 178 back; the second dress was bought for 40.
    Shop b(1);
    b.pays("in_full");
    b.via().fee = 0;
    b.via().fee_fixed = Money::zero();
    b.via().dispute = {.rate = 1, .after = 5_d, .fee = Money::zero()};
    b.visits({{2_d, 2}}).returns = Returns{.share = 1, .after = b.takes(10_d)};
    b.model.run.horizon = Time::at(20_d);
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(balance(outcome, Account::cash) == Approx(-40));
    CHECK(balance(outcome, Account::refunds) == Approx(89));
    CHECK(balance(outcome, Account::deposits) == 0);
}

TEST_CASE("payments: parts of a split order are rounded, the last takes the remainder", "[flows][payments]") {
    // 33.33 a dress and a deposit of a third of 99.99, which is 33.33; the dresses ship one, then two.
    Shop b(1, 33.33);
    b.pays("partial_charge", Given().map("deposit", Given().set("share", 1.0 / 3)));
    b.via().fee = 0;
    b.via().fee_fixed = Money::zero();
    b.visits({{2_d, 3}});
    b.model.run.horizon = Time::at(4_d);
    const Model model = b.build();
    const Outcome early = replicate_once(model, 0);
    // 33.33 + 22.22 for the first; 22.22 of the deposit stay for the two.
    CHECK(balance(early, Account::cash) == Approx(55.55));
    CHECK(balance(early, Account::deposits) == Approx(-22.22));
    CHECK(balance(early, Account::sales) == Approx(-33.33));
}

TEST_CASE("payments: a share that can't be divided leaves its remainder to the last part", "[flows][payments]") {
    // Yen: three instalments of 1000 are 333, 333 and 334.
    Shop b(1, 1000, 1);
    b.model.run.minor_digits = 0;
    b.model.run.horizon = Time::at(80_d);
    b.pays("installments", Given().set("parts", 3).set("every", 30_d));
    b.via().fee_fixed = Money::zero();
    b.via().fee = 0.1;
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(credited(outcome, Account::receivable) == 667);  // 333 before it shipped, then 333 and 334
    CHECK(balance(outcome, Account::receivable) == 0);
    CHECK(balance(outcome, Account::fees) == 33 + 33 + 33);
}

TEST_CASE("payments: a dispute costs its fee and gives back what was paid", "[flows][payments]") {
    Shop b(0);
    b.pays("in_full");
    b.via().dispute = {.rate = 1, .after = 5_d, .fee = Money::of(15)};
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(balance(outcome, Account::disputes) == 15);
    CHECK(balance(outcome, Account::fees) == Approx(2.88));  // kept
    CHECK(kpi(outcome, Kpi::disputes) == 1);
    CHECK(kpi(outcome, Kpi::disputes_rate) == 1);
    CHECK(kpi(outcome, Kpi::cancellation_rate_dispute) == 1);
    CHECK(kpi(outcome, Kpi::cost_payment) == Approx(17.88));
    CHECK(kpi(outcome, Kpi::profit) == Approx(-17.88));
    CHECK(kpi(outcome, Kpi::on_hand) > 0);  // the dress came for nobody
}

TEST_CASE("payments: whoever was shipped to in time has nothing to dispute", "[flows][payments]") {
    Shop b(0);
    b.pays("in_full");
    b.via().dispute = {.rate = 1, .after = 10_d, .fee = Money::of(15)};
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(balance(outcome, Account::disputes) == 0);
    CHECK(kpi(outcome, Kpi::disputes) == 0);
    CHECK(kpi(outcome, Kpi::orders_open) == 0);
}

TEST_CASE("payments: goods shipped on credit and never paid are a loss", "[flows][payments]") {
    Shop b(1, 89, 1);
    b.pays("installments", Given().set("parts", 2).set("every", 10_d));
    b.via().decline.balance = 1;
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(balance(outcome, Account::bad_debt) == 44.5);
    CHECK(balance(outcome, Account::receivable) == 0);
    CHECK(kpi(outcome, Kpi::cost_payment) == Approx(44.5 + 1.59));  // 1.2905 + 0.30
    CHECK(kpi(outcome, Kpi::order_to_delivery) == 0);               // delivered at once, whenever it is paid
    CHECK(kpi(outcome, Kpi::captures_declined) == 1);
    CHECK(kpi(outcome, Kpi::captures_declined_rate) == 0.5);
}

TEST_CASE("payments: holds are counted with what became of them", "[flows][payments]") {
    // Held on days 2 and 9, captured on day 12.
    Shop b(0);
    b.pays("pre_authorize");
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::authorizations) == 2);
    CHECK(kpi(outcome, Kpi::authorizations_expired) == 1);
    CHECK(kpi(outcome, Kpi::authorizations_expired_rate) == 0.5);
    CHECK(kpi(outcome, Kpi::captures_declined_rate) == 0);
    CHECK(balance(outcome, Account::sales) == -89);
}

TEST_CASE("payments: a limit on all holds of an order ends its renewals", "[flows][payments]") {
    // Held on day 2 for 6 days, renewed on day 8 until day 11, nine days after the first; then no more.
    Shop b(0);
    b.pays("pre_authorize");
    b.via().authorization_valid = b.via().reauthorization_valid = 6_d;
    b.via().authorization_limit = 9_d;
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::authorizations) == 2);
    CHECK(kpi(outcome, Kpi::authorizations_expired) == 2);
    CHECK(kpi(outcome, Kpi::cancellation_rate_payment) == 1);
}

TEST_CASE("payments: a young hold is honoured, an old one may be declined", "[flows][payments]") {
    for (const Duration honour : {10_d + 1_us, 10_d}) {
        Shop b(0);
        b.pays("pre_authorize");
        b.via().authorization_valid = 29_d;
        b.via().honour = honour;
        b.via().decline.capture = 1;
        b.visits({{2_d, 1}});
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(kpi(outcome, Kpi::cancellation_rate_payment) == (honour > 10_d ? 0 : 1));
    }
}

TEST_CASE("payments: the money is tried anyway when the hold has run out", "[flows][payments]") {
    for (const double late : {0.0, 1.0}) {
        Shop b(0);
        b.pays("pre_authorize", Given().set("on_expiry", "capture"));
        b.via().decline.late = late;
        b.visits({{2_d, 1}});
        const Outcome outcome = replicate_once(b.build(), 0);
        CHECK(balance(outcome, Account::sales) == (late == 0 ? -89 : 0));
        CHECK(kpi(outcome, Kpi::captures_declined) == late);
    }
}

TEST_CASE("payments: money tied up costs capital, money lent earns it, exactly between events", "[flows][payments]") {
    // 10 % a day. Two dresses of 40 lie 3 days; one ships on day 3 and is owed until day 13 (installments, the second
    // half); the other lies until the end, on day 20. Half of 89 was paid on day 3, into the bank at once.
    Shop b(2, 89, -5);
    b.pays("installments", Given().set("parts", 2).set("every", 10_d));
    b.via().fee = 0;
    b.via().fee_fixed = Money::zero();
    b.model.run.cost_of_capital = 0.10;
    b.model.run.horizon = Time::at(20_d);
    b.visits({{3_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    const double stock = 80 * 3 + 40 * 17;
    const double receivable = 44.5 * 10;
    CHECK(kpi(outcome, Kpi::cost_capital) == Approx(0.10 * (stock + receivable)));
    CHECK(balance(outcome, Account::capital) == Approx(0.10 * (stock + receivable)));
}

TEST_CASE("payments: deposits and payables lend, clearing ties up", "[flows][payments]") {
    // Paid in full on day 2, less 2.88 in clearing until day 5. The dress is ordered then, received and sold on day 12;
    // the supplier is paid on day 16. Capital: clearing 86.12 x 3 - deposits 89 x 10 - payable 40 x 4.
    Shop b(0);
    b.pays("in_full");
    b.via().settlement = 3_d;
    b.model.suppliers[b.atelier].credit = 4_d;
    b.model.run.cost_of_capital = 0.01;
    b.model.run.horizon = Time::at(20_d);
    b.visits({{2_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::cost_capital) == Approx(0.01 * (86.12 * 3 - 890 - 160)));
    CHECK(kpi(outcome, Kpi::deposits_held) == Approx(89 * 10 / 20.0));
}

TEST_CASE("payments: purchases wait for cash, first come first served, and pass one that is too dear", "[flows]") {
    // Cash for one dress. Two customers pay on shipment, so that the second dress is ordered when the first is sold, on
    // day 12, and comes on day 22.
    Shop b(0);
    b.pays("on_shipment");
    b.via().fee = 0;
    b.via().fee_fixed = Money::zero();
    b.model.run.opening_cash = Money::of(50);
    b.model.run.purchases_wait_for_cash = true;
    b.visits({{2_d, 1}, {3_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::fulfillment_time) == Approx((10.0 + 19.0) / 2));
    CHECK(kpi(outcome, Kpi::peak_cash_need) == 40);
    CHECK(kpi(outcome, Kpi::on_order) == Approx((10.0 + 19.0) / 60));  // what waits counts as on order
    CHECK(kpi(outcome, Kpi::cash_end) == Approx(50 + 2 * 49));
}

TEST_CASE("payments: a purchase from a supplier with credit does not wait for cash", "[flows][payments]") {
    Shop b(0);
    b.pays("on_shipment");
    b.model.suppliers[b.atelier].credit = 30_d;
    b.model.run.purchases_wait_for_cash = true;
    b.visits({{2_d, 1}, {3_d, 1}});
    CHECK(kpi(replicate_once(b.build(), 0), Kpi::fulfillment_time) == 10);
}

TEST_CASE("payments: a dear purchase does not keep a cheap one waiting", "[flows][payments]") {
    // The dress costs more than there will ever be; hats go on.
    Shop b(0);
    b.model.offers[Id<Offer>(0)].cost = Money::of(1000);
    const Id<Item> hat = b.item("hat", 20);
    const Id<StockPoint> hats = b.stock(b.shop, hat, 0);
    b.buy(hats, b.atelier, 5, b.takes(1_d));
    b.replenish(hats, "base_stock", Given().set("S", Quantity::zero()));
    b.pays("on_shipment");
    b.model.run.opening_cash = Money::of(10);
    b.model.run.purchases_wait_for_cash = true;
    b.customers("regulars", b.shop, {{2_d, {{b.dress, 1}}}, {3_d, {{hat, 1}}}, {4_d, {{hat, 1}}}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::units_shipped) == 2);
    CHECK(kpi(outcome, Kpi::orders_open) == 1);
}

TEST_CASE("payments: pledges pay for the goods, which are bought once the campaign has succeeded",
          "[flows][payments]") {
    Shop b(0);
    b.pays("crowdfund", Given().set("goal", Money::of(178)).set("deadline", Time::at(9_d)));
    b.model.run.purchases_wait_for_cash = true;
    b.visits({{2_d, 1}, {3_d, 1}, {15_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    // Ordered on day 9, shipped on day 19; the third, after the campaign, pays and orders at once.
    CHECK(kpi(outcome, Kpi::fulfillment_time) == Approx((17.0 + 16.0 + 10.0) / 3));
    CHECK(balance(outcome, Account::sales) == -3 * 89);
    CHECK(kpi(outcome, Kpi::peak_cash_need) == 0);
}

TEST_CASE("payments: after a campaign that failed nobody can order", "[flows][payments]") {
    Shop b(0);
    b.pays("crowdfund", Given().set("goal", Money::of(179)).set("deadline", Time::at(9_d)));
    b.visits({{2_d, 1}, {3_d, 1}, {15_d, 1}});
    const Outcome outcome = replicate_once(b.build(), 0);
    CHECK(kpi(outcome, Kpi::cancellation_rate_unfunded) == 1);
    CHECK(kpi(outcome, Kpi::cost_purchase) == 0);
    CHECK(balance(outcome, Account::cash) == 0);
}
