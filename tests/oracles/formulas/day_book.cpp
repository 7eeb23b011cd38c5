#include "tests/oracles/formulas/day_book.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace backstock::oracles {

namespace {

// Serves the first in line until the shelf or the line is empty.
void serve(DayBook& book, std::deque<int>& line) {
    while (book.end_stock > 0 && !line.empty()) {
        const int part = std::min(book.end_stock, line.front());
        book.end_stock -= part;
        book.units_sold += part;
        book.deliveries += 1;
        line.front() -= part;
        if (line.front() == 0) line.pop_front();
    }
}

int owed(const std::deque<int>& line) {
    int units = 0;
    for (const int each : line) units += each;
    return units;
}

}  // namespace

DayBook keep_day_book(const DayBookInput& shop) {
    DayBook book;
    book.end_stock = shop.opening;
    std::deque<int> line;
    std::map<int, int> due;
    int on_order = 0;
    for (int day = 0; day < shop.horizon; ++day) {
        book.end_stock += due[day];
        book.units_bought += due[day];
        on_order -= due[day];
        serve(book, line);
        if (day % shop.every == 0)
            for (const int wanted : shop.customers) {
                line.push_back(wanted);
                serve(book, line);
            }
        const int position = book.end_stock + on_order - owed(line);
        if (position <= shop.low) {
            const int ordered = shop.quantity > 0 ? shop.quantity : shop.up_to - position;
            book.orders += 1;
            due[day + shop.lead] += ordered;
            on_order += ordered;
        }
        if (shop.lead == 0 && due[day] > 0) {
            const int arrived = std::exchange(due[day], 0);
            book.end_stock += arrived;
            book.units_bought += arrived;
            on_order -= arrived;
            serve(book, line);
        }
        book.unit_days += book.end_stock;
    }
    book.backordered = owed(line);
    return book;
}

}  // namespace backstock::oracles
