#include "tools/import/chains.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"
#include "tools/figures.hpp"
#include "tools/import/chain_text.hpp"
#include "tools/option_values.hpp"
#include "tools/suggestions.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace backstock::imports {
namespace {

namespace fs = std::filesystem;

class Chains : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("FILE", source_, "a chain's CSV file, or the folder with willems_01.csv to willems_38.csv")
            ->required();
        app.add_option("-o,--output", output_, "the folder to write (willems), or of one chain the .yaml file")
            ->type_name("PATH");
        app.add_option("--chain", number_, "of the folder's files this one alone")
            ->check(CLI::Validator(is_chain_number, "1 to 38"))
            ->type_name("N");
        app.add_option("--days", options_.days, "how long a run lasts (365), its first quarter being the warm-up")
            ->check(whole_number(4, 1'000'000))
            ->type_name("N");
        app.add_option("--service", service_, "of stages for which the file states none (95 %)")->type_name("SHARE");
        app.add_option("--markup", markup_, "prices over what went into a unit (100 %)")->type_name("SHARE");
        app.add_option("--outage", options_.outage.stages, "these stages make and ship nothing for a time")
            ->type_name("STAGE");
        app.add_option("--from", from_, "when that begins (120 d)")->type_name("TIME");
        app.add_option("--for", lasts_, "how long it lasts (30 d)")->type_name("TIME");
        app.add_flag("--replace", replace_, "write over scenarios that are there");
        app.footer(fmt::format(
            "Examples:\n  {0} import willems willems2008 -o chains\n"
            "  {0} import willems willems2008 --chain 07 -o chain.yaml --outage Manuf_0001 --for 21d\n"
            "Each stage becomes a site: a store where it is supplied from outside or passes one thing on, a plant\n"
            "where several go into one. Each keeps a base stock S = m x C + z x d x sqrt(C), rounded up: m and d\n"
            "are the mean and standard deviation of its demand a day, followed upstream from the customers, C its\n"
            "processing time in whole days, z the file's or that of --service. The scenario's head says what is\n"
            "assumed.",
            program));
    }

    int run() override {
        settle();
        std::vector<SupplyChain> chains;  // all read before the first is written
        for (const std::string& file : files()) chains.push_back(read_supply_chain(file));
        for (const std::string& stage : options_.outage.stages) refuse_unknown(stage, chains);
        settle_output(chains);
        make_folder(chains);
        for (const SupplyChain& chain : chains) {
            write_text(scenario_file(chain), chain_yaml(chain, options_));
            std::size_t arcs = 0;
            for (const Stage& stage : chain.stages) arcs += stage.inputs.size();
            fmt::print("{}: {}, {}\n", scenario_file(chain).string(), counted(chain.stages.size(), "stage"),
                       counted(arcs, "arc"));
        }
        fmt::print("Next:\n  {} run {}\n", program_, shell_word(scenario_file(chains.front()).string()));
        return 0;
    }

private:
    template<class T>
    static T value_of(const char* option, const Parsed<T>& parsed) {
        if (!parsed) throw WrongUse(fmt::format("{}: {}", option, parsed.message));
        return *parsed;
    }

    void settle() {
        options_.service = value_of("--service", parse_share(service_));
        options_.markup = value_of("--markup", parse_share(markup_));
        if (!(options_.service > 0 && options_.service < 1))
            throw WrongUse("--service: expected a share between 0 and 100 %");
        if (options_.markup < 0) throw WrongUse("--markup: must not be negative");
        Outage& outage = options_.outage;
        if (outage.stages.empty() && !(from_.empty() && lasts_.empty()))
            throw WrongUse("--from and --for are of an --outage STAGE");
        if (!from_.empty()) outage.from = from_;
        if (!lasts_.empty()) outage.lasts = lasts_;
        if (value_of("--from", parse_duration(outage.from)) < Duration::zero())
            throw WrongUse("--from: must not be negative");
        if (value_of("--for", parse_duration(outage.lasts)) <= Duration::zero())
            throw WrongUse("--for: must be positive");
        std::set<std::string> once(outage.stages.begin(), outage.stages.end());
        if (once.size() < outage.stages.size()) throw WrongUse("--outage: a stage is named twice");
    }

    std::vector<std::string> files() const {
        std::error_code error;
        if (!fs::is_directory(source_, error)) {
            if (!number_.empty()) throw WrongUse("--chain: FILE is no folder to choose from");
            return {source_};
        }
        std::vector<std::string> files;
        for (const fs::directory_entry& entry : fs::directory_iterator(source_)) {
            const std::string name = entry.path().filename().string();
            const bool chain = name.size() == 14 && name.starts_with("willems_") && name.ends_with(".csv");
            if (chain && (number_.empty() || name == chain_file())) files.push_back(entry.path().string());
        }
        std::sort(files.begin(), files.end());
        if (files.empty()) throw WrongUse(fmt::format("{}: has no file {}", source_, chain_file()));
        return files;
    }

    std::string chain_file() const {
        return number_.empty() ? "willems_NN.csv" : fmt::format("willems_{:0>2}.csv", number_);
    }

    static std::string is_chain_number(const std::string& text) {
        const bool number =
            !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos;
        return number ? "" : fmt::format("found {}; expected the number of a chain such as 07", shown(text));
    }

    // A file may be named for one chain alone.
    void settle_output(const std::vector<SupplyChain>& chains) {
        const fs::path output = output_;
        if (output.extension() != ".yaml") {
            folder_ = output;
            return;
        }
        if (chains.size() > 1)
            throw WrongUse(
                fmt::format("-o {}: there are {} chains; expected a folder, or one --chain", output_, chains.size()));
        folder_ = output.has_parent_path() ? output.parent_path() : ".";
        file_ = output;
    }

    static void refuse_unknown(const std::string& stage, const std::vector<SupplyChain>& chains) {
        for (const SupplyChain& chain : chains) {
            if (chain.find(stage)) continue;
            std::vector<std::string> names;
            for (const Stage& known : chain.stages) names.push_back(known.name);
            const std::string near = nearest(stage, names);
            throw WrongUse(fmt::format("--outage: {} has no stage '{}'{}", chain.name, stage,
                                       near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
        }
    }

    fs::path scenario_file(const SupplyChain& chain) const {
        return file_.empty() ? folder_ / (chain.name + ".yaml") : file_;
    }

    void make_folder(const std::vector<SupplyChain>& chains) const {
        std::error_code error;
        fs::create_directories(folder_, error);
        if (!fs::is_directory(folder_, error))
            throw WrongUse(fmt::format("{}: is no folder, and none can be made", folder_.string()));
        for (const SupplyChain& chain : chains) {
            if (replace_ || !fs::exists(scenario_file(chain), error)) continue;
            throw WrongUse(
                fmt::format("{}: is there already, perhaps edited; choose another folder with -o, or --replace it",
                            scenario_file(chain).string()));
        }
    }

    std::string program_;
    std::string source_;
    std::string output_ = "willems";
    fs::path folder_;
    fs::path file_;  // of the one chain; empty: named after it
    std::string number_;
    ChainOptions options_;
    std::string service_ = "95 %";
    std::string markup_ = "100 %";
    std::string from_;
    std::string lasts_;
    bool replace_ = false;
};

}  // namespace

std::unique_ptr<Command> chains_command() { return std::make_unique<Chains>(); }

}  // namespace backstock::imports
