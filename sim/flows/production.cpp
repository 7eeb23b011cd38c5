#include "sim/flows/production.hpp"

#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/law.hpp"

#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace backstock {

namespace {

using Heap = std::vector<PlantState::Place>;

void push(Heap& heap, PlantState::Place place) {
    heap.push_back(place);
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
}

void pop(Heap& heap) {
    std::pop_heap(heap.begin(), heap.end(), std::greater<>());
    heap.pop_back();
}

bool has_free_line(const Plant& plant, const PlantState& state) { return plant.lines == 0 || !state.idle.empty(); }

Quantity next_lot(const Recipe& recipe, const Job& job) {
    return recipe.lot == Quantity::zero() ? job.unstarted : std::min(recipe.lot, job.unstarted);
}

/// What the next lot takes of a part. The last takes all that is left, so that rounding leaves nothing over.
Quantity needed(const BomLine& part, const Kit& kit, const Job& job, Quantity lot) {
    return lot == job.unstarted ? kit.needed : part.for_units(lot);
}

}  // namespace

Duration expected_work(const Recipe& recipe, Quantity units) {
    if (recipe.time == nullptr) return Duration::days(units.in_units() / recipe.rate);
    const double lots = recipe.lot == Quantity::zero() ? 1 : units.in_units() / recipe.lot.in_units();
    return Duration::nearest(recipe.time->mean() * lots);
}

Id<StockPoint> missing_part(const Model& model, const World& world, const Job& job) {
    const Recipe& recipe = model.recipes[job.recipe];
    const Quantity lot = next_lot(recipe, job);
    Id<Kit> id = job.first_kit;
    for (const BomLine& part : recipe.parts) {
        const Kit& kit = world.kits[id];
        if (kit.quantity < needed(part, kit, job, lot)) return part.stock;
        id = kit.next;
    }
    return Id<StockPoint>::none();
}

// ----------------------------------------------------------------------------------------------- orders and parts

void Production::take(Id<Purchase> id) {
    World& world = run_.world;
    Purchase& purchase = world.purchases[id];
    const Id<Recipe> recipe = run_.model.links[purchase.link].recipe;
    purchase.job = world.jobs.add(
        Job{.number = purchase.number, .purchase = id, .recipe = recipe, .unstarted = purchase.quantity});
    Job& job = world.jobs[purchase.job];
    PlantState& plant = world.plants[run_.model.recipes[recipe].plant];
    job.work = plant.taken += expected_work(run_.model.recipes[recipe], purchase.quantity);
    Id<Kit>* last = &job.first_kit;
    for (const BomLine& part : run_.model.recipes[recipe].parts) {
        *last = world.kits.add(Kit{.stock = part.stock, .needed = part.for_units(purchase.quantity)});
        last = &world.kits[*last].next;
    }
}

void Production::line_up(Id<Purchase> id) {
    const World& world = run_.world;
    const Id<Job> job = world.purchases[id].job;
    if (!job) return;  // its parts were there, and it is on a line
    if (!world.jobs[job].ready) sort_in(job);
    dispatch(run_.model.recipes[world.jobs[job].recipe].plant);
}

void Production::on(const PartsKitted& e) {
    World& world = run_.world;
    Line& line = world.lines[e.line];
    const Id<Job> id = world.purchases[line.purchase].job;
    Job& job = world.jobs[id];
    Id<Kit> kit = job.first_kit;
    while (world.kits[kit].stock != line.stock) kit = world.kits[kit].next;
    const Money value = unshelve(world, line.stock, e.quantity);
    dispatched(world, line.stock, e.quantity, value);
    world.kits[kit].quantity += e.quantity;
    world.kits[kit].value += value;
    stop_waiting(run_.model, world, e.line, e.quantity);
    line.unshipped -= e.quantity;
    if (line.unshipped == Quantity::zero()) world.lines.erase(e.line);
    if (job.ready || missing_part(run_.model, world, job)) return;
    sort_in(id);
    dispatch(run_.model.recipes[job.recipe].plant);
}

