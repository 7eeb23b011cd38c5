#include "output/run_results.hpp"

#include "output/results_reader.hpp"
#include "output/sha256.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/output/shop_model.hpp"
#include "tests/skip.hpp"

#include <algorithm>
#include <filesystem>

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr std::int64_t count = 3;

std::vector<SummaryRow> write(const std::optional<std::filesystem::path>& target, const Model& model, int threads,
                              const ResultsRequest& request) {
    RunResults results(target, model, request);
    replicate(model, count, {.threads = threads, .extra = results.extra()},
              [&](std::int64_t r, Outcome&& outcome, std::unique_ptr<Extra> extra) {
                  results.take(r, std::move(outcome), std::move(extra));
              });
    return results.finish();
}

ResultsRequest everything() {
    return {.resolved_yaml = "name: busy\n",
            .replications = count,
            .created = "2026-03-17T09:12:00Z",
            .orders = true,
            .events = {1}};
}

// Sums of a column by replication.
std::vector<double> sums(const Frame& frame, const std::string& column) {
    std::vector<double> sum(count);
    for (std::size_t i = 0; i < frame.rows(); ++i)
        sum[static_cast<std::size_t>(frame.cells<std::int64_t>("replication")[i])] += frame.cells<double>(column)[i];
    return sum;
}

std::string unit_of(const Frame& frame, const std::string& column) {
    REQUIRE(frame.find(column) != nullptr);
    return frame.find(column)->unit;
}

}  // namespace

TEST_CASE("a results file says what was asked, and holds every table", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 1, everything());
    const ResultsReader file(folder / "a.h5");
    const auto attribute = [&](const std::string& path, const std::string& name) {
        const auto value = file.attribute(path, name);
        REQUIRE(value);
        return *value;
    };
    CHECK(attribute("/", "created") == Attribute(std::string("2026-03-17T09:12:00Z")));
    CHECK(attribute("/", "currency") == Attribute(std::string("USD")));
    CHECK(attribute("/", "start") == Attribute(std::string("2026-01-05")));
    CHECK(attribute("/", "seed") == Attribute(std::uint64_t{1}));
    CHECK(attribute("/", "replications") == Attribute(count));
    CHECK(attribute("/", "horizon") == Attribute(120.0));
    CHECK(attribute("/", "warmup") == Attribute(30.0));
    CHECK(file.text("/model/busy") == "name: busy\n");
    CHECK(attribute("/model/busy", "sha256") == Attribute(sha256("name: busy\n")));
    CHECK(attribute("/model/busy", "replications") == Attribute(count));
    CHECK(attribute("/model/busy", "orders") == Attribute(std::int64_t{1}));
    CHECK(attribute("/model/busy", "events") == Attribute(std::string("1")));
    for (const char* table : {"kpis", "summary", "by_item", "by_store", "by_supplier", "by_segment", "by_tier",
                              "by_disruption", "timeline", "ledger", "orders", "events"}) {
        INFO(table);
        CHECK(file.has_table(std::string("/busy/") + table));
    }
    CHECK(file.rows("/busy/kpis") == count);
    CHECK(file.rows("/busy/by_item") == count * 2);
    CHECK(file.rows("/busy/by_store") == count * 3);
    CHECK(file.rows("/busy/ledger") == count * account_count);
}

TEST_CASE("orders and events are written only when they are asked for", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 1, {.resolved_yaml = "a"});
    const ResultsReader file(folder / "a.h5");
    CHECK_FALSE(file.has_table("/busy/orders"));
    CHECK_FALSE(file.has_table("/busy/events"));
    CHECK_FALSE(file.attribute("/", "created"));
    CHECK(file.attribute("/model/busy", "replications") == Attribute(model.run.replications));
}

TEST_CASE("a results file has the same bytes for any number of threads", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "one.h5", model, 1, everything());
    write(folder / "three.h5", model, 3, everything());
    CHECK(bytes_of(folder / "one.h5") == bytes_of(folder / "three.h5"));
    ResultsRequest later = everything();
    later.created = "2026-03-18T10:13:01Z";
    write(folder / "later.h5", model, 1, later);
    CHECK(bytes_of(folder / "one.h5") != bytes_of(folder / "later.h5"));
}

