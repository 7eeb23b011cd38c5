#include "scenarios/disruption_draft.hpp"

#include "scenarios/path.hpp"
#include "scenarios/utf8.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace backstock {
namespace {

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// One disruption's way into the model.
class DisruptionEntry {
public:
    DisruptionEntry(const DisruptionDraft& drafted, const NetworkDraft& network, Reading& reading, Model& model)
        : drafted_(drafted), network_(network), reading_(reading), model_(model) {}

    void add() {
        const std::size_t before = reading_.problems.count();
        find_targets();
        check_effects();
        check_partial();
        if (reading_.problems.count() != before) return;
        disruption_ = drafted_.disruption;
        disruption_.key = name_key(disruption_.name);
        id_ = model_.disruptions.id_at(model_.disruptions.size());
        disruption_.first_strike = add_strike(disruption_.key, {targets_.begin(), targets_.end()});
        if (drafted_.spreads_downstream)
            spread_downstream();
        else
            for (const std::uint32_t site : drafted_.spreads_to) spread_to(site);
        disruption_.strikes = static_cast<std::uint32_t>(model_.strikes.size()) - disruption_.first_strike.index();
        model_.disruptions.add(disruption_);
    }

private:
    void problem(Place place, const char* key, std::string message) {
        reading_.problems.add(place, path_text({"disruptions", drafted_.disruption.name, key}), std::move(message));
    }

    // ------------------------------------------------------------------------------------------------- targets

    void find_targets() {
        const std::size_t before = reading_.problems.count();
        for (const std::uint32_t supplier : drafted_.suppliers) targets_.insert(Id<Supplier>(supplier));
        for (const std::uint32_t store : drafted_.stores) targets_.insert(Id<Store>(store));
        for (const std::uint32_t site : drafted_.plants)
            if (const Id<Plant> plant = model_.plant_at(Id<Store>(site))) targets_.insert(plant);
        for (const auto& name : drafted_.lanes) find_lane(name);
        for (const auto& name : drafted_.regions) find_region(name);
        for (const auto& name : drafted_.stock) find_stock(name);
        find_demand();
        if (targets_.empty() && drafted_.sound && reading_.problems.count() == before)
            problem(drafted_.strikes_at, "strikes", "found nothing to strike; expected for example {supplier: mill}");
    }

    void find_lane(const DisruptionDraft::Name& name) {
        const std::size_t arrow = name.text.find("->");
        const std::string_view text = name.text;
        if (arrow != std::string::npos) {
            const auto from = reading_.names.find(Named::site, without_blanks(text.substr(0, arrow)));
            const auto to = reading_.names.find(Named::site, without_blanks(text.substr(arrow + 2)));
            const Id<Lane> lane = from && to ? network_.lane_between(*from, *to) : Id<Lane>::none();
            if (lane) return static_cast<void>(targets_.insert(lane));
        }
        problem(name.place, "strikes",
                fmt::format("unknown lane {}; expected one that is described under lanes, such as warehouse -> shop",
                            shown(name.text)));
    }

    void find_region(const DisruptionDraft::Name& name) {
        std::set<std::string> regions;
        bool found = false;
        const auto take = [&](const auto& sites) {
            for (std::size_t i = 0; i < sites.size(); ++i) {
                const auto& site = sites[sites.id_at(i)];
                if (!site.region.empty()) regions.insert(site.region);
                if (site.region != name.text || name.text.empty()) continue;
                targets_.insert(sites.id_at(i));
                found = true;
            }
        };
        take(model_.suppliers);
        take(model_.stores);
        if (found) return;
        problem(name.place, "strikes",
                fmt::format("no supplier or own site is in region {}{}", shown(name.text),
                            suggestion(name.text, {regions.begin(), regions.end()})));
    }

    void find_stock(const DisruptionDraft::Name& name) {
        std::vector<std::pair<std::string, std::string>> splits;
        if (const ParsedPath parsed = parse_path(name.text); parsed.path && parsed.path->size() == 2)
            splits.emplace_back(parsed.path->front(), parsed.path->back());
        for (std::size_t dot = name.text.find('.'); dot != std::string::npos; dot = name.text.find('.', dot + 1))
            splits.emplace_back(name.text.substr(0, dot), name.text.substr(dot + 1));
        for (const auto& [site, thing] : splits) {
            const auto item = reading_.names.find(Named::item, thing);
            if (!item) continue;
            if (const auto store = reading_.names.find(Named::store, site))
                if (const auto stock = model_.stock_of(Id<Store>(*store), Id<Item>(*item)))
                    return static_cast<void>(targets_.insert(stock));
            if (const auto supplier = reading_.names.find(Named::supplier, site))
                for (std::size_t i = 0; i < model_.offers.size(); ++i) {
                    const Offer& offer = model_.offers[model_.offers.id_at(i)];
                    if (offer.supplier.index() == *supplier && offer.item.index() == *item)
                        return static_cast<void>(targets_.insert(model_.offers.id_at(i)));
                }
        }
        problem(name.place, "strikes",
                fmt::format("unknown stock {}; expected a site and an item that it stocks or sells, such as shop.dress",
                            shown(name.text)));
    }

