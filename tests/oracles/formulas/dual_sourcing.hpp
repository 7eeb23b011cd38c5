#pragma once

#include "tests/oracles/formulas/pmf.hpp"

/// Two sources for one item: a regular one that is slow, and one that is quick and asks a premium.
///
/// The order of a period: receive, look, order from both, meet demand, account. Leads in whole periods; an expedited
/// order with lead 0 is on the shelf before the demand. Backorders.
namespace backstock::oracles {

/// What a rule costs a period, and what it does.
struct DualSourced {
    double on_hand;     ///< mean units at the period's end
    double backorders;  ///< mean units owed at the period's end
    double expedited;   ///< mean units a period from the quick source

    double cost(double holding, double shortage, double premium) const {
        return holding * on_hand + shortage * backorders + premium * expedited;
    }
};

/// The dual-index rule: lift the expedited position (on hand - owed + what arrives within the quick lead) to S - delta
/// from the quick source, then the whole position to S from the slow one. All that matters is what the slow source will
/// bring later than the quick one could, at most delta units, spread over regular lead - quick lead periods: the
/// expedited position after ordering is S less that, net stock at a period's end is it less the demand of quick lead +
/// 1 periods. Exact, by that chain.
/// Source: S. Veeraraghavan and A. Scheller-Wolf, "Now or later: a simple policy for effective dual sourcing in
/// capacitated systems", Operations Research 56 (2008).
DualSourced dual_index(const Pmf& demand, int regular_lead, int quick_lead, int level, int delta);

/// The best S for a delta (a newsvendor problem, since the chain knows no S), and the best of the deltas 0 … most.
struct BestDualIndex {
    int level;
    int delta;
    double cost;
};
BestDualIndex best_dual_index(const Pmf& demand, int regular_lead, int quick_lead, double holding, double shortage,
                              double premium, int most_delta);

/// The least cost of any rule, quick lead 0, by relative value iteration over (net stock, orders under way); stock held
/// between -`deep` and `high` units, regular orders of at most the largest demand. For regular leads of 1 to 3.
double best_dual_sourcing(const Pmf& demand, int regular_lead, double holding, double shortage, double premium,
                          int deep, int high);

}  // namespace backstock::oracles
