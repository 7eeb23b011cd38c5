#pragma once
// From click to settled cash, read downwards: each fact is answered, then followed.
//
//   CustomerArrived -> OrderPlaced -> OrderAccepted -> LineAllocated -> ParcelShipped -> ParcelDelivered ->
//   OrderSettled
//                          |               |       `-> LineBackordered ... LineAllocated
//                          `-> UnitsLost   |         `-> LinePassedOn (a supplier ships it)
//                                          `-> PaymentCaptured                `-> PatienceEnded -> OrderCancelled
//                          `-> OrderLost                                                             `->
//                          PaymentRefunded
#include "sim/facts.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/list.hpp"
#include "sim/world/order.hpp"

#include <unordered_map>
#include <vector>

namespace backstock {

class Packing;
class Replenishment;
class Run;
struct PaymentView;
struct Segment;
struct Store;
struct Arrival;

class OrderToCash {
public:
    OrderToCash(Run& run, Packing& packing, Replenishment& replenishment);

    void on(const CustomerArrived&);
    void on(const OrderPlaced&);
    void on(const UnitsLost&);
    void on(const OrderLost&);
    void on(const OrderAccepted&);
    void on(const PaymentCaptured&);
    void on(const LineBackordered&);
    void on(const LineAllocated&);
    void on(const ParcelShipped&);
    void on(const ParcelDelivered&);
    void on(const PatienceEnded&);
    void on(const OrderCancelled&);
    void on(const PaymentRefunded&);
    void on(const OrderSettled&);

    /// Before and after disruptions change the demand of a segment.
    void settle(Id<Segment> segment);
    void resume(Id<Segment> segment);

private:
    /// What was decided for one line before the order stands.
    struct Decision {
        Id<Line> line;
        Quantity at_once;
        Quantity later;  ///< with what neighbours lend
        Quantity lent;
        Quantity lost;
        LossCause why = LossCause::out_of_stock;
        Time promised = Time::never();
    };

    /// What the lines of an order come to, and whether the shelf has all of it.
    struct Wish {
        Quantity units;
        Money price;
        bool on_shelf = true;
    };
    /// What a parcel holds: at what it cost, at what it sells for, and how much less that is than the list price.
    struct Contents {
        Money cost;
        Money price;
        Money off;
        std::int64_t pieces = 0;
    };
    /// What a store's fulfillment says of every parcel, asked once.
    struct Terms {
        Money cost_per_order;
        Money cost_per_shipment;
        Money cost_per_line;
        bool drop_ships = false;
        bool ships_whole = false;
    };

    // The wish (ordering.cpp)
    void come(Id<Segment> segment, const Arrival& arrival);
    Id<Order> write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival);
    void write_record(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_line(Id<Order> order, Id<Item> item, Quantity quantity);
    [[nodiscard]] Id<Line> line_of(const Order& order, Id<StockPoint> stock);
    void choose_store(Id<Order> order);
    bool move_to(Id<Order> order, Id<Store> store);
    [[nodiscard]] bool can_be_had(const Order& order);

    // What becomes of it (order_to_cash.cpp)
    void count_wishes(const Order& order);
    [[nodiscard]] Wish wish_of(const Order& order) const;
    void accept(Order& order, const Wish& wish) const;
    void serve_whole(Id<Order> id, Order& order, const Wish& wish);
    Decision decide(Id<Line> line, const Order& order);
    void decide_on_rest(Decision& decision, const Order& order, Quantity rest);
    [[nodiscard]] bool stays(const Order& order, Time promised) const;
    void start_patience(Id<Order> order);
    [[nodiscard]] Id<Store> store_of(const Order& order) const;
    [[nodiscard]] static PaymentView payment_view(const Order& order, Time now);

    // The goods (shipping.cpp)
    Contents take_off_shelf(const Parcel& parcel, Order& order);
    void pay_for_shipping(Id<Store> store, std::int64_t pieces);
    Money bill(Order& order, Money goods) const;
    void erase(Id<Order> order);

    Run& run_;
    Packing& packing_;
    Replenishment& replenishment_;
    List<Terms, Store> terms_;
    Prediction prediction_;
    std::unordered_map<std::uint32_t, Id<Line>> line_at_;  ///< of the order being written, where it has many lines
    Id<Line> last_line_;
    std::vector<Decision> decisions_;
};

}  // namespace backstock