    // Customers that are named, and where a factor on demand is given, those of struck stores.
    void find_demand() {
        const auto take = [this](auto matches) {
            for (std::size_t i = 0; i < model_.segments.size(); ++i)
                if (matches(model_.segments.id_at(i))) targets_.insert(model_.segments.id_at(i));
        };
        for (const auto& name : drafted_.demand) {
            const auto segment = reading_.names.find(Named::segment, name.text);
            if (name.text == "all")
                take([](Id<Segment>) { return true; });
            else if (segment)
                targets_.insert(Id<Segment>(*segment));
            else
                problem(name.place, "strikes",
                        fmt::format("unknown segment {}; expected all, or customers{}", shown(name.text),
                                    suggestion(name.text, reading_.names.names(Named::segment))));
        }
        if (drafted_.disruption.effect(Effect::demand) == 1 || !drafted_.demand.empty()) return;
        take([this](Id<Segment> id) {
            const Id<Store> store = model_.segments[id].store;
            const Id<Plant> plant = model_.plant_at(store);
            return targets_.contains(Target(store)) || (plant && targets_.contains(Target(plant)));
        });
    }

    bool hits(std::initializer_list<Target::Kind> kinds) const {
        return std::any_of(targets_.begin(), targets_.end(), [&](Target target) {
            return std::find(kinds.begin(), kinds.end(), target.kind) != kinds.end();
        });
    }

    bool any_plant() const {
        return std::any_of(targets_.begin(), targets_.end(), [this](Target target) {
            return target.kind == Target::Kind::plant ||
                   (target.kind == Target::Kind::store && makes_something(Id<Store>(target.index))) ||
                   (target.kind == Target::Kind::stock && is_made(Id<StockPoint>(target.index)));
        });
    }

    // -------------------------------------------------------------------------------------------------- checks

    void check_effects() {
        const Disruption& d = drafted_.disruption;
        if (!drafted_.sound || targets_.empty()) return;
        bool any =
            d.effect(Effect::capacity) < 1 || d.destroys > 0 || (d.clock != nullptr && !d.clock->capacities().empty());
        using enum Target::Kind;
        const auto need = [&](bool given, const char* key, bool there, const char* what) {
            any = any || given;
            if (given && !there) problem(drafted_.place, key, fmt::format("acts on {}, and it strikes none", what));
        };
        need(d.effect(Effect::lead_time) != 1, "lead_time", hits({supplier, offer, lane}), "suppliers and lanes");
        need(d.effect(Effect::yield) != 1, "yield", hits({supplier, offer}) || any_plant(), "suppliers and plants");
        need(d.effect(Effect::demand) != 1, "demand", hits({segment}), "customers");
        need(d.destroys > 0, "destroys", hits({store, stock, plant}), "stock at own sites");
        if (!any)
            problem(drafted_.place, "strikes",
                    "it changes nothing; expected capacity, lead_time, yield, demand or destroys");
    }

    // Values that a disruption's level of capacity takes strictly between nothing and all.
    bool is_partial() const {
        const Disruption& d = drafted_.disruption;
        const auto between = [](double x) { return x > 0 && x < 1; };
        const std::vector<double> capacities = d.clock->capacities();
        const bool acts = d.effect(Effect::capacity) < 1 || !capacities.empty();
        if (!acts) return false;
        if (between(d.effect(Effect::capacity)) || std::any_of(capacities.begin(), capacities.end(), between))
            return true;
        const std::vector<double> severities = d.clock->severities();
        if (std::any_of(severities.begin(), severities.end(), between)) return true;
        if (!d.recovery->steps()) return true;
        Duration begin;
        for (const Duration end : d.recovery->pieces()) {
            if (between(d.recovery->curve(begin))) return true;
            begin = end;
        }
        return false;
    }

    void check_partial() {
        if (drafted_.disruption.clock == nullptr || drafted_.disruption.recovery == nullptr || !is_partial()) return;
        for (const Target target : targets_) check_partial(target);
        for (const std::uint32_t site : drafted_.spreads_to) {
            if (const auto target = network_.target_at(site)) check_partial(*target);
        }
    }

