#pragma once
// The observer behind the KPIs: it hears what happens, counts it, and turns the counts and the world at the end into
// rows of KPI values. The model does not know it.
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/tally.hpp"
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <span>
#include <utility>
#include <vector>

namespace backstock {

class Recorder {
public:
    /// Watches a world that runs the model. Both must outlive it.
    Recorder(const Model& model, const World& world);

    /// Forgets everything: before each replication.
    void reset();

    void saw(const OrderPlaced&, Time);
    void saw(const OrderServedAtOnce&, Time);
    void saw(const OrderDivided&, Time) { lost_some_ = true; }
    void saw(const WishPutOff&, Time);
    void saw(const WishRenewed&, Time);
    void saw(const UnitsSubstituted&, Time);
    void saw(const UnitsLost&, Time);
    void saw(const OrderLost&, Time);
    void saw(const OrderAccepted&, Time);
    void saw(const LineBackordered&, Time);
    void saw(const LineAllocated&, Time);
    void saw(const ParcelShipped&, Time);
    void saw(const OrderCancelled&, Time);
    void saw(const ParcelDelivered&, Time);
    void saw(const PaymentAuthorized&, Time);
    void saw(const PaymentDeclined&, Time);
    void saw(const PaymentVoided&, Time);
    void saw(const HoldExpired&, Time);
    void saw(const PaymentCaptured&, Time);
    void saw(const PaymentDisputed&, Time);
    void saw(const NoticeSent&, Time);
    void saw(const CustomerContacted&, Time);
    void saw(const CustomerLost&, Time);
    void saw(const ReturnRefunded&, Time);
    void saw(const PurchasePlaced&, Time);
    void saw(const PurchaseArrived&, Time);
    void saw(const GoodsReceived&, Time);
    void saw(const OutageWarned&, Time);
    void saw(const OutageBegan&, Time);
    void saw(const OutageEnded&, Time);
    void saw(const StockDestroyed&, Time);
    void saw(const PeriodEnded&, Time);
    void saw(const WarmupEnded&, Time);

    /// Counts what is still open; to be called once, after the run.
    void finish();

    [[nodiscard]] const StockTally& stock(Id<StockPoint> id) const { return stock_[id]; }

    /// The replication's values for the whole network, then per entity in the order of the model.
    [[nodiscard]] KpiRow network() const;
    [[nodiscard]] std::vector<KpiRow> by(Entity entity) const;

private:
    friend class KpiRows;
    DisruptionTally* tally_of(Id<Strike> strike);
    OrderTally& cell(const Order& order);
    OrderTally& cell(Id<Segment> segment, unsigned tier, Id<Store> store);
    OrderTally* counted(Id<Order> order);
    RareTally& rare(Id<StockPoint> id);
    [[nodiscard]] DemandTally demand_at(const std::vector<Id<StockPoint>>& points) const;
    void count_own_demand(Id<StockPoint> id, Quantity quantity);
    [[nodiscard]] bool is_current(const Order& order) const { return order.counted == world_.counting; }
    [[nodiscard]] Quantity waiting_of(const Order& order) const;
    void count_weeks(const Order& order, Time until);
    void count_wait(OrderTally& tally, Time placed, Duration wait) const;
    void count_broken_promise(OrderTally& tally, const Order& order) const;
    [[nodiscard]] Time quoted(const Order& order) const;

    template<class GroupOf>
    [[nodiscard]] std::vector<OrderTally> orders_in(std::size_t groups, GroupOf group_of) const;
    [[nodiscard]] std::vector<KpiRow> by_item() const;
    [[nodiscard]] std::vector<KpiRow> by_store() const;
    template<class GroupOf>
    [[nodiscard]] std::vector<KpiRow> by_orders(Entity entity, std::size_t groups, GroupOf group_of) const;
    [[nodiscard]] std::vector<KpiRow> by_supplier() const;
    [[nodiscard]] std::vector<KpiRow> by_disruption() const;

    const Model& model_;
    const World& world_;
    std::vector<OrderTally> orders_;        ///< per segment, store of theirs and tier
    std::vector<std::size_t> first_order_;  ///< per segment
    List<StockTally, StockPoint> stock_;
    List<RareTally, StockPoint> rare_;  ///< empty until there is something to count
    List<SupplyTally, Link> supply_;
    List<double, Link> co2_;  ///< kilograms; empty where nothing emits any
    List<DisruptionTally, Disruption> disruptions_;
    List<Time, Disruption> began_;  ///< the present outage of each
    std::vector<Id<StockPoint>> touched_;
    std::int64_t periods_ = 0;
    bool lost_some_ = false;  ///< of the order that is being placed
};

}  // namespace backstock
