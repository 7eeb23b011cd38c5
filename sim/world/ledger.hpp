#pragma once
// Double-entry bookkeeping: every event that moves value posts one balanced entry, so debits equal credits by
// construction and by check.
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"

namespace backstock {

struct Store;

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

/// Debits and credits of one set of accounts.
struct Books {
  std::array<Money, account_count> debits{};
  std::array<Money, account_count> credits{};

  void post(Account debit, Account credit, Money amount) {
    debits[static_cast<std::size_t>(debit)] += amount;
    credits[static_cast<std::size_t>(credit)] += amount;
  }
  /// Debits less credits: positive for assets and costs, negative for liabilities and revenue.
  [[nodiscard]] Money balance(Account account) const {
    return debits[static_cast<std::size_t>(account)] - credits[static_cast<std::size_t>(account)];
  }
};

/// The books of the whole house and of each store. Every entry belongs to one store (none() for opening cash).
class Ledger {
 public:
  Ledger() = default;
  explicit Ledger(std::size_t stores) : stores_(stores), stores_before_(stores) {}

  /// Posts one entry. A negative amount is the same entry the other way round.
  void post(Id<Store> store, Account debit, Account credit, Money amount, Time now) {
    if (amount == Money::zero()) return;
    whole_.post(debit, credit, amount);
    if (store) stores_[store.index()].post(debit, credit, amount);
    if (debit == Account::cash || credit == Account::cash) note_cash();
    if (debit == Account::deposits || credit == Account::deposits)
      deposits_.add((credit == Account::deposits ? amount : -amount).raw(), now);
  }

  /// Everything since the run began.
  [[nodiscard]] const Books& books() const { return whole_; }
  [[nodiscard]] Money balance(Account account) const { return whole_.balance(account); }

  /// What was posted to an account since the last restart, debits less credits.
  [[nodiscard]] Money posted(Account account) const { return whole_.balance(account) - whole_before_.balance(account); }
  [[nodiscard]] Money posted(Id<Store> store, Account account) const {
    return stores_[store.index()].balance(account) - stores_before_[store.index()].balance(account);
  }
  /// Credits alone, since the last restart: what passed through an account that is emptied again.
  [[nodiscard]] Money passed(Account account) const {
    const auto i = static_cast<std::size_t>(account);
    return whole_.credits[i] - whole_before_.credits[i];
  }
  [[nodiscard]] Money passed(Id<Store> store, Account account) const {
    const auto i = static_cast<std::size_t>(account);
    return stores_[store.index()].credits[i] - stores_before_[store.index()].credits[i];
  }

  /// Customers' money held, with its integral.
  [[nodiscard]] const Level& deposits() const { return deposits_; }
  /// The lowest cash balance since the last restart.
  [[nodiscard]] Money lowest_cash() const { return lowest_cash_; }

  /// The end of the warm-up: what was posted counts from here; balances stand.
  void restart(Time now) {
    whole_before_ = whole_;
    stores_before_ = stores_;
    lowest_cash_ = balance(Account::cash);
    deposits_.restart(now);
  }

  /// Stops the run unless all debits equal all credits.
  void check() const;

 private:
  void note_cash() {
    const Money cash = balance(Account::cash);
    if (cash < lowest_cash_) lowest_cash_ = cash;
  }

  Books whole_;
  Books whole_before_;
  std::vector<Books> stores_;
  std::vector<Books> stores_before_;
  Money lowest_cash_;
  Level deposits_;
};

}  // namespace backstock
