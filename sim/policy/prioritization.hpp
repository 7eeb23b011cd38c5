#pragma once
// Who is served first when goods arrive, and what is kept for whom.
#include "sim/base/quantity.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/waiting.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

/// Units kept for tiers: critical-level rationing. A tier may not take what would leave less available than the
/// reserves of all better tiers together; own sites' orders come after the lowest tier.
class Reserve {
public:
    /// By tier, best first; missing ones keep nothing.
    explicit Reserve(std::vector<Quantity> of_tier) : of_tier_(std::move(of_tier)) {}

    /// Free units that the tier may not touch.
    [[nodiscard]] Quantity kept_from(unsigned tier) const {
        Quantity kept;
        for (std::size_t better = 0; better < std::min<std::size_t>(tier, of_tier_.size()); ++better)
            kept += of_tier_[better];
        return kept;
    }
    [[nodiscard]] const std::vector<Quantity>& of_tier() const { return of_tier_; }

private:
    std::vector<Quantity> of_tier_;
};

/// How goods that do not suffice are divided among classes of those who wait.
struct Shares {
    bool by_segment = false;      ///< classes are segments, else tiers; own sites are one class more, the last
    std::vector<double> weights;  ///< by class; empty: in proportion to what each waits for
};

class PrioritizationPolicy : public Policy {
public:
    static constexpr std::string_view family = "prioritization";
    /// Whether `a` is served before `b`: a strict weak order. Ties keep the order of joining.
    virtual bool before(const WaitingView& a, const WaitingView& b) const = 0;
    /// Whether it goes by the time of placing alone: lines then join at or near the end, and need no index.
    virtual bool by_placing() const { return false; }
    /// Whether a better tier always goes before a lower one.
    virtual bool by_tier() const { return false; }
    /// nullptr: everything available is for everybody.
    virtual const Reserve* reserve() const { return nullptr; }
    /// nullptr: goods go to the first of the list until nothing is left.
    virtual const Shares* shares() const { return nullptr; }
};

}  // namespace backstock
