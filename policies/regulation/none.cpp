#include "sim/policy/catalog.hpp"
#include "sim/policy/regulation.hpp"

namespace backstock::regulation {
namespace {

std::unique_ptr<const RegulationPolicy> make(Settings&) { return std::make_unique<RegulationPolicy>(); }

}  // namespace

void add_none(Catalog& catalog) { catalog.add<RegulationPolicy>("none", "No rule for orders that are late.", make); }

}  // namespace backstock::regulation
