// backstock report: a results file as one page to look at and to show.

#include "tools/report/report.hpp"

#include "tools/command.hpp"
#include "tools/report/page.hpp"
#include "tools/report/page_data.hpp"
#include "tools/stored_run.hpp"
#include "tools/suggestions.hpp"
#include "tools/text_output.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace backstock {

std::filesystem::path report_beside(const std::filesystem::path& results) {
    return std::filesystem::path(results).replace_extension(".html");
}

void write_report(const std::filesystem::path& results, const std::filesystem::path& target) {
    write_text(target, page(page_data(open_results(results))));
}

namespace {

class Report : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("FILE", file_, "a results file (HDF5) of backstock run, compare or study")->required();
        app.add_option("-o,--output", target_, "where the page goes; else beside the file, with .html")
            ->type_name("PAGE");
        app.footer(
            fmt::format("Example:\n  {0} report shop.h5\n  {0} report study.h5 -o alternatives.html\n"
                        "The page stands alone: it works offline, prints, and can be sent to anyone.",
                        program));
    }

    int run() override {
        const std::filesystem::path target = target_.empty() ? report_beside(file_) : std::filesystem::path(target_);
        write_report(file_, target);
        fmt::print("Written: {}\nNext:\n  {} open {}\n", target.string(), program_, shell_word(target.string()));
        return 0;
    }

private:
    std::string program_;
    std::string file_;
    std::string target_;
};

}  // namespace

std::unique_ptr<Command> report_command() { return std::make_unique<Report>(); }

}  // namespace backstock
