#include "sim/policy/catalog.hpp"
#include "sim/policy/notification.hpp"

namespace backstock::notification {
namespace {

std::unique_ptr<const NotificationPolicy> make(Settings&) { return std::make_unique<NotificationPolicy>(); }

}  // namespace

void add_none(Catalog& catalog) { catalog.add<NotificationPolicy>("none", "Tells customers nothing.", make); }

}  // namespace backstock::notification
