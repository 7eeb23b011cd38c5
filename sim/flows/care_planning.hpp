#pragma once
// How facts about an order with care are planned, put off and taken up. Included by the sources of CustomerCare alone.
#include "sim/flows/customer_care.hpp"
#include "sim/flows/dispatch.hpp"

namespace backstock {

/// What was planned before is void; never() plans nothing.
template<class Fact>
void CustomerCare::plan(Care& care, Time at) {
    Time& slot = care.*planned<Fact>();
    const Time horizon = run_.model.run.horizon;
    const auto void_one = [&] {
        --care.pending;
        run_.world.agenda.retire();
    };
    if (slot <= horizon) void_one();
    slot = at;
    if (at > horizon) return;
    run_.schedule(at, Fact{care.order});
    ++care.pending;
}

/// The care of an order of which a planned fact has come.
template<class Fact>
Care& CustomerCare::take_up(const Fact& fact) {
    Care& care = *find(fact.order);
    care.*planned<Fact>() = Time::never();
    --care.pending;
    return care;
}

}  // namespace backstock
