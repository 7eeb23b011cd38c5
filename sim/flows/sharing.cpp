#include "sim/flows/sharing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

double sum(const std::vector<double>& all) {
    double total = 0;
    for (const double one : all) total += one;
    return total;
}

/// In millionths, before rounding: full classes leave their rest to the others.
std::vector<double> filled(double free, const std::vector<double>& needs, std::vector<double> weights) {
    std::vector<double> fill(needs.size());
    for (;;) {
        const double whole = sum(weights);
        if (whole <= 0) break;
        bool some_full = false;
        const double to_divide = free;
        for (std::size_t c = 0; c < needs.size(); ++c) {
            if (weights[c] <= 0 || needs[c] * whole > to_divide * weights[c]) continue;
            fill[c] = needs[c];
            free -= needs[c];
            weights[c] = 0;
            some_full = true;
        }
        if (some_full) continue;
        for (std::size_t c = 0; c < needs.size(); ++c)
            if (weights[c] > 0) fill[c] = free * weights[c] / whole;
        return fill;
    }
    std::vector<double> left(needs.size());
    for (std::size_t c = 0; c < needs.size(); ++c) left[c] = needs[c] - fill[c];
    const double missing = sum(left);
    for (std::size_t c = 0; c < needs.size() && missing > 0 && free > 0; ++c) fill[c] += free * left[c] / missing;
    return fill;
}

}  // namespace

std::vector<Quantity> divided(Quantity free, const std::vector<Quantity>& waiting, const std::vector<double>& weights,
                              bool divisible, std::vector<double>& credit) {
    const std::size_t classes = waiting.size();
    std::vector<double> needs(classes);
    std::vector<double> shares(classes);
    for (std::size_t c = 0; c < classes; ++c) {
        needs[c] = static_cast<double>(waiting[c].micro());
        shares[c] = needs[c] == 0 ? 0 : weights.empty() ? needs[c] : weights[c];
        if (needs[c] == 0) credit[c] = 0;
    }
    std::vector<double> target = filled(static_cast<double>(free.micro()), needs, shares);
    const std::int64_t step = divisible ? 1 : Quantity::micro_per_unit;
    std::vector<std::int64_t> given(classes);
    std::int64_t left = free.micro() / step * step;
    for (std::size_t c = 0; c < classes; ++c) {
        target[c] += credit[c];
        const auto steps = static_cast<std::int64_t>(std::floor(target[c] / static_cast<double>(step)));
        given[c] = std::clamp<std::int64_t>(steps * step, 0, waiting[c].micro());
        left -= given[c];
    }
    const auto owed = [&](std::size_t c) { return target[c] - static_cast<double>(given[c]); };
    const auto change = [&](std::int64_t by, auto may, auto better) {
        std::size_t best = classes;
        for (std::size_t c = 0; c < classes; ++c)
            if (may(c) && (best == classes || better(c, best))) best = c;
        given[best] += by;
        left -= by;
    };
    while (left >= step)
        change(
            step, [&](std::size_t c) { return given[c] + step <= waiting[c].micro(); },
            [&](std::size_t a, std::size_t b) { return owed(a) > owed(b); });
    while (left < 0)
        change(
            -step, [&](std::size_t c) { return given[c] >= step; },
            [&](std::size_t a, std::size_t b) { return owed(a) < owed(b); });
    std::vector<Quantity> parts;
    for (std::size_t c = 0; c < classes; ++c) {
        credit[c] = given[c] == waiting[c].micro() ? 0 : owed(c);
        parts.push_back(Quantity::micro(given[c]));
    }
    return parts;
}

}  // namespace backstock