TEST_CASE("the summary is the same with and without a file", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    const std::vector<SummaryRow> with = write(folder / "a.h5", model, 1, everything());
    const std::vector<SummaryRow> without = write(std::nullopt, model, 1, everything());
    const std::vector<KpiColumn> columns = kpi_columns(model.record.wait_over);
    const auto of_network = [](const KpiColumn& column) { return column.info->tables.has(Entity::network); };
    REQUIRE(static_cast<std::ptrdiff_t>(with.size()) == std::count_if(columns.begin(), columns.end(), of_network));
    REQUIRE(with.size() == without.size());
    const Frame stored = ResultsReader(folder / "a.h5").read("/busy/summary");
    for (std::size_t i = 0; i < with.size(); ++i) {
        CHECK(with[i].kpi == without[i].kpi);
        CHECK(same_bits(with[i].mean, without[i].mean));
        CHECK(stored.cells<std::string>("kpi")[i] == with[i].kpi);
        CHECK(same_bits(stored.cells<double>("mean")[i], with[i].mean));
        CHECK(same_bits(stored.cells<double>("half_width")[i], with[i].half_width));
        CHECK(stored.cells<std::int64_t>("n")[i] == with[i].n);
    }
}

TEST_CASE("results that are not finished leave no file", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    {
        RunResults results(folder / "a.h5", model, everything());
        results.take(0, replicate_once(model, 0, results.extra()), nullptr);
        CHECK_THROWS_AS(results.take(0, replicate_once(model, 0), nullptr), BrokenLaw);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("tables of KPIs hold what applies, with units and the parts of ratios", "[output]") {
    const ScratchFolder folder;
    Model model = busy_model();
    model.run.currency = "EUR";
    write(folder / "a.h5", model, 1, everything());
    const ResultsReader file(folder / "a.h5");
    const Frame kpis = file.read("/busy/kpis");
    CHECK(kpis.columns[0].name == "replication");
    CHECK(unit_of(kpis, "revenue") == "EUR");
    CHECK(unit_of(kpis, "cost_per_period") == "EUR/period");
    CHECK(unit_of(kpis, "fulfillment_time") == "d");
    CHECK(unit_of(kpis, "fulfillment_time_num") == "d");
    CHECK(unit_of(kpis, "fill_rate") == "1");
    CHECK(kpis.find("wait_over_12h") != nullptr);
    CHECK(kpis.find("wait_over_2d_den") != nullptr);
    CHECK(kpis.find("revenue_num") == nullptr);
    CHECK(kpis.find("supplier_share") == nullptr);
    for (std::size_t r = 0; r < count; ++r) {
        CHECK(kpis.cells<std::int64_t>("replication")[r] == static_cast<std::int64_t>(r));
        CHECK(kpis.cells<double>("fill_rate")[r] ==
              kpis.cells<double>("fill_rate_num")[r] / kpis.cells<double>("fill_rate_den")[r]);
        CHECK(kpis.cells<double>("fill_rate_den")[r] == kpis.cells<double>("units_demanded")[r]);
        CHECK(kpis.cells<double>("orders")[r] > 100);
    }
    const Frame items = file.read("/busy/by_item");
    CHECK(items.columns[1].name == "item");
    CHECK(items.cells<std::string>("item")[1] == "hat, wide");
    CHECK(items.find("orders") == nullptr);
    CHECK(items.find("on_hand") != nullptr);
    const Frame suppliers = file.read("/busy/by_supplier");
    CHECK(suppliers.find("supplier_share") != nullptr);
    CHECK(suppliers.find("fill_rate") == nullptr);
    const Frame summary = file.read("/busy/summary");
    const auto& names = summary.cells<std::string>("kpi");
    CHECK(std::find(names.begin(), names.end(), "supplier_share") == names.end());  // as in kpis
    const auto revenue = std::find(names.begin(), names.end(), "revenue") - names.begin();
    CHECK(summary.cells<std::string>("unit")[static_cast<std::size_t>(revenue)] == "EUR");
}

TEST_CASE("the parts of the network add up to the whole in the file", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 2, everything());
    const ResultsReader file(folder / "a.h5");
    const Frame kpis = file.read("/busy/kpis");
    for (const char* table : {"by_item", "by_store", "by_segment", "by_tier"}) {
        const Frame parts = file.read(std::string("/busy/") + table);
        for (const char* kpi : {"units_demanded", "units_shipped", "units_lost", "fill_rate_num", "revenue"}) {
            INFO(table << " " << kpi);
            const std::vector<double> sum = sums(parts, kpi);
            for (std::size_t r = 0; r < count; ++r) CHECK(sum[r] == Approx(kpis.cells<double>(kpi)[r]).epsilon(1e-12));
        }
    }
    const Frame stores = file.read("/busy/by_store");
    for (const char* kpi :
         {"orders", "on_hand", "on_order", "cost_holding", "cost_ordering", "cost_transport", "profit"})
        for (std::size_t r = 0; r < count; ++r) {
            INFO(kpi);
            CHECK(sums(stores, kpi)[r] == Approx(kpis.cells<double>(kpi)[r]).epsilon(1e-9));
        }
    const Frame suppliers = file.read("/busy/by_supplier");
    for (std::size_t r = 0; r < count; ++r) {
        CHECK(sums(suppliers, "supplier_share")[r] == Approx(1));
        CHECK(sums(suppliers, "cost_purchase")[r] == Approx(kpis.cells<double>("cost_purchase")[r]));
    }
}

TEST_CASE("the ledger balances in every replication", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 1, everything());
    const ResultsReader file(folder / "a.h5");
    const Frame ledger = file.read("/busy/ledger");
    CHECK(unit_of(ledger, "balance") == "USD");
    const Frame kpis = file.read("/busy/kpis");
    for (std::size_t r = 0; r < count; ++r) {
        CHECK(sums(ledger, "debits")[r] == Approx(sums(ledger, "credits")[r]).epsilon(1e-14));
        CHECK(sums(ledger, "debits")[r] > 1000);
        CHECK(ledger.cells<std::string>("account")[r * account_count] == "cash");
        CHECK(ledger.cells<double>("balance")[r * account_count] == kpis.cells<double>("cash_end")[r]);
    }
}

