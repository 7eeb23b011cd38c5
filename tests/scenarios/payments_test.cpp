// Processors, payment policies and finance in the language: what is read, what does not fit.
#include "sim/policy/payment.hpp"
#include "sim/policy/processor.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view paid_shop = R"(backstock: 1
run: {start: 2026-01-05, horizon: 90 d}
items: {dress: {price: 89}}
suppliers: {atelier: {sells: {dress: {cost: 31}}}}
stores: {shop: {stock: {dress: {initial: 3}}, payment: {partial_charge: {deposit: 30 %, balance: on_shipment, via: card}}}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {dress: 1}}}
payments: {card: stripe_us, wallet: {preset: paypal_us, settlement: 3 d, decline: {capture: 1 %}}, own: {fee: 1 %, retry: [2 d, 5 d]}}
finance: {opening_cash: 20000, cost_of_capital: 12 %/yr}
)";

Lines mistakes(std::string_view from, std::string_view to) {
    Lines lines = mistakes_in(with(paid_shop, from, to));
    for (std::string& line : lines) line = line.substr(line.find(": ") + 2);
    return lines;
}

const Processor& named(const Model& model, std::string_view name) {
    for (const Processor& processor : model.processors)
        if (processor.name == name) return processor;
    throw std::runtime_error("no such processor");
}

}  // namespace

TEST_CASE("processors: a preset, a preset with changes, one written out", "[scenarios][payments]") {
    const Model model = loaded(paid_shop).model;
    REQUIRE(model.processors.size() == 3);
    const Processor& card = named(model, "card");
    CHECK(card.fee == 0.029);
    CHECK(card.fee_fixed == Money::of(0.30));
    CHECK(card.authorization_valid == 7_d);
    CHECK(card.settlement == 2_d);
    const Processor& wallet = named(model, "wallet");
    CHECK(wallet.fee == 0.0349);
    CHECK(wallet.honour == 3_d);
    CHECK(wallet.authorization_limit == 29_d);
    CHECK(wallet.settlement == 3_d);
    CHECK(wallet.decline.capture == 0.01);
    const Processor& own = named(model, "own");
    CHECK(own.fee == 0.01);
    CHECK(own.retry == std::vector<Duration>{2_d, 5_d});
    CHECK(own.refund_keeps_fee);
    const PaymentPolicy& payment = *model.stores[Id<Store>(0)].payment;
    CHECK(&model.processors[payment.via()] == &card);
    CHECK(model.run.opening_cash == Money::of(20000));
    CHECK(model.run.cost_of_capital == Approx(0.12 / 365));
    CHECK_FALSE(model.run.purchases_wait_for_cash);
}

TEST_CASE("processors: a file that extends another changes one setting", "[scenarios][payments]") {
    const Model model = loaded(with(paid_shop, "card: stripe_us", "card: {preset: stripe_us, fee: 2.5 %}")).model;
    CHECK(named(model, "card").fee == 0.025);
    CHECK(named(model, "card").fee_fixed == Money::of(0.30));
}

TEST_CASE("payment policies: all words are read", "[scenarios][payments]") {
    for (const char* payment :
         {"in_full", "{in_full: {via: wallet}}", "on_shipment", "{partial_charge: {deposit: {amount: 25}, via: own}}",
          "{partial_charge: {deposit: 30 %, balance: {on: 2026-02-01}, ship: unpaid}}",
          "{partial_charge: {deposit: 0.3, balance: {after: 14 d}}}", "pre_authorize",
          "{pre_authorize: {valid: 3 d, on_expiry: reauthorize, times: 1, via: wallet}}",
          "{crowdfund: {goal: 9000, deadline: 2026-03-01, via: own}}", "{installments: {via: wallet}}",
          "{installments: {parts: 4, every: 14 d}}"}) {
        INFO(payment);
        CHECK(mistakes("{partial_charge: {deposit: 30 %, balance: on_shipment, via: card}}", payment).empty());
    }
}

TEST_CASE("payments: mistakes are told where they are", "[scenarios][payments]") {
    const auto told = [](std::string_view from, std::string_view to, const std::string& part) {
        const Lines lines = mistakes(from, to);
        INFO(to);
        REQUIRE(lines.size() == 1);
        INFO(lines.front());
        CHECK(lines.front().find(part) != std::string::npos);
    };
    told("via: card", "via: cart", "unknown payment processor 'cart'; did you mean 'card'?");
    told("card: stripe_us", "card: strip_us", "did you mean 'stripe_us'?");
    told("fee: 1 %", "fee: 120 %", "payments.own.fee");
    told("fee: 1 %", "fees: 1 %", "did you mean 'fee'?");
    told("retry: [2 d, 5 d]", "retry: [5 d, 2 d]", "growing");
    told("deposit: 30 %", "deposit: 130 %", "deposit");
    told("deposit: 30 %", "deposit: {share: 10 %, amount: 3}", "either");
    told("deposit: 30 %, balance: on_shipment", "balance: on_shipment", "'deposit' is missing");
    told("12 %/yr", "12 /yr", "expected a share per time");
}

TEST_CASE("presets are in the order of their names and say where they are from", "[scenarios][payments]") {
    std::string_view before;
    for (const ProcessorPreset& preset : processor_presets()) {
        INFO(preset.name);
        CHECK(before < preset.name);
        before = preset.name;
        CHECK(preset.about.find("2026") != std::string_view::npos);
        CHECK_FALSE(preset.source.empty());
    }
}
