#pragma once
// Where goods came from and why they came when they did; what is still under way. The part of a story that looks
// upstream.

#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// Remembers the last delivery to every stock point, and what set free the goods that own sites send on. Tell it every
// fact it has a `saw` for, before the fact is handled.
class SupplyStory {
public:
    SupplyStory(const Model& model, const World& world);

    void saw(const GoodsSent&, Time);
    void saw(const GoodsReceived&, Time);
    void saw(const OutageBegan&, Time);
    void saw(const OutageEnded&, Time);
    void saw(const LotStarted&, Time);
    void saw(const ProductionFinished&, Time);

    // "the 60 that arrived from atelier" for goods that arrived at this very instant; "the shelf" otherwise.
    [[nodiscard]] std::string origin(Id<StockPoint> stock) const;

    // How that delivery came about, or "": "purchase 12, ordered Thu 2026-03-12 04:00: 11 days on the way instead of
    // 9"; with what held it up at its source, and what should have come before.
    [[nodiscard]] std::string course(Id<StockPoint> stock) const;

    // What is on order: "60 from atelier, ordered Thu 2026-03-12 04:00 and expected Sat 2026-03-21 04:00; …", or
    // "nothing is on order". Follows own sites upstream.
    [[nodiscard]] std::string under_way(Id<StockPoint> stock) const;

    // How goods came that were sent over this link: "arrived from atelier".
    [[nodiscard]] std::string arrival(Id<Link> link) const;

    // The outages that struck a thing between two instants: ", held up by northern floods (from Thu 2026-03-12 04:00 to
    // Sat 2026-03-14 04:00)"; "" where there were none. What changes demand alone holds nothing up.
    [[nodiscard]] std::string outages_between(Target target, Time from, Time to) const;

    // What an own site was waiting for before it could send this: "60 arrived from mill (purchase 3, ordered …)", or
    // "".
    [[nodiscard]] const std::string& freed_by(Id<Shipment> shipment) const { return freed_by_[shipment.index()]; }

private:
    struct Outage {
        Time began;
        Time ended = Time::never();
    };
    // Of goods over a link: what held them up at their source until they were sent, and on their lane until they came.
    [[nodiscard]] std::string outages_on(Id<Link> link, Time placed, Time sent, Time came) const;
    [[nodiscard]] std::string outage_text(Id<Strike> strike, Time from, Time to) const;
    struct Delivery {
        Time at = Time::never();
        Quantity quantity;
        Id<Link> link;
        std::uint64_t purchase = 0;  // 0: under way since before the start
        Time placed, sent, expected;
        std::string freed_by;  // at an own site: what it was waiting for; of what is made, how
    };
    [[nodiscard]] std::string shipment_text(const Shipment& shipment) const;
    [[nodiscard]] std::string overdue(Id<StockPoint> stock) const;
    [[nodiscard]] std::string purchase_text(const Purchase& purchase) const;
    [[nodiscard]] std::string production_text(const Purchase& purchase) const;
    [[nodiscard]] std::string day(Time at) const;

    const Model& model_;
    const World& world_;
    std::vector<Delivery> last_;                // by stock point
    std::vector<std::string> freed_by_;         // by shipment
    std::vector<std::string> waited_;           // by lot: how it came to start
    std::string made_;                          // how the lot that was finished last came about
    std::vector<std::vector<Outage>> outages_;  // by strike
};

}  // namespace backstock
