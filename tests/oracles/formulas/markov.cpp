#include "tests/oracles/formulas/markov.hpp"

#include <numeric>
#include <stdexcept>

namespace backstock::oracles {

namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix weights(const std::vector<std::vector<Move>>& moves) {
    Matrix q(moves.size(), std::vector<double>(moves.size(), 0.0));
    for (std::size_t i = 0; i < moves.size(); ++i)
        for (const Move& move : moves[i])
            if (move.to != i) q[i][move.to] += move.weight;
    return q;
}

// Every way through the last state n becomes a direct move between the states before it.
void eliminate(Matrix& q, std::size_t n) {
    std::vector<std::size_t> targets;
    double out = 0;
    for (std::size_t j = 0; j < n; ++j)
        if (q[n][j] > 0) {
            targets.push_back(j);
            out += q[n][j];
        }
    if (out <= 0) throw std::invalid_argument("a state of the chain never leads back");
    for (std::size_t i = 0; i < n; ++i) {
        if (q[i][n] <= 0) continue;
        q[i][n] /= out;
        for (const std::size_t j : targets) q[i][j] += q[i][n] * q[n][j];
    }
}

}  // namespace

std::vector<double> long_run(const std::vector<std::vector<Move>>& moves) {
    if (moves.empty() || moves.size() > 6000) throw std::invalid_argument("a chain has 1 to 6000 states");
    Matrix q = weights(moves);
    for (std::size_t n = q.size() - 1; n > 0; --n) eliminate(q, n);
    std::vector<double> share(q.size(), 0.0);
    share[0] = 1;
    for (std::size_t n = 1; n < q.size(); ++n)
        for (std::size_t i = 0; i < n; ++i) share[n] += share[i] * q[i][n];
    const double total = std::accumulate(share.begin(), share.end(), 0.0);
    for (double& each : share) each /= total;
    return share;
}

}  // namespace backstock::oracles
