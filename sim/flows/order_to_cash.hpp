#pragma once
// From click to settled cash, read downwards: each fact is answered, then followed.
//
//   CustomerArrived -> OrderPlaced -> OrderAccepted -> LineAllocated -> ParcelShipped -> ParcelDelivered ->
//   OrderSettled
//                          |               |       `-> LineBackordered ... LineAllocated
//                          `-> UnitsLost   |                                  `-> PatienceEnded -> OrderCancelled
//                          `-> OrderLost   `-> the order's money (payments.hpp) -> OrderCancelled
#include "sim/facts.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/list.hpp"
#include "sim/world/order.hpp"

#include <vector>

namespace backstock {

class Law;
class Payments;
class Run;
struct Segment;
struct Store;
struct Arrival;

class OrderToCash {
public:
    OrderToCash(Run& run, Payments& payments);

    void on(const CustomerArrived&);
    void on(const OrderPlaced&);
    void on(const UnitsLost&);
    void on(const OrderLost&);
    void on(const OrderAccepted&);
    void on(const LineBackordered&);
    void on(const LineAllocated&);
    void on(const ParcelShipped&);
    void on(const ParcelDelivered&);
    void on(const PatienceEnded&);
    void on(const OrderCancelled&);
    void on(const OrderSettled&);

    /// Whether a parcel that is ready must wait for money.
    bool holds(Id<Parcel> parcel);

    /// Before and after disruptions change the demand of a segment.
    void settle(Id<Segment> segment);
    void resume(Id<Segment> segment);

private:
    /// What was decided for one line before the order stands.
    struct Decision {
        Id<Line> line;
        Quantity at_once;
        Quantity later;
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
    /// What a parcel holds: at what it cost, at what it sells for.
    struct Contents {
        Money cost;
        Money price;
        std::int64_t pieces = 0;
    };
    /// What a store's fulfillment says of every parcel, asked once.
    struct Terms {
        const Law* handling = nullptr;
        Money cost_per_shipment;
        Money cost_per_line;
    };

    // The wish (ordering.cpp)
    void come(Id<Segment> segment, const Arrival& arrival);
    Id<Order> write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival);
    void write_record(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_line(Id<Order> order, Id<StockPoint> stock, Quantity quantity);

    // What becomes of it (order_to_cash.cpp)
    void count_wishes(const Order& order);
    [[nodiscard]] Wish wish_of(const Order& order) const;
    void accept(Order& order, const Wish& wish) const;
    void serve_whole(Id<Order> id, Order& order, const Wish& wish);
    Decision decide(Id<Line> line, const Order& order);
    [[nodiscard]] bool stays(const Order& order, Time promised) const;
    void start_patience(Id<Order> order);
    void unpack(Id<Order> order);

    // The goods (shipping.cpp)
    void pack(Id<Order> order, Id<Line> line, Quantity quantity);
    [[nodiscard]] Duration handling_time(const Order& order, const Parcel& parcel) const;
    Contents take_off_shelf(Id<Parcel> parcel, Order& order);
    void pay_for_shipping(Id<Store> store, std::int64_t pieces);
    [[nodiscard]] Money bill(const Order& order, Money goods, Quantity left) const;
    void erase(Id<Order> order);

    Run& run_;
    Payments& payments_;
    List<Terms, Store> terms_;
    Prediction prediction_;
    std::vector<Decision> decisions_;
};

}  // namespace backstock
