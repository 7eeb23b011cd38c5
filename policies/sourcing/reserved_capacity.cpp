#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>

namespace backstock::sourcing {
namespace {

struct Reservation {
    std::uint32_t primary = 0;
    std::uint32_t reserve = 0;
    Quantity volume;  // that may be called in each window
    Duration every;   // length of a window
    double fee_per_day = 0;
    bool on_warning = false;
};

// An option: a fee keeps capacity free at a second source, which is called while the first is known to be down, up to
// the reserved volume in each window. The rest queues at the primary.
class ReservedCapacity : public SourcingPolicy {
public:
    explicit ReservedCapacity(Reservation option) : option_(option) {}
    std::vector<std::uint32_t> sources() const override { return {option_.primary, option_.reserve}; }
    double fee_per_day() const override { return option_.fee_per_day; }
    bool remembers() const override { return true; }

    void divide(const SourcingView& view, SourcingMemory& memory, std::vector<Part>& parts) const override {
        const Quantity called = exercised(view) ? call(view, memory) : Quantity::zero();
        if (called < view.wanted) parts.push_back({0, view.wanted - called});
        if (called > Quantity::zero()) parts.push_back({1, called});
    }

private:
    bool exercised(const SourcingView& view) const {
        if (view.sources[1].down_since != Time::never()) return false;
        return view.sources[0].down_since <= view.now ||
               (option_.on_warning && view.sources[0].warned_since <= view.now);
    }

    Quantity call(const SourcingView& view, SourcingMemory& memory) const {
        const std::int64_t window = view.now.since_start() / option_.every;
        if (memory.window != window) memory = {.window = window, .called = Quantity::zero()};
        if (view.wanted == Quantity::zero()) return view.wanted;
        const SourceView& reserve = view.sources[1];
        const Quantity left = std::max(Quantity::zero(), option_.volume - memory.called);
        Quantity called = std::max(std::min(left, view.wanted), reserve.minimum);
        if (reserve.multiple > Quantity::zero()) called = rounded_up(called, reserve.multiple);
        if (called > left && reserve.multiple > Quantity::zero()) called -= reserve.multiple;
        if (called > left || called < reserve.minimum) return Quantity::zero();
        memory.called += called;
        return called;
    }

    Reservation option_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    Reservation option;
    option.primary = settings.reference("primary", Named::source, required, "where everything is bought as a rule");
    option.reserve = settings.reference("reserve", Named::source, required, "where capacity is reserved");
    option.volume = settings.quantity("volume", required, "units that may be called in each window");
    option.every = settings.duration("every", 7_d, "the length of a window", positive);
    const Money fee = settings.money("fee", Money::zero(), "per reserved unit and window, called or not");
    option.on_warning = settings.boolean("on_warning", false, "call as soon as an outage is warned of");
    if (!settings.describing() && settings.has("primary") && settings.has("reserve") &&
        option.primary == option.reserve) {
        settings.refuse("reserve", "the reserve is the primary itself; expected another source");
    }
    option.fee_per_day = (fee * option.volume).in_units() / option.every.in_days();
    return std::make_unique<ReservedCapacity>(option);
}

}  // namespace

void add_reserved_capacity(Catalog& catalog) {
    catalog.add<SourcingPolicy>(
        "reserved_capacity",
        "Buys from one source, and keeps capacity at another for a fee, called while the first "
        "is known to be down: while an outage takes some of its capacity or yield, or makes its "
        "lead times longer.",
        make);
}

}  // namespace backstock::sourcing
