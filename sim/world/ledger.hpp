#pragma once
// Double-entry bookkeeping: every event that moves value posts one balanced entry, so debits equal credits by
// construction and by check.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace backstock {

struct Store;

enum class Account : std::uint8_t {
    cash,
    deposits,    ///< customers' money for goods not yet shipped (a liability)
    payable,     ///< owed to suppliers
    production,  ///< what making goods costs beside their parts: passes from cash into inventory
    inventory,   ///< stock at moving average cost, in transit between own sites included
    sales,
    cost_of_sales,
    refunds,  ///< money returned for goods that had shipped
    holding,
    ordering,
    transport,
    handling,
    losses,      ///< goods written off
    lost_sales,  ///< imputed: what lost sales are said to cost
    backorders,  ///< imputed: what waiting customers are said to cost
    imputed,     ///< the other side of the two above: no money moves
    equity,      ///< opening cash and opening stock
    markdown,    ///< what sales brought less than the list price
    service,     ///< notices, and answers to customers
    clearing,    ///< captured money that processors have not paid out yet
    receivable,  ///< what customers owe for goods that have shipped
    fees,        ///< of processors, for captures
    disputes,    ///< fees of processors, for disputes
    bad_debt,    ///< shipped and never paid
    capital,     ///< what the money tied up costs
};
inline constexpr std::size_t account_count = 25;
inline constexpr std::string_view account_names[account_count] = {
    "cash",       "deposits", "payable",  "production", "inventory", "sales",    "cost_of_sales",
    "refunds",    "holding",  "ordering", "transport",  "handling",  "losses",   "lost_sales",
    "backorders", "imputed",  "equity",   "markdown",   "service",   "clearing", "receivable",
    "fees",       "disputes", "bad_debt", "capital"};

/// Whether the account's balance ties up capital, or lends some: stock, receivables, clearing, deposits, payables.
constexpr bool ties_up_capital(Account account) {
    return account == Account::inventory || account == Account::receivable || account == Account::clearing ||
           account == Account::deposits || account == Account::payable;
}

/// Debits and credits of one set of accounts.
struct Books {
    std::array<Money, account_count> debits{};
    std::array<Money, account_count> credits{};

    void post(Account debit, Account credit, Money amount) {
        debits[static_cast<std::size_t>(debit)] += amount;
        credits[static_cast<std::size_t>(credit)] += amount;
    }
    [[nodiscard]] Money credited(Account account) const { return credits[static_cast<std::size_t>(account)]; }
    /// Debits less credits: positive for assets and costs, negative for liabilities and revenue.
    [[nodiscard]] Money balance(Account account) const {
        return debits[static_cast<std::size_t>(account)] - credits[static_cast<std::size_t>(account)];
    }
};

/// One set of books for each store, and one for what belongs to none (opening cash); the house is their sum.
class Ledger {
public:
    Ledger() : Ledger(0) {}
    explicit Ledger(std::size_t stores) : books_(stores + 1), before_(stores + 1) {}

    /// Posts one entry to a store's books. A negative amount is the same entry the other way round.
    void post(Id<Store> store, Account debit, Account credit, Money amount, Time now) {
        if (amount == Money::zero()) return;
        books_[place(store)].post(debit, credit, amount);
        if (debit == Account::cash || credit == Account::cash) {
            cash_ += debit == Account::cash ? amount : -amount;
            lowest_cash_ = std::min(lowest_cash_, cash_);
        }
        if (debit == Account::deposits || credit == Account::deposits)
            deposits_.add((credit == Account::deposits ? amount : -amount).raw(), now);
        if (!tied_up_.empty() && ties_up_capital(debit) != ties_up_capital(credit))
            tied_up_[place(store)].add((ties_up_capital(debit) ? amount : -amount).raw(), now);
    }

    /// Posts what a sale comes to that is paid and shipped in one instant: money for a deposit, the goods at what they
    /// cost, the deposit for the goods. Deposits stand as before.
    void post_sale(Id<Store> store, Money paid, Money cost, Time now) {
        Books& books = books_[place(store)];
        books.post(Account::cash, Account::deposits, paid);
        books.post(Account::cost_of_sales, Account::inventory, cost);
        books.post(Account::deposits, Account::sales, paid);
        cash_ += paid;
        lowest_cash_ = std::min(lowest_cash_, cash_);
        if (!tied_up_.empty()) tied_up_[place(store)].add(-cost.raw(), now);
    }

    /// Keeps the money tied up from here on, per store. Requires that nothing was posted yet.
    void watch_capital() { tied_up_.resize(books_.size()); }
    /// Stock + receivables + clearing − deposits − payables of a store's books, with its integral. Requires
    /// watch_capital().
    [[nodiscard]] const Level& tied_up(Id<Store> store) const { return tied_up_[place(store)]; }

    /// Everything since the run began, of the whole house.
    [[nodiscard]] Books books() const { return sum(books_); }
    [[nodiscard]] Money balance(Account account) const { return books().balance(account); }
    [[nodiscard]] Money cash() const { return cash_; }

    /// What was posted to an account since the last restart, debits less credits.
    [[nodiscard]] Money posted(Account account) const { return balance(account) - sum(before_).balance(account); }
    [[nodiscard]] Money posted(Id<Store> store, Account account) const {
        return books_[place(store)].balance(account) - before_[place(store)].balance(account);
    }
    /// Credits alone, since the last restart: what passed through an account that is emptied again.
    [[nodiscard]] Money passed(Account account) const {
        return books().credited(account) - sum(before_).credited(account);
    }
    [[nodiscard]] Money passed(Id<Store> store, Account account) const {
        return books_[place(store)].credited(account) - before_[place(store)].credited(account);
    }

    /// Customers' money held, with its integral.
    [[nodiscard]] const Level& deposits() const { return deposits_; }
    /// The lowest cash balance since the last restart.
    [[nodiscard]] Money lowest_cash() const { return lowest_cash_; }

    /// The end of the warm-up: what was posted counts from here; balances stand.
    void restart(Time now) {
        before_ = books_;
        lowest_cash_ = cash_;
        deposits_.restart(now);
        for (Level& level : tied_up_) level.restart(now);
    }

    /// Stops the run unless all debits equal all credits.
    void check() const;

private:
    /// The first place is of no store: none() is the highest index, and one more is zero.
    static std::size_t place(Id<Store> store) { return static_cast<std::uint32_t>(store.index() + 1U); }
    static Books sum(const std::vector<Books>& all);

    std::vector<Books> books_;   ///< of none, then per store
    std::vector<Books> before_;  ///< the same at the last restart
    Money cash_;
    Money lowest_cash_;
    Level deposits_;
    std::vector<Level> tied_up_;  ///< like books_; empty where capital costs nothing
};

}  // namespace backstock
