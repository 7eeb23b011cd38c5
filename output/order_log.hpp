#pragma once
// What became of every order line of a replication: the rows of /<variant>/orders.

#include "output/frame.hpp"
#include "output/row_layout.hpp"
#include "sim/experiment/replications.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock {

// Watches a replication and keeps a compact row of about 250 bytes a line. Rows come out by order number, then line.
// Orders placed in the warm-up are there too; their `counted` is 0.
//
//   replication, order, line          the order's number in the replication and the line's in the order, from 1
//   counted                           1 where the KPIs count the order: it was placed after the warm-up
//   segment, tier, customer           whose it is; `customer` is the customer's own number in the segment
//   store, item, price                what was asked for where, and its price for a unit
//   demanded                          units asked for; = accepted + lost + substituted - instead
//   accepted, at_once, lost           units that were to be delivered; those of them that stock covered; refused ones
//   substituted, instead              units in whose place another item is delivered; of that item's line, those units
//   delivered, cancelled              units at the customer's door; given up while they waited
//   placed_at                         days since the start, like all times; NaN for what has not happened
//   promised_at                       first promised ship date; NaN where none was given
//   first_allocated_at, allocated_at  when the first and the last units so far were reserved on the shelf
//   shipped_at, delivered_at          when the last units so far left, and arrived
//   cancelled_at                      when what still waited was given up
//   lost_cause, cancel_cause          words of sim/world/words.hpp, or ""
//   order_paid                        what the customer has paid for the whole order, less refunds other than refunded
//   rest_of                           where what could not be had of an order was put off: that order's number; else 0
//   put_off                           how often the customer left to come again
//   notices, contacts                 of the whole order: what the customer was told, and asked
//   returned, returned_at             units sent back, and when the last of them were
//   refunded, let_off                 what was paid back for them, and what of their price was not paid yet and need
//                                     not be any more
//   payment                           what became of its money last: "held", "expired", "declined", "part paid",
//                                     "paid", "refunded", "disputed", "written off", or "" where nothing did
//   outcome                           "lost" (nothing accepted), "delivered" (all that was accepted),
//                                     "cancelled" (a part, or all, was given up), "open" at the horizon
//                                     (a wish that is put off, too), "put_off" (all of the line went to an order of
//                                     its own, see rest_of)
class OrderLog : public Extra {
public:
    // Subscribes itself. The model and the world must live until done(), the model as long as rows are asked for.
    OrderLog(const Model& model, const World& world, FactObservers& observers, std::int64_t replication);

    void saw(const OrderPlaced&, Time);
    void saw(const OrderServedAtOnce&, Time);
    void saw(const UnitsSubstituted&, Time);
    void saw(const OrderDivided&, Time);
    void saw(const WishPutOff&, Time);
    void saw(const UnitsLost&, Time);
    void saw(const OrderLost&, Time);
    void saw(const LineBackordered&, Time);
    void saw(const LineAllocated&, Time);
    void saw(const ParcelShipped&, Time);
    void saw(const ParcelDelivered&, Time);
    void saw(const OrderCancelled&, Time);
    void saw(const OrderSettled&, Time);
    void saw(const NoticeSent&, Time);
    void saw(const CustomerContacted&, Time);
    void saw(const ReturnRefunded&, Time);
    void saw(const PaymentAuthorized& e, Time) { become(e.order, Fate::held); }
    void saw(const HoldExpired& e, Time) { become(world_.payments[e.payment].order, Fate::expired); }
    void saw(const PaymentDeclined& e, Time) { become(e.order, Fate::declined); }
    void saw(const PaymentCaptured&, Time);
    void saw(const PaymentRefunded& e, Time) { become(e.order, Fate::refunded); }
    void saw(const PaymentDisputed& e, Time) { become(world_.payments[e.payment].order, Fate::disputed); }
    void saw(const PaymentLost& e, Time) { become(e.order, Fate::written_off); }

    // Takes up what is still open and puts the rows in order. The world is not needed any more.
    void done() override;

    // Columns without rows, and the widths of the columns of text, which the model's names settle.
    static Frame heading(const Model& model);
    static TextWidths widths(const Model& model);

    // After done(): the number of rows, and `count` of them from row `first` on.
    std::size_t rows() const { return order_.size(); }
    Frame frame(std::size_t first, std::size_t count) const;

    enum class Outcome : std::uint8_t { open, lost, cancelled, delivered, put_off };
    // The same lines one by one, for who counts and needs no table: visit(order's number, Told).
    struct Told {
        Quantity accepted;
        Money price;
        Time placed, shipped;  // never: it has not
        Outcome outcome;
    };
    template<class Visit>
    void for_each_line(Visit visit) const {
        for (const Place& place : order_) {
            const Row& row = kept(place);
            visit(row.order, Told{accepted(row), row.price, row.placed, row.shipped, row.outcome});
        }
    }

private:
    static constexpr std::size_t rows_per_block = 1024;
    enum class Fate : std::uint8_t { none, held, expired, declined, part_paid, paid, refunded, disputed, written_off };
    struct Row {
        std::uint64_t order = 0;
        std::uint64_t customer = 0;
        std::uint64_t rest_of = 0;
        Quantity demanded, lost, at_once, delivered, cancelled, substituted, instead, returned;
        Time placed, promised = Time::never(), first_allocated = Time::never(), allocated = Time::never();
        Time shipped = Time::never(), delivered_at = Time::never(), cancelled_at = Time::never();
        Time returned_at = Time::never();
        Money price, paid, refunded, let_off;
        Id<Segment> segment;
        Id<StockPoint> stock;
        std::uint32_t line = 0;
        std::uint32_t put_off = 0, notices = 0, contacts = 0;
        std::uint8_t tier = 0;
        std::int8_t lost_cause = -1;
        std::int8_t cancel_cause = -1;
        bool counted = false;
        Outcome outcome = Outcome::open;
        Fate fate = Fate::none;
    };
    struct Place {  // where a closed row lies
        std::uint64_t order;
        std::uint32_t line;
        std::uint32_t number;  // of the row, as they were closed
    };
    struct Back {  // goods that came back
        std::uint64_t order;
        std::uint32_t line;
        Quantity quantity;
        Money refund, let_off;
        bool open;  // the order had not ended
        Time at;
    };
    Row& open(Id<Line> line);
    template<class Placed>
    [[nodiscard]] static Row fresh(const Placed& order, std::uint32_t number);
    void open(const Order& order, Id<Line> line, std::uint32_t number);
    template<class Change>
    void of_order(Id<Order> order, Change change);
    void add_returns();
    void close(Id<Order> order, bool settled);
    void keep(const Row& row);
    Row& kept(const Place& place) { return closed_[place.number / rows_per_block][place.number % rows_per_block]; }
    const Row& kept(const Place& place) const { return const_cast<OrderLog*>(this)->kept(place); }
    static Quantity accepted(const Row& row) { return row.demanded - row.lost - row.substituted + row.instead; }
    void become(Id<Order> order, Fate fate);
    void put(Frame& frame, const Row& row) const;

    const Model& model_;
    const World& world_;
    std::int64_t replication_;
    std::vector<Row> open_;                 // at the line's index
    std::vector<std::vector<Row>> closed_;  // blocks that never move
    std::vector<Place> order_;              // of the closed rows
    std::vector<Back> back_;
};

}  // namespace backstock
