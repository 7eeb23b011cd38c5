#include "policies/arrivals/season.hpp"
#include "sim/base/require.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::arrivals {
namespace {

// Where a rate stays at or near zero for so long, nobody will come any more.
constexpr Duration silence = 1000_yr;

// The instant `us` microseconds later, which may be more than there are.
Time later(Time at, double us) { return at + Duration::nearest(us); }

// Customers come at the instants where the integral of the rate passes the sums of unit exponentials, one for each
// customer. So a change of the rate moves customers in time but leaves who comes as it was.
class Poisson : public ArrivalProcess {
public:
    Poisson(double per_day, Season season)
        : per_us_(per_day / static_cast<double>((1_d).us())), season_(std::move(season)), flat_(season_.is_flat()) {}

    Arrival first(ArrivalState& state) const override { return after(Time::zero(), state); }
    Arrival next(ArrivalState& state) const override { return after(state.next.at, state); }

    Surge surge() const override { return Surge::rate; }
    void settle(ArrivalState& state, Time now, const Tempo& tempo) const override {
        for (Time at = state.since; at < now;) {
            const Season::Piece piece = piece_at(at);
            const Time end = std::min(piece.until, now);
            state.remaining -= per_us_ * piece.factor * tempo.work_done(at, end);
            at = end;
        }
        state.remaining = std::fmax(0, state.remaining);
        state.since = now;
    }
    Time retimed(const ArrivalState& state, const Tempo& tempo) const override {
        double due = state.remaining;
        const Time end = state.since + silence;
        for (Time at = state.since; per_us_ > 0 && at < end;) {
            const Season::Piece piece = piece_at(at);
            const double rate = per_us_ * piece.factor;
            if (rate > 0) {
                const Time comes = tempo.work_finished(at, due / rate);
                if (comes <= piece.until) return comes;
                due -= rate * tempo.work_done(at, piece.until);
            }
            at = piece.until;
        }
        return Time::never();
    }

private:
    Season::Piece piece_at(Time at) const {
        Season::Piece piece = flat_ ? Season::Piece{} : season_.at(at);
        if (flat_) piece.until = Time::never();
        return piece;
    }

    Arrival after(Time at, ArrivalState& state) const {
        Arrival arrival;
        if (!(per_us_ > 0)) return arrival;
        const double due = unit_exponential(state.stream);
        state.remaining = due;
        state.since = at;
        arrival.at = flat_ ? later(at, due / per_us_) : when(at, due);
        arrival.customer = state.arrivals++;
        return arrival;
    }

    Time when(Time at, double due) const {
        const Time end = at + silence;
        while (at < end) {
            const Season::Piece piece = season_.at(at);
            const double rate = per_us_ * piece.factor;
            require_fit(rate <= 1, "customers at a rate of {:.3g} a day, more than one a microsecond", rate * 8.64e10);
            const double within = rate * static_cast<double>((piece.until - at).us());
            if (rate > 0 && due <= within) return later(at, due / rate);
            due -= within;
            at = piece.until;
        }
        return Time::never();
    }

    double per_us_;
    Season season_;
    bool flat_;
};

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    settings.positional("rate");
    const Rate rate = settings.rate("rate", required, "customers per unit of time, on average over weekly and monthly");
    return std::make_unique<Poisson>(rate.per_day, Season(settings));
}

}  // namespace

void add_poisson(Catalog& catalog) {
    catalog.add<ArrivalProcess>("poisson",
                                "Independent customers at a rate that may follow the week, the year, a trend and dated "
                                "events.",
                                make);
}

}  // namespace backstock::arrivals
