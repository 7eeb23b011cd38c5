#include "tests/oracles/formulas/bullwhip.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace backstock::oracles {

namespace {

constexpr double negligible = 1e-18;
constexpr std::size_t longest = 100'000;

double squares(const Response& filter) {
    double result = 0;
    for (const double each : filter) result += each * each;
    return result;
}

bool fades(const Response& filter) {
    if (filter.size() < 10) return false;
    return std::all_of(filter.end() - 10, filter.end(), [](double each) { return std::abs(each) < negligible; });
}

// Feeds a unit, then nothing, into a rule that turns a demand into a forecast.
template<class Rule>
Response answer(Rule&& forecast_after) {
    Response result{forecast_after(1.0)};
    while (!fades(result) && result.size() < longest) result.push_back(forecast_after(0.0));
    return result;
}

}  // namespace

Response moving_average(int periods) { return Response(static_cast<std::size_t>(periods), 1.0 / periods); }

Response exponential_smoothing(double alpha) {
    double forecast = 0;
    return answer([&](double demand) { return forecast += alpha * (demand - forecast); });
}

Response holt(double alpha, double beta) {
    double level = 0;
    double trend = 0;
    return answer([&](double demand) {
        const double before = level;
        level = alpha * demand + (1 - alpha) * (level + trend);
        trend = beta * (level - before) + (1 - beta) * trend;
        return level + trend;
    });
}

Response order_up_to(const Response& forecast, double covered) {
    Response orders(forecast.size() + 1, 0.0);
    orders[0] = 1;
    for (std::size_t k = 0; k < forecast.size(); ++k) {
        orders[k] += covered * forecast[k];
        orders[k + 1] -= covered * forecast[k];
    }
    return orders;
}

Response then(const Response& first, const Response& second) {
    Response result(first.size() + second.size() - 1, 0.0);
    for (std::size_t i = 0; i < first.size(); ++i)
        for (std::size_t j = 0; j < second.size(); ++j) result[i + j] += first[i] * second[j];
    return result;
}

double bullwhip(const Response& orders) { return squares(orders); }

double bullwhip(const Response& orders, double correlation) {
    // Of orders = filter of (geometric memory of noise): run the memory after the filter until both have faded.
    double memory = 0;
    double variance = 0;
    for (std::size_t k = 0; k < orders.size() || std::abs(memory) > negligible; ++k) {
        memory = correlation * memory + (k < orders.size() ? orders[k] : 0.0);
        variance += memory * memory;
    }
    return variance * (1 - correlation * correlation);
}

double bullwhip_moving_average(int periods, double covered) {
    const double share = covered / periods;
    return 1 + 2 * share + 2 * share * share;
}

double bullwhip_exponential_smoothing(double alpha, double covered) {
    return 1 + 2 * covered * alpha + 2 * covered * covered * alpha * alpha / (2 - alpha);
}

}  // namespace backstock::oracles
