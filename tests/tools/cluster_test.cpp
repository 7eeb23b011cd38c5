// A study in pieces: killed and resumed, in parts, on ranks and under Slurm, and always the same bytes.
#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

using namespace backstock::testing;
namespace fs = std::filesystem;

namespace {

const std::string steady = "SOURCE_DATE_EPOCH=0";

// Twelve cells of 130 replications: 36 units.
const std::string study = R"(backstock-study: 1
base: shop.yaml
set: {run.replications: 130}
variants:
  small: {stores.shop.stock.mug.inventory.s_S.S: 40}
  as it is: {}
  large: {stores.shop.stock.mug.inventory.s_S.S: 90}
factors:
  items.mug.price: [10, 12]
  customers.passers-by.arrivals.poisson.rate: [3 /d, 4 /d]
compare: {baseline: as it is, kpis: [profit, fill_rate]}
)";

// With as many replications as it takes, which differs from setting to setting.
const std::string until = R"(backstock-study: 1
base: shop.yaml
set: {run.replications: ~, run.until: {kpi: profit, half_width: 1.2 %, at_least: 50, at_most: 400}}
variants: {as it is: {}, large: {stores.shop.stock.mug.inventory.s_S.S: 90}}
factors: {customers.passers-by.arrivals.poisson.rate: [2 /d, 4 /d, 8 /d]}
compare: {baseline: as it is, kpis: [profit, fill_rate]}
)";

class StudyFolder : public ShopFolder {
public:
    explicit StudyFolder(const std::string& text) { write(*this / "s.yaml", text); }
    Called call(const std::string& arguments, const std::string& before = "") const {
        return tool_in(path(), arguments, steady + " " + before);
    }
    // The results in one piece.
    std::string undisturbed() const {
        const Called called = call("study s.yaml --quiet --threads 1 -o whole.h5");
        INFO(called.err);
        REQUIRE(called.status == 0);
        return content(*this / "whole.h5");
    }
};

bool installed(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

bool built_with_mpi() { return fs::exists(build_tool().parent_path() / "backstock_mpi.so"); }

// mpirun refuses root and more processes than cores unless told. MPI itself leaks, which a build with the address
// sanitizer would hold against it.
const std::string mpirun =
    "ASAN_OPTIONS=detect_leaks=0 "
    "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_vader_single_copy_mechanism=none "
    "timeout 300 mpirun --oversubscribe ";

// Starts the program, and kills it after so long.
void killed_after(const fs::path& folder, const std::string& arguments, std::chrono::microseconds time) {
    const pid_t child = fork();
    if (child == 0) {
        if (chdir(folder.c_str()) != 0) _exit(1);
        const int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        setenv("SOURCE_DATE_EPOCH", "0", 1);
        execl("/bin/sh", "sh", "-c", ("exec '" + build_tool().string() + "' " + arguments).c_str(), nullptr);
        _exit(1);
    }
    std::this_thread::sleep_for(time);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
}

}  // namespace

TEST_CASE("a study that is killed again and again ends in the bytes of an undisturbed one", "[slow]") {
    for (const std::string& text : {study, until}) {
        const StudyFolder folder(text);
        const std::string whole = folder.undisturbed();
        std::mt19937 random(11);
        int kills = 0;
        for (int time = 5000; !fs::exists(folder / "s.h5") && kills < 40; time += 3000) {
            killed_after(folder.path(), "study s.yaml --quiet --resume --threads 2 -o s.h5",
                         std::chrono::microseconds(time + static_cast<int>(random() % 20000)));
            ++kills;
        }
        const Called last = folder.call("study s.yaml --quiet --resume -o s.h5");
        INFO(last.err << kills << " kills");
        CHECK(kills > 2);
        CHECK(last.status == 0);
        CHECK(content(folder / "s.h5") == whole);
        CHECK_FALSE(fs::exists(folder / "s.h5.units"));
    }
}

