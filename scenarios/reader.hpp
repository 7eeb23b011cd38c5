#pragma once
// Settings read from a scenario's tree. Every mistake is recorded with its place and path, and reading goes on, so
// that all mistakes of a file are found in one go.
//
// A Reader looks at one map, or at several laid over each other: an entry, its table row, and what every entry has
// (Sheet::collection). Whoever makes one calls finish() when all settings were asked for: keys that nobody asked for
// are mistakes, answered with the nearest that was.

#include "scenarios/directory.hpp"
#include "scenarios/node.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/sheet.hpp"
#include "sim/policy/catalog.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backstock {

// What all readers of one scenario share.
struct Reading {
    const Catalog& catalog;
    Problems& problems;
    SourceFiles& files;  // keeps the names of tables
    Directory names;
    std::int64_t start_day = 0;  // the scenario's start in days since 1970-01-01
    std::vector<std::string> notes;
    std::vector<std::unique_ptr<const Policy>> kept;          // owns what Sheet::kept answers
    std::vector<std::pair<const Node*, std::string>> inputs;  // every file that was read, and the node that names it
    struct Shared {
        const Policy* policy;
        bool complete;  // nothing was missing in it
    };
    std::unordered_map<const Node*, Shared> kept_by_node;  // what several entries inherit, made once
};

// The way from the root to a node; the text of it is made only for a message.
struct Trail {
    const Trail* parent = nullptr;
    std::string_view name;  // a key, or for items of a list its number from 1 in brackets
};
std::string path_of(const Trail* trail);

// One of the maps a Reader looks at.
struct Layer {
    const Node* node = nullptr;
    const Trail* trail = nullptr;
    bool shared = false;  // several entries have it: what is made from it is made once
};

// A row of a table of named things: `columns.of.it` as a tree of settings; empty cells are absent.
struct TableRow {
    std::string name;
    Node settings;  // its place is the row's line in the table
};
// The rows of a CSV file in name order. The names are in the column called like the kind (`item`) or `name`; the other
// columns are dotted paths of settings. Mistakes are recorded; what can't be read gives no rows.
std::vector<TableRow> read_table(const Layer& file, Named kind, Reading& reading);

// Several layers, the uppermost first. What is in an upper one hides what is beneath.
class Layers {
public:
    static constexpr std::size_t most = 3;
    Layers() = default;
    Layers(Layer only) { add(only); }  // NOLINT(google-explicit-constructor): one layer is the usual case
    void add(Layer layer) {
        if (layer.node != nullptr && size_ < most) layers_[size_++] = layer;
    }
    const Layer* begin() const { return layers_; }
    const Layer* end() const { return layers_ + size_; }
    bool empty() const { return size_ == 0; }
    const Layer& top() const { return layers_[0]; }

private:
    Layer layers_[most];
    std::size_t size_ = 0;
};

class Reader final : public Sheet {
public:
    // `place` and `trail` say where missing settings are missed. Without layers nothing is there.
    Reader(Reading& reading, const Layers& layers, Place place, const Trail* trail,
           Dimension dimension = Dimension::number, Problems* missing = nullptr);

    // Records what is missing and what nobody asked for.
    void finish();

    // Settings
    Dimension dimension() const override { return dimension_; }
    bool section(std::string_view key, std::string_view doc, const Read& read) override;
    void sections(std::string_view key, std::string_view doc, const Read& read) override;
    void named(std::string_view key, std::string_view doc, const ReadNamed& read) override;
    void positional(std::string_view key) override { positional_ = key; }
    void pair(std::string_view first, std::string_view second) override { pair_ = {first, second}; }
    bool rows(std::string_view key, std::string_view doc, const std::vector<CsvColumn>& columns,
              const ReadRow& read) override;
    // A message that begins with "must" or "expected" is told behind what was found. The parameters of a choice belong
    // together: where one of them could not be read, what would follow from it is not told.
    void refuse(std::string_view key, std::string_view message) override;
    bool has(std::string_view key) const override;
    bool describing() const override { return false; }
    std::uint32_t find(Named kind, std::string_view name, std::string_view key) override;
    const std::vector<std::string>& names(Named kind) const override { return reading_.names.names(kind); }
    std::int64_t start_day() const override { return reading_.start_day; }
    void note(std::string message) override { reading_.notes.push_back(std::move(message)); }

