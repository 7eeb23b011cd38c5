// backstock story: the life of one order, or of one purchase, in words.

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
            ->check(whole_number(1, any_size));
        app.add_option("--purchase", purchase_, "the purchase of this number in place of an order")
            ->check(whole_number(1, any_size))
            ->type_name("N");
        app.add_option("--replication", replication_, "which replication, from 0")
            ->check(whole_number(0, any_size))
            ->type_name("R");
        add_sets(app, sets_);
        app.footer(
            fmt::format("Examples:\n  {0} story shop.yaml 1832\n  {0} story shop.yaml --purchase 12\n"
                        "The order is the same as in a run with the same scenario and seed.",
                        program));
    }

    int run() override {
        if ((order_ != 0) == (purchase_ != 0))
            throw WrongUse("expected the number of an order, or --purchase and that of a purchase");
        ScenarioInput input;
        const Scenario scenario = input.load(file_, sets_);
        check_replication(replication_, scenario.model.run.replications);
        try {
            fmt::print("{}", naming_file(file_, [&] {
                           return purchase_ == 0 ? tell_order(scenario.model, replication_, order_)
                                                 : tell_purchase(scenario.model, replication_, purchase_);
                       }));
        } catch (const NoSuchNumber& none) {
            throw WrongUse(none.what());
        }
        return 0;
    }

private:
    std::string file_;
    std::vector<std::string> sets_;
    std::uint64_t order_ = 0;     // 0: none was given
    std::uint64_t purchase_ = 0;  // likewise
    std::int64_t replication_ = 0;
};

}  // namespace

std::unique_ptr<Command> story_command() { return std::make_unique<Story>(); }

}  // namespace backstock
