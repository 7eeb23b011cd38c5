// backstock trace: everything that happens in one replication, fact by fact.

#include "output/event_trace.hpp"
#include "tools/command.hpp"
#include "tools/event_text.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <limits>

namespace backstock {
namespace {

// Hands the trace out when the replication is over.
class Kept : public Extra {
public:
    Kept(const Model& model, const World& world, FactObservers& observers, std::int64_t replication,
         std::function<void(const EventTrace&)> take)
        : trace_(model, world, observers, replication), take_(std::move(take)) {}
    void done() override {
        trace_.done();
        take_(trace_);
    }

private:
    EventTrace trace_;
    std::function<void(const EventTrace&)> take_;
};

class Trace : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("SCENARIO", file_, "the scenario file (YAML)")->required();
        app.add_option("--replication", replication_, "which replication, from 0")
            ->check(whole_number(0, any_size))
            ->type_name("R");
        app.add_option("--from", from_, "the first day shown")->check(day_number())->type_name("DAY");
        app.add_option("--to", to_, "the last day shown")->check(day_number())->type_name("DAY");
        app.add_option("--order", order_, "only facts about the order of this number")
            ->check(whole_number(1, any_size))
            ->type_name("N");
        app.add_option("--limit", limit_, "how many lines at most; 0 for all")
            ->check(whole_number(0, any_size))
            ->type_name("LINES");
        add_sets(app, sets_);
        app.footer(
            fmt::format("Examples:\n  {0} trace shop.yaml --limit 50\n  {0} trace shop.yaml --from 60 --to 61.5\n"
                        "  {0} trace shop.yaml --order 12",
                        program));
    }

    int run() override {
        if (to_ < from_) throw WrongUse("--to: the last day is before the first");
        ScenarioInput input;
        const Scenario scenario = input.load(file_, sets_);
        check_replication(replication_, scenario.model.run.replications);
        const std::string& currency = scenario.model.run.currency;
        const auto show = [&](const EventTrace& trace) { print(trace, currency); };
        naming_file(file_, [&] {
            replicate_once(scenario.model, replication_,
                           [&](const Model& model, const World& world, FactObservers& observers, std::int64_t r) {
                               return std::make_unique<Kept>(model, world, observers, r, show);
                           });
        });
        return 0;
    }

private:
    void print(const EventTrace& trace, const std::string& currency) const {
        constexpr std::size_t block = 4096;
        std::uint64_t shown = 0;
        std::uint64_t left_out = 0;
        for (std::size_t first = 0; first < trace.rows(); first += block) {
            const Frame frame = trace.frame(first, std::min(block, trace.rows() - first));
            const auto& times = frame.cells<double>("time");
            const auto& orders = frame.cells<std::int64_t>("order");
            for (std::size_t row = 0; row < frame.rows(); ++row) {
                if (times[row] < from_ || times[row] > to_ || (order_ != 0 && orders[row] != order_)) continue;
                if (limit_ != 0 && shown == limit_)
                    ++left_out;
                else
                    ++shown, fmt::print("{}\n", event_text(frame, row, currency));
            }
        }
        if (shown == 0 && order_ != 0)
            throw WrongUse(
                fmt::format("replication {} has no facts about an order {} in that time", replication_, order_));
        if (left_out > 0) fmt::print(stderr, "and {} more; --limit 0 shows all, --from and --to a part\n", left_out);
    }

    std::string file_;
    std::vector<std::string> sets_;
    std::int64_t replication_ = 0;
    double from_ = 0;
    double to_ = std::numeric_limits<double>::infinity();
    std::int64_t order_ = 0;
    std::uint64_t limit_ = 200;
};

}  // namespace

std::unique_ptr<Command> trace_command() { return std::make_unique<Trace>(); }

}  // namespace backstock
