#pragma once
// Small models of every shape that this program knows, drawn by RapidCheck.
#include "tests/sim/model_builder.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace backstock::testing {

class RandomModel {
public:
    // Draws a model; to be called within a property. RapidCheck shrinks what it draws towards the plainest model: one
    // shop, one item, no times, no costs.
    static Model draw() { return RandomModel().made(); }

private:
    // Every number from 0 on is as likely from the first model as in the last: RapidCheck would begin with small ones.
    static int up_to(int most) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, most + 1)); }
    static bool maybe() { return up_to(1) == 1; }
    static Quantity some_units(int most) { return Quantity::units(up_to(most)); }

    Model made() {
        plan();
        things();
        for (int level = 0; level <= top_; ++level)
            for (const Id<Store> store : levels_[static_cast<std::size_t>(level)]) stock_store(store, level);
        connect();
        for (const Id<Store> shop : levels_[0]) people(shop);
        for (int i = up_to(3); i > 1; --i) disrupt("disruption " + std::to_string(i));
        return b_.build();
    }

    void plan() {
        RunPlan& run = b_.model.run;
        run.horizon = Time::at(1_d * (10 + up_to(40)));
        run.warmup = Time::at(12_h * up_to(18));
        run.period = maybe() ? 7_d : 1_d;
        run.accounting = maybe() ? Accounting::period_end : Accounting::continuous;
        run.seed = static_cast<std::uint64_t>(up_to(1'000'000));
        run.minor_digits = maybe() ? 0 : 2;
        run.opening_cash = Money::of(up_to(1000));
        run.cost_of_capital = maybe() ? 0.003 : 0;
        run.purchases_wait_for_cash = maybe();
        b_.model.record.wait_over = {12_h, 2_d};
        if (maybe()) b_.model.tiers.insert(b_.model.tiers.begin(), Tier{"gold", {.backorder_cost = 0.7}, {}});
    }

    void things() {
        const int items = 1 + up_to(2);
        for (int i = 0; i < items; ++i) {
            items_.push_back(b_.item("item " + std::to_string(i), up_to(20) * 1.37));
            Item& item = b_.model.items[items_.back()];
            item.backorder_cost = up_to(3) * 0.31;
            item.lost_sale_cost = Money::of(up_to(3));
            item.divisible = maybe();
            item.volume = 0.5 * up_to(3);
            if (up_to(3) == 1)
                item.markdown = {.off = 0.3,
                                 .older_than = 12_h * up_to(6),
                                 .cover_over = 1_d * up_to(4),
                                 .window = 3_d,
                                 .lift = 1.3};
        }
        if (items > 1 && maybe()) b_.model.items[items_.front()].substitutes.push_back({items_.back(), 0.5});
        if (maybe()) b_.model.items[items_.back()].returns = Returns{.share = 0.2, .restock = 0.5};
        top_ = up_to(2);
        levels_.resize(static_cast<std::size_t>(top_) + 1);
        const int shops = 1 + up_to(1);
        for (int i = 0; i < shops; ++i) levels_[0].push_back(b_.store("shop " + std::to_string(i)));
        for (int level = 1; level <= top_; ++level)
            levels_[static_cast<std::size_t>(level)].push_back(b_.store("depot " + std::to_string(level)));
        const int suppliers = 1 + up_to(1);
        for (int i = 0; i < suppliers; ++i) {
            suppliers_.push_back(b_.supplier("supplier " + std::to_string(i)));
            if (maybe()) b_.model.suppliers[suppliers_.back()].capacity = 0.5 + up_to(10);
        }
    }

    static double some_share() { return 0.25 * up_to(4); }

    // A processor of the store's own, that declines, delays and charges, or not.
    std::uint32_t some_processor(const std::string& store) {
        Processor p;
        p.name = "processor of " + store;
        if (maybe()) {
            p.fee = 0.0137 * up_to(5);
            p.fee_fixed = Money::of(up_to(3) * 0.33);
            p.settlement = 12_h * up_to(6);
        }
        p.refund_keeps_fee = maybe();
        p.authorization_valid = 1_d * (1 + up_to(8));
        p.reauthorization_valid = 12_h * (1 + up_to(8));
        if (maybe()) p.authorization_limit = 1_d * (4 + up_to(20));
        p.honour = 1_d * up_to(2);
        p.captures_once = maybe();
        p.decline = {some_share(), some_share(), some_share(), some_share(), {}, {}};
        if (maybe()) p.decline.late = some_share();
        if (maybe()) p.decline.retry = some_share();
        if (maybe()) p.retry = {1_d, 12_h * (3 + up_to(6))};
        if (maybe()) p.dispute = {.rate = some_share(), .after = 1_d * up_to(9), .fee = Money::of(up_to(15))};
        return b_.model.processors.add(p).index();
    }

    const PaymentPolicy* some_payment(const std::string& store) {
        Given given;
        if (maybe()) given.set("via", some_processor(store));
        switch (up_to(6)) {
            case 0: return b_.policy<PaymentPolicy>("in_full", given);
            case 1: return b_.policy<PaymentPolicy>("on_shipment", given);
            case 2: {
                Given deposit;
                maybe() ? deposit.set("share", some_share()) : deposit.set("amount", Money::of(up_to(30) * 1.11));
                if (maybe()) given.map("balance", Given().set("after", 12_h * up_to(20)));
                return b_.policy<PaymentPolicy>("partial_charge",
                                                given.map("deposit", deposit).set("ship", maybe() ? "paid" : "unpaid"));
            }
            case 3:
                if (maybe()) given.set("times", up_to(3));
                return b_.policy<PaymentPolicy>("pre_authorize", given.set("on_expiry", maybe()   ? "reauthorize"
                                                                                        : maybe() ? "cancel"
                                                                                                  : "capture"));
            case 4:
                return b_.policy<PaymentPolicy>(
                    "crowdfund",
                    given.set("goal", Money::of(1 + up_to(200))).set("deadline", Time::at(12_h * up_to(40))));
            case 5: return b_.policy<PaymentPolicy>("installments", given);
            default:
                return b_.policy<PaymentPolicy>("installments",
                                                given.set("parts", 2 + up_to(3)).set("every", 12_h * (1 + up_to(10))));
        }
    }

    void stock_store(Id<Store> id, int level) {
        Store& store = b_.model.stores[id];
        if (maybe()) store.payment = some_payment(store.name);
        Given fulfillment;
        fulfillment.set("cost_per_shipment", Money::of(up_to(2) * 1.5))
            .set("cost_per_line", Money::of(up_to(2) * 0.333));
        if (maybe()) fulfillment.choose("handling", "exponential", Given().set("mean", 6_h));
        if (up_to(3) == 1) fulfillment.set("capacity", Rate{1.0 + up_to(4)});
        if (maybe()) fulfillment.set("cost_per_order", Money::of(up_to(2) * 0.333));
        store.fulfillment = b_.policy<FulfillmentPolicy>(way_of_shipping(fulfillment), fulfillment);
        if (up_to(3) == 1) {
            store.space = up_to(9);
            store.overflow_cost = 0.1 * up_to(3);
        }
        for (const Id<Item> item : items_) {
            const Id<StockPoint> point = b_.stock(id, item, up_to(8));
            points_.emplace_back(point, level);
            StockPoint& row = b_.model.stock[point];
            if (maybe())
                row.holding.per_unit = 0.01 * up_to(9);
            else
                row.holding.on_value = 0.001 * up_to(9);
            replenish(point);
            promise(row);
            if (maybe()) rank(row);
            if (up_to(3) == 1)
                b_.model.opening.push_back({point, Quantity::units(1 + up_to(5)), Time::at(12_h * up_to(10))});
        }
    }

    static const char* way_of_shipping(Given& given) {
        switch (up_to(4)) {
            case 1: return "complete";
            case 2: given.set("limit", 12_h * up_to(9)); return "consolidate";
            case 3: return "drop_ship";
            default: return "as_available";
        }
    }

    void rank(StockPoint& point) {
        Given given;
        const auto keep = [&] {
            if (maybe()) given.named("reserve", "a", Given().set("units", some_units(3)));
            if (maybe()) given.named("reserve", "b", Given().set("units", some_units(2)));
        };
        switch (up_to(3)) {
            case 0:
                keep();
                point.prioritization = b_.policy<PrioritizationPolicy>("fifo", given);
                return;
            case 1: {
                const char* keys[] = {"tier", "promised", "value", "margin", "quantity", "random", "waited"};
                given.list("by", {Scalar(std::string(keys[up_to(6)])), Scalar(std::string("placed"))});
                keep();
                point.prioritization = b_.policy<PrioritizationPolicy>("rank", given);
                return;
            }
            case 2:
                keep();
                given.named("weights", "a", Given().set("weight", 1.0 + up_to(3)));
                point.prioritization = b_.policy<PrioritizationPolicy>("weighted", given);
                return;
            default:
                if (maybe()) given.set("by", "segment");
                if (maybe()) given.named("shares", "a", Given().set("weight", 1.0 + up_to(3)));
                point.prioritization = b_.policy<PrioritizationPolicy>("fair_share", given);
        }
    }

    void replenish(Id<StockPoint> point) {
        Given given;
        if (maybe())
            given.map("review", Given().set("every", 1_d * (1 + up_to(6))).set("at", maybe() ? "start" : "end"));
        const int low = up_to(5);
        switch (up_to(3)) {
            case 0: return b_.replenish(point, "base_stock", given.set("S", Quantity::units(low)));
            case 1:
                return b_.replenish(point, "r_Q",
                                    given.set("r", Quantity::units(low - 1)).set("Q", Quantity::units(1 + up_to(6))));
            case 2:
                return b_.replenish(point, "s_S",
                                    given.set("s", Quantity::units(low)).set("S", Quantity::units(low + up_to(6))));
            default: return;
        }
    }

    void promise(StockPoint& point) {
        switch (up_to(4)) {
            case 4:
                point.backorder = b_.policy<BackorderPolicy>(
                    "preorder",
                    Given().set("launch", Time::at(12_h * up_to(30))).set("after", maybe() ? "allow" : "refuse"));
                break;
            case 0: point.backorder = b_.policy<BackorderPolicy>("refuse"); break;
            case 1: point.backorder = b_.policy<BackorderPolicy>("allow", Given().set("at_most", some_units(6))); break;
            case 2:
                point.backorder = b_.policy<BackorderPolicy>("when_promised", Given().set("within", 1_d * up_to(9)));
                break;
            default: break;
        }
        switch (up_to(2)) {
            case 0: point.promise = b_.policy<PromisePolicy>("none"); break;
            case 1: point.promise = b_.policy<PromisePolicy>("fixed", Given().set("after", 1_d * up_to(5))); break;
            default: break;
        }
    }

    const Law* some_time() {
        switch (up_to(4)) {
            case 0: return nullptr;
            case 1: return b_.takes(Duration::zero());
            case 2: return b_.takes(1_d * up_to(7));
            case 3:
                return b_.policy<Law>("exponential", Given().set("mean", 12_h * (1 + up_to(8))), Dimension::duration);
            default:
                return b_.policy<Law>("gamma", Given().set("mean", 4_d).set("sd", 1_d * (1 + up_to(4))),
                                      Dimension::duration);
        }
    }

    // Sometimes the topmost depot is a plant that makes every item; of parts that it also stocks and buys.
    void equip() {
        if (!maybe()) return;
        plant_ = b_.plant(levels_.back().front(), static_cast<std::uint32_t>(up_to(3)));
        const int parts = up_to(2);
        for (int i = 0; i < parts; ++i) {
            const Id<Item> part = b_.item("part " + std::to_string(i), 0);
            b_.model.items[part].divisible = maybe();
            parts_.push_back(b_.stock(levels_.back().front(), part, up_to(8)));
            b_.model.stock[parts_.back()].holding.on_value = 0.001 * up_to(9);
            replenish(parts_.back());
        }
    }

    void make(Id<StockPoint> point) {
        std::vector<BomLine> bom;
        for (const Id<StockPoint> part : parts_)
            if (maybe())
                bom.push_back({part, b_.model.items[b_.model.stock[part].item].divisible
                                         ? Quantity::of(0.777)
                                         : Quantity::units(1 + up_to(2))});
        const Item& item = b_.model.items[b_.model.stock[point].item];
        const bool wholes =
            std::all_of(bom.begin(), bom.end(), [](const BomLine& b) { return !b.quantity.is_whole(); });
        Recipe& recipe = b_.make(point, plant_, maybe() ? some_time() : b_.takes(6_h), std::move(bom));
        if (recipe.time == nullptr) recipe.rate = 1 + up_to(4);
        recipe.whole_lots = maybe() || (item.divisible && !wholes);
        if (recipe.whole_lots) recipe.lot = Quantity::units(1 + up_to(3));
        if (!recipe.whole_lots && maybe()) recipe.lot = Quantity::zero();
        if (maybe()) recipe.setup = some_time();
        if (maybe()) recipe.yield = 0.5;
        recipe.cost = Money::of(up_to(3) * 0.456);
    }

    void connect() {
        equip();
        for (const auto& [point, level] : points_) {
            if (plant_ && level == top_ && b_.model.stock[point].store == b_.model.plants[plant_].site) {
                make(point);
                continue;
            }
            if (level < top_) {
                Lane& lane = b_.draw_from(point, above(point, level), some_time());
                lane.order_delay = 6_h * up_to(4);
                if (up_to(3) == 1) lane.capacity = 1.5 + up_to(6);
                lane.order_cost = Money::of(up_to(2));
                lane.cost_per_shipment = Money::of(up_to(2) * 0.5);
                lane.cost_per_unit = Money::of(up_to(2) * 0.123);
                help(point, level);
                continue;
            }
            buy(point);
            help(point, level);
        }
        for (const Id<StockPoint> part : parts_) buy(part);
    }

    // Shops lend to one another.
    void help(Id<StockPoint> point, int level) {
        if (level > 0 || !maybe()) return;
        for (const auto& [other, at] : points_) {
            if (at > 0 || other == point || b_.model.stock[other].item != b_.model.stock[point].item) continue;
            b_.borrow_from(point, other, some_time()).cost_per_unit = Money::of(0.1);
            b_.model.stock[point].lateral_keep = some_units(2);
        }
    }

    void buy(Id<StockPoint> point) {
        for (const Id<Supplier> supplier : suppliers_) {
            Offer& offer = b_.buy(point, supplier, up_to(10) * 0.7777, some_time());
            offer.order_cost = Money::of(up_to(3));
            offer.minimum = some_units(3);
            offer.multiple = some_units(4);
        }
        if (maybe()) b_.model.stock[point].sourcing = b_.policy<SourcingPolicy>("cheapest");
    }

    Id<StockPoint> above(Id<StockPoint> point, int level) const {
        for (const auto& [other, at] : points_)
            if (at == level + 1 && b_.model.stock[other].item == b_.model.stock[point].item) return other;
        return Id<StockPoint>::none();
    }

    void people(Id<Store> shop) {
        const ArrivalProcess* arrivals =
            maybe()
                ? b_.policy<ArrivalProcess>("poisson", Given().set("rate", Rate{0.5 + up_to(3)}))
                : b_.policy<ArrivalProcess>(
                      "per_period",
                      Given().set("every", 1_d).choose("quantity", "poisson", Given().set("mean", Quantity::of(1.5))));
        Segment& segment = b_.customers("people of " + b_.model.stores[shop].name, shop, arrivals);
        for (const Id<Item> item : items_)
            if (item == items_.front() || maybe())
                segment.basket.always.push_back(
                    {item,
                     Quantity::micro(1'000'000 * (1 + up_to(3)) + (b_.model.items[item].divisible ? 333'333 : 0))});
        if (b_.model.tiers.size() == 2) segment.tier_mix = {0.4, 0.6};
        if (levels_[0].size() > 1 && maybe()) segment.others = {levels_[0][shop == levels_[0][0] ? 1 : 0]};
        segment.transit = some_time();
        if (maybe()) segment.transit_from = {{shop, some_time()}};
        segment.conduct.quoted_patience = maybe() ? some_time() : nullptr;
        segment.conduct.waiting_patience = maybe() ? some_time() : nullptr;
        if (maybe()) segment.penalty.lost_sale_cost = 2.5;
        if (maybe()) segment.penalty.backorder_cost = 0.5 * up_to(4);
        conduct(segment);
        communicate(b_.model.stores[shop]);
    }

    // What customers do where there is none, while they wait, and afterwards.
    void conduct(Segment& segment) {
        Conduct& conduct = segment.conduct;
        conduct.uninformed = 0.25 * up_to(4);
        if (maybe()) {
            Reactions reactions;
            reactions.shares = {0.2, 0.2, 0.3, 0.2, 0.1};
            reactions.converts = 0.5 * up_to(2);
            if (maybe()) reactions.within = 1_d * up_to(5);
            reactions.retry_after = 12_h * (1 + up_to(5));
            reactions.retries = 1 + up_to(2);
            conduct.reactions = reactions;
        }
        if (maybe())
            conduct.loyalty = Loyalty{.after_stockout = 0.2,
                                      .after_late = 0.2,
                                      .after_cancellation = 0.2,
                                      .market = static_cast<std::uint64_t>(20 * up_to(2))};
        if (maybe()) conduct.contacts = Contacts{.per_day = 0.5, .per_day_if_informed = 0.1, .cost = Money::of(5)};
        if (maybe())
            segment.returns =
                Returns{.share = 0.3, .after = some_time(), .restock = 0.5 * up_to(2), .refund = 0.25 * up_to(4)};
    }

    void communicate(Store& store) {
        if (maybe()) {
            Given updates;
            updates.set("cost", Money::of(0.02)).set("cancels", 0.2).set("moved_by", 12_h * up_to(3));
            if (maybe()) updates.set("every", 3_d);
            if (maybe()) updates.set("lengthens", 0.5);
            std::vector<Scalar> told{std::string("delayed"), std::string("sooner"), std::string("cancelled")};
            updates.list("on", told);
            store.notification = b_.policy<NotificationPolicy>("updates", updates);
        }
        if (up_to(3) == 0)
            store.regulation = b_.policy<RegulationPolicy>("ftc_mail_order", Given().set("ship_within", 3_d));
        else if (up_to(3) == 0)
            store.regulation = b_.policy<RegulationPolicy>("eu_consumer_rights", Given().set("deliver_within", 3_d));
    }

    // Anything may be struck, at any time, in part or wholly.
    void disrupt(const std::string& name) {
        Model& model = b_.model;
        Disruption row{.name = name, .key = name_key(name)};
        switch (up_to(2)) {
            case 0:
                row.clock =
                    b_.policy<ClockPolicy>("random", Given()
                                                         .choose("up", "exponential", Given().set("mean", 6_d))
                                                         .choose("down", "exponential", Given().set("mean", 3_d)));
                break;
            case 1:
                row.clock =
                    b_.policy<ClockPolicy>("markov", Given().set("every", 1_d).set("fail", 0.2).set("recover", 0.4));
                break;
            default:
                row.clock = b_.policy<ClockPolicy>(
                    "scheduled", Given()
                                     .map("outages", Given().set("from", Time::at(1_d * up_to(9))).set("for", 12_h * 5))
                                     .map("outages", Given().set("from", Time::at(12_d)).set("for", 1_d)));
        }
        row.recovery = maybe() ? b_.policy<RecoveryPolicy>("step")
                               : b_.policy<RecoveryPolicy>("ramp", Given().set("over", 12_h * (1 + up_to(9))));
        row.left[0] = 0.5 * up_to(2);
        row.left[1] = 0.5 * up_to(4);
        row.left[2] = 0.25 * up_to(4);
        row.left[3] = 0.5 * up_to(4);
        row.destroys = 0.25 * up_to(2);
        row.scraps = maybe();
        row.refuses = maybe();
        row.detected = maybe() ? some_time() : nullptr;
        if (maybe()) row.foresight = {.lead = 1_d, .detected = 0.5, .false_alarms = 0.1};
        row.contagion = {.probability = 0.5, .after = some_time(), .lasts = maybe() ? b_.takes(2_d) : nullptr};
        const Id<Disruption> id = model.disruptions.id_at(model.disruptions.size());
        row.first_strike = model.strikes.add({.disruption = id, .key = row.key, .targets = some_targets()});
        row.strikes = 1;
        if (maybe()) {
            const Id<Strike> other =
                model.strikes.add({.disruption = id, .key = joined_key(row.key, 1), .targets = some_targets()});
            model.strikes[row.first_strike].spreads_to.push_back(other);
            ++row.strikes;
        }
        model.disruptions.add(row);
    }

    std::vector<Target> some_targets() {
        const auto one_of = [](const auto& list) {
            return list.id_at(static_cast<std::size_t>(up_to(static_cast<int>(list.size()) - 1)));
        };
        std::vector<Target> targets{one_of(b_.model.suppliers)};
        switch (up_to(5)) {
            case 0: targets = {one_of(b_.model.stores)}; break;
            case 1: targets.emplace_back(one_of(b_.model.stock)); break;
            case 2: targets = {one_of(b_.model.segments)}; break;
            case 3: targets = {one_of(b_.model.offers)}; break;
            case 4:
                if (!b_.model.lanes.empty()) targets = {one_of(b_.model.lanes)};
                break;
            default: break;
        }
        return targets;
    }

    ModelBuilder b_;
    std::vector<Id<Item>> items_;
    std::vector<Id<Supplier>> suppliers_;
    std::vector<std::vector<Id<Store>>> levels_;
    std::vector<std::pair<Id<StockPoint>, int>> points_;
    Id<Plant> plant_;
    std::vector<Id<StockPoint>> parts_;
    int top_ = 0;
};

}  // namespace backstock::testing
