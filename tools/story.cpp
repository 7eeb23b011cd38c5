// backstock story: the life of one order in words.

#include "output/story.hpp"

#include "tools/command.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

class Story : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("SCENARIO", file_, "the scenario file (YAML)")->required();
        app.add_option("ORDER", order_, "the order's number in the replication, from 1")
            ->required()
            ->check(whole_number(1, any_size));
        app.add_option("--replication", replication_, "which replication, from 0")
            ->check(whole_number(0, any_size))
            ->type_name("R");
        add_sets(app, sets_);
        app.footer(
            fmt::format("Example:\n  {0} story shop.yaml 1832\n"
                        "The order is the same as in a run with the same scenario and seed.",
                        program));
    }

    int run() override {
        ScenarioInput input;
        const Scenario scenario = input.load(file_, sets_);
        try {
            fmt::print("{}", tell_order(scenario.model, replication_, order_));
        } catch (const NoSuchOrder& none) {
            throw WrongUse(none.what());
        }
        return 0;
    }

private:
    std::string file_;
    std::vector<std::string> sets_;
    std::uint64_t order_ = 0;
    std::int64_t replication_ = 0;
};

}  // namespace

std::unique_ptr<Command> story_command() { return std::make_unique<Story>(); }

}  // namespace backstock
