#pragma once
// What `study` and `compare` have in common: their options, and the way from a study to its file and its screen.

#include "tools/cluster/ranks.hpp"
#include "tools/command.hpp"
#include "tools/scenario_input.hpp"
#include "tools/study_run.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

class StudyCommand : public Command {
protected:
    void declare_common(CLI::App& app, const std::string& program);
    // Loads the study with the overrides that the options make.
    virtual Study load(ScenarioInput& input, const std::vector<std::string>& sets) = 0;
    int run() override;

    std::string program_;

private:
    int play_and_show(Study& study, Ranks* ranks);
    int play_part(const StudyWork& work, const Shard& shard, Ranks* ranks);
    void play_all(const StudyWork& work, Schedule& schedule, UnitFile& units, Ranks* ranks);
    template<class Do>
    void resumably(const UnitFile& units, const Schedule& schedule, Do work) const;
    void show(const StudyWork& work, const StudyFindings& findings, double seconds, const std::string& file) const;

    std::string file_;
    std::vector<std::string> sets_;
    std::optional<std::int64_t> replications_;
    std::optional<std::int64_t> seed_;
    int threads_ = 1;
    bool resume_ = false;
    bool led_ = false;  // the other ranks know what to do
    std::string shard_;
    bool json_ = false;
    bool quiet_ = false;
};

// "2/4" is part 1 of 4. Throws WrongUse.
Shard shard_in(const std::string& text);

}  // namespace backstock