TEST_CASE("timelines are dated and in long form", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 1, everything());
    const Frame timeline = ResultsReader(folder / "a.h5").read("/busy/timeline");
    const std::size_t instants = 120;
    REQUIRE(timeline.rows() == instants * (2 + 5 * (3 + 4)));
    CHECK(unit_of(timeline, "time") == "d");
    CHECK(timeline.cells<std::string>("measure")[0] == "cash");
    CHECK(timeline.cells<std::string>("unit")[0] == "USD");
    CHECK(timeline.cells<double>("time")[0] == 1);
    CHECK(timeline.cells<std::string>("date")[0] == "2026-01-06");
    CHECK(timeline.cells<std::string>("date")[instants - 1] == "2026-05-05");
    double last_cash = 0;
    for (std::int64_t r = 0; r < count; ++r) last_cash += replicate_once(model, r).timeline[instants - 1] / count;
    CHECK(timeline.cells<double>("mean")[instants - 1] == Approx(last_cash));
    CHECK(timeline.cells<std::string>("entity")[instants * 2] == "corner");
    CHECK(timeline.cells<std::string>("unit")[instants * 2] == "unit");
    CHECK(timeline.cells<std::string>("entity").back() == "depot.dress");
    for (std::size_t i = 0; i < timeline.rows(); ++i) {
        const double low = timeline.cells<double>("p05")[i];
        const double high = timeline.cells<double>("p95")[i];
        const double slack = 1e-6 * std::abs(low);  // quantiles are kept as floats
        if (!(low <= timeline.cells<double>("mean")[i] + slack && timeline.cells<double>("mean")[i] <= high + slack))
            FAIL("row " << i << ": mean " << timeline.cells<double>("mean")[i] << " outside " << low << " .. " << high);
    }
}

