#include "policies/forecast/exponential_smoothing.hpp"
#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"

#include <algorithm>

namespace backstock::inventory {
namespace {

// order = max(0, expected + alpha (target - net stock - beta x on order)), expected += theta (orders received -
// expected). Sterman, Management Science 35 (1989).
class Sterman : public InventoryPolicy {
public:
    struct Weights {
        double theta, alpha, beta;
    };
    struct Fixed {
        Quantity order;
        Time until;
    };
    Sterman(Weights weights, Quantity target, Fixed fixed, std::optional<double> initial, Review review)
        : weights_(weights),
          target_(target),
          fixed_(fixed),
          expected_(weights.theta, {.mean = initial, .sd = {}}),
          review_(review) {}

    Quantity order(const StockView& stock) const override {
        if (stock.now < fixed_.until) return fixed_.order;
        const double net = (stock.available - stock.waiting).in_units();
        const double gap = target_.in_units() - net - weights_.beta * stock.on_order.in_units();
        const double wanted = expected_.predict(*stock.forecast, 1).mean + weights_.alpha * gap;
        return Quantity::of(std::clamp(wanted, 0.0, 1e12));
    }
    Quantity reorder_point() const override { return always_look; }
    Review review() const override { return review_; }
    const ForecastPolicy* forecast() const override { return &expected_; }

private:
    Weights weights_;
    Quantity target_;
    Fixed fixed_;
    forecast::ExponentialSmoothing expected_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const Sterman::Weights weights{
        settings.share("theta", required, "weight of the latest orders received in the expected ones"),
        settings.share("alpha", required, "the share of the gap between target and stock that an order closes"),
        settings.share("beta", required, "the share of what is on order that is taken into account")};
    const Quantity target = settings.quantity("target", required, "desired stock and supply line together", any_number);
    Sterman::Fixed fixed{};
    const bool is_fixed = settings.section("fixed", "what is ordered at first, whatever happens", [&](Settings& s) {
        fixed.order = s.quantity("order", required, "units a review");
        fixed.until = Time::zero() + s.duration("until", required, "so long from the start");
    });
    std::optional<double> initial =
        settings.number("initial", optional,
                        "orders expected at first; absent: the fixed order, else the first observed", not_negative);
    if (!initial && is_fixed) initial = fixed.order.in_units();
    return std::make_unique<Sterman>(
        weights, target, fixed, initial,
        read_review(settings, Review{7_d, Phase::late_review}, "when orders are written; absent: every 7 d, at: end"));
}

}  // namespace

void add_sterman(Catalog& catalog) {
    catalog.add<InventoryPolicy>("sterman",
                                 "The beer game's rule: expected orders, and a share of the gap between a target and "
                                 "stock and supply line; anchoring and adjustment as people do it.",
                                 make);
}

}  // namespace backstock::inventory
