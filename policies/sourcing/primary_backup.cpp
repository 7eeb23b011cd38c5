#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock::sourcing {
namespace {

struct Failover {
    std::uint32_t primary = 0;
    std::uint32_t backup = 0;
    Duration after;           // how long the primary must be known to be down
    bool on_warning = false;  // a warning is enough
    Duration ramp;            // over which the backup's share grows to its most
    double most = 1;          // share of a purchase that the backup can take
};

// Everything from the primary, until that is known to be down for so long; then the backup's share grows with the
// ramp. What the backup does not take queues at the primary.
class PrimaryBackup : public SourcingPolicy {
public:
    explicit PrimaryBackup(Failover plan) : plan_(plan) {}
    std::vector<std::uint32_t> sources() const override { return {plan_.primary, plan_.backup}; }

    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        const Quantity rest = view.wanted - from_backup(view);
        if (rest > Quantity::zero()) parts.push_back({0, rest});
        if (rest < view.wanted) parts.push_back({1, view.wanted - rest});
    }

private:
    // Since when the backup is asked; never() while the primary serves, or the backup is down itself.
    Time failed_over(const SourcingView& view) const {
        const SourceView& primary = view.sources[0];
        if (view.sources[1].down_since != Time::never()) return Time::never();
        Time since = primary.down_since == Time::never() ? Time::never() : primary.down_since + plan_.after;
        if (plan_.on_warning) since = std::min(since, primary.warned_since);
        return since <= view.now ? since : Time::never();
    }

    Quantity from_backup(const SourcingView& view) const {
        const Time since = failed_over(view);
        if (since == Time::never()) return Quantity::zero();
        const bool whole_ramp = view.now - since >= plan_.ramp;
        const double grown = whole_ramp ? 1 : (view.now - since).in_days() / plan_.ramp.in_days();
        const double units = view.wanted.in_units() * plan_.most * grown;
        return view.wanted.is_whole() ? Quantity::units(static_cast<std::int64_t>(std::floor(units + 1e-9)))
                                      : std::min(view.wanted, Quantity::of(units));
    }

    Failover plan_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    Failover plan;
    plan.primary = settings.reference("primary", Named::source, required, "where everything is bought as a rule");
    plan.backup = settings.reference("backup", Named::source, required, "where it is bought while the primary is down");
    plan.after =
        settings.duration("after", Duration::zero(), "how long the primary must be known to be down before that");
    plan.on_warning = settings.boolean("on_warning", false, "buy from the backup as soon as an outage is warned of");
    plan.ramp = settings.duration("ramp", Duration::zero(),
                                  "how long the backup needs to grow from nothing to its whole share, in a line");
    plan.most = settings.share("share", 1.0, "the most of a purchase that the backup can take; the rest queues");
    if (!settings.describing() && settings.has("primary") && settings.has("backup") && plan.primary == plan.backup) {
        settings.refuse("backup", "the backup is the primary itself; expected another source");
    }
    return std::make_unique<PrimaryBackup>(plan);
}

}  // namespace

void add_primary_backup(Catalog& catalog) {
    catalog.add<SourcingPolicy>(
        "primary_backup",
        "Buys from one source, and from another while the first is known to be down: while an outage takes some of its "
        "capacity or yield, or makes its lead times longer.",
        make);
}

}  // namespace backstock::sourcing
