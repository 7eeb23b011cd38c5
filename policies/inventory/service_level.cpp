#include "policies/inventory/forecast_level.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace backstock::inventory {
namespace {

// Demand over the P periods that an order covers is taken as normal with mean mu P and variance P sigma^2 + mu^2
// sigma_L^2 (Silver, Pyke and Thomas, ch. 6: random lead times).
double covered_sd(const Protected& d, double periods) {
    return std::sqrt(periods * d.sd * d.sd + d.mean * d.mean * d.lead_sd * d.lead_sd);
}

class CycleService : public ForecastLevel {
public:
    CycleService(ForecastBasis basis, double target)
        : ForecastLevel(std::move(basis)), factor_(boost::math::quantile(boost::math::normal(), target)) {}

protected:
    double level(const Protected& d) const override { return d.mean * d.periods + factor_ * covered_sd(d, d.periods); }

private:
    double factor_;
};

// Units short in a period are E(D_P - S)+ - E(D_{P-1} - S)+: what is short when the order arrives is no new shortage.
// Under continuous review, periods shrink to instants: the share short is the derivative of E(D_P - S)+ by P over mu.
class FillRate : public ForecastLevel {
public:
    FillRate(ForecastBasis basis, double target) : ForecastLevel(std::move(basis)), target_(target) {}

protected:
    double level(const Protected& d) const override {
        const double mean = d.mean * d.periods;
        const double sd = covered_sd(d, d.periods);
        if (d.mean <= 0 || sd <= 0) return mean;
        double low = mean - 10 * sd;
        double high = mean + 10 * sd;
        for (int i = 0; i < 60; ++i) {
            const double middle = (low + high) / 2;
            (1 - short_share(d, middle) < target_ ? low : high) = middle;
        }
        return high;
    }

private:
    double short_share(const Protected& d, double level) const {
        if (review().every == Duration::zero()) {
            const double sd = covered_sd(d, d.periods);
            const double z = (level - d.mean * d.periods) / sd;
            return above(z) + d.sd * d.sd / (2 * d.mean * sd) * density(z);
        }
        return (short_units(d, d.periods, level) - short_units(d, std::max(0.0, d.periods - 1), level)) /
               (d.mean * std::min(1.0, d.periods));
    }
    /// E(D - level)+ of the demand of so many periods.
    static double short_units(const Protected& d, double periods, double level) {
        const double mean = d.mean * periods;
        const double sd = covered_sd(d, periods);
        if (sd <= 0) return std::max(0.0, mean - level);
        const double z = (level - mean) / sd;
        return sd * (density(z) - z * above(z));
    }
    static double density(double z) { return boost::math::pdf(boost::math::normal(), z); }
    static double above(double z) { return boost::math::cdf(boost::math::complement(boost::math::normal(), z)); }
    double target_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const auto cycle = settings.share("cycle", optional, "the share of replenishment cycles without a shortage");
    const auto fill = settings.share("fill_rate", optional, "the share of units served from stock at once; or cycle");
    ForecastBasis basis = read_basis(settings, true);
    if (settings.describing()) return nullptr;
    if (settings.has("cycle") == settings.has("fill_rate"))
        settings.refuse("", "service_level needs one target: cycle or fill_rate");
    const auto inside = [&](const char* key, std::optional<double> target) {
        if (target && (*target <= 0 || *target >= 1))
            settings.refuse(key, "the target must lie between 0 and 1, both excluded");
        return target && *target > 0 && *target < 1;
    };
    const bool sound = inside("cycle", cycle) || inside("fill_rate", fill);
    if (!basis.forecast || !sound) return nullptr;
    if (cycle) return std::make_unique<CycleService>(std::move(basis), *cycle);
    return std::make_unique<FillRate>(std::move(basis), *fill);
}

}  // namespace

void add_service_level(Catalog& catalog) {
    catalog.add<InventoryPolicy>("service_level",
                                 "Orders up to what is expected over the time that an order covers, and the safety "
                                 "stock that a service level asks for, given how uncertain demand and lead time are.",
                                 make);
}

}  // namespace backstock::inventory
