#pragma once
// Settings in memory, for tests of policies: what a user would have written, set key by key.
//
//   Given given;
//   given.set("mean", 9_d).set("sd", 3_d);
//   const auto law = make<Law>("gamma", given, Dimension::duration);
#include "policies/builtin.hpp"
#include "sim/policy/catalog.hpp"
#include "sim/policy/settings.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace backstock::testing {

// What the user wrote in one map.
struct Given {
    std::map<std::string, Scalar, std::less<>> scalars;
    std::map<std::string, std::vector<Scalar>, std::less<>> lists;
    std::map<std::string, std::vector<std::pair<std::uint32_t, double>>, std::less<>> shares;
    std::map<std::string, std::vector<Given>, std::less<>> maps;
    std::map<std::string, std::pair<std::string, std::shared_ptr<Given>>, std::less<>> choices;
    std::map<std::string, std::vector<std::pair<std::string, Given>>, std::less<>> things;  // maps of named things
    std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> files;        // the header line first

    // Whole numbers are written as integers, which also stand for numbers.
    template<class T>
    Given& set(const std::string& key, T value) {
        if constexpr (std::is_integral_v<T> && sizeof(T) >= sizeof(int) && std::is_signed_v<T>) {
            scalars[key] = std::int64_t{value};
        } else if constexpr (std::is_convertible_v<T, const char*>) {
            scalars[key] = std::string(value);
        } else {
            scalars[key] = value;
        }
        return *this;
    }
    Given& list(const std::string& key, std::vector<Scalar> values) { return lists[key] = std::move(values), *this; }
    Given& share(const std::string& key, std::vector<std::pair<std::uint32_t, double>> values) {
        return shares[key] = std::move(values), *this;
    }
    Given& map(const std::string& key, Given inner) { return maps[key].push_back(std::move(inner)), *this; }
    Given& choose(const std::string& key, const std::string& word, Given inner = {}) {
        return choices[key] = {word, std::make_shared<Given>(std::move(inner))}, *this;
    }
    Given& named(const std::string& key, const std::string& name, Given inner) {
        return things[key].emplace_back(name, std::move(inner)), *this;
    }
    Given& file(const std::string& key, std::vector<std::vector<std::string>> lines) {
        return files[key] = std::move(lines), *this;
    }
};

// What reading found.
struct Report {
    std::vector<std::string> mistakes;  // "key: message"
    std::vector<std::string> notes;
    std::vector<std::string> declared;                 // "key = fallback"
    std::vector<std::string> names = {"a", "b", "c"};  // of every kind of thing
    std::int64_t start_day = 20'458;                   // 2026-01-05, a Monday
    bool describing = false;
    Catalog catalog;

    Report() { add_builtin(catalog); }
};

class SettingsStub : public Settings {
public:
    SettingsStub(const Given& given, Report& report, Dimension dimension = Dimension::number)
        : given_(given), report_(report), dimension_(dimension) {}

    [[nodiscard]] Dimension dimension() const override { return dimension_; }
    void positional(std::string_view) override {}
    void refuse(std::string_view key, std::string_view message) override {
        report_.mistakes.push_back(std::string(key) + ": " + std::string(message));
    }
    [[nodiscard]] bool has(std::string_view key) const override {
        return report_.describing || given_.scalars.contains(key) || given_.lists.contains(key) ||
               given_.shares.contains(key) || given_.maps.contains(key) || given_.choices.contains(key) ||
               given_.things.contains(key) || given_.files.contains(key);
    }
    [[nodiscard]] bool describing() const override { return report_.describing; }
    [[nodiscard]] std::int64_t start_day() const override { return report_.start_day; }
    void note(std::string message) override { report_.notes.push_back(std::move(message)); }
    [[nodiscard]] const std::vector<std::string>& names(Named) const override { return report_.names; }
    std::uint32_t find(Named, std::string_view name, std::string_view key) override {
        const auto at = std::find(report_.names.begin(), report_.names.end(), name);
        if (at != report_.names.end()) return static_cast<std::uint32_t>(at - report_.names.begin());
        refuse(key, "no such name");
        return 0;
    }

