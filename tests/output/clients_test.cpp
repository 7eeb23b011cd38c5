// Results files as users read them: with h5py, pandas and h5dump.
#include "output/results_file.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/skip.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

void write_sample(const std::filesystem::path& path) {
    Frame named = small_frame();
    ResultsWriter writer(path);
    writer.attribute("/", "seed", std::int64_t{42});
    writer.attribute("/", "horizon", 365.25);
    writer.attribute("/", "currency", std::string("€"));
    writer.text("/model/boutique", "scenario: größer\n");
    writer.write("/boutique/kpis", awkward_frame());
    writer.write("/boutique/empty", awkward_frame().heading());
    writer.write("/boutique/timeline", long_frame(50000));
    writer.stream("/boutique/orders", named, {.rows_per_chunk = 2, .text_widths = {{"item", 5}}}).append(named);
    writer.commit();
}

}  // namespace

TEST_CASE("h5py reads tables, units, texts and attributes", "[output]") {
    const ScratchFolder folder;
    if (run_python(folder, "import h5py").status != 0) {
        return skip("no h5py here");
    }
    write_sample(folder / "a.h5");
    const Ran ran = run_python(folder, R"(
import h5py, math, hashlib
f = h5py.File('a.h5')
assert f.attrs['format'] == 'backstock-results' and f.attrs['format_version'] == 1
assert f.attrs['seed'] == 42 and f.attrs['horizon'] == 365.25 and f.attrs['currency'] == '€'
k = f['boutique/kpis']
assert k.dtype.names == ('replication', 'fill_rate', 'name of store', 'Kosten'), k.dtype
units = dict(zip(k.dtype.names, k.attrs['units']))
assert units == {'replication': '', 'fill_rate': '1', 'name of store': '', 'Kosten': '€/wk'}, units
assert list(k['replication']) == [0, 1, -2**63, 2**63 - 1, -1, 42, 7, 8]
x = k['fill_rate']
assert x[0] == 0.1 and math.isnan(x[1]) and x[2] == math.inf and x[3] == -math.inf
assert math.copysign(1, x[4]) == -1 and x[5] == 5e-324 and x[6] == 1.7976931348623157e308
assert [s.decode() for s in k['name of store'][:4]] == ['', 'Zürich', '日本', '🛒📦']
assert f['boutique/empty'].shape == (0,)
t = f['boutique/timeline']
assert t.shape == (50000,) and t.chunks and t.compression == 'gzip' and abs(t['waited'][1] - math.sin(1)) < 1e-15
o = f['boutique/orders']
assert list(o['item']) == [b'lamp', b'chair', b'sofa'] and o.maxshape == (None,)
assert list(o.attrs['units']) == ['', '1', '']
m = f['model/boutique']
assert m.asstr()[()] == 'scenario: größer\n'
assert m.attrs['sha256'] == hashlib.sha256(m[()]).hexdigest()
)");
    INFO(ran.output);
    CHECK(ran.status == 0);
}

TEST_CASE("pandas gets a data frame in one line", "[output]") {
    const ScratchFolder folder;
    if (run_python(folder, "import h5py, pandas").status != 0) {
        return skip("no pandas here");
    }
    write_sample(folder / "a.h5");
    const Ran ran = run_python(folder, R"(
import h5py, pandas as pd
d = pd.DataFrame(h5py.File('a.h5')['boutique/kpis'][:])
assert list(d.columns) == ['replication', 'fill_rate', 'name of store', 'Kosten'] and len(d) == 8
assert d['replication'].dtype == 'int64' and d['Kosten'].sum() == 36 and d['fill_rate'].isna().sum() == 1
assert d['name of store'].str.decode('utf-8')[1] == 'Zürich'
assert len(pd.DataFrame(h5py.File('a.h5')['boutique/empty'][:])) == 0
o = pd.DataFrame(h5py.File('a.h5')['boutique/orders'][:])
assert o.groupby('item')['fill_rate'].mean()[b'chair'] == 0.25
)");
    INFO(ran.output);
    CHECK(ran.status == 0);
}

TEST_CASE("h5dump shows a results file", "[output]") {
    const ScratchFolder folder;
    if (run("command -v h5dump").status != 0) {
        return skip("no h5dump here");
    }
    write_sample(folder / "a.h5");
    const Ran whole = run("h5dump '" + (folder / "a.h5").string() + "'");
    CHECK(whole.status == 0);
    const Ran table = run("h5dump -d /boutique/orders '" + (folder / "a.h5").string() + "'");
    CHECK(table.status == 0);
    CHECK_THAT(table.output, containing("H5T_IEEE_F64LE \"fill_rate\""));
    CHECK_THAT(table.output, containing("\"chair\""));
    CHECK_THAT(table.output, containing("ATTRIBUTE \"units\""));
    CHECK_THAT(table.output, containing("(0): \"\", \"1\", \"\""));
}
