// An audit of the books from the results file alone, by a stranger: random scenarios with every payment policy are run
// and written, and Python adds up what it finds in the files.
#include "output/run_results.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/laws/random_model.hpp"
#include "tests/output/children.hpp"
#include "tests/skip.hpp"

#include <fmt/format.h>

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr std::int64_t replications = 2;

void write(const std::filesystem::path& path, const Model& model) {
    RunResults results(path, model,
                       {.resolved_yaml = "name: audited\n",
                        .replications = replications,
                        .created = "2026-03-17T09:12:00Z",
                        .orders = true,
                        .events = {}});
    replicate(model, replications, {.threads = 1, .extra = results.extra()},
              [&](std::int64_t r, Outcome&& outcome, std::unique_ptr<Extra> extra) {
                  results.take(r, std::move(outcome), std::move(extra));
              });
    results.finish();
}

constexpr const char* audit = R"(
import glob, h5py, math
files = sorted(glob.glob('*.h5'))
assert len(files) >= 50, files
costs = ['holding', 'ordering', 'transport', 'handling', 'losses', 'markdown', 'service', 'fees', 'disputes',
         'bad_debt', 'capital']
unpaid = ['losses', 'markdown', 'bad_debt']
kpis_of = {'cost_holding': ['holding'], 'cost_transport': ['transport'], 'cost_handling': ['handling'],
           'cost_losses': ['losses'], 'cost_payment': ['fees', 'disputes', 'bad_debt'], 'cost_capital': ['capital']}
whole = lambda x: round(float(x) * 10000)
seen = dict(fees=0, disputes=0, bad_debt=0, capital=0, clearing=0, receivable=0, refunded=0, let_off=0, cash=0)
for name in files:
    f = h5py.File(name)
    variant = [k for k in f if k not in ('model', 'comparison')][0]
    kpis, ledger, orders = f[variant]['kpis'][:], f[variant]['ledger'][:], f[variant]['orders'][:]
    for k in kpis:
        r = k['replication']
        book = {row['account'].decode(): row for row in ledger[ledger['replication'] == r]}
        assert sum(whole(row['debits']) for row in book.values()) == sum(whole(row['credits']) for row in book.values())
        b = {a: whole(row['debits']) - whole(row['credits']) for a, row in book.items()}
        for a, row in book.items():
            assert b[a] == whole(row['balance']), (name, a)
        for a in costs + ['production']:
            b.setdefault(a, 0)
        profit = -b['sales'] - b['refunds'] - b['cost_of_sales'] - sum(b[c] for c in costs)
        assert whole(k['profit']) == profit, (name, r, k['profit'], profit)
        for kpi, accounts in kpis_of.items():
            assert whole(k[kpi]) == sum(b[a] for a in accounts), (name, kpi)
        assert whole(k['revenue']) == -b['sales'] and whole(k['cash_end']) == b['cash'], name
        # What customers have paid, order by order, is what the books say that they have paid.
        mine = orders[orders['replication'] == r]
        paid = {row['order']: whole(row['order_paid']) for row in mine if row['outcome'] != b'lost'}
        sold = -b['sales'] - b['markdown']
        let_off = sum(whole(row['let_off']) for row in mine)
        assert sum(paid.values()) + let_off == sold - b['deposits'] - b['receivable'] - b['bad_debt'], name
        # Cash: paid by customers, less all that was paid to others.
        if math.isnan(k['work_in_process']) or 'production' in book:
            making = whole(book['production']['credits']) if 'production' in book else 0
            suppliers = whole(book['payable']['credits']) + b['payable']
            spent = suppliers + making + b['refunds'] - let_off + sum(b[c] for c in costs if c not in unpaid)
            assert b['cash'] + b['clearing'] == sum(paid.values()) - spent, (name, r)
            seen['cash'] += 1
        seen['let_off'] += let_off > 0
        for a in ('fees', 'disputes', 'bad_debt', 'capital', 'clearing', 'receivable'):
            seen[a] += b[a] != 0
        seen['refunded'] += int((mine['payment'] == b'refunded').sum() > 0)
assert all(seen.values()), seen
)";

}  // namespace

TEST_CASE("the books of random scenarios agree with KPIs and orders, read from the file alone", "[output][payments]") {
    const ScratchFolder folder;
    if (run_python(folder, "import h5py").status != 0) return skip("no h5py here");
    int file = 0;
    CHECK(rc::check("random scenarios are written", [&] {
        Model model = RandomModel::draw();
        model.run.warmup = Time::zero();  // KPIs and ledger then cover the same time
        model.run.opening_cash = Money::zero();
        write(folder / fmt::format("{}.h5", file++), model);
    }));
    const Ran ran = run_python(folder, audit);
    INFO(ran.output);
    CHECK(ran.status == 0);
}