/// A job waits for a line, or for its parts.
void Production::sort_in(Id<Job> id) {
    Job& job = run_.world.jobs[id];
    PlantState& plant = run_.world.plants[run_.model.recipes[job.recipe].plant];
    job.ready = !missing_part(run_.model, run_.world, job);
    if (job.ready)
        push(plant.ready, {job.number, id});
    else if (job.held == Time::never())
        push(plant.lacking, {job.number, id});
}

// -------------------------------------------------------------------------------------------------------- the lines

void Production::dispatch(Id<Plant> id) {
    const Plant& plant = run_.model.plants[id];
    PlantState& state = run_.world.plants[id];
    while (has_free_line(plant, state)) {
        if (state.ready.empty()) return pass_over(id, std::numeric_limits<std::uint64_t>::max());
        const auto [number, job] = state.ready.front();
        pass_over(id, number);
        start(job);
    }
}

/// Tells the jobs placed before that number that they are held.
void Production::pass_over(Id<Plant> id, std::uint64_t before) {
    const Table<Job>& jobs = run_.world.jobs;
    Heap& lacking = run_.world.plants[id].lacking;
    while (!lacking.empty() && lacking.front().first < before) {
        const auto [number, job] = lacking.front();
        pop(lacking);
        if (!jobs.contains(job) || jobs[job].number != number) continue;
        if (jobs[job].ready || jobs[job].held != Time::never()) continue;
        run_.follow(JobHeld{job, missing_part(run_.model, run_.world, jobs[job])});
    }
}

void Production::on(const JobHeld& e) {
    Job& job = run_.world.jobs[e.job];
    job.held = run_.world.now();
    job.missing = e.missing;
}

/// The first of the jobs that are ready puts its next lot on a line.
void Production::start(Id<Job> id) {
    World& world = run_.world;
    Job& job = world.jobs[id];
    const Recipe& recipe = run_.model.recipes[job.recipe];
    const Quantity quantity = next_lot(recipe, job);
    const std::uint64_t number = world.links[world.purchases[job.purchase].link].shipments++;
    Lot lot{.purchase = job.purchase, .recipe = job.recipe, .number = number, .quantity = quantity};
    lot.first_kit = kits_for(job, quantity);
    lot.started = world.now();
    if (turn_line(job.recipe)) lot.setup = setup_time(recipe, number);
    const Duration work = lot.setup + production_time(recipe, number, quantity);
    lot.work = begun(static_cast<double>(work.us()), Pace(run_.model, world, job.recipe), world.now());
    world.plants[recipe.plant].started += expected_work(recipe, quantity);
    job.unstarted -= quantity;
    run_.follow(LotStarted{world.lots.add(lot)});

    job.ready = job.unstarted > Quantity::zero() && !missing_part(run_.model, world, job);
    if (job.ready) return;
    pop(world.plants[recipe.plant].ready);
    if (job.unstarted > Quantity::zero()) return sort_in(id);
    world.purchases[job.purchase].job = Id<Job>::none();
    world.jobs.erase(id);
}

void Production::on(const LotStarted& e) {
    World& world = run_.world;
    const Lot& lot = world.lots[e.lot];
    PlantState& plant = world.plants[run_.model.recipes[lot.recipe].plant];
    plant.busy.add(1, world.now());
    plant.in_process.add(lot.quantity.micro(), world.now());
    if (lot.work.finish <= run_.model.run.horizon) run_.schedule(lot.work.finish, ProductionFinished{e.lot});
}

