#pragma once
// Order lines from a shop's own CSV file: which column is what, what can be used, and why the rest can't.

#include "sim/base/calendar.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock::imports {

// What a column of such a file can mean.
enum class Role : std::size_t { order, time, item, quantity, price, customer };
inline constexpr std::array<std::string_view, 6> role_names{"order", "time", "item", "quantity", "price", "customer"};

// The name of the file's column for each role; empty where there is none.
using ColumnMap = std::array<std::string, role_names.size()>;

// "time=InvoiceDate,order=InvoiceNo": changes what it names. Throws WrongUse.
void read_map(ColumnMap& map, const std::string& text);

struct OrderFileOptions {
    std::string file;
    ColumnMap map = {};                       // empty: found by the names that shops give such columns
    std::optional<DateOrder> times = {};      // none: found from the times themselves
    std::vector<std::string> not_goods = {};  // further item codes that are fees
    std::vector<std::string> goods = {};      // codes that look like fees and are goods
};

// Why a row can't be used, in the order in which it is asked.
enum class Unusable : std::size_t { unreadable, returned, fee, no_price };
inline constexpr std::array<std::string_view, 4> unusable_names{
    "with a time, quantity or price that can't be read", "that cancel or return (quantity zero or less)",
    "for postage, fees and corrections, which are no goods", "without a price (samples, corrections of stock)"};

struct OrderLine {
    std::string_view order;
    std::string_view time;  // as written
    std::string_view item;
    std::string_view customer;  // empty: not known
    std::string_view quantity_text;
    DayTime at;
    double quantity = 0;
    double price = 0;
    std::optional<Unusable> why_not;
};

struct OrderFileCounts {
    std::uint64_t rows = 0;
    std::uint64_t used = 0;
    std::array<std::uint64_t, unusable_names.size()> skipped{};
    std::vector<std::string> fees;  // the codes met, by name
    std::uint64_t anonymous = 0;    // used, but nobody knows who ordered
};

// One file of order lines. Throws WrongUse for what the options get wrong, BadInput for a file that can't be read.
class OrderFile {
public:
    explicit OrderFile(OrderFileOptions options);

    const ColumnMap& columns() const { return options_.map; }
    DateOrder times() const { return *options_.times; }

    // Hands over every row, in the file's order.
    OrderFileCounts read(const std::function<void(const OrderLine&)>& take) const;

private:
    void find_columns();
    void find_times();
    bool is_fee(std::string_view item) const;

    OrderFileOptions options_;
};

}  // namespace backstock::imports
