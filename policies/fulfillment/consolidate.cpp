#include "policies/fulfillment/terms.hpp"

namespace backstock::fulfillment {
namespace {

class Consolidate : public WithTerms {
public:
    Consolidate(Terms terms, Duration limit) : WithTerms(std::move(terms)), limit_(limit) {}
    bool at_once() const override { return false; }
    Time leaves(const ReadyView& view) const override { return view.whole ? view.now : view.since + limit_; }

private:
    Duration limit_;
};

std::unique_ptr<const FulfillmentPolicy> make(Settings& settings) {
    settings.positional("limit");
    const Duration limit =
        settings.duration("limit", required, "how long goods that are there wait for the rest of their order");
    return std::make_unique<Consolidate>(read_terms(settings), limit);
}

}  // namespace

void add_consolidate(Catalog& catalog) {
    catalog.add<FulfillmentPolicy>("consolidate",
                                   "Lets goods that are there wait for the rest of their order, up to a limit from the "
                                   "first of them on; then ships what there is, and goes on so with the rest.",
                                   make);
}

}  // namespace backstock::fulfillment
