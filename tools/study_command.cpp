#include "tools/study_command.hpp"

#include "sim/experiment/executor.hpp"
#include "tools/cluster/distribution.hpp"
#include "tools/figures.hpp"
#include "tools/interruption.hpp"
#include "tools/kept_units.hpp"
#include "tools/option_values.hpp"
#include "tools/results_target.hpp"
#include "tools/study_report.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace backstock {

void StudyCommand::declare_common(CLI::App& app, const std::string& program) {
    program_ = program;
    threads_ = machine_threads();
    app.add_option("-o,--output", file_, "where the results go; else the study's name with .h5, here")
        ->type_name("FILE");
    add_sets(app, sets_);
    app.add_option("--replications", replications_, "how often every cell is run, in place of the scenario's number")
        ->check(whole_number(1, 10'000'000))
        ->type_name("N");
    app.add_option("--seed", seed_, "other chances, in place of the scenario's seed")
        ->check(whole_number(0, any_size))
        ->type_name("N");
    add_threads(app, threads_);
    app.add_flag("--resume", resume_, "go on where a run that was killed had come to");
    app.add_option("--shard", shard_, "play one part of the work only, and put it aside for `merge`")->type_name("I/N");
    app.add_flag("--json", json_, "print the comparison as one JSON object");
    app.add_flag("--quiet", quiet_, "print nothing");
}

Shard shard_in(const std::string& text) {
    const auto whole = [](std::string_view part) -> std::optional<std::uint64_t> {
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        return error == std::errc() && end == part.data() + part.size() ? std::optional(number) : std::nullopt;
    };
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto part = whole(std::string_view(text).substr(0, slash));
    const auto parts = slash < text.size() ? whole(std::string_view(text).substr(slash + 1)) : std::nullopt;
    if (part && parts && *part >= 1 && *part <= *parts && *parts <= 1'000'000) return {*part - 1, *parts};
    throw WrongUse(fmt::format("--shard: found '{}'; expected a part and their number, such as 1/4", text));
}

int StudyCommand::run() {
    if (quiet_ && json_) throw WrongUse("--quiet and --json exclude each other");
    const std::unique_ptr<Ranks> ranks = join_ranks();
    ScenarioInput input;
    if (ranks != nullptr && ranks->rank() > 0) {
        follow(*ranks, input);
        return 0;
    }
    try {
        std::vector<std::string> sets = sets_;
        if (replications_) set_replications(sets, *replications_);
        if (seed_) sets.push_back(fmt::format("run.seed={}", *seed_));
        Study study = load(input, sets);
        return play_and_show(study, ranks.get());
    } catch (...) {
        if (ranks != nullptr && !led_) call_off(*ranks);
        throw;
    }
}

void StudyCommand::play_all(const StudyWork& work, Schedule& schedule, UnitFile& units, Ranks* ranks) {
    count_units(work, units, schedule);
    led_ = true;
    if (ranks != nullptr)
        lead(*ranks, work, schedule, units, !quiet_);
    else
        play(work, schedule, units, threads_, !quiet_);
}

// What there is to do, with word of what is kept when the user ends it.
template<class Do>
void StudyCommand::resumably(const UnitFile& units, const Schedule& schedule, Do work) const {
    const Interruption interruption;
    try {
        work();
    } catch (const Interrupted&) {
        fmt::print(stderr, "backstock: interrupted; {} of {} units of work are kept in {}. Go on with:\n  {}\n",
                   grouped(static_cast<double>(units.size())), grouped(static_cast<double>(schedule.total())),
                   units.path().string(), again());
        throw;
    } catch (...) {
        if (units.size() == 0) remove_kept_units(units);
        throw;
    }
}

// `-o suppliers.h5` names the results, beside which the parts stand until they are merged; another name is the part's.
static std::filesystem::path part_target(const std::filesystem::path& named, const Shard& shard) {
    if (named.extension() != ".h5") return named;
    std::filesystem::path target = named;
    target.replace_extension();
    target += fmt::format(".{}of{}", shard.part + 1, shard.parts);
    return target;
}

int StudyCommand::play_part(const StudyWork& work, const Shard& shard, Ranks* ranks) {
    work.check_parts(shard.parts);
    const std::filesystem::path target = part_target(file_.empty() ? work.study().name + ".h5" : file_, shard);
    UnitFile units = open_kept_units(target, work.label(), resume_);
    Schedule schedule = work.schedule(shard);
    resumably(units, schedule, [&] { play_all(work, schedule, units, ranks); });
    if (!quiet_) {
        fmt::print("Part {} of {}: {} units of work in {}\n", shard.part + 1, shard.parts,
                   grouped(static_cast<double>(units.size())), units.path().string());
    }
    return 0;
}

int StudyCommand::play_and_show(Study& study, Ranks* ranks) {
    const auto began = std::chrono::steady_clock::now();
    const StudyWork work(study, threads_);
    if (!shard_.empty()) return play_part(work, shard_in(shard_), ranks);
    const std::filesystem::path target = file_.empty() ? study.name + ".h5" : file_;
    refuse_other_file(target);
    UnitFile units = open_kept_units(target, work.label(), resume_);
    Schedule schedule = work.schedule();
    StudyFindings findings;
    resumably(units, schedule, [&] {
        play_all(work, schedule, units, ranks);
        findings = assemble(work, schedule, units, threads_, target, time_of_writing());
    });
    remove_kept_units(units);
    show(work, findings, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
         target.string());
    return 0;
}

void StudyCommand::show(const StudyWork& work, const StudyFindings& findings, double seconds,
                        const std::string& file) const {
    if (json_) return fmt::print("{}\n", study_json(work, findings, file));
    if (quiet_) return;
    fmt::print("{}", study_screen(work, findings, seconds, file, program_, Style(stdout)));
}

}  // namespace backstock
