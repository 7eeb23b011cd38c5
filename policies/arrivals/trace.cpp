#include "sim/base/calendar.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <unordered_map>

namespace backstock::arrivals {
namespace {

struct RecordedOrder {
    Time at;
    std::uint64_t customer = 0;
    std::uint32_t first_line = 0;
    std::uint32_t lines = 0;
};

class Trace : public ArrivalProcess {
public:
    Trace(std::vector<RecordedOrder> orders, std::vector<RecordedLine> lines)
        : orders_(std::move(orders)), lines_(std::move(lines)) {
        for (const RecordedLine& line : lines_) items_.push_back(line.item);
        std::sort(items_.begin(), items_.end());
        items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
    }

    Arrival first(ArrivalState& state) const override {
        state.arrivals = 0;
        return take(state);
    }
    Arrival next(ArrivalState& state) const override { return take(state); }
    RecordedLine line(std::uint32_t index) const override { return lines_[index]; }
    std::vector<Id<Item>> items() const override { return items_; }

private:
    Arrival take(ArrivalState& state) const {
        Arrival arrival;
        if (state.arrivals == orders_.size()) return arrival;
        const RecordedOrder& order = orders_[state.arrivals++];
        arrival.at = order.at;
        arrival.customer = order.customer;
        arrival.first_line = order.first_line;
        arrival.lines = order.lines;
        return arrival;
    }

    std::vector<RecordedOrder> orders_;
    std::vector<RecordedLine> lines_;
    std::vector<Id<Item>> items_;
};

enum class Times : std::size_t { iso, month_first, day_first, days, seconds };

std::optional<double> number_in(std::string_view cell) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    const bool whole_cell = error == std::errc() && end == cell.data() + cell.size();
    return whole_cell && std::abs(number) < 1e12 ? std::optional(number) : std::nullopt;
}

// Gathers the rows of a file into orders, and counts what it can't use.
class Gatherer {
public:
    Gatherer(const Settings& settings, Times times) : start_day_(settings.start_day()), times_(times) {
        const std::vector<std::string>& names = settings.names(Named::item);
        for (std::uint32_t i = 0; i < names.size(); ++i) items_.emplace(names[i], i);
    }

    // Cells: order, time, item, quantity, customer.
    void take(const std::vector<std::string_view>& cells) {
        ++rows_;
        const auto quantity = number_in(cells[3]);
        if (!quantity || !(std::abs(*quantity) < 1e9)) return skip(bad_quantity_);
        if (*quantity <= 0) return skip(not_positive_);
        const auto item = items_.find(std::string(cells[2]));
        if (item == items_.end()) return skip_item(cells[2]);
        const std::optional<Time> at = time_in(cells[1]);
        if (!at) return skip(bad_time_);
        if (*at < Time::zero()) return skip(too_early_);
        const auto [known, is_new] = by_id_.emplace(std::string(cells[0]), drafts_.size());
        if (is_new) drafts_.push_back({*at, cells[4].empty() ? drafts_.size() : name_key(cells[4]), {}});
        drafts_[known->second].lines.push_back({Id<Item>(item->second), Quantity::of(*quantity)});
        ++used_;
    }

    std::unique_ptr<const Trace> trace() {
        std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) { return a.at < b.at; });
        std::vector<RecordedOrder> orders;
        std::vector<ArrivalProcess::RecordedLine> lines;
        for (const Draft& draft : drafts_) {
            orders.push_back({draft.at, draft.customer, static_cast<std::uint32_t>(lines.size()),
                              static_cast<std::uint32_t>(draft.lines.size())});
            lines.insert(lines.end(), draft.lines.begin(), draft.lines.end());
        }
        return std::make_unique<Trace>(std::move(orders), std::move(lines));
    }

    bool has_orders() const { return !drafts_.empty(); }

    std::string report() const {
        std::string text = fmt::format("trace: {} of {} rows used, in {} orders", used_, rows_, drafts_.size());
        std::string causes;
        const auto add = [&causes](std::uint64_t count, const std::string& cause) {
            if (count > 0) causes += fmt::format("{}{} {}", causes.empty() ? "; skipped: " : ", ", count, cause);
        };
        add(not_positive_, "with a quantity of zero or less (returns and cancellations)");
        add(unknown_item_, fmt::format("of items that the scenario does not have ({})", unknown_names_));
        add(too_early_, "from before the start");
        add(bad_time_, "with an unreadable time");
        add(bad_quantity_, "with an unreadable quantity");
        return text + causes;
    }

