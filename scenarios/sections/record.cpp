#include "scenarios/sections/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {

void read_record(Sheet& sheet, Draft& draft) {
    constexpr std::int64_t most_instants = 20'000;
    sheet.part("record", "what to record beyond the KPIs", [&](Sheet& s) {
        for (std::string& name : s.texts("timeline", "stock points such as shop.dress with a timeline of their own")) {
            draft.timelines.push_back({std::move(name), s.place_of("timeline")});
        }
        draft.timeline_every =
            s.duration("every", optional, "the step of timelines; absent: chosen from the horizon", positive)
                .value_or(Duration::zero());
        const Duration step = std::max(draft.timeline_every, draft.run.period);
        if (draft.timeline_every > Duration::zero() && draft.run.horizon.since_start() / step > most_instants)
            s.refuse("every", fmt::format("expected a step that gives the horizon at most {} instants", most_instants));
        draft.wait_over = s.durations("wait_over", "the KPI wait_over tells the share of orders that waited longer");
        draft.record.orders = s.boolean("orders", false, "every order line with its time stamps");
        draft.record.events = s.boolean("events", false, "the event trace of the first replication");
    });
}

}  // namespace backstock
