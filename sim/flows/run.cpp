#include "sim/flows/run.hpp"

#include <fmt/format.h>

#include "sim/base/require.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/opening.hpp"

namespace backstock {

namespace {

/// Whether a pending fact has outlived its row.
template <class Fact>
bool stale(const World& world, const Due& due) {
  if constexpr (std::is_same_v<typename Fact::Row, Order>)
    return world.orders.generation(Id<Order>(due.row)) != due.generation;
  else
    return false;
}

template <class Fact>
Fact fact_of(const Due& due) {
  if constexpr (std::is_void_v<typename Fact::Row>)
    return Fact{};
  else
    return Fact{Id<typename Fact::Row>(due.row)};
}

}  // namespace

Run::Run(const Model& model_, World& world_, FactObservers& observers, std::int64_t replication)
    : model(model_), world(world_), observers_(observers), order_to_cash_(*this), replenishment_(*this),
      closing_(*this) {
  open_world(*this, replication);
}

void Run::play() {
  Due due{};
  while (world.agenda.next(model.run.horizon, due)) {
    if (world.now() == model.run.horizon && due.phase != Phase::close) break;
    ++world.facts_played;
    happen(due);
  }
  follow(RunEnded{});
}

void Run::happen(const Due& due) {
  const auto try_one = [&]<class Fact>(std::type_identity<Fact>) {
    if constexpr (Timed<Fact>) {
      if (due.kind != kind_of<Fact>) return false;
      if (stale<Fact>(world, due))
        world.agenda.skipped();
      else
        follow(fact_of<Fact>(due));
      return true;
    }
    return false;
  };
  const auto try_all = [&]<class... Facts>(FactList<Facts...>) {
    return (try_one(std::type_identity<Facts>{}) || ...);
  };
  try {
    try_all(AllFacts{});
  } catch (const BrokenLaw& broken) {
    throw BrokenLaw(fmt::format("at {} d, in fact {} of row {}: {}", world.now().in_days(), due.kind, due.row,
                                broken.what()));
  }
}

}  // namespace backstock
