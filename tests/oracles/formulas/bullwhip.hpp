#pragma once

#include <vector>

/// How an order-up-to rule that forecasts magnifies the variance of what it orders over that of what is asked of it.
///
/// Each review orders up to (forecast of a period) x L, L the periods that the level covers: the lead time for reviews
/// `at: end` and continuous review, the lead time and one period for `at: start`. So an order = demand + L x (change of
/// the forecast), a linear filter of the demand where the forecast is one, no safety stock is driven by a forecast of
/// the deviation, and orders may be negative (returns). The variance ratio follows exactly from the filter's answer to
/// one unit of demand. Source: F. Chen, Z. Drezner, J. Ryan, D. Simchi-Levi, "Quantifying the bullwhip effect in a
/// simple supply chain", Management Science 46 (2000); F. Chen, J. Ryan, D. Simchi-Levi, "The impact of exponential
/// smoothing forecasts on the bullwhip effect", Naval Research Logistics 47 (2000).
namespace backstock::oracles {

/// What a filter gives 0, 1, 2, … periods after one unit; cut where less than 1e-12 of it is left.
using Response = std::vector<double>;

/// The mean of the last p demands, the present one included.
Response moving_average(int periods);
/// forecast += alpha (demand - forecast).
Response exponential_smoothing(double alpha);
/// Holt's level and trend: level = alpha demand + (1 - alpha)(level + trend), trend = beta (change of level) + (1 -
/// beta) trend; the forecast of the next period is level + trend.
Response holt(double alpha, double beta);

/// What one unit of demand makes an order-up-to rule order, for forecasts with this response.
Response order_up_to(const Response& forecast, double covered);
/// One filter after the other: an echelon that sees nothing but the orders of the one below.
Response then(const Response& first, const Response& second);

/// Variance of the orders over that of independent demand.
double bullwhip(const Response& orders);
/// The same for demand that follows x = correlation x + noise (AR(1)), -1 < correlation < 1.
double bullwhip(const Response& orders, double correlation);

/// The closed forms for independent demand: 1 + 2 L/p + 2 L^2/p^2, and 1 + 2 L a + 2 L^2 a^2 / (2 - a).
double bullwhip_moving_average(int periods, double covered);
double bullwhip_exponential_smoothing(double alpha, double covered);

}  // namespace backstock::oracles
