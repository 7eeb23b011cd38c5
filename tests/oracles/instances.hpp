#pragma once

#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/echelons.hpp"

#include <array>
#include <cstddef>

/// Instances of each model with their exact answers: parameters first, answers after them, in one row. They are here to
/// be run through the simulator beside the gallery, so that it is right for the model and not for one instance of it.
/// The answers come from formulas/ and are checked against it; where the two differ, the formula has changed.
/// Times are in any one unit (days or periods) throughout a row.
namespace backstock::oracles {

// clang-format off
/// Normal demand: best level and its cost a period.
struct NewsvendorRow {
  double mean, sd, holding, shortage;
  double level, cost;
};
inline constexpr std::array<NewsvendorRow, 5> newsvendor_rows{{
    {50, 8, 0.18, 0.7, 56.6039559, 1.99760519},
    {100, 15, 1, 4, 112.624319, 20.997144},
    {20, 4, 0.5, 9.5, 26.5794145, 4.12542562},
    {900, 60, 0.25, 0.75, 940.469385, 19.0665944},
    {250, 50, 1, 19, 332.242681, 103.13564},
}};

/// Poisson demand.
struct NewsvendorPoissonRow {
  double mean, holding, shortage;
  double level, cost;
};
inline constexpr std::array<NewsvendorPoissonRow, 4> newsvendor_poisson_rows{{
    {6, 0.18, 0.7, 8, 0.636338822},
    {20, 1, 9, 26, 8.18643146},
    {1.5, 2, 30, 4, 5.77311797},
    {80, 0.1, 0.4, 87, 1.27175162},
}};

/// EOQ, and with backorders; one time unit for demand and rates.
struct EoqRow {
  double demand, order_cost, holding, shortage;
  double quantity, cost;
  double backorder_quantity, backorders, backorder_cost;
};
inline constexpr std::array<EoqRow, 5> eoq_rows{{
    {1300, 8, 0.225, 5, 304.04678, 68.4105255, 310.812555, 13.3842727, 66.9213636},
    {1000, 20, 2, 8, 141.421356, 282.842712, 158.113883, 31.6227766, 252.982213},
    {365, 50, 10, 25, 60.4152299, 604.152299, 71.484264, 20.4240754, 510.601886},
    {5200, 12.5, 0.4, 1.6, 570.087713, 228.035085, 637.377439, 127.475488, 203.960781},
    {240, 100, 3, 3, 126.491106, 379.473319, 178.885438, 89.4427191, 268.328157},
}};

/// Continuous review, unit Poisson demand, constant lead time; P(wait > `wait`).
struct BaseStockRow {
  double rate, lead;
  int level;
  double wait;
  double on_hand, backorders, ready_rate, wait_over;
};
inline constexpr std::array<BaseStockRow, 8> base_stock_rows{{
    {8, 3, 28, 1, 4.60510513, 0.605105127, 0.767741796, 0.00410506205},
    {8, 3, 28, 0.5, 4.60510513, 0.605105127, 0.767741796, 0.0524807132},
    {1, 7, 9, 2, 2.37082456, 0.370824561, 0.729091268, 0.0680936347},
    {4, 0.5, 2, 0.25, 0.541341133, 0.541341133, 0.40600585, 0.264241118},
    {20, 2, 45, 0.5, 5.80685609, 0.806856091, 0.765684947, 0.00626861464},
    {0.5, 14, 7, 3, 1.04301946, 1.04301946, 0.449711056, 0.31396402},
    {3, 10, 25, 4, 0.4916733, 5.4916733, 0.157242027, 0.0682602126},
    {2, 1, 0, 0.5, 0, 2, 0, 1},
}};

/// The same with every customer taking a basket of so many units.
struct BasketRow {
  double rate;
  int basket;
  double lead;
  int level;
  double on_hand, backorders, ready_rate, fill_rate, order_fill_rate;
};
inline constexpr std::array<BasketRow, 4> basket_rows{{
    {3, 2, 2, 14, 3.14008326, 1.14008326, 0.606302782, 0.606302782, 0.606302782},
    {1, 5, 3, 20, 6.59678656, 1.59678656, 0.647231889, 0.647231889, 0.647231889},
    {6, 3, 1, 20, 4.1038221, 2.1038221, 0.606302782, 0.552761735, 0.445679641},
    {0.5, 4, 5, 12, 3.65278244, 1.65278244, 0.543813116, 0.543813116, 0.543813116},
}};

/// The same with geometric baskets on 1, 2, 3, … of the given mean.
struct StutteringRow {
  double rate, basket_mean, lead;
  int level;
  double on_hand, backorders, ready_rate, fill_rate, order_fill_rate;
};
inline constexpr std::array<StutteringRow, 3> stuttering_rows{{
    {3, 2, 2, 16, 5.03501542, 1.03501542, 0.746038785, 0.691565921, 0.691565921},
    {1, 5, 3, 25, 11.680135, 1.68013503, 0.813871687, 0.718388196, 0.718388196},
    {4, 1.5, 1, 9, 3.45898351, 0.458983513, 0.784855836, 0.741197683, 0.741197683},
}};

/// Renewal demand with Erlang intervals (a gamma law of sd = mean / sqrt(stages)).
struct RenewalRow {
  int stages;
  double mean_interval, lead;
  int level;
  double on_hand, backorders, ready_rate, fill_rate;
};
inline constexpr std::array<RenewalRow, 4> renewal_rows{{
    {4, 0.125, 3, 26, 2.29496489, 0.294964886, 0.732021096, 0.780127776},
    {2, 0.5, 2, 5, 1.21293193, 0.212931928, 0.6545858, 0.716624259},
    {9, 1, 4, 5, 1.02288831, 0.0228883142, 0.757541718, 0.918134624},
    {16, 0.25, 1, 5, 1.00535519, 0.00535519122, 0.806143608, 0.970377321},
}};

/// Poisson customers in continuous time, reviews every so often, continuous accounting.
struct ReviewedRow {
  double rate, lead, every;
  int level;
  double on_hand, backorders, ready_rate, order_rate;
};
inline constexpr std::array<ReviewedRow, 4> reviewed_rows{{
    {8, 2, 1, 28, 8.15876273, 0.158762727, 0.924911988, 0.999664537},
    {3, 1, 2, 8, 2.50674594, 0.506745938, 0.71252357, 0.498760624},
    {5, 3, 7, 50, 17.8303452, 0.330345221, 0.919535705, 0.142857143},
    {10, 0.5, 0.5, 12, 4.64365382, 0.143653824, 0.894424597, 1.98652411},
}};

/// A supplier that makes units one by one, 1 / capacity each, then ships with the lead time.
struct CapacityRow {
  double rate, capacity, lead;
  int level;
  double on_hand, backorders, ready_rate;
};
inline constexpr std::array<CapacityRow, 4> capacity_rows{{
    {8, 10, 1, 16, 5.77927596, 0.179275963, 0.909989808},
    {8, 10, 0, 6, 3.78660552, 0.186605516, 0.899502762},
    {2, 2.5, 1.5, 6, 1.49242985, 0.892429849, 0.578906893},
    {18, 20, 0.5, 20, 6.67823872, 0.628238722, 0.855774387},
}};

/// Period-end accounting, Poisson demand (sd unused), reviews every `every` periods.
struct PeriodicRow {
  double mean, sd, lead;
  Review at;
  int every;
  double level, holding, shortage;
  double on_hand, backorders, fill_rate, cost;
};
inline constexpr std::array<PeriodicRow, 7> periodic_poisson_rows{{
    {10, 0, 0, Review::start, 1, 14, 1, 9, 4.18693715, 0.186937153, 0.981306285, 5.86937153},
    {20, 0, 2, Review::start, 1, 70, 1, 9, 10.3943118, 0.394311829, 0.980285075, 13.9431183},
    {20, 0, 2, Review::end, 1, 48, 1, 9, 8.34480412, 0.344804116, 0.982759797, 11.4480412},
    {4, 0, 1, Review::start, 5, 26, 1, 4, 10.2736756, 0.273675643, 0.943322803, 11.3683782},
    {6, 0, 3, Review::end, 7, 60, 0.5, 12, 24.1492282, 0.149228161, 0.978739796, 13.865352},
    {5, 0, 0.5, Review::start, 1, 8, 2, 10, 3.12210929, 0.122109293, 0.975578141, 7.46531151},
    {5, 0, 2.5, Review::end, 1, 13, 2, 10, 3.32247273, 0.32247273, 0.935709532, 9.86967276},
}};

/// The same for normal demand of a divisible item.
inline constexpr std::array<PeriodicRow, 4> periodic_normal_rows{{
    {50, 8, 0, Review::start, 1, 56.604, 0.18, 0.7, 7.52318772, 0.91918772, 0.981616246, 1.99760519},
    {50, 8, 4, Review::start, 1, 272.5, 0.18, 0.7, 23.390305, 0.890305031, 0.98219409, 4.83346843},
    {100, 12, 3, Review::end, 1, 330, 0.1, 1.5, 30.6921959, 0.692195903, 0.993078041, 4.10751344},
    {40, 6, 1, Review::start, 5, 265, 1, 10, 105.05362, 0.0536198604, 0.998659512, 105.589818},
}};

/// (r, Q), continuous review, unit Poisson demand.
struct RQRow {
  double rate, lead;
  int r, quantity;
  double holding, shortage, order_cost;
  double on_hand, backorders, fill_rate, cost;
};
inline constexpr std::array<RQRow, 6> r_q_rows{{
    {10, 4, 45, 50, 1, 10, 30, 30.5453147, 0.0453146557, 0.983862878, 36.9984612},
    {12, 0.5, 6, 7, 4, 28, 4, 4.16825531, 0.168255312, 0.863150807, 28.2413128},
    {50, 1, 55, 80, 0.1, 2, 25, 45.541883, 0.0418829994, 0.98711788, 20.2629543},
    {2, 5, 12, 10, 0.25, 5, 6, 7.57194336, 0.0719433555, 0.946957404, 3.45270262},
    {1, 10, 8, 25, 0.02, 1, 8, 11.2051629, 0.20516289, 0.901585962, 0.749266148},
    {6, 0.25, -2, 12, 1, 3, 10, 3.42708333, 0.427083326, 0.708333386, 9.7083333},
}};

/// The best (r, Q): low is r, high is Q.
struct BestRow {
  double rate, lead, holding, shortage, order_cost;
  int low, high;
  double cost;
};
inline constexpr std::array<BestRow, 4> best_r_q_rows{{
    {12, 0.5, 4, 28, 4, 6, 7, 28.2413128},
    {10, 4, 1, 10, 30, 39, 29, 28.7749695},
    {50, 1, 0.1, 2, 25, 42, 165, 15.732956},
    {2, 5, 0.25, 5, 6, 11, 12, 3.42211316},
}};

/// (r, Q) with lost sales: share lost.
struct RQLostRow {
  double rate, lead;
  int r, quantity;
  double on_hand, lost_share, order_rate;
};
inline constexpr std::array<RQLostRow, 4> r_q_lost_rows{{
    {3, 2, 6, 9, 5.38689848, 0.0967246193, 0.301091794},
    {10, 1, 9, 40, 20.3795695, 0.0429058292, 0.239273543},
    {1, 5, 3, 12, 5.64936791, 0.153249054, 0.0705625788},
    {8, 0.5, 5, 16, 9.66251845, 0.025002839, 0.48749858},
}};

/// (s, S), Poisson demand a period, period-end accounting.
struct SSPeriodicRow {
  double mean, lead;
  Review at;
  int s, big_s;
  double holding, shortage, order_cost;
  double on_hand, backorders, fill_rate, order_rate, cost;
};
inline constexpr std::array<SSPeriodicRow, 11> s_S_periodic_rows{{
    {10, 0, Review::start, 6, 40, 1, 9, 64, 16.1058596, 0.278497562, 0.972150244, 0.256394025, 35.0215553},
    {15, 0, Review::start, 10, 49, 1, 9, 64, 18.8156914, 0.362034295, 0.97586438, 0.322247169, 42.6978189},
    {25, 0, Review::start, 19, 56, 1, 9, 64, 18.8307808, 0.397558106, 0.984097676, 0.497708796, 54.2621667},
    {50, 0, Review::start, 42, 108, 1, 9, 64, 33.9074707, 0.532345317, 0.989353094, 0.504322403, 70.9752123},
    {6, 0, Review::start, 4, 10, 1, 4, 5, 3.14114718, 0.370783044, 0.938202826, 0.681966442, 8.03411156},
    {20, 0, Review::start, 14, 62, 1, 9, 64, 23.296163, 0.447908906, 0.977604555, 0.341338947, 49.1730357},
    {10, 2, Review::start, 28, 60, 1, 9, 64, 17.1400024, 0.314424072, 0.968902356, 0.270358941, 37.2727913},
    {10, 2, Review::end, 20, 50, 1, 9, 64, 17.9448654, 0.124990737, 0.987506566, 0.285873482, 37.3656849},
    {4, 3, Review::start, 14, 26, 0.5, 6, 12, 5.89390848, 0.512793273, 0.889049028, 0.285721708, 9.45237437},
    {6, 0, Review::end, -2, 14, 1, 4, 20, 7.89380041, 0.0528895033, 0.73677064, 0.315758846, 14.4205353},
    {3, 1, Review::end, 2, 12, 1, 9, 10, 5.25672063, 0.104440099, 0.965186634, 0.260874181, 8.80542334},
}};

/// The best (s, S), review at the start; rate is the mean a period.
inline constexpr std::array<BestRow, 8> best_s_S_rows{{
    {10, 0, 1, 9, 64, 6, 40, 35.0215553},
    {15, 0, 1, 9, 64, 10, 49, 42.6978189},
    {20, 0, 1, 9, 64, 14, 62, 49.1730357},
    {25, 0, 1, 9, 64, 19, 56, 54.2621667},
    {50, 0, 1, 9, 64, 42, 108, 70.9752123},
    {10, 2, 1, 9, 64, 26, 62, 37.0643536},
    {6, 0, 1, 4, 5, 4, 10, 8.03411156},
    {4, 3, 0.5, 6, 12, 16, 31, 8.60214697},
}};

/// (s, S), continuous review, Poisson customers with baskets of a constant size.
struct SSContinuousRow {
  double rate;
  int basket;
  double lead;
  int s, big_s;
  double on_hand, backorders, fill_rate, order_rate;
};
inline constexpr std::array<SSContinuousRow, 4> s_S_rows{{
    {6, 1, 4, 60, 160, 86.5, 1.83126621e-12, 1, 0.06},
    {2, 3, 2, 14, 40, 16.2018441, 0.201844126, 0.926925657, 0.222222222},
    {1, 5, 3, 15, 45, 17.9405423, 0.440542266, 0.88822686, 0.166666667},
    {4, 2, 1, 8, 25, 9.251772, 0.251772004, 0.881723029, 0.444444444},
}};

/// (S-1, S) with lost sales, any lead-time law with mean `lead`.
struct ErlangRow {
  double rate, lead;
  int level;
  double lost_share, on_hand;
};
inline constexpr std::array<ErlangRow, 6> erlang_rows{{
    {8, 1, 10, 0.121661064, 2.97328851},
    {5, 2, 12, 0.119739188, 3.19739188},
    {1, 7, 5, 0.424719499, 0.97303649},
    {20, 0.5, 14, 0.0568191434, 4.56819143},
    {0.2, 30, 9, 0.0751449555, 3.45086973},
    {3, 1, 1, 0.75, 0.25},
}};

/// Periodic base-stock with lost sales, Poisson demand.
struct LostSalesRow {
  double mean;
  int lead, level;
  double holding, lost_sale;
  double on_hand, fill_rate, cost;
};
inline constexpr std::array<LostSalesRow, 10> lost_sales_rows{{
    {5, 1, 12, 1, 4, 2.72093426, 0.927906574, 4.16280277},
    {5, 2, 16, 1, 4, 2.55941891, 0.89603874, 4.63864411},
    {5, 1, 13, 1, 9, 3.46317664, 0.953682336, 5.54747152},
    {5, 2, 19, 1, 9, 4.57906529, 0.961395647, 6.31626116},
    {5, 3, 20, 1, 4, 2.48749806, 0.875625097, 4.97499612},
    {5, 4, 24, 1, 4, 2.45442348, 0.861823061, 5.21796226},
    {5, 0, 7, 1, 4, 2.25548097, 0.948903807, 3.27740483},
    {5, 3, 24, 1, 9, 4.8857157, 0.955714215, 6.87857603},
    {3, 2, 12, 1, 19, 3.47723847, 0.946973504, 6.49974874},
    {2, 4, 11, 0.5, 10, 2.319328, 0.8680672, 3.79832},
}};

/// Periodic (s, S) with lost sales, Poisson demand.
struct LostSalesSSRow {
  double mean;
  int lead, s, big_s;
  double holding, lost_sale, order_cost;
  double on_hand, fill_rate, order_rate, cost;
};
inline constexpr std::array<LostSalesSSRow, 4> lost_sales_s_S_rows{{
    {5, 0, 3, 16, 1, 9, 20, 6.31443273, 0.957793864, 0.322634835, 14.6664056},
    {5, 1, 8, 18, 1, 9, 20, 5.39731291, 0.926214499, 0.371704275, 16.151746},
    {5, 2, 12, 21, 1, 19, 20, 4.64174457, 0.882278657, 0.398758638, 23.8004449},
    {3, 1, 5, 14, 1, 15, 10, 5.1207786, 0.938250672, 0.26875839, 10.5870823},
}};

/// Serial systems, stages downstream first, the first `count` of the array in use.
struct SerialRow {
  double mean, sd, shortage_price;
  Review at;
  std::size_t count;
  std::array<Stage, 4> stages;
  double on_site, shortage, in_transit, fill_rate;
};
inline constexpr std::array<SerialRow, 5> serial_rows{{
    {5, 1, 37.12, Review::end, 3, {{{6.49, 1, 7}, {5.53, 1, 4}, {10.69, 2, 2}}}, 13.1617099, 4.49847174, 30, 0.975762849},
    {5, 1, 37.12, Review::end, 3, {{{6, 1, 7}, {5, 1, 4}, {10, 2, 2}}}, 6.75164388, 17.8239809, 30, 0.903989062},
    {5, 1, 37.12, Review::start, 3, {{{11.8, 1, 7}, {5.53, 1, 4}, {10.69, 2, 2}}}, 15.5705756, 5.76514205, 30, 0.96894055},
    {20, 4, 30, Review::end, 2, {{{46, 2, 3}, {22, 1, 1}}}, 20.2818225, 18.6419491, 40, 0.968930105},
    {10, 2, 50, Review::end, 4, {{{23, 2, 8}, {11, 1, 4}, {21, 2, 2}, {11, 1, 1}}}, 29.3103955, 26.6130326, 120, 0.946797497},
}};

/// Three stages one-for-one, unit Poisson demand, continuous review, downstream first.
struct SerialPoissonRow {
  double rate;
  std::array<int, 3> levels;
  std::array<double, 3> leads, on_hand, backorders;
};
inline constexpr std::array<SerialPoissonRow, 3> serial_poisson_rows{{
    {4, {6, 9, 12}, {1, 2, 3}, {1.46718153, 1.19918892, 1.37241499}, {1.03878544, 1.57160391, 1.37241499}},
    {2, {3, 2, 8}, {1, 1, 4}, {0.679423746, 0.337562234, 1.11669226}, {1.13367824, 1.45425449, 1.11669226}},
    {8, {28, 20, 0}, {3, 2, 1}, {2.29628798, 0.526521407, 0}, {2.82280939, 4.52652141, 8}},
}};

/// A warehouse and two shops one-for-one; results: warehouse, first shop, second shop.
struct TwoEchelonRow {
  int warehouse_level;
  double warehouse_lead;
  std::array<Shop, 2> shops;
  std::array<double, 3> on_hand, backorders;
  std::array<double, 2> fill_rate;
};
inline constexpr std::array<TwoEchelonRow, 4> two_echelon_rows{{
    {9, 2, {{{3, 1, 6}, {1.5, 1, 4}}}, {1.18580076, 2.44257393, 2.18938169}, {1.18580076, 0.233107774, 0.0846486085}, {0.800632609, 0.865134826}},
    {5, 2, {{{2, 1, 4}, {1, 0.5, 1}}}, {0.518059205, 1.40621592, 0.404253678}, {1.5180592, 0.418255391, 0.410273413}, {0.646719065, 0.404253678}},
    {0, 3, {{{2, 1, 11}, {2, 1, 9}}}, {0, 3.24174965, 1.7092396}, {12, 0.241749648, 0.709239597}, {0.815885793, 0.592547341}},
    {30, 4, {{{5, 2, 14}, {2, 3, 9}}}, {3.27737466, 3.55942331, 2.88494821}, {1.27737466, 0.47183378, 0.249912396}, {0.777640971, 0.802774758}},
}};

/// Deterministic runs; a second customer of 0 is none.
struct DayBookRow {
  int opening, low, quantity, up_to, lead, every, first, second, horizon;
  int end_stock, backordered, orders, units_bought, units_sold, deliveries;
  long long unit_days;
};
inline constexpr std::array<DayBookRow, 5> day_book_rows{{
    {1000, 500, 500, 0, 2, 2, 120, 0, 59, 400, 0, 7, 3000, 3600, 30, 38000},
    {500, 200, 0, 500, 1, 2, 120, 80, 59, 100, 0, 15, 5600, 6000, 60, 17500},
    {100, 60, 0, 200, 3, 1, 17, 0, 90, 98, 0, 10, 1528, 1530, 90, 7300},
    {30, 10, 40, 0, 5, 2, 7, 6, 60, 0, 0, 10, 360, 390, 68, 326},
    {0, -5, 25, 0, 4, 1, 3, 0, 45, 0, 10, 6, 125, 125, 45, 63},
}};

// clang-format on

}  // namespace backstock::oracles
