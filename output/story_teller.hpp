#pragma once
// The observer that writes down the life of one order while it happens.

#include "output/supply_story.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

class StoryTeller {
public:
    // Follows the order of that number. The model and the world must outlive this object.
    StoryTeller(const Model& model, const World& world, std::int64_t replication, std::uint64_t number);

    void saw(const OrderPlaced&, Time);
    void saw(const UnitsSubstituted&, Time);
    void saw(const OrderDivided&, Time);
    void saw(const WishPutOff&, Time);
    void saw(const AlertExpired&, Time);
    void saw(const WishRenewed&, Time);
    void saw(const OrderLost&, Time);
    void saw(const UnitsLost&, Time);
    void saw(const LineBackordered&, Time);
    void saw(const LineAllocated&, Time);
    void saw(const LinePassedOn&, Time);
    void saw(const ItemLaunched&, Time);
    void saw(const ConsolidationEnded&, Time);
    void saw(const ParcelShipped&, Time);
    void saw(const ParcelDelivered&, Time);
    void saw(const PromisePassed&, Time);
    void saw(const DeadlineReached&, Time);
    void saw(const NoticeSent&, Time);
    void saw(const CustomerContacted&, Time);
    void saw(const CustomerLost&, Time);
    void saw(const GoodsReturned&, Time);
    void saw(const ReturnRefunded&, Time);
    void saw(const OrderCancelled&, Time);
    void saw(const OrderSettled&, Time);
    void saw(const PaymentAuthorized&, Time);
    void saw(const PaymentDeclined&, Time);
    void saw(const PaymentRetried&, Time);
    void saw(const PaymentDue&, Time);
    void saw(const HoldExpired&, Time);
    void saw(const PaymentVoided&, Time);
    void saw(const PaymentCaptured&, Time);
    void saw(const PayoutArrived&, Time);
    void saw(const PaymentRefunded&, Time);
    void saw(const PaymentDisputed&, Time);
    void saw(const PaymentLost&, Time);
    void saw(const CampaignDecided&, Time);
    void saw(const GoodsSent&, Time);
    void saw(const GoodsReceived&, Time);
    void saw(const OutageBegan&, Time);
    void saw(const OutageEnded&, Time);
    void saw(const LotStarted& e, Time now) { supply_.saw(e, now); }
    void saw(const ProductionFinished& e, Time now) { supply_.saw(e, now); }
    void saw(const WarmupEnded&, Time);

    // The run is over, the world still stands: tells what is open.
    void end();

    // What there is to tell; empty where the order was never placed.
    [[nodiscard]] const std::string& story() const { return story_; }
    // How many orders the replication has placed.
    [[nodiscard]] std::uint64_t placed() const { return world_.orders_placed; }

private:
    // What the shop knew of a line when the order was placed.
    struct Prospect {
        Id<Line> line;
        std::string reason;
        Time predicted = Time::never();
        Quantity waiting;
    };
    // The parcel delivered last decides how long the order took.
    struct Course {
        Time picked, shipped, delivered;
    };
    [[nodiscard]] bool is_mine(Id<Order> order) const { return order && order == order_; }
    [[nodiscard]] bool is_mine(Id<Payment> payment) const;
    [[nodiscard]] const Processor* processor() const;
    [[nodiscard]] const char* handling_word(Time picked) const;
    [[nodiscard]] std::string processor_name() const;
    [[nodiscard]] bool is_mine(Id<Line> line) const { return is_mine(world_.lines[line].order); }
    [[nodiscard]] const Prospect& prospect(Id<Line> line) const;
    [[nodiscard]] std::string shop(Id<Line> line) const;
    [[nodiscard]] std::string on_shelf(Quantity all, Quantity free) const;
    [[nodiscard]] std::string goods(Id<Line> line, Quantity quantity) const;
    [[nodiscard]] std::string goods(Id<Parcel> parcel) const;
    [[nodiscard]] std::string refusal(const UnitsLost& fact) const;
    [[nodiscard]] std::string reason_to_cancel(const OrderCancelled& fact) const;
    [[nodiscard]] std::string words_of(const NoticeSent& fact) const;
    [[nodiscard]] std::string goods(Id<Return> goods, Quantity quantity) const;
    [[nodiscard]] bool is_mine(Id<Return> goods) const { return world_.returns[goods].order == number_; }
    void look_ahead_at_all();
    [[nodiscard]] std::string quote(const Prospect& prospect) const;
    [[nodiscard]] std::string punctuality(const Order& order, Id<Parcel> parcel) const;
    [[nodiscard]] std::string duration_of(const Order& order) const;
    [[nodiscard]] Quantity ahead_of(Id<Line> line) const;
    [[nodiscard]] std::string day(Time at) const;
    void look_ahead(Id<Line> line);
    void tell(const std::string& what);
    void explain(const std::string& why);

    const Model& model_;
    const World& world_;
    std::int64_t replication_;
    std::uint64_t number_;
    SupplyStory supply_;
    Id<Order> order_;  // while it lives
    std::vector<Prospect> prospects_;
    std::vector<std::pair<Id<Parcel>, Time>> on_the_road_;  // when they left
    std::optional<Course> last_;
    Time money_asked_;  // when money was last asked for that should have come, or could have come, before the goods
    std::string story_;
};

}  // namespace backstock