    bool section(std::string_view key, std::string_view, const Read& read) override {
        read_maps(key, read);
        return given_.maps.contains(key);
    }
    void sections(std::string_view key, std::string_view, const Read& read) override { read_maps(key, read); }
    void named(std::string_view key, std::string_view, const ReadNamed& read) override {
        const auto things = given_.things.find(key);
        if (things == given_.things.end()) return;
        for (const auto& [name, given] : things->second) {
            SettingsStub inner(given, report_);
            read(name, inner);
        }
    }
    bool rows(std::string_view key, std::string_view, const std::vector<CsvColumn>& columns,
              const ReadRow& read) override {
        const auto file = given_.files.find(key);
        if (file == given_.files.end()) return false;
        const std::vector<std::string>& header = file->second.front();
        for (std::size_t row = 1; row < file->second.size(); ++row) {
            std::vector<std::string_view> cells;
            for (const CsvColumn& column : columns) {
                const auto at = std::find(header.begin(), header.end(), column.name);
                const auto index = static_cast<std::size_t>(at - header.begin());
                cells.push_back(at == header.end() ? std::string_view() : file->second[row][index]);
            }
            read(cells, row + 1);
        }
        return true;
    }

protected:
    std::optional<Scalar> ask(const Declaration& declaration) override {
        declare(declaration);
        const auto scalar = given_.scalars.find(declaration.key);
        if (scalar != given_.scalars.end()) return checked(declaration, scalar->second);
        if (declaration.required && !report_.describing) refuse(declaration.key, "is missing");
        return std::nullopt;
    }
    std::vector<Scalar> ask_list(const Declaration& declaration) override {
        declare(declaration);
        const auto list = given_.lists.find(declaration.key);
        return list == given_.lists.end() ? std::vector<Scalar>() : list->second;
    }
    std::vector<std::pair<std::uint32_t, double>> ask_shares(const Declaration& declaration, bool) override {
        declare(declaration);
        const auto shares = given_.shares.find(declaration.key);
        return shares == given_.shares.end() ? std::vector<std::pair<std::uint32_t, double>>() : shares->second;
    }
    std::unique_ptr<const Policy> choose(const Declaration& declaration) override {
        declare(declaration);
        const auto choice = given_.choices.find(declaration.key);
        if (choice == given_.choices.end()) {
            if (declaration.required && !report_.describing) refuse(declaration.key, "is missing");
            return nullptr;
        }
        const Entry* entry = report_.catalog.find(declaration.family, choice->second.first);
        if (entry == nullptr) return refuse(declaration.key, "unknown word"), nullptr;
        SettingsStub inner(*choice->second.second, report_, declaration.dimension);
        return entry->make(inner);
    }

private:
    void declare(const Declaration& declaration) {
        report_.declared.push_back(std::string(declaration.key) + " = " + declaration.fallback);
    }
    void read_maps(std::string_view key, const Read& read) {
        const auto maps = given_.maps.find(key);
        static const std::vector<Given> described(1);
        const std::vector<Given>* all = maps == given_.maps.end() ? nullptr : &maps->second;
        if (report_.describing) all = &described;
        if (all == nullptr) return;
        for (const Given& map : *all) {
            SettingsStub inner(map, report_);
            read(inner);
        }
    }
    // Bounds are kept as the reader of files does.
    std::optional<Scalar> checked(const Declaration& declaration, const Scalar& scalar) {
        double number = 0;
        if (const auto* value = std::get_if<double>(&scalar))
            number = *value;
        else if (const auto* integer = std::get_if<std::int64_t>(&scalar))
            number = static_cast<double>(*integer);
        else if (const auto* duration = std::get_if<Duration>(&scalar))
            number = static_cast<double>(duration->us());
        else if (const auto* quantity = std::get_if<Quantity>(&scalar))
            number = quantity->in_units();
        else if (const auto* rate = std::get_if<Rate>(&scalar))
            number = rate->per_day;
        else
            return scalar;
        const Bounds& bounds = declaration.bounds;
        const bool kept = (bounds.above ? number > bounds.least : number >= bounds.least) && number <= bounds.most;
        if (kept) return scalar;
        refuse(declaration.key, "out of bounds");
        return std::nullopt;
    }

    const Given& given_;
    Report& report_;
    Dimension dimension_;
};

// A built-in policy made of what was given; mistakes are in the report.
template<class Family>
std::unique_ptr<const Family> make(const std::string& word, const Given& given, Report& report,
                                   Dimension dimension = Dimension::number) {
    const Entry* entry = report.catalog.find(Family::family, word);
    if (entry == nullptr) return nullptr;
    SettingsStub settings(given, report, dimension);
    return std::unique_ptr<const Family>(static_cast<const Family*>(entry->make(settings).release()));
}

// The same where no mistake is expected: a mistake makes it nullptr.
template<class Family>
std::unique_ptr<const Family> make(const std::string& word, const Given& given,
                                   Dimension dimension = Dimension::number) {
    Report report;
    auto policy = make<Family>(word, given, report, dimension);
    return report.mistakes.empty() ? std::move(policy) : nullptr;
}

}  // namespace backstock::testing
