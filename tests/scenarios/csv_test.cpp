#include "scenarios/csv.hpp"

#include "scenarios/utf8.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/skip.hpp"

#include <rapidcheck.h>

#include <chrono>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;
using Cells = std::vector<std::string>;
using Sheet = std::vector<Cells>;

namespace {

void write_gzip(const std::filesystem::path& file, std::string_view text) {
    const gzFile out = gzopen(file.c_str(), "wb");
    gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    gzclose(out);
}

Sheet rows_of(const std::filesystem::path& file) {
    CsvReader reader(file.string());
    Sheet out{reader.columns()};
    CsvRow row;
    while (reader.next(row)) {
        out.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            out.back().emplace_back(row[i]);
        }
    }
    return out;
}

Sheet rows(std::string_view text) {
    const ScratchFolder folder;
    std::ofstream(folder / "a.csv", std::ios::binary) << text;
    return rows_of(folder / "a.csv");
}

std::string refusal(std::string_view text) {
    try {
        rows(text);
    } catch (const BadInput& bad) {
        REQUIRE(bad.problems().size() == 1);
        return std::to_string(bad.problems().front().line) + ": " + bad.problems().front().message;
    }
    return "read";
}

std::string quoted(const std::string& cell) {
    std::string out = "\"";
    for (const char c : cell) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

}  // namespace

TEST_CASE("plain rows", "[scenarios]") {
    CHECK(rows("a,b\n1,2\n3,4\n") == Sheet{{"a", "b"}, {"1", "2"}, {"3", "4"}});
    CHECK(rows("a,b\n1,2") == Sheet{{"a", "b"}, {"1", "2"}});
    CHECK(rows("a,b\r\n1,2\r\n") == Sheet{{"a", "b"}, {"1", "2"}});
    CHECK(rows("a,b\r1,2\r") == Sheet{{"a", "b"}, {"1", "2"}});
    CHECK(rows("a,b\n,\n1,\n") == Sheet{{"a", "b"}, {"", ""}, {"1", ""}});
    CHECK(rows("a,b\n") == Sheet{{"a", "b"}});
    CHECK(rows("a\n1\n\n2\n\n") == Sheet{{"a"}, {"1"}, {"2"}});
    CHECK(rows("\n\na,b\n1,2\n") == Sheet{{"a", "b"}, {"1", "2"}});
}

TEST_CASE("quotes hold separators, line ends and quotes", "[scenarios]") {
    CHECK(rows("a,b\n\"1,5\",\"x\ny\"\n") == Sheet{{"a", "b"}, {"1,5", "x\ny"}});
    CHECK(rows("a,b\n\"say \"\"hi\"\"\",\"\"\n") == Sheet{{"a", "b"}, {"say \"hi\"", ""}});
    CHECK(rows("a,b\n6\" ruler,\"x\"y\n") == Sheet{{"a", "b"}, {"6\" ruler", "xy"}});
    CHECK(rows("a,b\n\"\"\"\",\"\"\"\"\"\"") == Sheet{{"a", "b"}, {"\"", "\"\""}});
    CHECK(rows("\"a\",\"b,c\"\n1,2\n") == Sheet{{"a", "b,c"}, {"1", "2"}});
}

TEST_CASE("the header tells the separator", "[scenarios]") {
    CHECK(rows("a;b\n1,5;2\n") == Sheet{{"a", "b"}, {"1,5", "2"}});
    CHECK(rows("a\tb\n1\t2\n") == Sheet{{"a", "b"}, {"1", "2"}});
    CHECK(rows("\"a;b;c\",d\n1,2\n") == Sheet{{"a;b;c", "d"}, {"1", "2"}});
    CHECK(rows("a\n1;2\n") == Sheet{{"a"}, {"1;2"}});
}

TEST_CASE("columns are found by name", "[scenarios]") {
    const ScratchFolder folder;
    std::ofstream(folder / "a.csv") << "\xEF\xBB\xBF name ,\"Price\",caf\xE9\nx,2,\xE9\nshort\n";
    CsvReader reader((folder / "a.csv").string());
    CHECK(reader.columns() == Cells{"name", "Price", "café"});
    CHECK(reader.column("Price") == 1U);
    CHECK_FALSE(reader.column("price"));
    CsvRow row;
    REQUIRE(reader.next(row));
    CHECK(reader.line() == 2);
    CHECK(row[*reader.column("Price")] == "2");
    CHECK(row[2] == "\xE9");
    CHECK(utf8_or_latin1(row[2]) == "é");
    REQUIRE(reader.next(row));
    CHECK(row.size() == 1);
    CHECK(row[1].empty());
    CHECK(reader.place().line == 3);
    CHECK_FALSE(reader.next(row));
    CHECK_FALSE(reader.next(row));
}

