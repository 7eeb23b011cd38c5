// backstock schema: the JSON Schema of scenario files, for editors.

#include "scenarios/schema.hpp"

#include "policies/builtin.hpp"
#include "tools/command.hpp"
#include "tools/text_output.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace backstock {
namespace {

class Schema : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_flag("--study", study_, "the schema of study files, in place of that of scenarios");
        app.add_option("-o,--output", file_, "a file to write; else the schema is printed");
        app.footer(
            fmt::format("Example:\n  {0} schema -o backstock.schema.json\n"
                        "An editor with a YAML language server completes and checks a scenario that begins with\n"
                        "  # yaml-language-server: $schema=backstock.schema.json",
                        program));
    }

    int run() override {
        Catalog catalog;
        add_builtin(catalog);
        const std::string schema = study_ ? study_schema(catalog) : json_schema(catalog);
        if (file_.empty()) {
            fmt::print("{}\n", schema);
            return 0;
        }
        write_text(file_, schema + '\n');
        fmt::print(stderr,
                   "Written: {0}. Begin a {1} with this line, and editors complete and check it:\n"
                   "# yaml-language-server: $schema={0}\n",
                   file_, study_ ? "study" : "scenario");
        return 0;
    }

private:
    bool study_ = false;
    std::string file_;
};

}  // namespace

std::unique_ptr<Command> schema_command() { return std::make_unique<Schema>(); }

}  // namespace backstock
