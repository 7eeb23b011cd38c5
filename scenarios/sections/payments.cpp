#include "scenarios/sections/sections.hpp"
#include "sim/policy/processor.hpp"

#include <algorithm>

namespace backstock {
namespace {

std::vector<std::string> preset_names() {
    std::vector<std::string> names{"none"};
    for (const ProcessorPreset& preset : processor_presets()) names.emplace_back(preset.name);
    return names;
}

}  // namespace

void read_payments(Sheet& sheet, Draft& draft) {
    draft.processors.resize(sheet.names(Named::processor).size());
    sheet.collection("payments", "payment processors: `card: stripe_us`, or written out", {.named = Named::processor},
                     [&](std::string_view name, Sheet& s) {
                         s.positional("preset");
                         const std::size_t preset =
                             s.word("preset", preset_names(), 0,
                                    "one that is known: what is not said here is as there; `explain` tells its terms "
                                    "and their sources");
                         const Processor base = preset == 0 ? Processor{} : processor_presets()[preset - 1].terms;
                         const std::uint32_t place = s.find(Named::processor, name, "");
                         Processor processor = read_processor(s, base);
                         processor.name = name;
                         if (place < draft.processors.size()) draft.processors[place] = std::move(processor);
                     });
}

void read_finance(Sheet& sheet, RunPlan& run) {
    sheet.part("finance", "cash and what capital costs", [&](Sheet& s) {
        run.opening_cash = s.money("opening_cash", Money::zero(), "cash at the start");
        const Rate rate = s.rate("cost_of_capital", Rate{},
                                 "what the money tied up costs, such as 12 %/yr: of stock, receivables and processor "
                                 "clearing, less deposits and payables. Holding costs then mean space and handling "
                                 "alone");
        if (s.has("cost_of_capital") && !rate.percent && !s.describing() && rate.per_day > 0)
            s.refuse("cost_of_capital", "expected a share per time such as 12 %/yr");
        run.cost_of_capital = rate.per_day;
        run.purchases_wait_for_cash =
            s.boolean("purchases_wait_for_cash", false,
                      "whether a purchase waits until cash, less what is ordered and not yet paid, covers it; those "
                      "from suppliers with credit never wait");
    });
}

}  // namespace backstock