    // What a plant makes goes slower; shipping, where that is at 0 %, stops.
    bool makes_something(Id<Store> store) const { return static_cast<bool>(model_.plant_at(store)); }
    bool is_made(Id<StockPoint> stock) const { return static_cast<bool>(model_.recipe_of(stock)); }
    // Where the store has so many hands, they are slowed down.
    bool handles(Id<Store> store) const {
        const FulfillmentPolicy* fulfillment = model_.stores[store].fulfillment;
        return fulfillment != nullptr && !std::isinf(fulfillment->capacity());
    }

    void check_partial(Target target) {
        const auto refuse = [&](const std::string& name, const char* what) {
            problem(
                drafted_.place, "capacity",
                fmt::format("lies between 0 % and 100 %, at least for a time, and {} has no {} that could be slowed "
                            "down; give it one, or let capacity be 0 % and the recovery a step",
                            name, what));
        };
        const auto check_supplier = [&](Id<Supplier> id) {
            if (std::isinf(model_.suppliers[id].capacity)) refuse(model_.suppliers[id].name, "capacity");
        };
        switch (target.kind) {
            case Target::Kind::supplier: return check_supplier(Id<Supplier>(target.index));
            case Target::Kind::offer: return check_supplier(model_.offers[Id<Offer>(target.index)].supplier);
            case Target::Kind::lane:
                if (std::isinf(model_.lanes[Id<Lane>(target.index)].capacity)) refuse("a lane", "capacity");
                return;
            case Target::Kind::store:
                if (makes_something(Id<Store>(target.index)) || handles(Id<Store>(target.index))) return;
                return refuse(model_.stores[Id<Store>(target.index)].name, "capacity of its fulfillment");
            case Target::Kind::stock:
                if (is_made(Id<StockPoint>(target.index))) return;
                return refuse(model_.name_of(Id<StockPoint>(target.index)), "production of its own");
            case Target::Kind::plant:
            case Target::Kind::recipe:
            case Target::Kind::link:
            case Target::Kind::segment: return;
        }
    }

    // --------------------------------------------------------------------------------------------- strikes, spread

    Id<Strike> add_strike(std::uint64_t key, std::vector<Target> targets) {
        return model_.strikes.add({.disruption = id_, .key = key, .targets = std::move(targets), .spreads_to = {}});
    }

    Id<Strike> strike_on(Target target, const std::string& name) {
        return add_strike(joined_key(disruption_.key, name_key(name)), {target});
    }

    void spread_to(std::uint32_t site) {
        const auto target = network_.target_at(site);
        if (!target || targets_.contains(*target)) return;
        const Id<Strike> strike = strike_on(*target, reading_.names.names(Named::site)[site]);
        model_.strikes[disruption_.first_strike].spreads_to.push_back(strike);
    }

    // Own sites that draw from what a strike hits, and so on downstream.
    void spread_downstream() {
        std::set<Target> reached(targets_.begin(), targets_.end());
        std::map<Target, Id<Strike>> strikes;
        std::vector<Id<Strike>> open{disruption_.first_strike};
        for (std::size_t i = 0; i < open.size(); ++i) {
            std::set<Id<Store>> buyers;
            for (const Target target : model_.strikes[open[i]].targets) add_buyers(target, buyers);
            for (const Id<Store> buyer : buyers) {
                if (targets_.contains(Target(buyer))) continue;
                if (reached.insert(Target(buyer)).second) {
                    strikes[Target(buyer)] = strike_on(buyer, model_.stores[buyer].name);
                    open.push_back(strikes[Target(buyer)]);
                }
                model_.strikes[open[i]].spreads_to.push_back(strikes[Target(buyer)]);
            }
        }
    }

    void add_buyers(Target target, std::set<Id<Store>>& buyers) const {
        for (const Link& link : model_.links) {
            const bool from_supplier = target.kind == Target::Kind::supplier && link.offer &&
                                       model_.offers[link.offer].supplier.index() == target.index;
            const bool from_store = target.kind == Target::Kind::store && link.upstream &&
                                    model_.stock[link.upstream].store.index() == target.index;
            const bool from_plant = target.kind == Target::Kind::plant && link.upstream &&
                                    model_.recipe_of(link.upstream) &&
                                    model_.recipes[model_.recipe_of(link.upstream)].plant.index() == target.index;
            if (from_supplier || from_store || from_plant) buyers.insert(model_.stock[link.buyer].store);
        }
    }

    const DisruptionDraft& drafted_;
    const NetworkDraft& network_;
    Reading& reading_;
    Model& model_;
    std::set<Target> targets_;
    Disruption disruption_;
    Id<Disruption> id_;
};

}  // namespace

void add_disruptions(const Draft& draft, const NetworkDraft& network, Reading& reading, Model& model) {
    for (const DisruptionDraft& drafted : draft.disruptions) DisruptionEntry(drafted, network, reading, model).add();
    model.index();
}

}  // namespace backstock
