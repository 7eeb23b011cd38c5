#include "tests/catch.hpp"
#include "tests/paths.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using namespace backstock::testing;

// A machine whose dpkg-query, apt-get, id and sudo are the test's own.
class Machine {
public:
    // dpkg-query reports every package it is asked for as installed, except those in `missing` ("a|b").
    // apt-get writes its arguments to a file and, when `apt_works`, makes the missing ones appear.
    Machine(const std::string& missing, bool root, bool apt_works) {
        std::ofstream(bin("missing")) << "^(" << missing << ") \n";
        program("dpkg-query", "shift 3\nprintf '%s installed\\n' \"$@\" | grep -Evf " + bin("missing"));
        program("apt-get", "echo apt-get \"$@\" >>" + bin("calls") +
                               (apt_works ? "\n[ \"$1\" = update ] || echo '^$' >" + bin("missing") : "\nexit 100"));
        program("id", root ? "echo 0" : "echo 1000");
        for (const char* tool : {"bash", "grep", "mktemp", "rm", "cat", "tail", "env", "sh"}) {
            std::filesystem::create_symlink("/usr/bin/" + std::string(tool), bin(tool));
        }
    }

    void remove(const std::string& name) { std::filesystem::remove(bin(name)); }

    // Runs tools/setup; what it wrote is then in said().
    int set_up(const std::string& argument) {
        const std::string command = "PATH=" + folder_.path().string() + " " + repository_root().string() +
                                    "/tools/setup " + argument + " >" + bin("said") + " 2>&1";
        const int status = std::system(command.c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::string said() const { return contents("said"); }
    std::string apt_calls() const { return contents("calls"); }

private:
    std::string bin(const std::string& name) const { return (folder_ / name).string(); }

    std::string contents(const std::string& name) const {
        std::ifstream file(bin(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    void program(const std::string& name, const std::string& text) {
        std::ofstream(bin(name)) << "#!/bin/sh\n" << text << '\n';
        std::filesystem::permissions(bin(name), std::filesystem::perms::owner_all);
    }

    ScratchFolder folder_;
};

}  // namespace

TEST_CASE("set-up does and says nothing where every package is installed") {
    Machine machine("none", true, true);
    CHECK(machine.set_up("test") == 0);
    CHECK(machine.said().empty());
    CHECK(machine.apt_calls().empty());
}

TEST_CASE("set-up says what is missing and why, then installs that and nothing else") {
    Machine machine("cmake|libhdf5-dev", true, true);
    CHECK(machine.set_up("run") == 0);
    CHECK(machine.said().find("cmake                configures the build") != std::string::npos);
    CHECK(machine.apt_calls() == "apt-get update\napt-get install --yes --no-install-recommends cmake libhdf5-dev\n");
}

TEST_CASE("set-up for running leaves the tests' packages alone") {
    Machine machine("catch2|python3-h5py", true, true);
    CHECK(machine.set_up("run") == 0);
    CHECK(machine.apt_calls().empty());
    CHECK(machine.set_up("test") == 0);
    CHECK(machine.apt_calls().find("catch2 python3-h5py") != std::string::npos);
}

TEST_CASE("set-up without root and sudo says what to type, and fails") {
    Machine machine("cmake", false, true);
    CHECK(machine.set_up("run") == 1);
    CHECK(machine.said().find("apt-get install --yes --no-install-recommends cmake") != std::string::npos);
    CHECK(machine.apt_calls().empty());
}

TEST_CASE("set-up fails when apt fails") {
    Machine machine("cmake", true, false);
    CHECK(machine.set_up("run") == 1);
    CHECK(machine.said().find("could not be installed") != std::string::npos);
}

TEST_CASE("set-up goes on where there is no dpkg") {
    Machine machine("none", false, false);
    machine.remove("dpkg-query");
    CHECK(machine.set_up("run") == 0);
    CHECK(machine.said().find("g++ cmake") != std::string::npos);
}
