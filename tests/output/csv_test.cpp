#include "output/csv.hpp"

#include "output/file_error.hpp"
#include "output/results_writer.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/skip.hpp"

#include <fstream>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

void write_sample(const std::filesystem::path& path) {
    Frame one;
    one.add("item", "", Texts{"lamp", "", "sofa"});
    ResultsWriter writer(path);
    writer.attribute("/", "seed", std::int64_t{42});
    writer.attribute("/", "horizon", 0.1);
    writer.attribute("/v", "title", std::string("a, \"b\""));
    writer.text("/model/v", "scenario: v\n");
    writer.write("/v/kpis", awkward_frame());
    writer.write("/v/empty", awkward_frame().heading());
    writer.write("/v/names", one);
    writer.write("/s=1%2FS=2/kpis", small_frame());
    writer.stream("/v/orders", long_frame(0)).append(long_frame(70000));
    writer.commit();
}

}  // namespace

TEST_CASE("CSV holds exact numbers and quotes what needs it", "[output]") {
    Frame frame;
    frame.add("n", "", Counts{1, -2});
    frame.add("x, y", "d", Numbers{0.1, -0.0});
    frame.add("t", "", Texts{"say \"hi\"", " padded"});
    frame.add("u", "", Texts{"a\r\nb", "plain 'text'; ö"});
    std::ostringstream out;
    write_csv(out, frame);
    CHECK(out.str() == "n,\"x, y\",t,u\n1,0.1,\"say \"\"hi\"\"\",\"a\r\nb\"\n-2,-0,\" padded\",plain 'text'; ö\n");
    CHECK(csv_text("plain") == "plain");
    CHECK(csv_text("").empty());
}

TEST_CASE("an export has a file for every table, and lists for units and attributes", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5");
    export_csv(ResultsReader(folder / "a.h5"), folder / "out/deep");
    const auto text = [&](const char* name) { return bytes_of(folder / "out/deep" / name); };
    CHECK(text("s=1%2FS=2/kpis.csv") == "replication,fill_rate,item\n0,0.5,lamp\n1,0.25,chair\n2,1,sofa\n");
    CHECK(text("v/empty.csv") == "replication,fill_rate,name of store,Kosten\n");
    CHECK(text("v/names.csv") == "item\nlamp\n\"\"\nsofa\n");
    CHECK(text("model/v.yaml") == "scenario: v\n");
    CHECK_THAT(text("columns.csv"), containing("table,column,type,unit\n/v/kpis,replication,count,\n"
                                               "/v/kpis,fill_rate,number,1\n/v/kpis,name of store,text,\n"
                                               "/v/kpis,Kosten,number,€/wk\n"));
    CHECK_THAT(text("attributes.csv"), containing("object,name,value\n"));
    CHECK_THAT(text("attributes.csv"), containing("\n/,horizon,0.1\n"));
    CHECK_THAT(text("attributes.csv"), containing("\n/,seed,42\n"));
    CHECK_THAT(text("attributes.csv"), containing("\n/v,title,\"a, \"\"b\"\"\"\n"));
    const std::string orders = text("v/orders.csv");
    CHECK(std::count(orders.begin(), orders.end(), '\n') == 70001);
    CHECK(files_in(folder / "out/deep/v") == 4);
}

TEST_CASE("exporting again replaces the files", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5");
    export_csv(ResultsReader(folder / "a.h5"), folder / "out");
    std::ofstream(folder / "out/v/kpis.csv") << "changed";
    export_csv(ResultsReader(folder / "a.h5"), folder / "out");
    CHECK_THAT(bytes_of(folder / "out/v/kpis.csv"), containing("replication"));
}

TEST_CASE("an export that can't be written is refused in words", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5");
    std::ofstream(folder / "file") << "";
    CHECK_THROWS_WITH(export_csv(ResultsReader(folder / "a.h5"), folder / "file"), containing("directory"));
    std::filesystem::create_directories(folder / "out/v/kpis.csv");
    CHECK_THROWS_WITH(export_csv(ResultsReader(folder / "a.h5"), folder / "out"), containing("it is a directory"));
}

TEST_CASE("tables that would lie in the same file, or outside of the directory, are refused", "[output]") {
    const ScratchFolder folder;
    {
        ResultsWriter writer(folder / "a.h5");
        writer.write("/columns", small_frame());
        writer.commit();
    }
    CHECK_THROWS_WITH(export_csv(ResultsReader(folder / "a.h5"), folder / "out"), containing("two parts"));
    {
        const hdf5::File file(H5Fcreate((folder / "b.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "create");
        hdf5::write_text_attribute(file.get(), "format", "backstock-results", "write");
        const hdf5::Space scalar(H5Screate(H5S_SCALAR), "space");
        const hdf5::Attribute version(
            H5Acreate2(file.get(), "format_version", H5T_STD_I64LE, scalar.get(), H5P_DEFAULT, H5P_DEFAULT), "write");
        const std::int64_t one = 1;
        H5Awrite(version.get(), H5T_NATIVE_INT64, &one);
        const hdf5::Group up(H5Gcreate2(file.get(), "..", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), "group");
        const hdf5::Type row(H5Tcreate(H5T_COMPOUND, 8), "type");
        H5Tinsert(row.get(), "x", 0, H5T_STD_I64LE);
        const hdf5::Space line = hdf5::line_of(1);
        const hdf5::Dataset table(
            H5Dcreate2(up.get(), "t", row.get(), line.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), "table");
        H5Dwrite(table.get(), row.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &one);
    }
    CHECK_THROWS_WITH(export_csv(ResultsReader(folder / "b.h5"), folder / "out"), containing("can't be a part"));
    CHECK_FALSE(std::filesystem::exists(folder / "t.csv"));
}

TEST_CASE("a full disk is noticed while CSV is written", "[output]") {
    std::ofstream full("/dev/full");
    write_csv(full, long_frame(100000));
    full.flush();
    CHECK_FALSE(full);
}

TEST_CASE("pandas reads exported CSV back to the bit", "[output]") {
    const ScratchFolder folder;
    if (run_python(folder, "import pandas").status != 0) {
        return skip("no pandas here");
    }
    write_sample(folder / "a.h5");
    export_csv(ResultsReader(folder / "a.h5"), folder / "out");
    const Ran ran = run_python(folder, R"(
import math, pandas as pd
d = pd.read_csv('out/v/kpis.csv', float_precision='round_trip', keep_default_na=False,
                na_values={'fill_rate': ['NaN']})
assert list(d.columns) == ['replication', 'fill_rate', 'name of store', 'Kosten'], d.columns
assert list(d['replication']) == [0, 1, -2**63, 2**63 - 1, -1, 42, 7, 8]
f = d['fill_rate']
assert f[0] == 0.1 and math.isnan(f[1]) and f[2] == math.inf and f[3] == -math.inf
assert f[4] == 0 and math.copysign(1, f[4]) == -1 and f[5] == 5e-324 and f[6] == 1.7976931348623157e308 and f[7] == 1/3
assert list(d['name of store'][:4]) == ['', 'Zürich', '日本', '🛒📦']
assert list(d['name of store'][5:]) == ['a,b', '"q"', 'l\nm'] and len(d['name of store'][4]) == 100000
o = pd.read_csv('out/v/orders.csv', float_precision='round_trip')
assert len(o) == 70000 and abs(o['waited'][1] - math.sin(1)) < 1e-15
u = pd.read_csv('out/columns.csv')
assert u[(u.table == '/v/orders') & (u.column == 'waited')]['unit'].item() == 'd'
)");
    INFO(ran.output);
    CHECK(ran.status == 0);
}
