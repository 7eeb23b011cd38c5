#pragma once
// How often an interval holds the exact value, over simulated samples at a fixed seed.

#include "sim/experiment/estimators.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_01.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock {

class Coverage {
public:
    explicit Coverage(double level) : level_(level) {}

    double normal() { return boost::random::normal_distribution<double>()(engine_); }
    double uniform() { return boost::random::uniform_01<double>()(engine_); }
    double exponential() { return boost::random::exponential_distribution<double>()(engine_); }
    double poisson(double mean) { return boost::random::poisson_distribution<int>(mean)(engine_); }

    void count(const Interval& interval, double exact) {
        ++samples_;
        covered_ += interval.covers(exact) ? 1 : 0;
    }

    double share() const { return static_cast<double>(covered_) / static_cast<double>(samples_); }
    double standard_error() const { return std::sqrt(level_ * (1 - level_) / static_cast<double>(samples_)); }
    // The distance from the level, in standard errors.
    double errors_off() const { return std::abs(share() - level_) / standard_error(); }

private:
    double level_;
    std::int64_t samples_ = 0;
    std::int64_t covered_ = 0;
    boost::random::mt19937_64 engine_{20260317};
};

template<class Draw>
std::vector<double> draw(std::size_t n, Draw one) {
    std::vector<double> sample(n);
    for (double& x : sample) {
        x = one();
    }
    return sample;
}

}  // namespace backstock
