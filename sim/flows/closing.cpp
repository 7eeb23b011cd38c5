#include "sim/flows/closing.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/laws.hpp"

#include <algorithm>

namespace backstock {

namespace {

/// Accruals are paid at each period's end under period-end accounting, otherwise about once a month.
std::int64_t periods_between_postings(const RunPlan& plan) {
    if (plan.accounting == Accounting::period_end) return 1;
    return std::max<std::int64_t>(1, 30_d / plan.period);
}

}  // namespace

void Closing::on(const PeriodEnded&) {
    World& world = run_.world;
    const RunPlan& plan = run_.model.run;
    add_period(run_.model, world);
    observe_accounting_period(run_);
    if (!world.markdowns.empty()) run_.review_prices();
    if (++periods_ % periods_between_postings(plan) == 0) post_accruals(run_.model, world);
    if (world.now() + plan.period <= plan.horizon) run_.schedule(world.now() + plan.period, PeriodEnded{});
    if (world.now() == plan.warmup) run_.follow(WarmupEnded{});
}

void Closing::on(const WarmupEnded&) {
    World& world = run_.world;
    post_accruals(run_.model, world);
    restart_integrals(world);
    world.counting = true;
}

void Closing::on(const RunEnded&) {
    post_accruals(run_.model, run_.world);
    check_laws(run_.model, run_.world);
}

}  // namespace backstock
