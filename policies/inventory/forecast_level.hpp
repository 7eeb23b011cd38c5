#pragma once
// Order-up-to levels that follow a forecast, which more than one word comes down to.
#include "sim/policy/forecast.hpp"
#include "sim/policy/inventory.hpp"

#include <memory>
#include <optional>

namespace backstock::inventory {

/// What the rules with a forecast have in common.
struct ForecastBasis {
    std::unique_ptr<const ForecastPolicy> forecast;
    Review review;
    std::optional<Duration> protection;  ///< the time that an order must cover, in place of the one below
    Heed heeds = Heed::warnings;
};

/// Reads forecast (required if `must`), review, protection and supplier_updates; the forecast is nullptr when absent or
/// wrong.
ForecastBasis read_basis(Settings& settings, bool must);

/// The demand that a level must cover.
struct Protected {
    double mean;     ///< of a period
    double sd;       ///< of the error of a period
    double periods;  ///< P: lead time, and one interval more where reviews come before the demand of their instant
    double lead_sd;  ///< standard deviation of the lead time, periods
};

/// Orders up to a level that is worked out anew at each review; where the position is above it, nothing.
class ForecastLevel : public InventoryPolicy {
public:
    explicit ForecastLevel(ForecastBasis basis) : basis_(std::move(basis)) {}

    Quantity order(const StockView& stock) const override;
    Quantity reorder_point() const override { return always_look; }
    Review review() const override { return basis_.review; }
    const ForecastPolicy* forecast() const override { return basis_.forecast.get(); }
    Heed heeds() const override { return basis_.heeds; }

protected:
    /// The level, in units.
    virtual double level(const Protected& demand) const = 0;

private:
    ForecastBasis basis_;
};

/// The level forecast x P + factor x sd x sqrt(P).
class FactorLevel : public ForecastLevel {
public:
    FactorLevel(ForecastBasis basis, double factor) : ForecastLevel(std::move(basis)), factor_(factor) {}

protected:
    double level(const Protected& demand) const override;

private:
    double factor_;
};

}  // namespace backstock::inventory
