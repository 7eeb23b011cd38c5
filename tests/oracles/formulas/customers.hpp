#pragma once

/// Exact answers for customers who do not all wait, by small Markov chains. Demand is Poisson, unit by unit; stock is
/// ordered one for one, and each purchase takes an exponential time of its own. One time unit throughout.
namespace backstock::oracles {

struct CustomerState {
    double on_hand = 0;
    double backorders = 0;
    double lost = 0;       ///< customers a time unit
    double cancelled = 0;  ///< likewise
};

/// Of those who find none only this share waits. The shares of time are the same for any law of the lead time (service
/// without a queue, arrivals by the number under way).
CustomerState some_wait(double rate, double lead, int level, double share);

/// All wait, each for an exponential time and then no longer; what was bought for them comes all the same.
CustomerState all_renege(double rate, double lead, int level, double patience);

/// Two items: of those who find none of the first a share takes the second, if it is there; nobody waits.
struct SubstituteState {
    double lost = 0;         ///< customers a time unit, of both items
    double substituted = 0;  ///< likewise
};
SubstituteState substituted(double rate, int level, double other_rate, int other_level, double lead, double share);

/// A shelf filled up to a level every period at no delay. Those who find none leave an address; they are told at the
/// next filling, before that period's customers come, and so many of them order again, in vain where it is gone.
struct AlertState {
    double alerts = 0;     ///< a period
    double converted = 0;  ///< likewise
    double lost = 0;       ///< likewise
};
AlertState alerted(double per_period, int level, double converts);

}  // namespace backstock::oracles
