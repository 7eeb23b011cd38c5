#pragma once
// The books: periods end, the warm-up ends, the run ends. Accruals are posted here, and the laws are checked.
#include "sim/facts.hpp"

namespace backstock {

class Run;

class Closing {
public:
    explicit Closing(Run& run) : run_(run) {}

    void on(const PeriodEnded&);
    void on(const WarmupEnded&);
    void on(const RunEnded&);

private:
    Run& run_;
    std::int64_t periods_ = 0;
};

}  // namespace backstock
