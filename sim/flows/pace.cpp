#include "sim/flows/pace.hpp"

#include "sim/policy/recovery.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {

namespace {

double us_between(Time from, Time to) { return static_cast<double>((to - from).us()); }

Time later(Time from, double us) { return us < 9e18 ? from + Duration::us(nearest_integer(us)) : Time::never(); }

}  // namespace

double severity(const Model& model, const World& world, Id<Strike> id, Time at) {
    const StrikeState& strike = world.strikes[id];
    if (strike.excess == 0) return strike.base;
    const RecoveryPolicy& recovery = *model.disruptions[model.strikes[id].disruption].recovery;
    return strike.base + strike.excess * recovery.curve(at - strike.since);
}

Pace::Pace(const Model& model, const World& world, Target target, Effect effect)
    : model_(model), world_(world), strikes_(model.strikes_on(target)), effect_(effect) {}

bool Pace::active(Id<Strike> strike) const {
    const StrikeState& state = world_.strikes[strike];
    return (state.base > 0 || state.excess > 0) && factor(strike, 1) != 1;
}

bool Pace::usual() const {
    return std::none_of(strikes_.begin(), strikes_.end(), [this](Id<Strike> strike) { return active(strike); });
}

double Pace::factor(Id<Strike> strike, double severity) const {
    const double left = effect_ == Effect::capacity
                            ? world_.strikes[strike].capacity
                            : model_.disruptions[model_.strikes[strike].disruption].effect(effect_);
    return 1 + severity * (left - 1);
}

double Pace::at(Time time) const {
    double level = 1;
    for (const Id<Strike> strike : strikes_) level *= factor(strike, severity(model_, world_, strike, time));
    return std::fmax(0, level);
}

bool Pace::stops(Id<Strike> id) const {
    if (!active(id) || factor(id, 1) > 0) return false;
    const bool stays = model_.disruptions[model_.strikes[id].disruption].recovery->steps();
    return world_.strikes[id].base >= 1 || (stays && severity(model_, world_, id, world_.now()) >= 1);
}

bool Pace::stopped() const {
    return std::any_of(strikes_.begin(), strikes_.end(), [this](Id<Strike> id) { return stops(id); });
}

/// The end of the smooth piece that begins at `from`; `constant` says whether the level stays the same within it.
Time Pace::piece_end(Time from, bool& constant) const {
    Time end = Time::never();
    constant = true;
    for (const Id<Strike> id : strikes_) {
        const StrikeState& strike = world_.strikes[id];
        if (strike.excess == 0 || !active(id)) continue;
        const RecoveryPolicy& recovery = *model_.disruptions[model_.strikes[id].disruption].recovery;
        const std::vector<Duration>& pieces = recovery.pieces();
        const auto piece = std::upper_bound(pieces.begin(), pieces.end(), from - strike.since);
        if (piece == pieces.end()) continue;
        end = std::min(end, strike.since + *piece);
        constant = constant && recovery.steps();
    }
    return end;
}

double Pace::integral(Time from, Time to, bool constant) const {
    if (constant) return at(from) * us_between(from, to);
    using Gauss = boost::math::quadrature::gauss<double, 20>;
    const auto level = [&](double us) {
        double product = 1;
        for (const Id<Strike> id : strikes_) {
            const StrikeState& strike = world_.strikes[id];
            double s = strike.base;
            if (strike.excess != 0) {
                // Between two microseconds the curve is read as a straight line.
                const RecoveryPolicy& recovery = *model_.disruptions[model_.strikes[id].disruption].recovery;
                const Duration since = from - strike.since + Duration::us(static_cast<std::int64_t>(us));
                const double part = us - std::floor(us);
                const double here = recovery.curve(since);
                s += strike.excess * (part > 0 ? here + part * (recovery.curve(since + 1_us) - here) : here);
            }
            product *= factor(id, s);
        }
        return product;
    };
    return Gauss::integrate(level, 0.0, us_between(from, to));
}

double Pace::work_done(Time from, Time to) const {
    double done = 0;
    while (from < to) {
        bool constant = true;
        const Time end = std::min(to, piece_end(from, constant));
        done += integral(from, end, constant);
        from = end;
    }
    return done;
}

Time Pace::work_finished(Time from, double work) const {
    for (;;) {
        bool constant = true;
        const Time end = piece_end(from, constant);
        if (constant) {
            const double level = at(from);
            // Where nothing moves nothing is finished, not even what has no work left.
            const double needed = level > 0 ? work / level : std::numeric_limits<double>::infinity();
            if (end == Time::never() || needed <= us_between(from, end)) return later(from, needed);
        }
        const double whole = integral(from, end, constant);
        if (whole > 0 && whole >= work) return reach(from, end, work, whole);
        work -= whole;
        from = end;
    }
}

/// Within a smooth piece: where the integral reaches the work, by bisection kept short with secant steps.
Time Pace::reach(Time from, Time end, double work, double whole) const {
    double low = 0;
    double high = us_between(from, end);
    double at_low = 0;
    double at_high = whole;
    for (bool middle = false; high - low > 1; middle = !middle) {
        const double guess = middle ? (low + high) / 2 : low + (high - low) * (work - at_low) / (at_high - at_low);
        const double cut = std::clamp(std::floor(guess), low + 1, std::fmax(low + 1, high - 1));
        const double done = integral(from, later(from, cut), false);
        (done < work ? low : high) = cut;
        (done < work ? at_low : at_high) = done;
    }
    return later(from, work - at_low < at_high - work ? low : high);
}

bool scraps(const Model& model, const World& world, Target target) {
    const std::vector<Id<Strike>>& strikes = model.strikes_on(target);
    return std::any_of(strikes.begin(), strikes.end(), [&](Id<Strike> id) {
        const StrikeState& strike = world.strikes[id];
        return strike.base >= 1 && strike.capacity == 0 && model.disruptions[model.strikes[id].disruption].scraps;
    });
}

void settle(Work& work, const Pace& pace, Time now) {
    work.remaining = std::fmax(0, work.remaining - pace.work_done(work.since, now));
    work.since = now;
}

bool retime(Work& work, const Pace& pace, Time now) {
    const Time before = work.finish;
    work.finish = pace.work_finished(now, work.remaining);
    return work.finish != before;
}

Work begun(double amount, const Pace& pace, Time now) {
    Work work{.remaining = amount, .since = now};
    work.finish = pace.work_finished(now, amount);
    return work;
}

}  // namespace backstock
