#pragma once
// The one place where facts meet their handlers. Included by the flows alone.
#include "sim/flows/run.hpp"

#include <type_traits>

namespace backstock {

namespace detail {
template<class Flow, class Fact>
concept Answers = requires(Flow& flow, const Fact& fact) {
    flow.on(fact);
};

/// How many of the flows answer the fact.
template<class Fact, class... Flows>
inline constexpr int answers = (0 + ... + (Answers<Flows, Fact> ? 1 : 0));

template<class Fact, class... Flows>
inline void answer(const Fact& fact, Flows&... flows) {
    static_assert(answers<Fact, Flows...> != 0, "this fact has no handler");
    static_assert(answers<Fact, Flows...> < 2, "this fact has more than one handler");
    (
        [&] {
            if constexpr (Answers<Flows, Fact>) flows.on(fact);
        }(),
        ...);
}
}  // namespace detail

template<class Fact>
void Run::follow(const Fact& fact) {
    observers_.tell(fact, world.now());
    detail::answer(fact, order_to_cash_, payments_, care_, packing_, supply_, transport_, replenishment_, production_,
                   pricing_, returning_, disrupting_, closing_);
}

template<Timed Fact>
bool Run::comes_next(Time at, const Fact& fact) {
    if (at >= model.run.horizon || !world.agenda.pass_to(at)) return false;
    ++world.facts_played;
    observers_.tell(fact, at);
    return true;
}

template<Timed Fact>
void Run::schedule(Time at, const Fact& fact, Phase phase) {
    std::uint32_t row = 0;
    std::uint32_t generation = 0;
    if constexpr (!std::is_void_v<typename Fact::Row>) {
        const auto [id] = fact;
        row = id.index();
        if constexpr (std::is_same_v<typename Fact::Row, Order>) generation = world.orders.generation(id);
        if constexpr (std::is_same_v<typename Fact::Row, Parcel>) generation = world.parcels.generation(id);
        if constexpr (std::is_same_v<typename Fact::Row, Payment>) generation = world.payments.generation(id);
        if constexpr (std::is_same_v<Fact, GoodsReceived>)
            generation = world.shipments.generation(id) & Due::generation_mask;
        if constexpr (std::is_same_v<typename Fact::Row, Lot>) generation = world.lots.generation(id);
    }
    world.agenda.schedule(at, {.kind = kind_of<Fact>, .phase = phase, .generation = generation, .row = row});
}

}  // namespace backstock
