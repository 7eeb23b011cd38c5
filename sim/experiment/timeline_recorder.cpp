#include "sim/experiment/timeline_recorder.hpp"

#include "sim/flows/pace.hpp"

#include <algorithm>
#include <array>

namespace backstock {

namespace {

constexpr std::int64_t most_instants = 400;
constexpr std::int64_t fewest_instants = 12;
constexpr std::int64_t most_samples = 20'000'000;
constexpr std::int64_t most_values = 250'000;  // of one replication, of which 200 are kept for the quantiles
constexpr std::size_t points_by_themselves = 1'000;

constexpr std::array<std::string_view, 5> measures{"on_hand", "backorders", "on_order", "demand", "shipped"};

}  // namespace

TimelinePlan::TimelinePlan(const Model& model) {
    const std::int64_t periods = model.run.horizon.since_start() / model.run.period;
    const auto stock = static_cast<std::int64_t>(std::max<std::size_t>(1, model.stock.size()));
    const bool alone = model.stock.size() < points_by_themselves;
    const auto shown = static_cast<std::int64_t>(model.stores.size() + (alone ? model.stock.size() : 0));
    const std::int64_t kept =
        most_values / (static_cast<std::int64_t>(measures.size()) * std::max<std::int64_t>(1, shown));
    const std::int64_t wanted = std::clamp(std::min(most_samples / stock, kept), fewest_instants, most_instants);
    every_periods = model.record.timeline_every > Duration::zero()
                        ? std::max<std::int64_t>(1, model.record.timeline_every / model.run.period)
                        : std::max<std::int64_t>(1, (periods + wanted - 1) / wanted);
    instants = periods / every_periods;
    if (alone)
        for (std::size_t i = 0; i < model.stock.size(); ++i) points.push_back(model.stock.id_at(i));
    else
        points = model.record.timelines;
    series.push_back({"", "cash", "money"});
    series.push_back({"", "deposits", "money"});
    const auto add = [&](const std::string& entity) {
        for (const std::string_view measure : measures) series.push_back({entity, std::string(measure), "unit"});
    };
    for (const Store& store : model.stores) add(store.name);
    for (const Id<StockPoint> id : points) add(model.name_of(id));
    const auto add_site = [&](Target site, const std::string& name) {
        if (model.strikes_on(site).empty()) return;
        sites.push_back(site);
        series.push_back({name, "capacity", "1"});
    };
    for (std::size_t i = 0; i < model.suppliers.size(); ++i)
        add_site(model.suppliers.id_at(i), model.suppliers[model.suppliers.id_at(i)].name);
    // Of a plant, what counts is what it makes.
    for (std::size_t i = 0; i < model.stores.size(); ++i) {
        const Id<Store> id = model.stores.id_at(i);
        const Id<Plant> plant = model.plant_at(id);
        add_site(plant ? Target(plant) : Target(id), model.stores[id].name);
    }
}

TimelineRecorder::TimelineRecorder(const Model& model, const World& world, const Recorder& recorder,
                                   const TimelinePlan& plan)
    : model_(model), world_(world), recorder_(recorder), plan_(plan) {
    reset();
}

void TimelineRecorder::reset() {
    values_.assign(plan_.series.size() * static_cast<std::size_t>(plan_.instants), 0.0);
    before_.assign(model_.stores.size() + plan_.points.size(), Flow{});
    periods_ = 0;
}

void TimelineRecorder::saw(const PeriodEnded&, Time) {
    if (++periods_ % plan_.every_periods != 0) return;
    const std::int64_t instant = periods_ / plan_.every_periods - 1;
    if (instant < plan_.instants) sample(static_cast<std::size_t>(instant));
}

void TimelineRecorder::saw(const WarmupEnded&, Time) {
    const std::vector<Flow> forgotten = counted();
    for (std::size_t i = 0; i < before_.size(); ++i) {
        before_[i].demanded -= forgotten[i].demanded;
        before_[i].shipped -= forgotten[i].shipped;
    }
}

std::vector<TimelineRecorder::Flow> TimelineRecorder::counted() const {
    std::vector<Flow> flows(before_.size());
    const auto add = [](Flow& flow, const StockTally& tally) {
        flow.demanded += tally.demanded;
        flow.shipped += tally.shipped;
    };
    for (std::size_t i = 0; i < model_.stock.size(); ++i) {
        const Id<StockPoint> id = model_.stock.id_at(i);
        add(flows[model_.stock[id].store.index()], recorder_.stock(id));
    }
    for (std::size_t p = 0; p < plan_.points.size(); ++p)
        add(flows[model_.stores.size() + p], recorder_.stock(plan_.points[p]));
    return flows;
}

void TimelineRecorder::sample(std::size_t instant) {
    const auto instants = static_cast<std::size_t>(plan_.instants);
    const std::size_t first_store = 2;
    const std::size_t first_point = first_store + measures.size() * model_.stores.size();
    values_[instant] = world_.ledger.cash().in_units();
    values_[instants + instant] = Money::raw(world_.ledger.deposits().value()).in_units();
    const auto value = [&](std::size_t series) -> double& { return values_[series * instants + instant]; };
    const auto levels = [&](std::size_t series, const StockState& stock) {
        value(series) += stock.shelf().in_units();
        value(series + 1) += stock.waiting().in_units();
        value(series + 2) += stock.ordered().in_units();
    };
    for (std::size_t i = 0; i < model_.stock.size(); ++i) {
        const Id<StockPoint> id = model_.stock.id_at(i);
        levels(first_store + measures.size() * model_.stock[id].store.index(), world_.stock[id]);
    }
    for (std::size_t p = 0; p < plan_.points.size(); ++p)
        levels(first_point + measures.size() * p, world_.stock[plan_.points[p]]);
    std::vector<Flow> now = counted();
    for (std::size_t i = 0; i < now.size(); ++i) {
        value(first_store + measures.size() * i + 3) = (now[i].demanded - before_[i].demanded).in_units();
        value(first_store + measures.size() * i + 4) = (now[i].shipped - before_[i].shipped).in_units();
    }
    before_ = std::move(now);
    std::size_t row = first_point + measures.size() * plan_.points.size();
    for (const Target site : plan_.sites)
        values_[row++ * instants + instant] = Pace(model_, world_, site).at(world_.now());
}

}  // namespace backstock
