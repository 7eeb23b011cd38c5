#include "scenarios/sections/sections.hpp"

namespace backstock {

void read_record(Sheet& sheet, Draft& draft) {
    sheet.part("record", "what to record beyond the KPIs", [&](Sheet& s) {
        for (std::string& name : s.texts("timeline", "stock points such as shop.dress with a timeline of their own")) {
            draft.timelines.push_back({std::move(name), s.place_of("timeline")});
        }
        draft.timeline_every =
            s.duration("every", optional, "the step of timelines; absent: chosen from the horizon", positive)
                .value_or(Duration::zero());
        draft.wait_over = s.durations("wait_over", "the KPI wait_over tells the share of orders that waited longer");
        draft.record.orders = s.boolean("orders", false, "every order line with its time stamps");
        draft.record.events = s.boolean("events", false, "the event trace of the first replication");
    });
}

}  // namespace backstock
