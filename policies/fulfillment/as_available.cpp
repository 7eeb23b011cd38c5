#include "policies/fulfillment/terms.hpp"

namespace backstock::fulfillment {
namespace {

std::unique_ptr<const FulfillmentPolicy> make(Settings& settings) {
    return std::make_unique<WithTerms>(read_terms(settings));
}

}  // namespace

void add_as_available(Catalog& catalog) {
    catalog.add<FulfillmentPolicy>("as_available", "Ships what is there at once, and the rest when it arrives.", make);
}

}  // namespace backstock::fulfillment
