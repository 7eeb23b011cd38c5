// backstock open: shows a report in the user's browser.

#include "tools/command.hpp"
#include "tools/report/report.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace backstock {
namespace {

// Starts a program without a shell, so that no file name is read as a command. Whether it ended well.
bool start(const std::string& program, const std::string& argument) {
    std::vector<char*> words;
    std::string name = program;
    std::string file = argument;
    words = {name.data(), file.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, name.c_str(), nullptr, nullptr, words.data(), environ) != 0) return false;
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class Open : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("FILE", file_, "a report (HTML), or a results file whose report is made first")->required();
        app.footer(
            fmt::format("Example:\n  {0} open shop.h5\n"
                        "The program named by the environment's BROWSER shows it, else xdg-open.",
                        program));
    }

    int run() override {
        std::filesystem::path page = file_;
        if (page.extension() != ".html") {
            page = report_beside(file_);
            write_report(file_, page);
        } else if (!std::filesystem::exists(page)) {
            throw WrongUse(fmt::format("{}: no such file", file_));
        }
        const std::string shown = std::filesystem::absolute(page).string();
        const char* browser = std::getenv("BROWSER");
        if (browser != nullptr && *browser != '\0' && start(browser, shown)) return 0;
        if (start("xdg-open", shown)) return 0;
        fmt::print("No browser could be started. The page is here:\n  {}\n", shown);
        return 0;
    }

private:
    std::string file_;
};

}  // namespace

std::unique_ptr<Command> open_command() { return std::make_unique<Open>(); }

}  // namespace backstock