TEST_CASE("lines are counted through quoted line ends", "[scenarios]") {
    const ScratchFolder folder;
    std::ofstream(folder / "a.csv") << "a,b\n\"1\n2\n3\",x\n\n4,y\n";
    CsvReader reader((folder / "a.csv").string());
    CsvRow row;
    REQUIRE(reader.next(row));
    CHECK(reader.line() == 2);
    REQUIRE(reader.next(row));
    CHECK(reader.line() == 6);
}

TEST_CASE("gzip is unpacked on the way", "[scenarios]") {
    const ScratchFolder folder;
    std::string text = "a,b\n";
    for (int i = 0; i < 200'000; ++i) {
        text += std::to_string(i) + ",\"x, y\"\n";
    }
    write_gzip(folder / "a.csv.gz", text);
    const Sheet sheet = rows_of(folder / "a.csv.gz");
    REQUIRE(sheet.size() == 200'001);
    for (int i = 0; i < 200'000; ++i) {
        if (sheet[static_cast<std::size_t>(i) + 1] != Cells{std::to_string(i), "x, y"}) {
            FAIL("row " << i);
        }
    }
    std::filesystem::resize_file(folder / "a.csv.gz", 100'000);
    CHECK_THROWS_AS(rows_of(folder / "a.csv.gz"), BadInput);
}

TEST_CASE("what is no CSV says why", "[scenarios]") {
    CHECK(refusal("") == "0: the file is empty");
    CHECK(refusal("\n\n").starts_with("0: the file has no header"));
    CHECK(refusal("a,b,a\n") == "1: two columns are named 'a'");
    CHECK(refusal(std::string_view("a\0b,c\n", 6)).starts_with("1: a NUL byte"));
    CHECK(refusal("\xFF\xFE"
                  "a,b") == "0: this is UTF-16; save the file as UTF-8");
    CHECK(refusal("a,b\n1,2\n\"3,4\n5,6\n") == "3: a quote opened in this row is never closed");
    CHECK(refusal("a,b\n1," + std::string(3'000'000, 'x')).starts_with("2: a row of more than 1048576 bytes"));
    CHECK(refusal("a,b\n1,\"" + std::string(3'000'000, '\n')).starts_with("2: a row of more than 1048576 bytes"));
    CHECK(refusal("a,b\n1," + std::string(1'000'000, 'x')) == "read");
    CHECK_THROWS_AS(CsvReader("no such file.csv"), BadInput);
    CHECK_THROWS_AS(CsvReader("/"), BadInput);
    try {
        SourceFiles files;
        CsvReader reader("no such file.csv", {files.add("a.yaml"), 3, 17}, "items.table");
    } catch (const BadInput& bad) {
        CHECK(std::string(bad.what()) == "a.yaml:3:17: items.table: cannot read 'no such file.csv': no such file");
    }
}

TEST_CASE("every sheet reads back", "[scenarios]") {
    const ScratchFolder folder;
    rc::check([&] {
        const auto cell = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ,;\t\"\r\n\xE9")));
        const auto sheet = *rc::gen::container<Sheet>(rc::gen::container<Cells>(3, cell));
        std::string text = "x,y,z\n";
        for (const Cells& cells : sheet) {
            text += quoted(cells[0]) + "," + quoted(cells[1]) + "," + quoted(cells[2]) + "\r\n";
        }
        std::ofstream(folder / "a.csv", std::ios::binary) << text;
        const Sheet back = rows_of(folder / "a.csv");
        RC_ASSERT(Sheet(back.begin() + 1, back.end()) == sheet);
    });
}

TEST_CASE("real order lines are read in seconds", "[scenarios][data]") {
    const auto data = shared_data();
    const std::string name = "online_retail/online_retail.csv.gz";
    if (!data || !std::filesystem::exists(*data / name)) {
        return skip("no online_retail data");
    }
    const auto start = std::chrono::steady_clock::now();
    CsvReader reader((*data / name).string());
    const auto invoice = reader.column("InvoiceNo");
    REQUIRE(invoice);
    CsvRow row;
    std::size_t count = 0, ragged = 0, cancelled = 0;
    while (reader.next(row)) {
        ++count;
        ragged += row.size() != reader.columns().size() ? 1U : 0U;
        cancelled += row[*invoice].starts_with('C') ? 1U : 0U;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK(count == 541'909);
    CHECK(ragged == 0);
    CHECK(cancelled > 9'000);
    CHECK(seconds.count() < 20);  // well under one on an idle machine; sanitizers run this too
}
