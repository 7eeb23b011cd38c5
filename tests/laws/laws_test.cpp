// What must hold in every run, over random models: goods, money and orders are conserved (check_laws stops a run that
// breaks them), the tables agree with one another, and nothing depends on what was played before.
#include "sim/flows/laws.hpp"

#include "output/order_log.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/laws/random_model.hpp"

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace backstock;
using namespace backstock::testing;

namespace {

// RapidCheck inside Catch2: a failure shows the counterexample and how to reproduce it.
void holds(const std::string& law, const std::function<void()>& property) { CHECK(rc::check(law, property)); }

bool near(double a, double b) { return std::abs(a - b) <= 1e-7 * (1 + std::abs(a) + std::abs(b)); }

void same_rows(const std::vector<KpiRow>& a, const std::vector<KpiRow>& b) {
    RC_ASSERT(a.size() == b.size());
    for (std::size_t r = 0; r < a.size(); ++r)
        for (std::size_t k = 0; k < a[r].size(); ++k)
            RC_ASSERT(same_bits(a[r][k].num, b[r][k].num) && same_bits(a[r][k].den, b[r][k].den));
}

void same_outcome(const Outcome& a, const Outcome& b) {
    same_rows({a.network}, {b.network});
    for (std::size_t i = 0; i < tables_by.size(); ++i) same_rows(a.by[i], b.by[i]);
    RC_ASSERT(a.books.debits == b.books.debits);
    RC_ASSERT(a.books.credits == b.books.credits);
    RC_ASSERT(a.timeline == b.timeline);
    RC_ASSERT(a.orders == b.orders);
    RC_ASSERT(a.facts == b.facts);
}

// Whether the KPI of the network is the sum of the rows of a table.
void adds_up(const Outcome& outcome, Entity entity, Kpi kpi, double KpiValue::*part, double rounding = 0) {
    double sum = 0;
    for (std::size_t i = 0; i < tables_by.size(); ++i)
        if (tables_by[i] == entity)
            for (const KpiRow& row : outcome.by[i]) sum += row[index(kpi)].*part;
    const double whole = outcome.network[index(kpi)].*part;
    if (!near(sum, whole) && std::abs(sum - whole) > rounding)
        RC_FAIL(std::string(info(kpi).name) + ": " + std::to_string(sum) + " of " + std::to_string(whole));
}

// The order log of a replication, let out of the run.
class LogKeeper : public Extra {
public:
    LogKeeper(Frame& frame, const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
        : log_(model, world, observers, replication), frame_(frame) {}
    void done() override {
        log_.done();
        frame_ = log_.frame(0, log_.rows());
    }

private:
    OrderLog log_;
    Frame& frame_;
};

// Keeps it where somebody else wants to hear every fact of an order, so that none is served in one step.
class NosyKeeper : public LogKeeper {
public:
    NosyKeeper(Frame& frame, const Model& model, const World& world, FactObservers& observers, std::int64_t replication)
        : LogKeeper(frame, model, world, observers, replication) {
        observers.add(*this);
    }
    void saw(const OrderSettled&, Time) {}
};

double sum_of_counted(const Frame& log, const char* column) {
    double sum = 0;
    for (std::size_t i = 0; i < log.rows(); ++i)
        if (log.cells<std::int64_t>("counted")[i] == 1) sum += log.cells<double>(column)[i];
    return sum;
}

// Checks the laws whenever a period has ended, and keeps copies of the world.
class Inspector : public Extra {
public:
    Inspector(const Model& model, const World& world, FactObservers& observers) : model_(model), world_(world) {
        observers.add(*this);
    }
    void saw(const PeriodEnded&, Time) {
        check_laws(model_, world_);
        if (copies_.size() == 2) return;
        copies_ = {world_, world_};
        state_ = state_of(world_);
    }
    // The copies are as the world was, whatever happened to it since, and would go on in the same way.
    void done() override {
        if (copies_.empty()) return;
        RC_ASSERT(state_of(copies_[0]) == state_);
        check_laws(model_, copies_[0]);
        Due one, other;
        while (copies_[0].agenda.next(model_.run.horizon, one)) {
            RC_ASSERT(copies_[1].agenda.next(model_.run.horizon, other));
            RC_ASSERT(one == other);
            RC_ASSERT(copies_[0].now() == copies_[1].now());
        }
        RC_ASSERT(!copies_[1].agenda.next(model_.run.horizon, other));
    }

private:
    static std::vector<std::int64_t> state_of(const World& world) {
        std::vector<std::int64_t> state{static_cast<std::int64_t>(world.facts_played),
                                        static_cast<std::int64_t>(world.agenda.size()), world.now().us()};
        for (std::size_t i = 0; i < account_count; ++i)
            state.push_back(world.ledger.balance(static_cast<Account>(i)).raw());
        for (const StockState& stock : world.stock)
            for (const Quantity q : {stock.shelf(), stock.allocated, stock.waiting(), stock.ordered()})
                state.push_back(q.micro());
        world.orders.for_each([&](Id<Order> id, const Order& order) {
            state.push_back(id.index());
            state.push_back(static_cast<std::int64_t>(order.number));
            state.push_back(order.paid.raw());
        });
        world.shipments.for_each([&](Id<Shipment>, const Shipment& shipment) { state.push_back(shipment.due.us()); });
        return state;
    }
    const Model& model_;
    const World& world_;
    std::vector<World> copies_;
    std::vector<std::int64_t> state_;
};

}  // namespace

TEST_CASE("laws: every random model keeps the books, the goods and the orders, at every period's end", "[laws]") {
    holds("laws hold, and a copy of the world is a checkpoint", [] {
        const Model model = RandomModel::draw();
        replicate_once(model, 0, [](const Model& m, const World& world, FactObservers& observers, std::int64_t) {
            return std::make_unique<Inspector>(m, world, observers);
        });
    });
}

TEST_CASE("laws: parts of the network add up to the whole", "[laws]") {
    holds("by store, item, segment and tier", [] {
        const Model model = RandomModel::draw();
        const Outcome outcome = replicate_once(model, 0);
        for (const Entity entity : {Entity::store, Entity::item, Entity::segment, Entity::tier})
            for (const Kpi kpi : {Kpi::units_demanded, Kpi::units_shipped, Kpi::units_lost, Kpi::fill_rate,
                                  Kpi::units_substituted, Kpi::returns})
                adds_up(outcome, entity, kpi, &KpiValue::num);
        for (const Entity entity : {Entity::store, Entity::segment, Entity::tier})
            for (const Kpi kpi :
                 {Kpi::orders, Kpi::orders_open, Kpi::order_fill_rate, Kpi::backorder_rate, Kpi::cancellation_rate,
                  Kpi::lost_sales_rate, Kpi::order_to_delivery, Kpi::customers_lost, Kpi::alerts, Kpi::alerts_converted,
                  Kpi::retries, Kpi::notifications, Kpi::communication_frequency, Kpi::contacts, Kpi::refunds,
                  Kpi::cost_service})
                adds_up(outcome, entity, kpi, &KpiValue::num);
        for (const Entity entity : {Entity::store, Entity::item})
            for (const Kpi kpi : {Kpi::on_hand, Kpi::on_order, Kpi::in_transit, Kpi::ready_rate, Kpi::cost_ordering})
                adds_up(outcome, entity, kpi, &KpiValue::num);
        for (const Kpi kpi : {Kpi::cost_transport, Kpi::cost_handling, Kpi::cost_purchase, Kpi::revenue,
                              Kpi::cost_payment, Kpi::cost_capital, Kpi::refunds, Kpi::profit})
            adds_up(outcome, Entity::store, kpi, &KpiValue::num);
        for (const Entity entity : {Entity::store, Entity::segment, Entity::tier})
            for (const Kpi kpi : {Kpi::authorizations, Kpi::authorizations_expired, Kpi::captures_declined,
                                  Kpi::captures_declined_rate, Kpi::disputes, Kpi::cancellation_rate_payment})
                adds_up(outcome, entity, kpi, &KpiValue::num);
        // What was posted is rounded to 1/10,000 once for each stock point.
        for (const Entity entity : {Entity::store, Entity::item, Entity::segment, Entity::tier})
            adds_up(outcome, entity, Kpi::cost_shortage, &KpiValue::num,
                    1e-4 * static_cast<double>(model.stock.size()));
        for (const Kpi kpi : {Kpi::cost_purchase, Kpi::cost_ordering}) {
            if (model.lanes.empty()) adds_up(outcome, Entity::supplier, kpi, &KpiValue::num);
        }
    });
}

TEST_CASE("laws: each unit asked for has one fate", "[laws]") {
    holds("order lines and KPIs count the same", [] {
        const Model model = RandomModel::draw();
        Frame log;
        const Outcome outcome =
            replicate_once(model, 0, [&](const Model& m, const World& world, FactObservers& observers, std::int64_t r) {
                return std::make_unique<LogKeeper>(log, m, world, observers, r);
            });
        RC_ASSERT(near(sum_of_counted(log, "demanded"), outcome.network[index(Kpi::units_demanded)].num));
        RC_ASSERT(near(sum_of_counted(log, "lost"), outcome.network[index(Kpi::units_lost)].num));
        RC_ASSERT(near(sum_of_counted(log, "at_once"), outcome.network[index(Kpi::fill_rate)].num));
        for (std::size_t i = 0; i < log.rows(); ++i) {
            const auto units = [&](const char* column) { return log.cells<double>(column)[i]; };
            const std::string& outcome_word = log.cells<std::string>("outcome")[i];
            RC_ASSERT(
                near(units("demanded"), units("accepted") + units("lost") + units("substituted") - units("instead")));
            RC_ASSERT(units("delivered") + units("cancelled") <= units("accepted") + 1e-7);
            if (outcome_word == "delivered") RC_ASSERT(near(units("delivered"), units("accepted")));
            if (outcome_word == "lost") RC_ASSERT(units("accepted") == 0);
            RC_ASSERT(units("returned") <= units("delivered") + 1e-7);
            if (units("delivered") > 0) RC_ASSERT(units("placed_at") <= units("first_allocated_at"));
            if (units("delivered") > 0) RC_ASSERT(units("first_allocated_at") <= units("shipped_at"));
        }
    });
}

TEST_CASE("laws: a replication does not depend on what was played before, nor on who watches", "[laws]") {
    holds("the same to the bit", [] {
        const Model model = RandomModel::draw();
        std::vector<Outcome> outcomes;
        replicate(model, 3, {.threads = 1}, [&](std::int64_t, Outcome&& outcome, std::unique_ptr<Extra>) {
            outcomes.push_back(std::move(outcome));
        });
        Frame log;
        same_outcome(outcomes[1], replicate_once(model, 1));
        same_outcome(
            outcomes[2],
            replicate_once(model, 2, [&](const Model& m, const World& world, FactObservers& observers, std::int64_t r) {
                return std::make_unique<LogKeeper>(log, m, world, observers, r);
            }));
        Frame long_log;
        same_outcome(
            outcomes[2],
            replicate_once(model, 2, [&](const Model& m, const World& world, FactObservers& observers, std::int64_t r) {
                return std::make_unique<NosyKeeper>(long_log, m, world, observers, r);
            }));
        RC_ASSERT(log == long_log);
    });
}
