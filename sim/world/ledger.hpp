#pragma once
// Double-entry bookkeeping: every event that moves value posts one balanced entry, so debits equal credits by
// construction and by check.
#include <array>
#include <cstdint>
#include <string_view>

#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"

namespace backstock {

enum class Account : std::uint8_t {
  cash,
  deposits,       ///< customers' money for goods not yet shipped (a liability)
  payable,        ///< owed to suppliers
  inventory,      ///< stock at moving average cost, in transit between own sites included
  sales,
  cost_of_sales,
  refunds,        ///< money returned for goods that had shipped
  holding,
  ordering,
  transport,
  handling,
  lost_sales,     ///< imputed: what lost sales are said to cost
  backorders,     ///< imputed: what waiting customers are said to cost
  imputed,        ///< the other side of the two above: no money moves
  equity,         ///< opening cash and opening stock
};
inline constexpr std::size_t account_count = 15;
inline constexpr std::string_view account_names[account_count] = {
    "cash",    "deposits", "payable",   "inventory", "sales",      "cost_of_sales", "refunds", "holding",
    "ordering", "transport", "handling", "lost_sales", "backorders", "imputed",       "equity"};

class Ledger {
 public:
  /// Posts one entry. A negative amount is the same entry the other way round.
  void post(Account debit, Account credit, Money amount, Time now) {
    debits_[index(debit)] += amount;
    credits_[index(credit)] += amount;
    if (debit == Account::cash || credit == Account::cash) move_cash(debit == Account::cash ? amount : -amount);
    if (debit == Account::deposits || credit == Account::deposits)
      deposits_.add((credit == Account::deposits ? amount : -amount).raw(), now);
  }

  [[nodiscard]] Money debits(Account account) const { return debits_[index(account)]; }
  [[nodiscard]] Money credits(Account account) const { return credits_[index(account)]; }
  /// Debits less credits: positive for assets and costs, negative for liabilities and revenue.
  [[nodiscard]] Money balance(Account account) const { return debits(account) - credits(account); }

  /// Customers' money held, with its integral.
  [[nodiscard]] const Level& deposits() const { return deposits_; }
  /// The lowest cash balance since the last restart.
  [[nodiscard]] Money lowest_cash() const { return lowest_cash_; }

  /// The end of the warm-up: the lowest balance and the integral start anew; balances stand.
  void restart(Time now) {
    lowest_cash_ = balance(Account::cash);
    deposits_.restart(now);
  }

  /// Stops the run unless all debits equal all credits.
  void check() const;

 private:
  static constexpr std::size_t index(Account account) { return static_cast<std::size_t>(account); }
  void move_cash(Money) {
    const Money cash = balance(Account::cash);
    if (cash < lowest_cash_) lowest_cash_ = cash;
  }

  std::array<Money, account_count> debits_{};
  std::array<Money, account_count> credits_{};
  Money lowest_cash_;
  Level deposits_;
};

}  // namespace backstock
