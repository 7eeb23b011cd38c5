#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::backorder {
namespace {

class WhenPromised : public BackorderPolicy {
public:
    explicit WhenPromised(Duration within) : within_(within) {}
    BackorderAnswer answer(const BackorderView& view) const override {
        if (view.predicted == Time::never()) return {false, LossCause::out_of_stock};
        return {view.predicted <= view.now + within_, LossCause::capped};
    }

private:
    Duration within_;
};

std::unique_ptr<const BackorderPolicy> make(Settings& settings) {
    settings.positional("within");
    return std::make_unique<WhenPromised>(
        settings.duration("within", required, "the longest predicted wait for which an order is taken"));
}

}  // namespace

void add_when_promised(Catalog& catalog) {
    catalog.add<BackorderPolicy>("when_promised",
                                 "Takes orders for what is out of stock only if supply is predicted in time.", make);
}

}  // namespace backstock::backorder
