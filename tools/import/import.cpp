// backstock import: scenarios from the files of others.

#include "tools/command.hpp"

namespace backstock {
namespace {

class Import : public Command {
public:
    void declare(CLI::App&, const std::string&) override {}
    int run() override { return 0; }
};

}  // namespace

std::unique_ptr<Command> import_command() { return std::make_unique<Import>(); }

}  // namespace backstock
