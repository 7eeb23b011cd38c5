#pragma once

#include "tests/catch.hpp"
#include "tests/oracles/formulas/base_stock.hpp"

#include <cmath>

/// How the tests of the formulas compare.
namespace backstock::oracles {

/// Equal to a number printed with so many decimals.
inline void printed(double exact, double print, int decimals) {
    INFO("exact " << exact << ", printed " << print);
    CHECK(std::abs(exact - print) <= 0.5000001 * std::pow(10.0, -decimals));
}

/// Two formulas that describe one system.
inline void same(const StockState& a, const StockState& b, double within = 1e-9) {
    CHECK(a.on_hand == Approx(b.on_hand).epsilon(within).margin(1e-12));
    CHECK(a.backorders == Approx(b.backorders).epsilon(within).margin(1e-12));
    CHECK(a.ready_rate == Approx(b.ready_rate).epsilon(within).margin(1e-12));
    CHECK(a.fill_rate == Approx(b.fill_rate).epsilon(within).margin(1e-12));
    CHECK(a.order_rate == Approx(b.order_rate).epsilon(within).margin(1e-12));
}

}  // namespace backstock::oracles
