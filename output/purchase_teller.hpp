#pragma once
// The observer that writes down the life of one purchase order while it happens.

#include "output/supply_story.hpp"
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

class PurchaseTeller {
public:
    // Follows the purchase of that number. The model and the world must outlive this object.
    PurchaseTeller(const Model& model, const World& world, std::int64_t replication, std::uint64_t number);

    void saw(const PurchaseUnfunded&, Time);
    void saw(const PurchasePlaced&, Time);
    void saw(const PurchaseArrived&, Time);
    void saw(const PartsKitted&, Time);
    void saw(const JobHeld&, Time);
    void saw(const LotStarted&, Time);
    void saw(const ProductionFinished&, Time);
    void saw(const GoodsSent&, Time);
    void saw(const GoodsReceived&, Time);
    void saw(const LineAllocated&, Time);

    // The run is over, the world still stands: tells what is open.
    void end();

    // What there is to tell; empty where the purchase was never placed.
    [[nodiscard]] const std::string& story() const { return story_; }
    // How many purchases the replication has placed.
    [[nodiscard]] std::uint64_t placed() const { return world_.purchases_placed; }

private:
    [[nodiscard]] bool is_mine(Id<Purchase> purchase) const;
    void begin(Id<Purchase> purchase);
    [[nodiscard]] std::string day(Time at) const;
    [[nodiscard]] std::string goods(Quantity quantity) const;
    [[nodiscard]] std::string queue_before(const Link& link) const;
    [[nodiscard]] std::string receipt(const Shipment& shipment) const;
    [[nodiscard]] std::string why_it_waits(const Purchase& purchase) const;
    [[nodiscard]] Duration held_up(const Purchase& purchase) const;
    void tell(const std::string& what);
    void explain(const std::string& why);
    void tell_whom_it_served();

    const Model& model_;
    const World& world_;
    std::int64_t replication_;
    std::uint64_t number_;
    SupplyStory supply_;
    Id<Purchase> purchase_;  // while it lives
    Id<StockPoint> buyer_;
    Id<Link> link_;
    Time placed_;
    Quantity unserved_;                // of the delivery that is being handed out
    bool handing_out_ = false;         // a delivery of it has just arrived
    std::vector<std::string> served_;  // from that delivery
    std::string story_;
};

}  // namespace backstock
