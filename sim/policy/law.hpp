#pragma once
// Probability distributions: lead times, demand, patience. Values are doubles in the base unit of what is drawn:
// microseconds for durations, units for quantities, plain numbers otherwise.
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/stream.hpp"
#include "sim/policy/policy.hpp"

#include <optional>
#include <string_view>

namespace backstock {

/// The unit in which a law's parameters are written and its values are meant.
enum class Dimension : unsigned char { number, duration, quantity };

class Law : public Policy {
public:
    static constexpr std::string_view family = "distribution";

    virtual double draw(Stream& stream) const = 0;
    virtual double mean() const = 0;
    virtual double variance() const = 0;
    /// P(value <= x).
    virtual double cdf(double x) const = 0;
    /// The smallest x with cdf(x) >= p, 0 < p < 1.
    virtual double quantile(double p) const = 0;
    /// The value, where the law has only one: such a law draws nothing.
    virtual std::optional<double> sole_value() const { return std::nullopt; }
};

/// A drawn length of time, never negative.
inline Duration draw_duration(const Law& law, Stream& stream) {
    const Duration drawn = Duration::nearest(law.draw(stream));
    return drawn > Duration::zero() ? drawn : Duration::zero();
}

/// A drawn number of units: never negative, and whole unless the item is divisible. TooLarge where it can't be counted.
inline Quantity draw_quantity(const Law& law, Stream& stream, bool divisible) {
    const double units = law.draw(stream);
    if (units <= 0) return Quantity::zero();
    const Quantity drawn = Quantity::of(units);
    return divisible ? drawn : drawn.to_whole();
}

}  // namespace backstock
