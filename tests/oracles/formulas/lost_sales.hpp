#pragma once

#include "tests/oracles/formulas/pmf.hpp"

#include <cstddef>
#include <functional>

/// Lost sales: demand that finds nothing is gone, and with it the simple argument net stock = position - demand.
namespace backstock::oracles {

/// Share of customers lost by an (S-1, S) shop with unit Poisson demand: Erlang's loss formula with S servers and
/// rate x mean lead erlangs, whatever the law of the (independent) lead times.
/// Source: A. Erlang (1917); insensitivity: B. Sevastyanov (1957); for stock: W. Karush, "A queueing model for an
/// inventory problem", Operations Research 5 (1957). Outstanding orders are the busy servers.
double erlang_loss(double offered, int level);
/// Mean stock on hand of that shop: S - offered (1 - loss).
double erlang_loss_on_hand(double offered, int level);

/// The long-run state of a periodic shop with lost sales, a period.
struct LostSalesState {
    double on_hand;     ///< mean units at the period's end
    double lost;        ///< mean units lost
    double order_rate;  ///< share of periods with an order
    double fill_rate;   ///< units sold / units demanded

    double cost(double holding, double lost_sale, double order_cost = 0) const {
        return holding * on_hand + lost_sale * lost + order_cost * order_rate;
    }
};

/// How much to order at a position (on hand + on order).
using OrderRule = std::function<int(int position)>;
OrderRule order_up_to(int level);
/// Up to S where the position is at or below s.
OrderRule order_s_S(int s, int big_s);
/// Q where the position is at or below r.
OrderRule order_r_Q(int r, int quantity);

/// The order of a period: receive what was ordered `lead` periods ago, order, meet demand, account. (Lead 0: what is
/// ordered is on the shelf before demand.) Exact, by the Markov chain over (stock on hand after receiving, orders on
/// their way), solved by averaged power iteration to 1e-13; a few thousand states: level up to about 20, lead up to 4.
/// `start` is the first position. The rule must keep positions bounded, else the chain never ends.
/// Source of the model and of the four values in the gallery: P. Zipkin, "Old and new methods for lost-sales inventory
/// systems", Operations Research 56 (2008).
LostSalesState lost_sales(const Pmf& demand, std::size_t lead, const OrderRule& rule, int start);

}  // namespace backstock::oracles
