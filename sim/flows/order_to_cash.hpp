#pragma once
// From click to settled cash, read downwards: each fact is answered, then followed.
//
//   CustomerArrived -> OrderPlaced -> OrderAccepted -> LineAllocated -> ParcelShipped -> ParcelDelivered ->
//   OrderSettled
//                          |               |       `-> LineBackordered ... LineAllocated
//                          `-> UnitsLost   `-> PaymentCaptured                `-> PatienceEnded -> OrderCancelled
//                          `-> OrderLost                                                             `->
//                          PaymentRefunded
#include "sim/facts.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/order.hpp"

#include <vector>

namespace backstock {

class Run;
struct Segment;
struct Store;
struct Arrival;

class OrderToCash {
public:
    explicit OrderToCash(Run& run) : run_(run) {}

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
        Quantity later;
        Quantity lost;
        LossCause why = LossCause::out_of_stock;
        Time promised = Time::never();
    };

    void come(Id<Segment> segment, const Arrival& arrival);
    Id<Order> write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival);
    void write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_line(Id<Order> order, Id<StockPoint> stock, Quantity quantity);
    Decision decide(Id<Line> line, const Order& order);
    [[nodiscard]] bool stays(const Order& order, Time promised) const;
    [[nodiscard]] Id<Store> store_of(const Order& order) const;
    [[nodiscard]] bool covered(const Order& order) const;
    void serve_whole(Id<Order> order);
    void total(Order& order) const;
    void start_patience(Id<Order> order);
    void pack(Id<Order> order, Id<Line> line, Quantity quantity);
    Money take_off_shelf(Id<StockPoint> stock, Quantity quantity);
    Money bill(Order& order, Money goods) const;
    void erase(Id<Order> order);

    Run& run_;
    Prediction prediction_;
    std::vector<Decision> decisions_;
};

}  // namespace backstock
