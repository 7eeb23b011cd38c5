#include "tools/program.hpp"

#include "output/file_error.hpp"
#include "scenarios/problems.hpp"
#include "sim/base/require.hpp"
#include "sim/base/text.hpp"
#include "sim/version.hpp"
#include "tools/command.hpp"
#include "tools/interruption.hpp"
#include "tools/suggestions.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <new>
#include <vector>

namespace backstock {
namespace {

struct Listed {
    std::string_view name;
    std::string_view group;  // what the user wants
    std::string_view doc;
    std::unique_ptr<Command> (*make)();
};

constexpr Listed list[] = {
    {"run", "Simulate", "simulate a scenario and write its results", run_command},
    {"compare", "Simulate", "which of several scenarios is better, and how sure that is", compare_command},
    {"study", "Simulate", "variants of a scenario crossed with factors, compared", study_command},
    {"optimize", "Simulate", "the best of a study's alternatives, or of the values of its factors", optimize_command},
    {"stress", "Simulate", "what an outage of each supplier, site or lane would do, and what to fear most",
     stress_command},
    {"merge", "Simulate", "the parts of a study that several machines have played", merge_command},
    {"slurm", "Simulate", "a study as a job array of Slurm, with the job that merges it", slurm_command},
    {"check", "Simulate", "find all mistakes in a scenario without running it", check_command},
    {"inspect", "Simulate", "what a supply network hangs on, its lead times and capacities, and a picture",
     inspect_command},
    {"story", "Understand what happened", "the life of one order, with the reason of every wait", story_command},
    {"trace", "Understand what happened", "everything that happens in a replication, fact by fact", trace_command},
    {"report", "Understand what happened", "a results file as one page to look at and to show", report_command},
    {"open", "Understand what happened", "show a report in the browser", open_command},
    {"show", "Understand what happened", "a results file on the terminal: figures, timelines, comparisons",
     show_command},
    {"gallery", "Write a scenario", "the scenarios that come with the program, and what each teaches", gallery_command},
    {"new", "Write a scenario", "begin one of your own from the gallery", new_command},
    {"explain", "Write a scenario", "the reference of a section, setting, policy, distribution or KPI",
     explain_command},
    {"schema", "Write a scenario", "the JSON Schema that lets an editor complete and check", schema_command},
    {"import", "Write a scenario", "make a scenario from a shop's exports, order lines or real supply chains",
     import_command},
    {"fit", "Write a scenario", "the distribution that describes a column of values", fit_command},
    {"export", "Use results elsewhere", "the tables of a results file as CSV", export_command},
    {"rerun", "Trust it", "repeat the run of a results file and compare bit by bit", rerun_command},
    {"verify", "Trust it", "simulate models with known answers and compare", verify_command},
    {"version", "Trust it", "which program this is", version_command},
};

std::string help(const std::string& program) {
    std::string text = fmt::format(
        "backstock {} simulates back orders and the supply chains behind them.\n\n"
        "Usage: {} COMMAND ...\n",
        backstock_version, program);
    std::string_view group;
    for (const Listed& listed : list) {
        if (listed.group != group) text += fmt::format("\n{}\n", listed.group);
        group = listed.group;
        text += fmt::format("  {:<9} {}\n", listed.name, listed.doc);
    }
    return text + fmt::format(
                      "\nBegin with:\n  {0} run scenarios/start/boutique.yaml\n"
                      "  {0} gallery\n  {0} new mine\n",
                      program);
}

// The word that is no option's name, with the nearest that is.
std::string unexpected(const CLI::App& command, const std::string& word) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    const std::string name = word.substr(0, word.find('='));
    const std::string near = nearest(name, names);
    const std::string kind = word.starts_with('-') ? "unknown option" : "unexpected argument";
    return fmt::format("{} '{}'{}", kind, word, near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
}

class CommandLine {
public:
    explicit CommandLine(std::string program) : program_(std::move(program)) {
        app_.name(program_);
        for (const Listed& listed : list) {
            CLI::App* sub = app_.add_subcommand(std::string(listed.name), std::string(listed.doc));
            commands_.push_back(listed.make());
            commands_.back()->declare(*sub, program_);
            sub->get_formatter()->column_width(28);
            names_.emplace_back(listed.name);
        }
        app_.require_subcommand(0, 1);  // a second word is never a command: `explain run`
        app_.set_version_flag("--version", std::string("backstock ") + std::string(backstock_version));
        app_.formatter_fn([this](const CLI::App*, const std::string&, CLI::AppFormatMode) { return help(program_); });
    }

