#include "output/regret_table.hpp"

namespace backstock {

Frame regret_frame(std::span<const RegretRow> rows, const std::string& currency) {
    Frame frame;
    for (const char* name : {"tier", "kpi", "unit"}) frame.add(name, "", Texts());
    for (const char* name : {"value", "fifo", "difference", "low", "high"}) frame.add(name, "", Numbers());
    frame.add("n", "", Counts());
    frame.add("verdict", "", Texts());
    for (const RegretRow& row : rows) {
        frame.cells<std::string>("tier").push_back(row.tier);
        frame.cells<std::string>("kpi").emplace_back(info(row.kpi).name);
        frame.cells<std::string>("unit").push_back(unit_in(info(row.kpi), currency));
        frame.cells<double>("value").push_back(row.own.value);
        frame.cells<double>("fifo").push_back(row.fifo.value);
        frame.cells<double>("difference").push_back(row.difference.value);
        frame.cells<double>("low").push_back(row.difference.low);
        frame.cells<double>("high").push_back(row.difference.high);
        frame.cells<std::int64_t>("n").push_back(row.difference.n);
        frame.cells<std::string>("verdict").emplace_back(name_of(row.standing));
    }
    return frame;
}

}  // namespace backstock
