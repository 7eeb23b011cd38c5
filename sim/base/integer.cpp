#include "sim/base/integer.hpp"

namespace backstock {

void throw_sum_too_large(std::int64_t a, std::int64_t b) {
    require_fit(false, "{} + {} does not fit 64 bits", a, b);
    __builtin_unreachable();
}

void throw_difference_too_large(std::int64_t a, std::int64_t b) {
    require_fit(false, "{} - {} does not fit 64 bits", a, b);
    __builtin_unreachable();
}

void throw_product_too_large(std::int64_t a, std::int64_t b) {
    require_fit(false, "{} * {} does not fit 64 bits", a, b);
    __builtin_unreachable();
}

}  // namespace backstock
