#pragma once
// A sum of doubles that keeps what rounding would lose (Neumaier 1974, ZAMM 54:39): the error does not grow with the
// number of terms. The order of the terms still decides the last bit, so terms are added in replication order.

#include <cmath>

namespace backstock {

class Sum {
public:
    void add(double x) {
        const double next = sum_ + x;
        rest_ += std::abs(sum_) >= std::abs(x) ? (sum_ - next) + x : (x - next) + sum_;
        sum_ = next;
    }
    double value() const { return sum_ + rest_; }

private:
    double sum_ = 0;
    double rest_ = 0;
};

}  // namespace backstock
