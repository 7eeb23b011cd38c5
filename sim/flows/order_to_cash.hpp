#pragma once
// From click to settled cash, read downwards: each fact is answered, then followed.
//
//   CustomerArrived -> OrderPlaced -> OrderAccepted -> LineAllocated -> ParcelShipped -> ParcelDelivered ->
//   OrderSettled
//                          |               |       `-> LineBackordered ... LineAllocated
//                          |-> UnitsLost   |         `-> LinePassedOn (a supplier ships it)
//                          |-> OrderLost   |                                  `-> PatienceEnded -> OrderCancelled
//                          |               `-> the order's money (payments.hpp) -> OrderCancelled
//                          |-> UnitsSubstituted
//                          `-> WishPutOff (customer_care.hpp) … WishRenewed -> OrderAccepted, OrderLost
//   CustomerArrived -> OrderServedAtOnce (all of the first line in one step, over_the_counter.cpp)
//
// A customer comes as a World::request; only where that is not served at once is an order written.
#include "sim/facts.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/list.hpp"
#include "sim/world/order.hpp"
#include "sim/world/request.hpp"

#include <unordered_map>
#include <vector>

namespace backstock {

class Law;
class Packing;
class Payments;
class Replenishment;
class Returning;
class Run;
struct Segment;
struct Store;
struct Arrival;

class OrderToCash {
public:
    OrderToCash(Run& run, Payments& payments, Packing& packing, Replenishment& replenishment, CustomerCare& care,
                Returning& returning);

    void on(const CustomerArrived&);
    void on(const OrderPlaced&);
    void on(const OrderServedAtOnce&);
    void on(const WishRenewed&);
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

    /// Finds the segments whose customers can be served over the counter, and those who always wish for the same. To be
    /// called once the world is open.
    void open_counters();

    /// Whether a parcel that is ready must wait for money.
    bool holds(Id<Parcel> parcel);

    /// Before and after disruptions change the demand of a segment.
    void settle(Id<Segment> segment);
    void resume(Id<Segment> segment);
    /// The shop has heard something of its supply.
    void hear_news() { care_.hear_news(); }

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
    struct Total {
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
        bool costs_nothing = false;  ///< none of the three
        bool drop_ships = false;
        bool ships_whole = false;
    };

    // The wish (ordering.cpp)
    enum class Need : std::uint8_t { nothing, order, order_and_store };
    void come_surging(const CustomerArrived&);
    Need receive(Id<Segment> segment, const Arrival& arrival);
    void place(Need need);
    [[nodiscard]] Request usual_request(Id<Segment> segment);
    void hear(Id<Segment> segment, const Arrival& arrival);
    void hear_record(const Segment& segment, const Arrival& arrival);
    void hear_basket(const Segment& segment, const Arrival& arrival);
    void fetch(Id<StockPoint> stock) const;
    void wish_for(const Segment& segment, Id<Item> item, Quantity quantity);
    [[nodiscard]] Request::Wish* wish_at(Id<StockPoint> stock);
    [[nodiscard]] bool all_on_shelf(const Request& request) const;
    [[nodiscard]] Id<Order> write_order();
    Id<Line> append_line(Id<Order> order, Id<Line> last, Id<StockPoint> stock, Quantity quantity);
    [[nodiscard]] Id<Line> last_of(Id<Order> order) const;
    bool go_where_all_is(const Segment& segment);
    bool go_to(Id<Store> store);
    void choose_store(Id<Order> order);
    bool move_to(Id<Order> order, Id<Store> store);
    [[nodiscard]] bool can_be_had(const Order& order);

    // Over the counter (over_the_counter.cpp)
    [[nodiscard]] bool has_counter(Id<Store> store, const Segment& segment) const;
    bool serve_at_once();
    Money hand_over(const Request::Wish& wish);

    // What becomes of it (order_to_cash.cpp)
    void count_wishes(const Order& order);
    void meet_stock(Id<Order> order);
    [[nodiscard]] Total total_of(const Order& order) const;
    void accept(Order& order, const Total& total) const;
    void serve_whole(Id<Order> id, Order& order, const Total& total);
    Decision decide(Id<Line> line, const Order& order, Reaction reaction);
    void decide_on_rest(Decision& decision, const Order& order, Quantity rest);
    [[nodiscard]] bool stays(const Order& order, Time promised) const;
    void settle_decisions(Id<Order> order);

    // What is done where there is none (unavailable.cpp)
    bool react(Id<Order> order, CustomerCare::Choice choice);
    void substitute(Id<Order> order);
    void substitute(Id<Order> order, Decision& decision, std::vector<Decision>& served);
    bool put_off(Id<Order> order, Reaction reaction);
    Id<Order> divide(Id<Order> order);
    [[nodiscard]] Id<Store> store_of(const Order& order) const;

    // The goods (shipping.cpp)
    [[nodiscard]] Duration transit_time(const Order& order, const Parcel& parcel) const;
    Contents take_off_shelf(Id<Parcel> parcel, Order& order, Time delivered);
    [[nodiscard]] bool shipped_late(const Order& order) const;
    void pay_for_shipping(Id<Store> store, std::int64_t pieces);
    [[nodiscard]] Money bill(const Order& order, Money goods, Quantity left) const;
    void erase(Id<Order> order);

    Run& run_;
    Payments& payments_;
    Packing& packing_;
    Replenishment& replenishment_;
    CustomerCare& care_;
    Returning& returning_;
    List<Terms, Store> terms_;
    List<char, Segment> counters_;  ///< whether its customers are served over the counter where the shelf has all
    Prediction prediction_;
    Id<Segment> heard_;             ///< whose usual wishes World::request holds; none where it holds others
    List<Request, Segment> usual_;  ///< what each of its customers wishes for; empty where that varies
    std::unordered_map<std::uint32_t, std::size_t> wish_at_;  ///< places in a request of many wishes, by stock point
    std::vector<Decision> decisions_;
    std::vector<Decision> substitutes_;
};

}  // namespace backstock
