#pragma once

#include <vector>

/// The beer distribution game: Sterman's board, week by week, to the unit.
///
/// Four players in a row, customers' first. In a week, everybody: (1) receives what arrives, (2) fills the orders that
/// arrive and those still owed as far as the stock goes, (3) is charged for the stock and the orders owed that are
/// left, (4) orders. Orders are written with the position known in (3), before any later week's news.
///
/// On the board an order of week t travels a week and is filled in the week after, hence in week t + 2; what is shipped
/// in a week is received two weeks later; what the factory asks of its brewery in week t is received in week t + 3.
/// In the simulator's phases: orders in `late_review` (review `at: end`) with order_delay 2 wk, transit 2 wk, the
/// brewery a supplier with lead time 3 wk, cost at the period's end (`close` of the next week's first instant). With
/// the optimal parameters this gives the published 204 and its split 46, 50, 54, 54. Charged at the week's start
/// instead, and without fixed orders, the total is 204 too, but split 42, 50, 58, 54. Source: J. Sterman, "Modeling
/// managerial behavior: misperceptions of feedback in a dynamic decision making experiment", Management Science 35
/// (1989).
namespace backstock::oracles {

/// Sterman's rule: order max(0, expected + alpha (target - net stock - beta x supply line)), expected += theta (orders
/// received this week - expected). The supply line is everything ordered and not received, wherever it is.
struct AnchoringRule {
    double theta;
    double alpha;
    double beta;
    std::vector<double> targets;  ///< one a player, downstream first
};

/// The board at the start, and how long things take.
struct BeerBoard {
    int weeks = 36;
    double opening_stock = 12;
    double opening_flow = 4;  ///< on each field of the pipelines, and the first expectation
    int fixed_weeks = 4;      ///< so many weeks at first everybody orders the opening flow
    int order_delay = 2;      ///< weeks from writing an order to filling it
    int shipping = 2;         ///< weeks from shipping to receiving
    int brewing = 3;          ///< weeks from the last player's order to receiving it
    double holding = 0.5;     ///< a unit and week
    double backlog = 1;
};

/// What happened, one row a player, downstream first.
struct BeerGame {
    std::vector<std::vector<double>> orders;     ///< written, by week
    std::vector<std::vector<double>> net_stock;  ///< stock less owed at the week's end
    std::vector<double> costs;

    double total() const;
};

/// The customers' orders by week; the last one stays for the weeks not given.
BeerGame play(const BeerBoard& board, const AnchoringRule& rule, const std::vector<double>& customers);

}  // namespace backstock::oracles