/// The parts of the job's next lot; rows of their own, or the job's where it needs them no more.
Id<Kit> Production::kits_for(Job& job, Quantity lot) {
    if (lot == job.unstarted) return std::exchange(job.first_kit, Id<Kit>::none());
    Table<Kit>& kits = run_.world.kits;
    Id<Kit> first;
    Id<Kit>* last = &first;
    Id<Kit> from = job.first_kit;
    for (const BomLine& part : run_.model.recipes[job.recipe].parts) {
        Kit& all = kits[from];
        const Quantity quantity = part.for_units(lot);
        const Money value = quantity == all.quantity ? all.value : share(all.value, quantity, all.quantity);
        all.quantity -= quantity;
        all.needed -= quantity;
        all.value -= value;
        *last = kits.add(Kit{.stock = part.stock, .quantity = quantity, .value = value});
        last = &kits[*last].next;
        from = all.next;
    }
    return first;
}

/// Takes a free line, one that made the same last if there is one. Answers whether it turns to something else.
bool Production::turn_line(Id<Recipe> recipe) {
    const Id<Plant> plant = run_.model.recipes[recipe].plant;
    if (run_.model.plants[plant].lines == 0) return true;
    std::vector<Id<Recipe>>& idle = run_.world.plants[plant].idle;
    const auto same = std::find(idle.begin(), idle.end(), recipe);
    const bool turns = same == idle.end();
    idle.erase(turns ? idle.begin() : same);
    return turns;
}

Duration Production::setup_time(const Recipe& recipe, std::uint64_t lot) const {
    if (recipe.setup == nullptr) return Duration::zero();
    Stream stream = run_.world.streams.at(recipe.key, Purpose("setup"), lot);
    return draw_duration(*recipe.setup, stream);
}

Duration Production::production_time(const Recipe& recipe, std::uint64_t lot, Quantity quantity) const {
    if (recipe.time == nullptr) return Duration::days(quantity.in_units() / recipe.rate);
    Stream stream = run_.world.streams.at(recipe.key, Purpose("production time"), lot);
    const Duration whole = draw_duration(*recipe.time, stream);
    const bool smaller = quantity < recipe.lot;
    return smaller ? scaled(whole, quantity.in_units() / recipe.lot.in_units()) : whole;
}

// --------------------------------------------------------------------------------------------------- what is made

void Production::on(const ProductionFinished& e) {
    const Lot& lot = run_.world.lots[e.lot];
    finish(e.lot, good_units(lot), lot.recipe);
}

/// `set_for`: what its line is set up for then.
void Production::finish(Id<Lot> id, Quantity good, Id<Recipe> set_for) {
    World& world = run_.world;
    const Lot lot = world.lots[id];
    const Recipe& recipe = run_.model.recipes[lot.recipe];
    const Id<Store> site = run_.model.plants[recipe.plant].site;
    PlantState& plant = world.plants[recipe.plant];
    const Time now = world.now();
    world.lots.erase(id);
    plant.busy.add(-1, now);
    plant.in_process.add(-lot.quantity.micro(), now);
    if (run_.model.plants[recipe.plant].lines > 0) plant.idle.push_back(set_for);

    const Money conversion = rounded(recipe.cost * lot.quantity, run_.model.run.minor_digits);
    world.ledger.post(site, Account::production, Account::cash, conversion, now);
    world.ledger.post(site, Account::inventory, Account::production, conversion, now);
    const Money value = use_up(lot.first_kit) + conversion;
    const Quantity scrap = lot.quantity - good;
    const Money lost = scrap == lot.quantity ? value : share(value, scrap, lot.quantity);
    plant.scrapped += scrap;
    world.ledger.post(site, Account::losses, Account::inventory, lost, now);
    deliver(lot, good, value - lost);
    dispatch(recipe.plant);
}

Quantity Production::good_units(const Lot& lot) const {
    const Recipe& recipe = run_.model.recipes[lot.recipe];
    const double yield = recipe.yield * Pace(run_.model, run_.world, lot.recipe, Effect::yield).at(run_.world.now());
    if (yield >= 1) return lot.quantity;
    if (run_.model.items[run_.model.stock[recipe.makes].item].divisible)
        return std::max(Quantity::micro(1), Quantity::of(lot.quantity.in_units() * yield));
    Stream stream = run_.world.streams.at(recipe.key, Purpose("yield"), lot.number);
    return Quantity::units(
        boost::random::binomial_distribution<std::int64_t>(lot.quantity.whole_units(), yield)(stream));
}