private:
    struct Draft {
        Time at;
        std::uint64_t customer = 0;
        std::vector<ArrivalProcess::RecordedLine> lines;
    };

    static void skip(std::uint64_t& count) { ++count; }

    void skip_item(std::string_view name) {
        constexpr std::size_t shown = 3;
        ++unknown_item_;
        if (!unknown_seen_.emplace(std::string(name), true).second) return;
        if (unknown_seen_.size() <= shown)
            unknown_names_ += fmt::format("{}{}", unknown_names_.empty() ? "" : ", ", name);
        if (unknown_seen_.size() == shown + 1) unknown_names_ += ", …";
    }

    std::optional<Time> time_in(std::string_view cell) const {
        if (times_ == Times::days || times_ == Times::seconds) {
            const auto number = number_in(cell);
            if (!number) return std::nullopt;
            return Time::at(Duration::days(times_ == Times::days ? *number : *number / 86'400));
        }
        const auto parsed = parse_day_time(cell, static_cast<DateOrder>(times_));
        if (!parsed) return std::nullopt;
        return Time::at(1_d * (parsed->day - start_day_) + parsed->time);
    }

    std::int64_t start_day_;
    Times times_;
    std::unordered_map<std::string, std::uint32_t> items_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::vector<Draft> drafts_;
    std::unordered_map<std::string, bool> unknown_seen_;
    std::string unknown_names_;
    std::uint64_t rows_ = 0;
    std::uint64_t used_ = 0;
    std::uint64_t not_positive_ = 0;
    std::uint64_t unknown_item_ = 0;
    std::uint64_t too_early_ = 0;
    std::uint64_t bad_time_ = 0;
    std::uint64_t bad_quantity_ = 0;
};

struct Columns {
    std::string order = "order";
    std::string time = "time";
    std::string item = "item";
    std::string quantity = "quantity";
    std::string customer = "customer";
};

Columns read_columns(Settings& settings) {
    Columns columns;
    settings.section("columns", "the names of the file's columns", [&columns](Settings& inner) {
        columns.order = inner.text("order", columns.order, "what rows of the same order have in common");
        columns.time = inner.text("time", columns.time, "when the order came");
        columns.item = inner.text("item", columns.item, "an item of the scenario");
        columns.quantity = inner.text("quantity", columns.quantity, "how many units");
        columns.customer = inner.text("customer", columns.customer, "who ordered; the column may be missing");
    });
    return columns;
}

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    settings.positional("file");
    const Columns columns = read_columns(settings);
    const std::size_t times =
        settings.word("format", {"iso", "month_first", "day_first", "days", "seconds"}, 0,
                      "how times are written: 2011-12-09 12:50, 12/9/2011 12:50, 9.12.2011 12:50, "
                      "or days or seconds since the start");
    Gatherer gatherer(settings, static_cast<Times>(times));
    const bool read =
        settings.rows("file", "a CSV file with one row per order line and a header line, may be gzipped",
                      {{columns.order, true},
                       {columns.time, true},
                       {columns.item, true},
                       {columns.quantity, true},
                       {columns.customer, false}},
                      [&gatherer](const std::vector<std::string_view>& cells, std::uint64_t) { gatherer.take(cells); });
    if (settings.describing()) return nullptr;
    if (!read) {
        if (!settings.has("file")) settings.refuse("", "trace needs a file, for example {trace: orders.csv}");
        return nullptr;
    }
    settings.note(gatherer.report());
    if (gatherer.has_orders()) return gatherer.trace();
    settings.refuse("file", "no row can be used: " + gatherer.report());
    return nullptr;
}

}  // namespace

void add_trace(Catalog& catalog) {
    catalog.add<ArrivalProcess>("trace",
                                "Recorded orders from a CSV file, each at its own time; rows that can't be used are "
                                "skipped and counted.",
                                make);
}

}  // namespace backstock::arrivals
