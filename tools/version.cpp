// backstock version: which program this is.

#include "sim/version.hpp"

#include "output/results_writer.hpp"
#include "sim/policy/catalog.hpp"
#include "tools/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace backstock {
namespace {

class Version : public Command {
public:
    void declare(CLI::App&, const std::string&) override {}

    int run() override {
        fmt::print("backstock {}\nscenario format 1, {} format {}, plugin stamp {}\n", backstock_version,
                   results_format, results_format_version, plugin_abi);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> version_command() { return std::make_unique<Version>(); }

}  // namespace backstock
