#include "tools/event_text.hpp"

#include "tools/figures.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

std::string order_text(std::int64_t order, std::int64_t line, std::int64_t purchase) {
    std::string text;
    if (order != 0) text = line == 0 ? fmt::format("order {}", order) : fmt::format("order {}.{}", order, line);
    if (purchase != 0) text += fmt::format("{}purchase {}", text.empty() ? "" : ", ", purchase);
    return text;
}

}  // namespace

std::string event_text(const Frame& frame, std::size_t row, const std::string& currency) {
    const auto number = [&](const char* column) { return frame.cells<double>(column)[row]; };
    const auto count = [&](const char* column) { return frame.cells<std::int64_t>(column)[row]; };
    const auto text = [&](const char* column) -> const std::string& { return frame.cells<std::string>(column)[row]; };

    std::string line = fmt::format("{:>12.6f} d  {:<17}", number("time"), text("fact"));
    std::string more = order_text(count("order"), count("line"), count("purchase"));
    const auto add = [&more](const std::string& part) { more += (more.empty() ? "" : ", ") + part; };
    if (!text("entity").empty())
        add(text("entity") + (text("item").empty() ? "" : ": " + text("item")));
    else if (!text("item").empty())
        add(text("item"));
    if (!text("source").empty()) add("from " + text("source"));
    if (!std::isnan(number("quantity")))
        add(fmt::format("{} unit{}", number("quantity"), number("quantity") == 1 ? "" : "s"));
    if (!std::isnan(number("amount"))) add(grouped(number("amount"), 2) + " " + currency);
    if (!std::isnan(number("until"))) add(fmt::format("until day {:.4f}", number("until")));
    if (!text("detail").empty()) add(text("detail"));
    return more.empty() ? line.substr(0, line.find_last_not_of(' ') + 1) : line + "  " + more;
}

}  // namespace backstock
