#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::backorder {
namespace {

class Allow : public BackorderPolicy {
public:
    Allow(bool notify, std::optional<Duration> longest, std::optional<Quantity> at_most)
        : notify_(notify), longest_(longest), at_most_(at_most) {}
    bool notifies() const override { return notify_; }
    BackorderAnswer answer(const BackorderView& view) const override {
        const bool too_many = at_most_ && view.waiting + view.wanted > *at_most_;
        const bool too_late = longest_ && view.predicted > view.now + *longest_;
        return {!too_many && !too_late, LossCause::capped};
    }

private:
    bool notify_;
    std::optional<Duration> longest_;
    std::optional<Quantity> at_most_;
};

std::unique_ptr<const BackorderPolicy> make(Settings& settings) {
    const bool notify = settings.boolean("notify", false, "whether customers are told, once, that their order waits");
    const auto longest =
        settings.duration("longest", optional, "no order is taken whose predicted wait is longer, or unknown");
    const auto at_most = settings.quantity("at_most", optional, "the most units that may wait at a stock point");
    return std::make_unique<Allow>(notify, longest, at_most);
}

}  // namespace

void add_allow(Catalog& catalog) {
    catalog.add<BackorderPolicy>("allow", "Takes orders for what is out of stock; they wait for goods.", make);
}

}  // namespace backstock::backorder