TEST_CASE("an interrupted study says how to go on, and does") {
    const StudyFolder folder(study);
    const std::string whole = folder.undisturbed();
    const Called stopped = shell_in(folder.path(), steady + " timeout -s INT 0.25 '" + build_tool().string() +
                                                       "' study s.yaml --threads 1 --set run.horizon='2000 d' -o s.h5");
    INFO(stopped.out << stopped.err);
    CHECK((stopped.status == 130 || stopped.status == 124));
    CHECK(contains(stopped.err, "study s.yaml --threads 1 --set 'run.horizon=2000 d' -o s.h5 --resume\n"));
    CHECK_FALSE(fs::exists(folder / "s.h5"));
    // Of another study than what is asked for now.
    const Called other = folder.call("study s.yaml --resume -o s.h5");
    CHECK(other.status == 2);
    CHECK(contains(other.err, "is of another study"));
}

TEST_CASE("a study in parts, merged in any order, is the same bytes") {
    const StudyFolder folder(study);
    const std::string whole = folder.undisturbed();
    for (const std::string part : {"3/3", "1/3", "2/3"})
        REQUIRE(folder.call("study s.yaml --quiet --shard " + part).status == 0);
    for (const std::string order :
         {"s.1of3.units s.2of3.units s.3of3.units", "s.3of3.units s.1of3.units s.2of3.units"}) {
        const Called merged = folder.call("merge " + order + " --quiet -o merged.h5");
        INFO(merged.err);
        CHECK(merged.status == 0);
        CHECK(content(folder / "merged.h5") == whole);
    }
    const Called some = folder.call("merge s.1of3.units s.3of3.units -o some.h5");
    CHECK(some.status == 2);
    CHECK(contains(some.err, "12 of 36 units of work are missing"));
    CHECK_FALSE(fs::exists(folder / "some.h5"));
    CHECK(folder.call("study s.yaml --shard 4/3").status == 2);
    CHECK(folder.call("study s.yaml --shard 1/37").status == 2);
    CHECK(folder.call("merge shop.yaml -o some.h5").status == 2);
    REQUIRE(folder.call("study s.yaml --quiet --shard 2/3 -o merged.h5").status == 0);
    const Called renamed = folder.call("merge s.1of3.units merged.2of3.units s.3of3.units --quiet -o merged.h5");
    CHECK(renamed.status == 0);
    CHECK(content(folder / "merged.h5") == whole);
    REQUIRE(folder.call("study s.yaml --quiet --shard 1/3 --seed 8 -o other").status == 0);
    CHECK(contains(folder.call("merge s.1of3.units other.units -o some.h5").err, "is of another study"));
}

TEST_CASE("a command that plays in one process refuses to be started as several") {
    const StudyFolder folder(study);
    for (const std::string command : {"optimize s.yaml", "stress shop.yaml"}) {
        const Called refused = folder.call(command, "OMPI_COMM_WORLD_SIZE=2");
        CHECK(refused.status == 2);
        CHECK(contains(refused.err, "start it without mpirun"));
    }
}

TEST_CASE("with a stopping rule the parts are whole settings, and the same bytes") {
    const StudyFolder folder(until);
    const std::string whole = folder.undisturbed();
    for (const std::string part : {"2/2", "1/2"})
        REQUIRE(folder.call("study s.yaml --quiet --shard " + part).status == 0);
    const Called merged = folder.call("merge s.1of2.units s.2of2.units --quiet -o merged.h5");
    INFO(merged.err);
    CHECK(merged.status == 0);
    CHECK(content(folder / "merged.h5") == whole);
    CHECK(contains(folder.call("study s.yaml --shard 1/4").err, "there is work for 3 only"));
}

TEST_CASE("under mpirun any number of ranks gives the same bytes", "[slow][cluster]") {
    if (!installed("mpirun") || !built_with_mpi()) return skip("no MPI here");
    for (const std::string& text : {study, until}) {
        const StudyFolder folder(text);
        const std::string whole = folder.undisturbed();
        for (const std::string ranks : {"1", "2", "3", "8"}) {
            const Called run =
                shell_in(folder.path(), steady + " " + mpirun + "-n " + ranks + " '" + build_tool().string() +
                                            "' study s.yaml --quiet -o r" + ranks + ".h5");
            INFO(ranks << " ranks: " << run.err);
            CHECK(run.status == 0);
            CHECK(content(folder / ("r" + ranks + ".h5")) == whole);
        }
    }
}

