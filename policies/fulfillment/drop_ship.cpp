#include "policies/fulfillment/terms.hpp"

namespace backstock::fulfillment {
namespace {

class DropShip : public WithTerms {
public:
    using WithTerms::WithTerms;
    bool drop_ships() const override { return true; }
};

std::unique_ptr<const FulfillmentPolicy> make(Settings& settings) {
    return std::make_unique<DropShip>(read_terms(settings));
}

}  // namespace

void add_drop_ship(Catalog& catalog) {
    catalog.add<FulfillmentPolicy>("drop_ship",
                                   "Holds no stock: each line of an order is bought for it, as the sourcing says, and "
                                   "leaves for the customer when its lead time is over, whoever else waits. What a "
                                   "customer has cancelled meanwhile is there for the next one.",
                                   make);
}

}  // namespace backstock::fulfillment
