#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/skip.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using namespace backstock::testing;
namespace fs = std::filesystem;

struct Answer {
    int status;
    std::string text;
};

Answer shell(const std::string& command) {
    const ScratchFolder folder;
    const std::string out = (folder / "out").string();
    const int status = std::system(("{ " + command + "\n} >" + out + " 2>&1").c_str());
    std::ifstream file(out);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, {std::istreambuf_iterator<char>(file), {}}};
}

// A checkout with the real launcher and a build that only counts: each call of tools/build writes a new program that
// says which build it is.
class Checkout {
public:
    Checkout() {
        for (const char* name : {"sim", "policies", "scenarios", "output", "tools", "build/release/tools"}) {
            fs::create_directories(folder_ / name);
        }
        fs::copy(repository_root() / "tools/backstock", folder_ / "tools/backstock");
        write("CMakeLists.txt", "");
        write("CMakePresets.json", "");
        write("sim/a.cpp", "");
        write("scenarios/shop.yaml", "");
        write("tools/setup", "#!/bin/sh\nexit 0");
        write("tools/build",
              "#!/bin/sh\ncd \"$(dirname \"$0\")/..\"\nprintf x >>builds\n"
              "echo \"CMAKE_HOME_DIRECTORY:INTERNAL=$PWD\" >build/release/CMakeCache.txt\n"
              "printf '#!/bin/sh\\necho build %s: \"$@\"\\nexit 7\\n' $(wc -c <builds) >build/release/tools/backstock\n"
              "chmod +x build/release/tools/backstock\ntouch build/release/.built-backstock");
        for (const char* name : {"tools/setup", "tools/build"}) {
            fs::permissions(folder_ / name, fs::perms::owner_all);
        }
    }

    void write(const std::string& name, const std::string& text) const {
        shell("sleep 0.02");  // file times advance in ticks of the kernel's clock
        std::ofstream(folder_ / name) << text << '\n';
    }
    void remove(const std::string& name) const { fs::remove(folder_ / name); }
    Answer run(const std::string& arguments) const {
        return shell("cd / && " + (folder_ / "tools/backstock").string() + " " + arguments);
    }

private:
    ScratchFolder folder_;
};

}  // namespace

TEST_CASE("the launcher builds once, and passes arguments and exit code through") {
    const Checkout checkout;
    const Answer first = checkout.run("run 'a b.yaml'");
    CHECK(first.text == "build 1: run a b.yaml\n");
    CHECK(first.status == 7);
    CHECK(checkout.run("check").text == "build 1: check\n");
}

TEST_CASE("the launcher rebuilds when a source was changed, added or removed, and not for a scenario") {
    const Checkout checkout;
    checkout.run("");
    checkout.write("scenarios/shop.yaml", "name: shop");
    CHECK(checkout.run("").text == "build 1:\n");
    checkout.write("sim/a.cpp", "int a;");
    CHECK(checkout.run("").text == "build 2:\n");
    checkout.write("output/b.hpp", "");
    CHECK(checkout.run("").text == "build 3:\n");
    shell("sleep 0.02");
    checkout.remove("output/b.hpp");
    CHECK(checkout.run("").text == "build 4:\n");
    CHECK(checkout.run("").text == "build 4:\n");
}

TEST_CASE("the shell scripts are clean by shellcheck") {
    if (std::system("command -v shellcheck >/dev/null") != 0) return skip("shellcheck is not installed");
    const Answer answer = shell("cd " + repository_root().string() +
                                " && shellcheck tools/backstock tools/build tools/setup tools/test .ci/run");
    INFO(answer.text);
    CHECK(answer.status == 0);
}

TEST_CASE("an installed backstock is found by find_package", "[slow]") {
    const ScratchFolder scratch;
    const std::string prefix = (scratch / "prefix").string();
    const std::string build = (scratch / "build").string();
    const Answer install = shell("cmake --install " + build_folder().string() + " --prefix " + prefix);
    INFO(install.text);
    REQUIRE(install.status == 0);
    const Answer use =
        shell("cmake -G Ninja -S " + (repository_root() / "tests/tools/fixtures/consumer").string() + " -B " + build +
              " -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER_LAUNCHER= " + "-DCMAKE_PREFIX_PATH=" + prefix +
              " && cmake --build " + build + " && " + build + "/consumer && " + prefix + "/bin/backstock --help");
    INFO(use.text);
    CHECK(use.status == 0);
}
