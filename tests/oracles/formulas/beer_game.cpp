#include "tests/oracles/formulas/beer_game.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace backstock::oracles {

namespace {

using Weeks = std::vector<double>;

double before(const Weeks& weeks, int week, int delay, double opening) {
    return week < delay ? opening : weeks[static_cast<std::size_t>(week - delay)];
}

}  // namespace

double BeerGame::total() const { return std::accumulate(costs.begin(), costs.end(), 0.0); }

BeerGame play(const BeerBoard& board, const AnchoringRule& rule, const std::vector<double>& customers) {
    const std::size_t players = rule.targets.size();
    const std::size_t last = players - 1;
    BeerGame game{std::vector<Weeks>(players), std::vector<Weeks>(players), Weeks(players, 0.0)};
    std::vector<Weeks> shipped(players);
    Weeks stock(players, board.opening_stock);
    Weeks owed(players, 0.0);
    Weeks expected(players, board.opening_flow);
    Weeks supply_line(players, board.opening_flow * (board.order_delay + board.shipping));
    supply_line[last] = board.opening_flow * board.brewing;
    for (int week = 0; week < board.weeks; ++week) {
        const double bought = customers[std::min(static_cast<std::size_t>(week), customers.size() - 1)];
        for (std::size_t i = 0; i < players; ++i) {
            const double received = i == last ? before(game.orders[i], week, board.brewing, board.opening_flow)
                                              : before(shipped[i + 1], week, board.shipping, board.opening_flow);
            const double asked =
                i == 0 ? bought : before(game.orders[i - 1], week, board.order_delay, board.opening_flow);
            stock[i] += received;
            supply_line[i] -= received;
            const double leaves = std::min(stock[i], owed[i] + asked);
            stock[i] -= leaves;
            owed[i] += asked - leaves;
            shipped[i].push_back(leaves);
            expected[i] += rule.theta * (asked - expected[i]);
            game.net_stock[i].push_back(stock[i] - owed[i]);
            game.costs[i] += board.holding * stock[i] + board.backlog * owed[i];
        }
        for (std::size_t i = 0; i < players; ++i) {
            const double gap = rule.targets[i] - game.net_stock[i].back() - rule.beta * supply_line[i];
            const double wanted = std::max(0.0, expected[i] + rule.alpha * gap);
            game.orders[i].push_back(week < board.fixed_weeks ? board.opening_flow : wanted);
            supply_line[i] += game.orders[i].back();
        }
    }
    return game;
}

}  // namespace backstock::oracles
