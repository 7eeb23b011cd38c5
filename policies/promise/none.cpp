#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::promise {
namespace {

class Silent : public PromisePolicy {
public:
    double quantile() const override { return 0; }
    Time promise(Time, Time) const override { return Time::never(); }
};

std::unique_ptr<const PromisePolicy> make(Settings&) { return std::make_unique<Silent>(); }

}  // namespace

void add_none(Catalog& catalog) { catalog.add<PromisePolicy>("none", "Promises no date.", make); }

}  // namespace backstock::promise
