#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

/// Small Markov chains, solved exactly: what a formula cannot answer, a few thousand states often can.
namespace backstock::oracles {

/// Where a state goes, and at what rate (continuous time) or with what probability (by periods).
struct Move {
    std::size_t to;
    double weight;
};

/// The long-run share of each state of one irreducible chain: by elimination of the states from the last to the first,
/// without a subtraction, so that every share keeps its relative precision however small it is. Moves of a state to
/// itself change nothing, whence rates and probabilities are solved alike. Quick where states that talk to one another
/// lie close together in their order; up to 6000 states.
/// Source: W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions for Markov
/// chains", Operations Research 33 (1985).
std::vector<double> long_run(const std::vector<std::vector<Move>>& moves);

/// The states that can be reached from one of them, and their long-run shares.
template<class State>
struct Chain {
    std::vector<State> states;
    std::vector<double> shares;

    /// The long-run mean of a measure of the state.
    template<class Measure>
    double mean(Measure&& measure) const {
        double result = 0;
        for (std::size_t i = 0; i < states.size(); ++i) result += shares[i] * measure(states[i]);
        return result;
    }
};

/// Grows the chain from `start` in order of discovery; `moves_of(state)` gives a range of (state, weight) pairs. Every
/// state reached must lead back to `start`.
template<class State, class MovesOf>
Chain<State> chain_from(const State& start, MovesOf&& moves_of) {
    std::map<State, std::size_t> index{{start, 0}};
    Chain<State> chain{{start}, {}};
    std::vector<std::vector<Move>> moves;
    for (std::size_t i = 0; i < chain.states.size(); ++i) {
        const State from = chain.states[i];
        moves.emplace_back();
        for (const std::pair<State, double>& move : moves_of(from)) {
            const auto [found, fresh] = index.emplace(move.first, chain.states.size());
            if (fresh) chain.states.push_back(move.first);
            moves.back().push_back({found->second, move.second});
        }
    }
    chain.shares = long_run(moves);
    return chain;
}

}  // namespace backstock::oracles