    int run(int argc, char** argv) {
        if (argc < 2) {
            fmt::print(stderr, "{}", help(program_));
            return exit_bad_input;
        }
        const std::string first = argv[1];
        if (!first.starts_with('-') && std::find(names_.begin(), names_.end(), first) == names_.end())
            return unknown(first);
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ExtrasError&) {
            const std::vector<std::string> left = app_.remaining(true);
            return refuse(left.empty() ? "unexpected argument" : unexpected(chosen(), left.front()));
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) return app_.exit(error);
            return refuse(error.what());
        }
        for (std::size_t i = 0; i < commands_.size(); ++i) {
            if (!app_.got_subcommand(names_[i])) continue;
            commands_[i]->set_typed(typed(argc, argv));
            return commands_[i]->run();
        }
        return refuse("the command is missing");
    }

private:
    std::string typed(int argc, char** argv) const {
        std::string line = program_;
        for (int i = 1; i < argc; ++i) line += " " + shell_word(argv[i]);
        return line;
    }

    const CLI::App& chosen() const {
        const CLI::App* app = &app_;
        while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
        return *app;
    }

    int unknown(const std::string& word) const {
        const std::string near = nearest(word, names_);
        fmt::print(stderr, "backstock: unknown command '{}'{}\n", word,
                   near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
        fmt::print(stderr, "Commands: {}. {} --help says more.\n", joined(names_), program_);
        return exit_bad_input;
    }

    int refuse(const std::string& message) const {
        const CLI::App& command = chosen();
        std::string name;
        for (const CLI::App* app = &command; app != &app_; app = app->get_parent()) name = " " + app->get_name() + name;
        fmt::print(stderr, "backstock{}: {}\n{}{} --help says what is possible.\n", name, message, program_, name);
        return exit_bad_input;
    }

    std::string program_;
    CLI::App app_;
    std::vector<std::unique_ptr<Command>> commands_;
    std::vector<std::string> names_;
};

// What the user typed to call the program, so that a suggestion can be typed too.
std::string typed_name(int argc, char** argv) {
    const std::string name = argc > 0 ? argv[0] : "";
    return name.empty() ? "backstock" : name;
}

int run_guarded(int argc, char** argv) {
    try {
        return CommandLine(typed_name(argc, argv)).run(argc, argv);
    } catch (const BadInput& bad) {
        fmt::print(stderr, "{}\n", bad.what());
        return exit_bad_input;
    } catch (const WrongUse& wrong) {
        fmt::print(stderr, "backstock: {}\n", wrong.what());
        return exit_bad_input;
    } catch (const Interrupted& interrupted) {
        fmt::print(stderr, "backstock: interrupted; no results were written\n");
        return 128 + interrupted.signal();
    } catch (const TooLarge& amount) {  // where no scenario is played, as when files are imported
        fmt::print(stderr, "backstock: quantities or amounts are too large to be counted: {}\n", amount.what());
        return exit_bad_input;
    } catch (const BrokenLaw& broken) {
        fmt::print(stderr,
                   "backstock: a law of the model was broken: {}\n"
                   "This is a fault of backstock, not of the scenario. Please report it with the scenario, its "
                   "seed and this message (backstock {}).\n",
                   broken.what(), backstock_version);
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "backstock: the memory does not suffice\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "backstock: {}\n", error.what());
    }
    return exit_failed;
}

}  // namespace

int run_program(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file over the limit of its size is an error like a full disk, not a death
    const int code = run_guarded(argc, argv);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    std::fputs("backstock: the output could not be written\n", stderr);
    return code == exit_done ? exit_failed : code;
}

}  // namespace backstock
