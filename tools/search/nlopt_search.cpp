#include "tools/search/nlopt_search.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <vector>

namespace backstock {
namespace {

constexpr double resolution = 1e-3;  // of the unit cube: where the lattice ends
constexpr int evaluations_a_factor = 60;
constexpr double hopeless = 1e300;  // in place of infinity, which NLopt does not take

struct Free {
    void operator()(nlopt_opt opt) const { nlopt_destroy(opt); }
};
using Optimizer = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, Free>;

// What NLopt's functions need; they are plain functions and must not throw.
class Descent {
public:
    Descent(LatticeTrials& trials, const LatticeOptions& options, std::int64_t replications)
        : trials_(trials), options_(options), replications_(replications) {}

    void go(std::size_t constraints, const LatticePoint& from) {
        const auto factors = static_cast<unsigned>(options_.values.size());
        optimizer_.reset(nlopt_create(constraints > 0 ? NLOPT_LN_COBYLA : NLOPT_LN_SBPLX, factors));
        std::vector<Constraint> each;
        for (std::size_t c = 0; c < constraints; ++c) each.push_back({this, c});
        nlopt_set_lower_bounds1(optimizer_.get(), 0);
        nlopt_set_upper_bounds1(optimizer_.get(), 1);
        nlopt_set_min_objective(optimizer_.get(), objective, this);
        for (Constraint& constraint : each)
            nlopt_add_inequality_constraint(optimizer_.get(), broken, &constraint, 1e-9);
        nlopt_set_initial_step1(optimizer_.get(), 0.2);
        nlopt_set_xtol_abs1(optimizer_.get(), resolution);
        nlopt_set_maxeval(optimizer_.get(), evaluations_a_factor * static_cast<int>(factors));
        std::vector<double> x;
        for (std::size_t f = 0; f < from.size(); ++f)
            x.push_back(static_cast<double>(from[f]) / static_cast<double>(options_.values[f] - 1));
        double value = 0;
        nlopt_optimize(optimizer_.get(), x.data(), &value);
        if (error_) std::rethrow_exception(error_);
    }

private:
    struct Constraint {
        Descent* descent;
        std::size_t number;
    };

    std::size_t look(const double* x) {
        LatticePoint point;
        for (std::size_t f = 0; f < options_.values.size(); ++f)
            point.push_back(std::clamp<std::int64_t>(std::llround(x[f] * static_cast<double>(options_.values[f] - 1)),
                                                     0, options_.values[f] - 1));
        return trials_.look(std::vector<LatticePoint>(1, point), replications_).front();
    }
    template<class Figure>
    double safely(const double* x, Figure figure) {
        if (error_) return hopeless;
        try {
            if (options_.budget > 0 && trials_.trials().played() >= options_.budget) nlopt_force_stop(optimizer_.get());
            const double value = figure(look(x));
            return std::isfinite(value) ? value : hopeless;
        } catch (...) {
            error_ = std::current_exception();
            nlopt_force_stop(optimizer_.get());
            return hopeless;
        }
    }
    static double objective(unsigned, const double* x, double*, void* data) {
        auto* self = static_cast<Descent*>(data);
        return self->safely(x, [&](std::size_t candidate) {
            return self->trials_.trials().objective(candidate, self->replications_).value;
        });
    }
    static double broken(unsigned, const double* x, double*, void* data) {
        const auto* constraint = static_cast<Constraint*>(data);
        Descent* self = constraint->descent;
        return self->safely(x, [&](std::size_t candidate) {
            return self->trials_.excess(candidate, constraint->number, self->replications_);
        });
    }

    LatticeTrials& trials_;
    const LatticeOptions& options_;
    std::int64_t replications_;
    Optimizer optimizer_;
    std::exception_ptr error_;
};

}  // namespace

LatticeAnswer search_with_nlopt(LatticeTrials& trials, std::size_t constraints, const LatticeOptions& options) {
    const std::int64_t n = first_replications(options);
    const std::vector<std::size_t> order = look_around(trials, options, n);
    for (std::size_t start = 0; start < std::min<std::size_t>(2, order.size()); ++start)
        Descent(trials, options, n).go(constraints, trials.point(order[start]));
    const auto less = [&](std::size_t a, std::size_t b) { return trials.better(a, b, n); };
    std::vector<std::size_t> all(trials.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const LatticePoint best = trials.point(*std::min_element(all.begin(), all.end(), less));
    Descent(trials, options, options.replications).go(constraints, best);
    return answer_from(trials, options, options.replications);
}

}  // namespace backstock
