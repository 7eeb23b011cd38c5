#include "output/row_stream.hpp"

#include "output/file_error.hpp"
#include "output/results_file.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <sys/resource.h>

#include <limits>
#include <random>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("blocks of any size make the same stream", "[output]") {
    const ScratchFolder folder;
    const Frame all = long_frame(5000);
    for (const std::size_t block : {1, 7, 999, 1000, 1001, 5000}) {
        ResultsWriter writer(folder / (std::to_string(block) + ".h5"));
        RowStream& stream = writer.stream("/v/orders", all, {.rows_per_chunk = 1000});
        for (std::size_t first = 0; first < all.rows(); first += block) {
            Frame part = all.heading();
            part.append(all, first, std::min(block, all.rows() - first));
            stream.append(part);
        }
        CHECK(stream.rows() == 5000);
        writer.commit();
        CHECK(ResultsReader(folder / (std::to_string(block) + ".h5")).read("/v/orders") == all);
        CHECK(bytes_of(folder / (std::to_string(block) + ".h5")) == bytes_of(folder / "1.h5"));
    }
}

TEST_CASE("streams grow side by side, with and without compression", "[output]") {
    const ScratchFolder folder;
    {
        ResultsWriter writer(folder / "a.h5");
        std::vector<RowStream*> streams;
        for (int deflate = 0; deflate <= 9; ++deflate) {
            streams.push_back(&writer.stream("/v/orders " + std::to_string(deflate), awkward_frame(),
                                             {.rows_per_chunk = 10, .deflate = deflate}));
        }
        for (int i = 0; i < 5; ++i) {
            for (RowStream* stream : streams) {
                stream->append(awkward_frame());
            }
        }
        writer.commit();
        CHECK_THROWS_AS(streams[0]->append(awkward_frame()), BrokenLaw);
    }
    Frame all = awkward_frame();
    for (int i = 0; i < 4; ++i) {
        all.append(awkward_frame());
    }
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.tables().size() == 10);
    for (const std::string& path : reader.tables()) {
        CHECK(reader.read(path) == all);
    }
}

TEST_CASE("texts of a stated width come back without their filling", "[output]") {
    const ScratchFolder folder;
    Frame frame;
    frame.add("item", "", Texts{"", "lamp", "häßlich", "12345678901"});
    frame.add("cause", "", Texts{"stockout", "", "🛒", "patience"});
    {
        ResultsWriter writer(folder / "a.h5");
        writer.stream("/v/orders", frame, {.text_widths = {{"item", 11}, {"cause", 8}}}).append(frame);
        writer.commit();
    }
    CHECK(ResultsReader(folder / "a.h5").read("/v/orders") == frame);
}

TEST_CASE("a text wider than its column is refused, not cut", "[output]") {
    const ScratchFolder folder;
    Frame frame;
    frame.add("item", "", Texts{"lampshade"});
    ResultsWriter writer(folder / "a.h5");
    RowStream& stream = writer.stream("/v/orders", frame, {.rows_per_chunk = 1, .text_widths = {{"item", 8}}});
    CHECK_THROWS_WITH(stream.append(frame), containing("'lampshade' in column 'item' takes more than 8 bytes"));
    CHECK_THROWS_WITH(writer.commit(), containing("rows are missing"));
}

TEST_CASE("streams refuse options and rows that make no sense", "[output]") {
    const ScratchFolder folder;
    ResultsWriter writer(folder / "a.h5");
    CHECK_THROWS_AS(writer.stream("/v/a", long_frame(0), {.rows_per_chunk = 0}), BrokenLaw);
    CHECK_THROWS_AS(writer.stream("/v/b", long_frame(0), {.deflate = 10}), BrokenLaw);
    CHECK_THROWS_AS(writer.stream("/v/c", long_frame(0), {.text_widths = {{"waited", 8}}}), BrokenLaw);
    CHECK_THROWS_AS(writer.stream("/v/d", long_frame(0), {.text_widths = {{"other", 8}}}), BrokenLaw);
    CHECK_THROWS_AS(writer.stream("/v/e", Frame()), BrokenLaw);
    RowStream& stream = writer.stream("/v/f", long_frame(0));
    CHECK_THROWS_AS(stream.append(small_frame()), BrokenLaw);
}

TEST_CASE("memory stays bounded while ten million rows go by", "[output][slow]") {
    const ScratchFolder folder;
    const int result = in_child([&] {
        const Frame block = long_frame(10000);
        ResultsWriter writer(folder / "a.h5");
        RowStream& stream = writer.stream("/v/orders", block, {.deflate = 0});
        stream.append(block);
        rusage before{};
        getrusage(RUSAGE_SELF, &before);
        for (int i = 1; i < 1000; ++i) {
            stream.append(block);
        }
        writer.commit();
        rusage after{};
        getrusage(RUSAGE_SELF, &after);
        const long grown = after.ru_maxrss - before.ru_maxrss;  // in KiB
        return grown < 32 * 1024 ? 0 : 1;
    });
    CHECK(result == 0);
    CHECK(ResultsReader(folder / "a.h5").rows("/v/orders") == 10000000);
}

TEST_CASE("chunks that compression would not make smaller are stored as they are", "[output]") {
    const ScratchFolder folder;
    Frame frame;
    Counts counts;
    std::mt19937_64 any(20260105);
    for (int i = 0; i < 2500; ++i) counts.push_back(static_cast<std::int64_t>(any()));
    frame.add("count", "units", std::move(counts));
    {
        ResultsWriter writer(folder / "a.h5");
        writer.stream("/v/orders", frame, {.rows_per_chunk = 1000}).append(frame);
        writer.commit();
    }
    CHECK(ResultsReader(folder / "a.h5").read("/v/orders") == frame);
    CHECK(std::filesystem::file_size(folder / "a.h5") > 2500 * 8);
}
