#include "sim/policy/catalog.hpp"
#include "sim/policy/fulfillment.hpp"

namespace backstock::fulfillment {
namespace {

class AsAvailable : public FulfillmentPolicy {
public:
    AsAvailable(std::unique_ptr<const Law> handling, Money per_shipment, Money per_line)
        : handling_(std::move(handling)), per_shipment_(per_shipment), per_line_(per_line) {}
    const Law* handling() const override { return handling_.get(); }
    Money cost_per_shipment() const override { return per_shipment_; }
    Money cost_per_line() const override { return per_line_; }

private:
    std::unique_ptr<const Law> handling_;
    Money per_shipment_;
    Money per_line_;
};

std::unique_ptr<const FulfillmentPolicy> make(Settings& settings) {
    auto handling = settings.law("handling", Dimension::duration, optional, "picking and packing; absent: no time");
    const Money per_shipment = settings.money("cost_per_shipment", Money::zero(), "packing and postage of a parcel");
    const Money per_line = settings.money("cost_per_line", Money::zero(), "picking one line of a parcel");
    return std::make_unique<AsAvailable>(std::move(handling), per_shipment, per_line);
}

}  // namespace

void add_as_available(Catalog& catalog) {
    catalog.add<FulfillmentPolicy>("as_available", "Ships what is there at once, and the rest when it arrives.", make);
}

}  // namespace backstock::fulfillment
