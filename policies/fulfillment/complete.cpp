#include "policies/fulfillment/terms.hpp"

namespace backstock::fulfillment {
namespace {

class Complete : public WithTerms {
public:
    using WithTerms::WithTerms;
    bool at_once() const override { return false; }
    Time leaves(const ReadyView& view) const override { return view.whole ? view.now : Time::never(); }
    bool ships_whole() const override { return true; }
};

std::unique_ptr<const FulfillmentPolicy> make(Settings& settings) {
    return std::make_unique<Complete>(read_terms(settings));
}

}  // namespace

void add_complete(Catalog& catalog) {
    catalog.add<FulfillmentPolicy>("complete",
                                   "Ships an order whole: what is there is reserved until the last of it has come. A "
                                   "customer who cancels then cancels all of it.",
                                   make);
}

}  // namespace backstock::fulfillment
