#pragma once
// A scenario half read: what each section says, with names resolved, before the network is put together
// (scenarios/assembly.hpp). The sections fill it; nothing here is checked against anything else yet.

#include "scenarios/place.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/scenario.hpp"
#include "sim/world/model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// Neighbours that help out.
struct LateralDraft {
    std::vector<Id<Store>> from;
    Quantity keep;
    Place place;
};

// The policies of a stock point, a store, or all stores; nullptr where nothing is said.
struct PointPolicies {
    const InventoryPolicy* inventory = nullptr;
    const SourcingPolicy* sourcing = nullptr;
    const BackorderPolicy* backorder = nullptr;
    const PromisePolicy* promise = nullptr;
    const PrioritizationPolicy* prioritization = nullptr;
    std::optional<LateralDraft> lateral;
    Place sourcing_at;            // where the sourcing is written
    bool sourcing_wrong = false;  // it is, but can't be read
};

struct PointDraft {
    Id<Item> item;
    Quantity initial;
    std::vector<Quantity> inbound;       // one a review period, next first
    std::optional<HoldingRate> holding;  // in place of the item's
    PointPolicies policies;
    Place place;
};

struct MakeDraft {
    Id<Item> item;
    Recipe recipe;  // without plant, stock and parts
    Place place;
};

struct PlantDraft {
    std::uint32_t lines = 1;
    std::vector<MakeDraft> makes;  // in item order
};

struct BomDraft {
    struct Part {
        Id<Item> item;
        Quantity quantity;
        Place place;
    };
    std::vector<Part> parts;  // in item order
    Place place;
};

struct StoreDraft {
    std::string name;
    std::string region;
    std::optional<PlantDraft> plant;  // it also makes things
    Place place;
    PointPolicies policies;
    const FulfillmentPolicy* fulfillment = nullptr;
    const PaymentPolicy* payment = nullptr;
    std::optional<double> space;  // volume
    double overflow_cost = 0;
    const NotificationPolicy* notification = nullptr;
    const RegulationPolicy* regulation = nullptr;
    std::vector<PointDraft> points;  // those with settings of their own, in item order
    std::optional<PointDraft> each;  // for every other item that the store's sources sell
    Problems each_missing;           // what `each` lacks for standing alone
    bool complete = true;            // all of its stock could be read
};

struct OfferDraft {
    Id<Item> item;
    Money cost;
    Money order_cost;
    Quantity minimum;
    Quantity multiple;
    const Law* lead_time = nullptr;  // nullptr: the supplier's
    std::optional<double> yield;     // nothing: the supplier's
    std::vector<PriceBreak> breaks;
    bool incremental = false;
    FiniteSupply supply;
    Place place;
};

struct SupplierDraft {
    std::string name;
    std::string region;
    double capacity = 0;  // units a day; 0 where nothing is said: without limit
    const Law* lead_time = nullptr;
    double yield = 1;
    Duration credit;
    std::vector<OfferDraft> sells;  // in item order
    bool complete = true;           // all that it sells could be read
    Place place;
};

struct LaneDraft {
    std::uint32_t from = 0;  // sites in name order (Named::site)
    std::uint32_t to = 0;
    bool known = true;  // both ends could be read
    std::string name;
    Lane lane;
    Place place;
};

struct SegmentDraft {
    Segment segment;  // its store is none where it can't be read
    Place place;
    Place buys_at;
};

struct DisruptionDraft {
    struct Name {
        std::string text;
        Place place;
    };
    Disruption disruption;
    std::vector<std::uint32_t> suppliers;  // in name order
    std::vector<std::uint32_t> stores;
    std::vector<std::uint32_t> plants;  // their sites, among the stores
    std::vector<Name> lanes;            // "warehouse -> shop"
    std::vector<Name> regions;
    std::vector<Name> stock;                // "shop.dress"
    std::vector<Name> demand;               // segments, or "all"
    std::vector<std::uint32_t> spreads_to;  // sites
    bool spreads_downstream = false;
    bool sound = true;  // all of it could be read
    Place place;
    Place strikes_at;
};

struct Draft {
    RunPlan run;
    RunRule rule;
    std::vector<Tier> tiers;
    std::vector<Item> items;               // in name order
    std::vector<BomDraft> boms;            // of each item
    std::vector<SupplierDraft> suppliers;  // in name order
    std::vector<StoreDraft> stores;        // in name order, plants among them
    PointPolicies defaults;                // the format's own where nothing is said
    const FulfillmentPolicy* fulfillment = nullptr;
    const PaymentPolicy* payment = nullptr;
    const NotificationPolicy* notification = nullptr;
    const RegulationPolicy* regulation = nullptr;
    std::vector<SegmentDraft> segments;  // in name order
    std::vector<Processor> processors;   // in name order
    std::vector<LaneDraft> lanes;
    std::vector<DisruptionDraft> disruptions;
    std::vector<Duration> wait_over;
    Duration timeline_every;
    struct Timeline {
        std::string store_and_item;  // "shop.dress"
        Place place;
    };
    std::vector<Timeline> timelines;
    RecordingWishes record;
    std::vector<Expectation> expect;
};

}  // namespace backstock