/// The parts are in the goods; answers what they were worth.
Money Production::use_up(Id<Kit> first) {
    World& world = run_.world;
    Money value;
    for (Id<Kit> id = first; id;) {
        const Kit kit = world.kits[id];
        dispatched(world, kit.stock, -kit.quantity, -kit.value);
        world.items[run_.model.stock[kit.stock].item].consumed += kit.quantity;
        value += kit.value;
        world.kits.erase(id);
        id = kit.next;
    }
    return value;
}

/// The good units go to the shelf, beside the line; the others are not on order any more.
void Production::deliver(const Lot& lot, Quantity good, Money value) {
    World& world = run_.world;
    const Id<Purchase> id = lot.purchase;
    const Quantity made = lot.quantity;
    Purchase& purchase = world.purchases[id];
    StockState& buyer = world.stock[purchase.buyer];
    const Id<StockPoint> shelf = purchase.buyer;
    purchase.unshipped -= made;
    if (purchase.unshipped == Quantity::zero()) unlink(world.purchases, buyer.first_purchase, buyer.last_purchase, id);
    if (good > Quantity::zero())
        run_.follow(GoodsSent{world.shipments.add(Shipment{.sent = world.now(),
                                                           .due = world.now(),
                                                           .expected = world.now(),
                                                           .quantity = good,
                                                           .value = value,
                                                           .buyer = shelf,
                                                           .link = purchase.link,
                                                           .purchase = id})});
    if (good == made) return;
    buyer.on_order.add((good - made).micro(), world.now());
    purchase.unreceived -= made - good;
    if (purchase.unreceived == Quantity::zero()) world.purchases.erase(id);
    // As with goods that come bad: what took no time to make would be made, and spoiled, again and again.
    if (lot.started < world.now()) position_changed(run_, shelf);
}

// --------------------------------------------------------------------------------------------------- disruptions

void Production::settle(Id<Store> site) {
    const World& world = run_.world;
    for (const Id<Lot> id : lots_at(site)) {
        Lot& lot = run_.world.lots[id];
        backstock::settle(lot.work, Pace(run_.model, world, lot.recipe), world.now());
    }
}

/// Whether only the work on the goods is left. Requires that the work has just been settled.
bool Production::is_set_up(const Lot& lot) const {
    const Duration rest = production_time(run_.model.recipes[lot.recipe], lot.number, lot.quantity);
    return lot.setup == Duration::zero() || lot.work.remaining <= static_cast<double>(rest.us()) + 1;
}

/// Lots that come to a stop wait, or are written off where one of those that stop them says so.
void Production::resume(Id<Store> site) {
    World& world = run_.world;
    for (const Id<Lot> id : lots_at(site)) {
        Lot& lot = world.lots[id];
        const bool moved = lot.work.finish != Time::never();
        const bool differs = retime(lot.work, Pace(run_.model, world, lot.recipe), world.now());
        if (lot.work.finish == Time::never() && moved && scraps(run_.model, world, lot.recipe))
            finish(id, Quantity::zero(), is_set_up(lot) ? lot.recipe : Id<Recipe>::none());
        else if (differs && lot.work.finish <= run_.model.run.horizon)
            run_.schedule(lot.work.finish, ProductionFinished{id});
    }
}

std::vector<Id<Lot>> Production::lots_at(Id<Store> site) const {
    std::vector<Id<Lot>> lots;
    run_.world.lots.for_each([&](Id<Lot> id, const Lot& lot) {
        if (run_.model.plants[run_.model.recipes[lot.recipe].plant].site == site) lots.push_back(id);
    });
    return lots;
}

}  // namespace backstock
