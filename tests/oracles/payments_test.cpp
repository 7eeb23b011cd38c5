// Holds that run out, deposits held, declines, disputes and campaigns against exact answers.
#include "tests/catch.hpp"
#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/pmf.hpp"
#include "tests/oracles/simulate.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock::oracles {
namespace {

struct PaidShop {
    double rate;  ///< orders a day, of one dress at `price`
    double lead;  ///< days
    int level;    ///< base stock
    double price = 89;
    std::string payment;
    std::string processor = "settlement: 0 d";
    double days = 0;  ///< after the warm-up; 0: about 20,000 orders
    int replications = 40;

    [[nodiscard]] std::string text() const {
        const double warmup = std::ceil(10 * lead + 10);
        const double length = days > 0 ? days : std::ceil(20'000 / rate);
        return fmt::format(
            "backstock: 1\n"
            "run: {{horizon: {} d, warmup: {} d, replications: {}, seed: 11}}\n"
            "items: {{dress: {{price: {}}}}}\n"
            "suppliers: {{atelier: {{sells: {{dress: {{cost: 40}}}}, lead_time: {} d}}}}\n"
            "stores: {{shop: {{stock: {{dress: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}}, "
            "backorder: allow, payment: {}}}}}\n"
            "customers: {{people: {{store: shop, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{dress: 1}}}}}}\n"
            "payments: {{card: {{{}}}}}\n",
            warmup + length, warmup, replications, price, lead, level, level, payment, rate, processor);
    }
};

/// P(a customer waits longer than t), none when t >= the lead time.
double waits_over(const PaidShop& shop, double t) {
    return t >= shop.lead ? 0 : base_stock_wait_over(shop.rate, shop.lead, shop.level, t);
}

const PaidShop shops[] = {{.rate = 2, .lead = 5, .level = 8},
                          {.rate = 0.5, .lead = 12, .level = 4},
                          {.rate = 6, .lead = 3, .level = 14},
                          {.rate = 1, .lead = 20, .level = 18}};

}  // namespace

TEST_CASE("a hold runs out where the customer waits longer than it lasts: P(Poisson(rate (L - T)) >= S)",
          "[oracle][payments]") {
    for (PaidShop shop : shops) {
        for (const double valid : {shop.lead * 0.25, shop.lead * 0.6}) {
            INFO("rate " << shop.rate << ", lead " << shop.lead << ", S " << shop.level << ", hold " << valid);
            shop.payment =
                fmt::format("{{pre_authorize: {{valid: {:.4f} h, on_expiry: capture, via: card}}}}", valid * 24);
            shop.processor = "authorization_valid: 29 d, reauthorization_valid: 29 d";
            expect(simulate(shop.text()), "authorizations_expired_rate", waits_over(shop, valid));
        }
    }
}

TEST_CASE("a hold that is renewed runs out once for each whole time of it that the customer waits",
          "[oracle][payments]") {
    for (PaidShop shop : shops) {
        const double valid = shop.lead * 0.3;
        INFO("rate " << shop.rate << ", lead " << shop.lead << ", S " << shop.level << ", hold " << valid);
        shop.payment = "{pre_authorize: {via: card}}";
        shop.processor = fmt::format("authorization_valid: {0:.4f} h, reauthorization_valid: {0:.4f} h", valid * 24);
        double expired = 0;
        for (int k = 1; k * valid < shop.lead; ++k) expired += waits_over(shop, k * valid);
        expect(simulate(shop.text()), "authorizations_expired_rate", expired / (1 + expired));
    }
}

TEST_CASE("deposits held: the deposit, times those who wait", "[oracle][payments]") {
    for (PaidShop shop : shops) {
        for (const double share : {0.3, 1.0}) {
            INFO("rate " << shop.rate << ", lead " << shop.lead << ", S " << shop.level << ", deposit " << share);
            shop.payment = fmt::format("{{partial_charge: {{deposit: {} %, via: card}}}}", share * 100);
            // By Little's law those who wait are rate x mean wait.
            const double waiting = base_stock(shop.rate, shop.lead, shop.level).backorders;
            expect(simulate(shop.text()), "deposits_held", share * shop.price * waiting);
        }
    }
}

TEST_CASE("declined to the last: the first try, and every further one", "[oracle][payments]") {
    struct Row {
        double first, further;
        int tries;
    };
    for (const Row& row : {Row{0.3, 0.5, 2}, Row{0.1, 0.1, 1}, Row{0.5, 0.8, 4}}) {
        INFO("declined " << row.first << ", then " << row.further << ", " << row.tries << " times");
        std::string retry;
        for (int i = 1; i <= row.tries; ++i) retry += fmt::format("{}{} d", i == 1 ? "" : ", ", i);
        PaidShop shop{.rate = 4, .lead = 0, .level = 1000, .payment = "{on_shipment: {via: card}}"};
        shop.processor = fmt::format("decline: {{balance: {}, retry: {}}}, retry: [{}]", row.first, row.further, retry);
        const auto got = simulate(shop.text());
        expect(got, "cancellation_rate_payment", row.first * std::pow(row.further, row.tries));
        double declined = 0;
        double tried = 1;
        for (int i = 0; i <= row.tries; ++i) {
            declined += row.first * std::pow(row.further, i);
            if (i > 0) tried += row.first * std::pow(row.further, i - 1);
        }
        expect(got, "captures_declined_rate", declined / tried);
    }
}

TEST_CASE("who is never shipped to disputes, but for those who came too late to", "[oracle][payments]") {
    for (const double after : {30.0, 90.0}) {
        INFO("disputed after " << after << " d");
        PaidShop shop{.rate = 3, .lead = 5000, .level = 0, .payment = "{in_full: {via: card}}", .days = 400};
        shop.processor = fmt::format("dispute: {{rate: 7 %, after: {} d, fee: 15}}", after);
        std::string text = shop.text();
        text.replace(text.find("warmup: 50010 d"), 15, "warmup: 0 d");
        text.replace(text.find("horizon: 50410 d"), 16, "horizon: 400 d");
        const auto got = simulate(text);
        expect(got, "disputes_rate", 0.07 * (400 - after) / 400);
        expect(got, "cancellation_rate_dispute", 1);  // of the orders whose outcome is known, all
    }
}

TEST_CASE("a campaign fails as often as a Poisson number of pledges stays below its goal", "[oracle][payments]") {
    for (const int needed : {55, 60, 66}) {
        INFO("goal of " << needed << " pledges of 60 expected");
        PaidShop shop{.rate = 2, .lead = 5, .level = 0, .days = 30, .replications = 2000};
        shop.payment = fmt::format("{{crowdfund: {{goal: {}, deadline: 30 d, via: card}}}}", needed * 89);
        std::string text = shop.text();
        text.replace(text.find("warmup: 60 d"), 12, "warmup: 0 d");
        text.replace(text.find("horizon: 90 d"), 13, "horizon: 31 d");
        // Cash of the failed is nothing, and of the others what was pledged: E[N; N >= g] x 89, and who comes in the
        // last day pays at once or goes without: P(N >= g) x 2 x 89.
        double pledged = 0;
        double won = 0;
        double probability = std::exp(-60);
        for (int n = 0; n < 400; ++n) {
            if (n >= needed) pledged += n * probability;
            if (n >= needed) won += probability;
            probability *= 60.0 / (n + 1);
        }
        expect(simulate(text), "cash_end", 89 * (pledged + 2 * won));
    }
}

}  // namespace backstock::oracles
