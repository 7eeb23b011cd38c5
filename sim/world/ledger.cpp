#include "sim/world/ledger.hpp"

#include "sim/base/require.hpp"

namespace backstock {

void Ledger::check() const {
  Money debits;
  Money credits;
  for (std::size_t i = 0; i < account_count; ++i) {
    debits += whole_.debits[i];
    credits += whole_.credits[i];
  }
  require(debits == credits, "debits {} differ from credits {}", debits.in_units(), credits.in_units());
}

}  // namespace backstock
