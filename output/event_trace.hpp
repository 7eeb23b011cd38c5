#pragma once
// Everything that happened in one replication, fact by fact: the rows of /<variant>/events.

#include "output/frame.hpp"
#include "output/row_layout.hpp"
#include "sim/experiment/replications.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace backstock {

// Watches a replication and keeps a row a fact, in the order in which they happened; a parcel with goods of several
// lines has a row for each.
//
//   replication, time            days since the start
//   fact                         its name in sim/facts.hpp
//   order, line                  the order's number in the replication and the line's in the order, from 1; 0: none
//   purchase                     the purchase order's number in the replication, from 1; 0: none
//   entity                       where it happened: the store, or the supplier, or the segment of a customer who comes
//   item                         "" where the fact is not about a single one
//   source                       the supplier or own site that goods come from
//   quantity                     units; NaN where the fact has none
//   amount                       money; NaN likewise
//   until                        days since the start: what is promised or expected; NaN likewise
//   detail                       a word: why something was lost or cancelled, from where units were allocated, the part
//                                that a production order lacks, which disruption it was, whether a price is down, how a
//                                customer reacted, what they were told, the item that was taken instead, why they are lost,
//                                what a processor declined, how a campaign ended
class EventTrace : public Extra {
public:
    // Subscribes itself. The model and the world must live until done(), the model as long as rows are asked for.
    EventTrace(const Model& model, const World& world, FactObservers& observers, std::int64_t replication);

    void saw(const CustomerArrived&, Time);
    void saw(const OrderPlaced&, Time);
    void saw(const UnitsSubstituted&, Time);
    void saw(const OrderDivided&, Time);
    void saw(const WishPutOff&, Time);
    void saw(const GoodsAvailable&, Time);
    void saw(const AlertExpired&, Time);
    void saw(const WishRenewed&, Time);
    void saw(const OrderLost&, Time);
    void saw(const UnitsLost&, Time);
    void saw(const OrderAccepted&, Time);
    void saw(const LineBackordered&, Time);
    void saw(const LineAllocated&, Time);
    void saw(const LinePassedOn&, Time);
    void saw(const ConsolidationEnded&, Time);
    void saw(const ParcelPacked&, Time);
    void saw(const HandlingFinished&, Time);
    void saw(const ItemLaunched&, Time);
    void saw(const StockFreed&, Time);
    void saw(const PriceMarked&, Time);
    void saw(const ParcelShipped&, Time);
    void saw(const ParcelDelivered&, Time);
    void saw(const PatienceEnded&, Time);
    void saw(const OutlookChanged&, Time);
    void saw(const PromisePassed&, Time);
    void saw(const UpdateDue&, Time);
    void saw(const DeadlineReached&, Time);
    void saw(const NoticeSent&, Time);
    void saw(const CustomerContacted&, Time);
    void saw(const OrderCancelled&, Time);
    void saw(const OrderSettled&, Time);
    void saw(const CustomerLost&, Time);
    void saw(const GoodsReturned&, Time);
    void saw(const ReturnRefunded&, Time);
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
    void saw(const CampaignEnded&, Time);
    void saw(const CampaignDecided&, Time);
    void saw(const StockReviewed&, Time);
    void saw(const PurchaseUnfunded&, Time);
    void saw(const FundsReviewed&, Time);
    void saw(const PurchasePlaced&, Time);
    void saw(const PurchaseArrived&, Time);
    void saw(const PurchaseReleased&, Time);
    void saw(const SupplierRestocked&, Time);
    void saw(const SupplierPaid&, Time);
    void saw(const PurchaseRefused&, Time);
    void saw(const LaneReached&, Time);
    void saw(const LaneEntered&, Time);
    void saw(const GoodsSent&, Time);
    void saw(const GoodsReceived&, Time);
    void saw(const PartsKitted&, Time);
    void saw(const JobHeld&, Time);
    void saw(const LotStarted&, Time);
    void saw(const ProductionFinished&, Time);
    void saw(const ThreatMoved&, Time);
    void saw(const OutageWarned&, Time);
    void saw(const AlarmEnded&, Time);
    void saw(const OutageBegan&, Time);
    void saw(const StockDestroyed&, Time);
    void saw(const OutageDetected&, Time);
    void saw(const OutageEnded&, Time);
    void saw(const OutageEased&, Time);
    void saw(const OutageRecovered&, Time);
    void saw(const PeriodEnded&, Time);
    void saw(const WarmupEnded&, Time);
    void saw(const RunEnded&, Time);

    void done() override {}

    // Columns without rows, and the widths of the columns of text, which the model's names settle.
    static Frame heading(const Model& model);
    static TextWidths widths(const Model& model);

    // The number of rows, and `count` of them from row `first` on.
    std::size_t rows() const { return rows_.size(); }
    Frame frame(std::size_t first, std::size_t count) const;

private:
    // Names live in the model and words in the vocabularies, so that views of them last.
    struct Row {
        Time at;
        Time until = Time::never();
        std::string_view fact, entity, item, source, detail;
        std::uint64_t order = 0;
        std::uint64_t purchase = 0;
        std::uint64_t line = 0;
        Quantity quantity;
        Money amount;
        bool has_quantity = false;
        bool has_amount = false;

        Row& with(Quantity q) { return quantity = q, has_quantity = true, *this; }
        Row& with(Money m) { return amount = m, has_amount = true, *this; }
    };
    template<class Fact>
    Row& add(const Fact&, Time now);
    template<class Fact>
    Row& add_strike(const Fact& fact, Time now);
    [[nodiscard]] std::string_view name_of(Target target) const;
    void at_stock(Row& row, Id<StockPoint> stock) const;
    void of_order(Row& row, Id<Order> order) const;
    template<class Fact>
    Row& add_payment(const Fact& fact, Time now);
    void of_line(Row& row, Id<Line> line) const;
    void of_return(Row& row, Id<Return> goods) const;
    void of_purchase(Row& row, Id<Purchase> purchase) const;
    void of_shipment(Row& row, Id<Shipment> shipment) const;
    void of_lot(Row& row, Id<Lot> lot) const;
    void over_link(Row& row, Id<Link> link) const;
    template<class Fact>
    void add_parcel(const Fact& fact, Time now);
    void put(Frame& frame, const Row& row) const;

    const Model& model_;
    const World& world_;
    std::int64_t replication_;
    std::vector<Row> rows_;
};

}  // namespace backstock