TEST_CASE("a rank that dies takes the job with it, and what was finished is kept", "[slow][cluster]") {
    if (!installed("mpirun") || !built_with_mpi()) return skip("no MPI here");
    const StudyFolder folder(study);
    write(folder / "s.yaml", study + "keep: summary\n");
    const std::string whole = folder.undisturbed();
    // The rank 2 kills itself soon after it has begun.
    write(folder / "rank.sh", "#!/bin/sh\nif [ \"$OMPI_COMM_WORLD_RANK\" = 2 ]; then\n  '" + build_tool().string() +
                                  "' \"$@\" &\n  sleep 0.4\n  kill -9 $!\n  wait $!\nelse\n  exec '" +
                                  build_tool().string() + "' \"$@\"\nfi\n");
    const Called died = shell_in(folder.path(), steady + " " + mpirun + "-n 3 sh rank.sh study s.yaml --quiet -o s.h5");
    INFO(died.err);
    const Called resumed = folder.call("study s.yaml --quiet --resume -o s.h5");
    INFO(resumed.err);
    CHECK(resumed.status == 0);
    CHECK(content(folder / "s.h5") == whole);
}

TEST_CASE("mistakes under mpirun are told once, and all ranks end", "[cluster]") {
    if (!installed("mpirun") || !built_with_mpi()) return skip("no MPI here");
    const StudyFolder folder(study + "colour: red\n");
    const Called run = shell_in(folder.path(), mpirun + "-n 3 '" + build_tool().string() + "' study s.yaml");
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(contains(run.err, "unknown setting 'colour'"));
    CHECK(run.err.find("unknown setting 'colour'") == run.err.rfind("unknown setting 'colour'"));
}

TEST_CASE("slurm writes a job array and the job that merges it") {
    const StudyFolder folder(study);
    const Called slurm =
        folder.call("slurm s.yaml --parts 4 --time 1:00:00 --partition short --set run.seed=5 -o out.h5");
    INFO(slurm.out << slurm.err);
    REQUIRE(slurm.status == 0);
    CHECK(contains(slurm.out, "sbatch --parsable --dependency=afterok:$(sbatch --parsable "));
    const std::string array = content(folder / "s.slurm");
    for (const char* part :
         {"#!/bin/bash\n", "#SBATCH --array=1-4\n", "#SBATCH --time=1:00:00\n", "#SBATCH --partition=short\n",
          "--shard \"$SLURM_ARRAY_TASK_ID/4\"", "--resume", "--set run.seed=5", "-o s.\"${SLURM_ARRAY_TASK_ID}of4\""}) {
        INFO(part);
        CHECK(contains(array, part));
    }
    const std::string merge = content(folder / "s.merge.slurm");
    CHECK(contains(merge, "merge s.*of4.units"));
    // Without Slurm the scripts still run: a scheduler sets the task's number, and starts them in turn.
    for (const std::string task : {"2", "4", "1", "3"})
        REQUIRE(shell_in(folder.path(), steady + " SLURM_ARRAY_TASK_ID=" + task + " bash s.slurm").status == 0);
    REQUIRE(shell_in(folder.path(), steady + " bash s.merge.slurm").status == 0);
    CHECK(folder.call("study s.yaml --quiet --seed 5 -o whole.h5").status == 0);
    CHECK(content(folder / "out.h5") == content(folder / "whole.h5"));
    CHECK(folder.call("slurm s.yaml --parts 400").status == 2);
}

TEST_CASE("a real Slurm of two nodes plays the parts, and merges them when all are done", "[slow][cluster]") {
    for (const char* program : {"munged", "slurmctld", "slurmd", "sbatch"}) {
        if (!installed(program)) return skip("no Slurm here");
    }
    const StudyFolder folder(study);
    const std::string whole = folder.undisturbed();
    const ScratchFolder cluster;
    const Called called = shell_in(
        folder.path(), steady + " bash '" + (repository_root() / "tests/tools/fixtures/slurm_cluster.sh").string() +
                           "' '" + cluster.path().string() + "' '" + build_tool().string() +
                           "' slurm s.yaml --parts 4 --submit -o out.h5");
    INFO(called.out << called.err);
    if (called.status == 77) return skip("Slurm does not start here");
    CHECK(called.status == 0);
    CHECK(contains(called.out, "Submitted: job array "));
    INFO(content(folder / "s.1.log") << content(folder / "s.merge.log"));
    CHECK(content(folder / "out.h5") == whole);
}
