#include "sim/world/ledger.hpp"

#include "sim/base/require.hpp"

namespace backstock {

Books Ledger::sum(const std::vector<Books>& all) {
    Books total;
    for (const Books& books : all)
        for (std::size_t i = 0; i < account_count; ++i) {
            total.debits[i] += books.debits[i];
            total.credits[i] += books.credits[i];
        }
    return total;
}

void Ledger::check() const {
    const Books all = books();
    Money debits;
    Money credits;
    for (std::size_t i = 0; i < account_count; ++i) {
        debits += all.debits[i];
        credits += all.credits[i];
    }
    require(debits == credits, "debits {} differ from credits {}", debits.in_units(), credits.in_units());
    require(all.balance(Account::cash) == cash_, "cash is {}, the ledger says {}", cash_.in_units(),
            all.balance(Account::cash).in_units());
}

}  // namespace backstock
