#include "scenarios/sections/sections.hpp"

namespace backstock {
namespace {

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    const std::size_t last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

void read_ends(Sheet& s, std::string_view name, LaneDraft& lane) {
    const std::size_t arrow = name.find("->");
    if (s.describing()) return;
    if (arrow == std::string_view::npos) {
        return s.refuse("", "found no '->' in this name; expected the two ends of the lane, such as warehouse -> shop");
    }
    lane.from = s.find(Named::site, without_blanks(name.substr(0, arrow)), "");
    lane.to = s.find(Named::site, without_blanks(name.substr(arrow + 2)), "");
}

void read_limits(Sheet& s, Lane& lane) {
    const auto capacity = s.rate("capacity", optional,
                                 "units that can enter it per time, one after the other, such as 100 /d; absent: "
                                 "without limit",
                                 positive);
    if (capacity && capacity->percent) s.refuse("capacity", "expected units per time such as 100 /d");
    if (capacity) lane.capacity = capacity->per_day;
    lane.co2 = s.number("co2", 0.0, "kilograms of CO2 for each unit", not_negative);
}

}  // namespace

void read_lanes(Sheet& sheet, Draft& draft) {
    sheet.part(
        "lanes", "ways between sites: goods flow along the arrow, purchase orders against it", [&](Sheet& lanes) {
            lanes.others(
                "lane", "the way from one site to another, such as warehouse -> shop",
                [&](std::string_view name, Sheet& s) {
                    LaneDraft drafted;
                    drafted.place = s.place_of("");
                    drafted.name = name;
                    const std::size_t before = s.mistakes();
                    read_ends(s, name, drafted);
                    drafted.known = s.mistakes() == before;
                    drafted.lane.transit =
                        s.kept_law("transit", Dimension::duration, "how long goods are under way; absent: no time");
                    drafted.lane.order_delay =
                        s.duration("order_delay", Duration::zero(), "how long a purchase order takes to arrive");
                    drafted.lane.order_cost = s.money("order_cost", Money::zero(), "what a purchase order costs");
                    drafted.lane.cost_per_shipment =
                        s.money("cost_per_shipment", Money::zero(),
                                "transport cost of each shipment, booked when it is received");
                    drafted.lane.cost_per_unit = s.money("cost_per_unit", Money::zero(),
                                                         "transport cost of each unit, booked when it is received");
                    read_limits(s, drafted.lane);
                    draft.lanes.push_back(drafted);
                });
        });
}

}  // namespace backstock
