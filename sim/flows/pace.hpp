#pragma once
// How fast things go while disruptions strike, and work that a server does at such a speed.
#include "sim/policy/arrivals.hpp"
#include "sim/world/world.hpp"

namespace backstock {

/// The severity of a strike: base + excess × the recovery curve. `at` is not before the strike's last fact.
double severity(const Model& model, const World& world, Id<Strike> strike, Time at);

/// One effect of all disruptions on one thing: the product of 1 + s(left - 1) over the strikes that hit it, which is
/// 1 where none does. It describes the world as it stands: it holds until the next fact of one of these strikes.
///
/// Between the ends of the pieces of recovery curves the level is smooth. Its integral is exact where the level is
/// constant, and by Gauss-Legendre quadrature with 20 points elsewhere: exact for products of ramps, to about 1e-15
/// of the work for exponential curves, whose pieces are a time constant long.
class Pace : public Tempo {
public:
    Pace(const Model& model, const World& world, Target target, Effect effect = Effect::capacity);

    /// Whether anything changes the level at all, now or later, unless a new outage begins.
    [[nodiscard]] bool usual() const;
    [[nodiscard]] double at(Time time) const;
    /// Whether nothing moves from now on until the next fact.
    [[nodiscard]] bool stopped() const;
    /// Whether that strike alone stops it.
    [[nodiscard]] bool stops(Id<Strike> strike) const;

    /// µs at full speed between the two instants; nothing of the strikes may have changed in between.
    [[nodiscard]] double work_done(Time from, Time to) const override;
    /// To the nearest µs; never() where it is not reached however long things stay as they are. While nothing moves
    /// not even what has no work left is finished: an outage that begins at the instant at which work is due holds it.
    [[nodiscard]] Time work_finished(Time from, double work) const override;

private:
    [[nodiscard]] bool active(Id<Strike> strike) const;
    [[nodiscard]] double factor(Id<Strike> strike, double severity) const;
    [[nodiscard]] Time piece_end(Time from, bool& constant) const;
    [[nodiscard]] double integral(Time from, Time to, bool constant) const;
    [[nodiscard]] Time reach(Time from, Time end, double work, double whole) const;

    const Model& model_;
    const World& world_;
    const std::vector<Id<Strike>>& strikes_;
    Effect effect_;
};

/// Whether one of the outages that stop a thing says that work under way is lost.
bool scraps(const Model& model, const World& world, Target target);

/// Takes off a server's work what was done since it was last looked at. Before the strikes change.
void settle(Work& work, const Pace& pace, Time now);
/// Says anew when the work will be finished. After the strikes have changed. Returns whether it differs.
bool retime(Work& work, const Pace& pace, Time now);
/// Begins work of so many µs at full speed.
Work begun(double work, const Pace& pace, Time now);

}  // namespace backstock
