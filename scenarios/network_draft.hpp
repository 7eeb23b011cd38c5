#pragma once
// The supply side of a scenario on its way into the Model: offers, lanes, plants, stock points and the links between
// them.

#include "scenarios/draft.hpp"
#include "scenarios/reader.hpp"
#include "sim/world/model.hpp"
#include "sim/world/network.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backstock {

class NetworkDraft {
public:
    // Takes the points out of the draft's stores. All three must outlive it.
    NetworkDraft(Draft& draft, Reading& reading, Model& model);

    // Adds suppliers, offers, lanes, stock points, links and opening shipments to the model, and records what does
    // not fit. Items and stores must be there.
    void build();

    // Whether all that a store stocks is known, so that what is not there is missed.
    bool is_complete(Id<Store> store) const;

    // Once built: the lane from one site to another, none where it is not described; and a site as what is struck.
    Id<Lane> lane_between(std::uint32_t from, std::uint32_t to) const;
    std::optional<Target> target_at(std::uint32_t site) const;

private:
    // A supplier or a store, by its index among its kind.
    struct Site {
        bool is_store = false;
        std::uint32_t index = 0;
    };
    // A stock point with its policies settled.
    struct Point {
        Id<Store> store;
        PointDraft drafted;
        std::vector<std::uint32_t> sources;  // sites, in the order of its links
        const MakeDraft* make = nullptr;     // it is made here: its own site is the only source …
        std::vector<BomDraft::Part> parts;   // … and these are stocked here for it
    };

    void join_sites();
    void add_suppliers();
    void add_offer(std::uint32_t supplier, const OfferDraft& sold);
    void add_lanes();
    void settle_points();
    void check_each(const StoreDraft& store, std::size_t stocked);
    void settle(PointDraft& point, const StoreDraft& store) const;
    const std::vector<Id<Item>>& stocked_at(std::uint32_t store);
    std::vector<Id<Item>> sold_to(std::uint32_t store, const PointPolicies& each);
    std::vector<Id<Item>> sold_by(std::uint32_t site);
    std::vector<std::uint32_t> candidates(Id<Store> store, Id<Item> item) const;
    bool offers(std::uint32_t site, Id<Item> item) const;
    void check_boms();
    void add_plants();
    void add_made_points();
    const MakeDraft* made_at(Id<Store> store, Id<Item> item) const;
    void refuse_sourcing(const Point& point);
    void find_parts(Point& point);
    void check_parts(const Point& point);
    void check_lot(const Point& point, const BomDraft::Part& part);
    Id<Recipe> add_recipe(const Point& point, Id<StockPoint> id);
    void feed_parts(Network& network, std::uint32_t point) const;
    const InventoryPolicy* made_to_order();
    void find_sources(Point& point);
    void find_unnamed_sources(Point& point);
    const SourcingPolicy* single(std::uint32_t site);
    std::vector<std::uint32_t> order_of_points();
    void add_points();
    void add_point(const Point& point);
    void add_links(const Point& point, Id<StockPoint> id);
    void add_laterals(const Point& point, Id<StockPoint> id, double quantile);
    bool drop_ships(Id<Store> store) const;
    void add_opening(const Point& point, Id<StockPoint> id);
    double expected(const Law* lead_time, const Law* transit, double quantile);
    double expected(const Law* law, double quantile);
    double expected(const Recipe& recipe, double quantile);
    void check_whole(const Point& point, const char* what, Quantity quantity);
    std::string path_of(const Point& point) const;
    void problem(const Point& point, std::string message);
    const std::string& site_name(std::uint32_t site) const { return reading_.names.names(Named::site)[site]; }

    Draft& draft_;
    Reading& reading_;
    Model& model_;
    std::vector<Site> sites_;  // by name
    std::vector<std::uint32_t> site_of_store_;
    std::vector<std::uint32_t> site_of_supplier_;
    std::vector<std::vector<std::uint32_t>> sellers_;        // by item: sites of the suppliers that sell it
    std::unordered_map<std::uint64_t, Id<Offer>> offer_of_;  // by supplier and item
    std::map<std::pair<std::uint32_t, std::uint32_t>, Id<Lane>> lane_of_;
    std::vector<std::vector<std::uint32_t>> lanes_from_stores_;  // by store: sites of stores with a lane to it
    std::vector<std::optional<std::vector<Id<Item>>>> stocked_;  // by store, in item order
    std::vector<bool> expanding_;
    std::vector<Point> points_;                                  // by store, then item
    std::unordered_map<std::uint64_t, std::uint32_t> point_of_;  // by store and item
    std::unordered_map<std::uint32_t, const SourcingPolicy*> single_;
    std::map<std::pair<const Law*, double>, double> expected_;
    std::vector<Id<Plant>> plant_of_store_;  // none where it is no plant
    const InventoryPolicy* made_to_order_ = nullptr;
    bool suppliers_complete_ = true;
};

}  // namespace backstock
