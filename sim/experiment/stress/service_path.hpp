#pragma once
// How well customers are served over one replication, instant by instant: what a struck supply chain is compared by.

#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <vector>

namespace backstock {

// The state from an instant on, after all that happens at it, until the next step.
struct ServiceStep {
    Time at;
    Quantity net;       // at the stock points of stores that customers buy from: available less what is waited for
    Quantity unmet;     // units customers wanted and did not get from stock at once, so far
    Money unmet_value;  // the same at their prices
    Quantity shipped;   // to customers, so far
    Money shipped_value;
};

using ServicePath = std::vector<ServiceStep>;

// Records the path of one replication from an instant on. The model and the world must outlive it.
class ServiceRecorder final : public Extra {
public:
    ServiceRecorder(const Model& model, const World& world, FactObservers& observers, Time from);
    ServiceRecorder(const ServiceRecorder&) = delete;
    ServiceRecorder& operator=(const ServiceRecorder&) = delete;

    void saw(const OrderPlaced& fact, Time now);
    void saw(const UnitsLost& fact, Time now);
    void saw(const LineBackordered& fact, Time now);
    void saw(const ParcelShipped& fact, Time now);
    void saw(const OrderCancelled& fact, Time now);
    void saw(const PurchaseArrived& fact, Time now);
    void saw(const GoodsReceived& fact, Time now);
    void saw(const StockDestroyed& fact, Time now);
    void done() override;

    ServicePath take() { return std::move(path_); }

private:
    void at(Time now);
    void close();
    void touch(Id<StockPoint> id);
    void touch_lines(Id<Order> order);
    void miss(Id<Line> line, Quantity quantity);

    const Model& model_;
    const World& world_;
    Time from_;
    Time now_;
    std::vector<bool> faces_customers_;  // by stock point
    std::vector<Quantity> net_;          // by stock point, as counted in state_
    std::vector<bool> is_touched_;
    std::vector<Id<StockPoint>> touched_;
    bool shipped_now_ = false;
    ServiceStep state_;
    ServicePath path_;
};

// What an outage did to customers, against the same replication without it. They go without where they are not served
// from stock at once, and also where goods do not leave the store.
struct Resilience {
    double survives = 0;     // days from its beginning until a customer first goes without what they would have got;
                             // infinite: not within the horizon
    double recovers = 0;     // days from its beginning until the stock that customers buy from, and what has been
                             // shipped to them, is back where it would have been; 0: it was never below; infinite: not
                             // within the horizon
    double unmet = 0;        // further units not served from stock at once, or, if more, the most that shipments
                             // fell short at any time
    double unmet_value = 0;  // the same at their prices: the revenue at risk
};

// Requires paths of the same replication, recorded from `began` or before. The stock may be below what it would have
// been more than once; the first time counts, and it ends after the outage.
Resilience resilience(const ServicePath& undisturbed, const ServicePath& struck, Time began, Time ended);

}  // namespace backstock
