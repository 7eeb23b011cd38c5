#pragma once
// From counts and the world at the end to one row of KPI values: the formulas behind the definitions in kpi.cpp.
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/recorder.hpp"
#include "sim/experiment/tally.hpp"
#include "sim/world/world.hpp"

#include <utility>
#include <vector>

namespace backstock {

/// What was posted to an account since the warm-up, and what passed through it; of the house or of one store.
struct BookedMoney {
    const Ledger& ledger;
    Id<Store> store;  ///< none: the whole house

    [[nodiscard]] double posted(Account account) const;
    [[nodiscard]] double passed(Account account) const;
};

/// Fills one row, group by group; each group is a set of KPIs that come from the same source. A KPI that the entity's
/// table does not have is left out.
class KpiRows {
public:
    KpiRows(const Recorder& recorder, Entity entity);

    KpiRow take() { return std::move(row_); }

    void ratio(Kpi kpi, double num, double den) { set(kpi, {num, den}); }
    void value(Kpi kpi, double x) { set(kpi, plain(x + 0.0)); }  // which makes 0 of -0

    void orders(const OrderTally& tally);
    /// Units demanded, shipped and lost of some orders or stock points; `shortage_accrued` is the imputed cost of
    /// waiting.
    void demand(const OrderTally& tally, double shortage_accrued);
    void demand(const DemandTally& tally, double shortage_accrued);
    /// Figures of stock, summed over some stock points.
    void stock(const std::vector<Id<StockPoint>>& points);
    void purchases(const SupplyTally& supply);
    void money(const BookedMoney& booked);
    /// Figures of one plant, or of several together.
    void plants(const std::vector<Id<Plant>>& plants);
    /// What stores have no room for.
    void space(const std::vector<Id<Store>>& stores);
    void cash();
    void uptime(const SupplierState& supplier);
    void disruption(const DisruptionTally& tally, const Level& struck);

private:
    void set(Kpi kpi, KpiValue value) {
        if (info(kpi).tables.has(entity_)) row_[index(kpi)] = value;
    }
    void payments(const OrderTally& tally);
    void outcomes(const OrderTally& tally);
    void waits(const OrderTally& tally);
    void customers(const OrderTally& tally);
    void levels(const PeriodSums& sums, std::size_t points, Money cost_of_sales);
    void lead_times(const SupplyTally& supply);
    [[nodiscard]] double share_of_time(const Level& level) const;
    [[nodiscard]] SupplyTally supply_of(Id<StockPoint> id) const;
    [[nodiscard]] double co2_of(Id<StockPoint> id) const;

    const Recorder& recorder_;
    const Model& model_;
    const World& world_;
    Entity entity_;
    KpiRow row_;
    double measured_;  ///< days that averages are taken over
};

}  // namespace backstock
