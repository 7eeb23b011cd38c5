#include "tools/import/order_lines.hpp"

#include "scenarios/csv.hpp"
#include "sim/base/text.hpp"
#include "tools/date_order.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace backstock::imports {
namespace {

const std::string& at(const ColumnMap& map, Role role) { return map[static_cast<std::size_t>(role)]; }

// What shops, platforms and public data sets call their columns, in lower case without blanks, '_' and '-'.
constexpr std::array<std::array<std::string_view, 8>, role_names.size()> usual_names{{
    {"order", "orderid", "orderno", "ordernumber", "invoiceno", "invoice", "invoiceid", "transactionid"},
    {"time", "date", "invoicedate", "orderdate", "createdat", "datetime", "timestamp", "orderpurchasetimestamp"},
    {"item", "itemid", "stockcode", "sku", "productid", "product", "lineitemsku", "article"},
    {"quantity", "qty", "units", "lineitemquantity", "amount", "", "", ""},
    {"price", "unitprice", "itemprice", "lineitemprice", "", "", "", ""},
    {"customer", "customerid", "customerno", "customernumber", "client", "email", "", ""},
}};

// Postage, fees, discounts and corrections in the UCI Online Retail data and its kin; in upper case.
constexpr std::string_view usual_fees[] = {
    "POST", "DOT",          "M",         "D",      "S",       "B",        "C2",       "C3",  "CRUK",
    "PADS", "BANK CHARGES", "AMAZONFEE", "ADJUST", "ADJUST2", "SHIPPING", "DISCOUNT", "GIFT"};

std::string plain(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c != ' ' && c != '_' && c != '-') text += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return text;
}

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return result;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool sound = error == std::errc() && end == text.data() + text.size() && std::abs(number) < 1e9;
    return sound ? std::optional(number) : std::nullopt;
}

}  // namespace

void read_map(ColumnMap& map, const std::string& text) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        const auto role = std::find(role_names.begin(), role_names.end(), trim(pair.substr(0, equals)));
        if (equals == std::string_view::npos || role == role_names.end()) {
            throw WrongUse(fmt::format("--map: found '{}'; expected ROLE=COLUMN with the roles {}", pair,
                                       fmt::join(role_names, ", ")));
        }
        map[static_cast<std::size_t>(role - role_names.begin())] = trim(pair.substr(equals + 1));
    }
}

OrderFile::OrderFile(OrderFileOptions options) : options_(std::move(options)) {
    for (std::vector<std::string>* codes : {&options_.not_goods, &options_.goods}) {
        for (std::string& code : *codes) code = upper(trim(code));
    }
    find_columns();
    if (!options_.times) find_times();
}

void OrderFile::find_columns() {
    const CsvReader csv(options_.file);
    for (std::size_t role = 0; role < role_names.size(); ++role) {
        std::string& column = options_.map[role];
        if (!column.empty() && !csv.column(column)) {
            throw WrongUse(
                fmt::format("--map: {} has no column '{}'; it has {}", options_.file, column, joined(csv.columns())));
        }
        for (const std::string_view usual : usual_names[role]) {
            for (const std::string& name : csv.columns()) {
                if (column.empty() && !usual.empty() && plain(name) == usual) column = name;
            }
        }
        if (column.empty() && role != static_cast<std::size_t>(Role::customer)) {
            throw WrongUse(fmt::format("{}: which column is the {}? Say it with --map {}=COLUMN; the columns are {}",
                                       options_.file, role_names[role], role_names[role], joined(csv.columns())));
        }
    }
}

// The way of writing times in which most of the first rows can be read; day and month must not be open.
void OrderFile::find_times() {
    constexpr std::size_t most = 5000;
    CsvReader csv(options_.file);
    const std::size_t column = *csv.column(at(options_.map, Role::time));
    DateOrderFinder times;
    CsvRow row;
    for (std::size_t rows = 0; rows < most && csv.next(row); ++rows) times.add(trim(row[column]));
    if (!times.order()) {
        throw WrongUse(fmt::format("{}: times such as '{}' in column '{}' can't be read", options_.file,
                                   times.example(), at(options_.map, Role::time)));
    }
    if (times.ambiguous()) {
        throw WrongUse(
            fmt::format("{}: is the month or the day first in times such as '{}'? Say --times month_first or "
                        "--times day_first",
                        options_.file, times.example()));
    }
    options_.times = times.order();
}

bool OrderFile::is_fee(std::string_view item) const {
    const std::string code = upper(item);
    const auto is_in = [&code](const auto& codes) {
        return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
    };
    if (is_in(options_.goods)) return false;
    return code.empty() || code.starts_with("GIFT_") || is_in(usual_fees) || is_in(options_.not_goods);
}

OrderFileCounts OrderFile::read(const std::function<void(const OrderLine&)>& take) const {
    CsvReader csv(options_.file);
    std::array<std::optional<std::size_t>, role_names.size()> columns;
    for (std::size_t role = 0; role < role_names.size(); ++role) columns[role] = csv.column(options_.map[role]);
    OrderFileCounts counts;
    std::set<std::string, std::less<>> fees;
    for (CsvRow row; csv.next(row);) {
        const auto cell = [&](Role role) {
            const auto column = columns[static_cast<std::size_t>(role)];
            return column ? trim(row[*column]) : std::string_view();
        };
        const auto at_time = parse_day_time(cell(Role::time), *options_.times);
        const auto quantity = number_in(cell(Role::quantity));
        const auto price = number_in(cell(Role::price));
        OrderLine line{.order = cell(Role::order),
                       .time = cell(Role::time),
                       .item = cell(Role::item),
                       .customer = cell(Role::customer),
                       .quantity_text = cell(Role::quantity),
                       .at = at_time.value_or(DayTime{}),
                       .quantity = quantity.value_or(0),
                       .price = price.value_or(0),
                       .why_not = {}};
        if (line.customer == "NA") line.customer = {};
        if (!at_time || !quantity || !price || line.order.empty())
            line.why_not = Unusable::unreadable;
        else if (*quantity <= 0)
            line.why_not = Unusable::returned;
        else if (is_fee(line.item))
            line.why_not = Unusable::fee;
        else if (*price <= 0)
            line.why_not = Unusable::no_price;
        ++counts.rows;
        if (!line.why_not) {
            ++counts.used;
            if (line.customer.empty()) ++counts.anonymous;
        } else {
            ++counts.skipped[static_cast<std::size_t>(*line.why_not)];
            if (line.why_not == Unusable::fee && fees.find(line.item) == fees.end()) fees.emplace(line.item);
        }
        take(line);
    }
    counts.fees.assign(fees.begin(), fees.end());
    return counts;
}

}  // namespace backstock::imports