TEST_CASE("order lines and KPIs count the same", "[output]") {
    const ScratchFolder folder;
    const Model model = busy_model();
    write(folder / "a.h5", model, 2, everything());
    const ResultsReader file(folder / "a.h5");
    const Frame orders = file.read("/busy/orders");
    const Frame kpis = file.read("/busy/kpis");
    std::vector<double> demanded(count), at_once(count), lost(count);
    for (std::size_t i = 0; i < orders.rows(); ++i) {
        if (orders.cells<std::int64_t>("counted")[i] == 0) continue;
        const auto r = static_cast<std::size_t>(orders.cells<std::int64_t>("replication")[i]);
        demanded[r] += orders.cells<double>("demanded")[i];
        at_once[r] += orders.cells<double>("at_once")[i];
        lost[r] += orders.cells<double>("lost")[i];
    }
    for (std::size_t r = 0; r < count; ++r) {
        CHECK(demanded[r] == kpis.cells<double>("units_demanded")[r]);
        CHECK(at_once[r] == kpis.cells<double>("fill_rate_num")[r]);
        CHECK(lost[r] == kpis.cells<double>("units_lost")[r]);
    }
    const Frame events = file.read("/busy/events");
    for (const std::int64_t r : events.cells<std::int64_t>("replication")) REQUIRE(r == 1);
}

TEST_CASE("h5py reads a run's results with values and units", "[output]") {
    const ScratchFolder folder;
    if (testing::run_python(folder, "import h5py, numpy").status != 0) return skip("no h5py here");
    write(folder / "a.h5", busy_model(), 1, everything());
    const Ran ran = run_python(folder, R"(
import h5py, numpy as np, hashlib
f = h5py.File('a.h5')
assert f.attrs['format'] == 'backstock-results' and f.attrs['horizon'] == 120
m = f['model/busy']
assert m.attrs['sha256'] == hashlib.sha256(m[()]).hexdigest()
units = lambda t: dict(zip(f[t].dtype.names, f[t].attrs['units']))
k = f['busy/kpis'][:]
assert units('busy/kpis')['cost_total'] == 'USD' and units('busy/kpis')['order_to_delivery'] == 'd'
assert np.allclose(k['fill_rate'], k['fill_rate_num'] / k['fill_rate_den'])
s = f['busy/summary'][:]
row = s[s['kpi'] == b'fill_rate'][0]
assert np.isclose(row['mean'], k['fill_rate_num'].sum() / k['fill_rate_den'].sum()), row
row = s[s['kpi'] == b'on_hand'][0]
assert np.isclose(row['mean'], k['on_hand'].mean()) and row['unit'] == b'unit' and row['n'] == 3
o = f['busy/orders'][:]
assert units('busy/orders')['placed_at'] == 'd' and units('busy/orders')['price'] == 'USD/unit'
assert set(o['outcome']) <= {b'open', b'lost', b'cancelled', b'delivered'}
assert np.all(o['demanded'] == o['accepted'] + o['lost'])
done = o[o['outcome'] == b'delivered']
assert len(done) > 100 and np.all(done['delivered'] == done['accepted'])
regulars = done[done['segment'] == b'regulars']
assert np.allclose(regulars['delivered_at'] - regulars['shipped_at'], 1.5)
assert np.all(regulars['placed_at'] <= regulars['first_allocated_at'])
assert o['item'][o['store'] == b'corner'][0] == b'hat, wide'
e = f['busy/events'][:]
assert np.all(np.diff(e['time']) >= 0) and e['fact'][-1] == b'RunEnded'
placed = e[e['fact'] == b'OrderPlaced']['order']
assert np.all(placed == np.arange(1, len(placed) + 1)) and placed[-1] == o['order'][o['replication'] == 1].max()
)");
    INFO(ran.output);
    CHECK(ran.status == 0);
}
