// backstock export: the tables of a results file as CSV.

#include "output/csv.hpp"
#include "tools/command.hpp"
#include "tools/stored_run.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace backstock {
namespace {

class Export : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("FILE", file_, "a results file (HDF5)")->required();
        app.add_option("--csv", folder_, "the folder to write to; made where it is missing")
            ->required()
            ->type_name("DIR");
        app.footer(
            fmt::format("Example:\n  {0} export shop.h5 --csv shop/\n"
                        "Writes a file a table, the scenario as YAML, and columns.csv with types and units.",
                        program));
    }

    int run() override {
        const ResultsReader results = open_results(file_);
        std::error_code ignored;
        if (std::filesystem::exists(folder_, ignored) && !std::filesystem::is_directory(folder_, ignored)) {
            throw WrongUse(fmt::format("{}: is no folder", folder_));
        }
        export_csv(results, folder_);
        fmt::print("Written: {} tables in {}\n", results.tables().size(), folder_);
        return 0;
    }

private:
    std::string file_;
    std::string folder_;
};

}  // namespace

std::unique_ptr<Command> export_command() { return std::make_unique<Export>(); }

}  // namespace backstock
