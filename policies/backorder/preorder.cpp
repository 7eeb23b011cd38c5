#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::backorder {
namespace {

class Preorder : public BackorderPolicy {
public:
    Preorder(Time opens, Time launch, std::optional<Quantity> at_most, bool after)
        : opens_(opens), launch_(launch), at_most_(at_most), after_(after) {}
    BackorderAnswer answer(const BackorderView& view) const override {
        if (view.now < opens_ || (view.now > launch_ && !after_)) return {false, LossCause::out_of_stock};
        return {!at_most_ || view.waiting + view.wanted <= *at_most_, LossCause::capped};
    }
    Time launch() const override { return launch_; }

private:
    Time opens_;
    Time launch_;
    std::optional<Quantity> at_most_;
    bool after_;
};

std::unique_ptr<const BackorderPolicy> make(Settings& settings) {
    settings.positional("launch");
    const Time launch = settings.instant("launch", required, "when the goods are launched: none leaves before");
    const Time opens = settings.instant("opens", optional, "from when on orders are taken; absent: from the start")
                           .value_or(Time::zero());
    const auto at_most = settings.quantity("at_most", optional, "the most units that may wait at a stock point");
    const bool after = settings.word("after", {"refuse", "allow"}, 0,
                                     "what happens after the launch when stock does not cover a wish") == 1;
    if (!settings.describing() && opens > launch)
        settings.refuse("opens", "comes after the launch; expected a window before it");
    return std::make_unique<Preorder>(opens, launch, at_most, after);
}

}  // namespace

void add_preorder(Catalog& catalog) {
    catalog.add<BackorderPolicy>("preorder",
                                 "Sells before there is anything to sell: from the opening of the window to the launch "
                                 "all orders wait, whatever lies on the shelf, and are promised the launch, or the "
                                 "supply predicted after it.",
                                 make);
}

}  // namespace backstock::backorder