    // Sheet
    bool part(std::string_view key, std::string_view doc, const ReadPart& read, bool always) override;
    bool collection(std::string_view key, std::string_view doc, const Collection& shape,
                    const ReadEntry& read) override;
    void others(std::string_view what, std::string_view doc, const ReadEntry& read) override;
    void sequence(std::string_view key, std::string_view doc, const ReadEntry& read) override;
    const Node* tree(std::string_view key, std::string_view doc, std::string_view form) override;
    std::int64_t start_date(std::string_view key, std::string_view fallback, std::string_view doc) override;
    Place place_of(std::string_view key) const override;
    std::size_t mistakes() const override { return reading_.problems.count(); }

protected:
    std::optional<Scalar> ask(const Declaration& declaration) override;
    std::vector<Scalar> ask_list(const Declaration& declaration) override;
    std::vector<std::pair<std::uint32_t, double>> ask_shares(const Declaration& declaration, bool sum_to_one) override;
    std::unique_ptr<const Policy> choose(const Declaration& declaration) override;
    const Policy* choose_kept(const Declaration& declaration) override;

private:
    // What the layers have for a key. The layers of the value point into it, so it stays where it was made.
    class Found {
    public:
        Found(const Reader& reader, std::string_view key, bool takes_map);
        Found(const Found&) = delete;
        Found& operator=(const Found&) = delete;
        explicit operator bool() const { return !values.empty(); }
        const Node& node() const { return *values.top().node; }
        const Layer& top() const { return values.top(); }
        Layers values;
        bool itself = false;  // the layer stands for the setting

    private:
        Trail trails_[Layers::most];
    };

    void remember(std::string_view key);
    std::size_t place_in_pair(const Node& node, std::string_view key) const;
    bool stands_for_setting(const Node& node, std::string_view key, bool takes_map) const;
    [[nodiscard]] bool unreadable() const;
    void miss(const Declaration& declaration);
    void problem(const Layer& at, std::string message);
    std::optional<Scalar> scalar(const Layer& at, const Declaration& declaration, Kind kind);
    std::optional<std::uint32_t> reference_at(const Layer& at, const std::string& name, Named kind);
    std::vector<std::pair<std::uint32_t, double>> weights_in_table(const Layer& at, const Declaration& declaration);
    std::vector<std::pair<std::uint32_t, double>> shares_of(const Layer& at, const Declaration& declaration,
                                                            bool sum_to_one);
    std::unique_ptr<const Policy> choose_from(const Layers& values, const Declaration& declaration);
    std::unique_ptr<const Policy> stand_in(const Declaration& declaration);
    void check_bounds(const Policy& policy, const Layer& at, const Declaration& declaration);
    void read_entry(const Layers& layers, Place place, const Trail* trail, std::string_view name,
                    const ReadEntry& read);
    bool known(std::string_view key) const;
    void report_unknown(const Layer& layer);

    Reading& reading_;
    Layers layers_;
    Place place_;
    const Trail* trail_;
    Dimension dimension_;
    Problems* missing_;
    std::string positional_;
    std::vector<std::string_view> pair_;  // the keys that a list of two stands for
    std::vector<std::string> asked_;
    std::vector<std::string> missed_;
    std::optional<std::size_t> sound_at_;  // in a choice: the mistakes there were before, and its own refusals
    bool open_ = false;                    // its other keys are names
    bool stood_ = false;                   // a map stood for the positional setting
};

}  // namespace backstock
