#include "scenarios/reader.hpp"

#include "scenarios/path.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace backstock {

std::string path_of(const Trail* trail) {
    if (trail == nullptr) return {};
    std::string parent = path_of(trail->parent);
    if (trail->name.empty()) return parent;
    return trail->name.front() == '[' ? parent + std::string(trail->name) : path_text(parent, trail->name);
}

Reader::Reader(Reading& reading, const Layers& layers, Place place, const Trail* trail, Dimension dimension,
               Problems* missing)
    : reading_(reading), layers_(layers), place_(place), trail_(trail), dimension_(dimension), missing_(missing) {}

void Reader::problem(const Layer& at, std::string message) {
    reading_.problems.add(at.node->place(), path_of(at.trail), std::move(message));
}

// ------------------------------------------------------------------------------------------------------ lookup

bool Reader::known(std::string_view key) const { return std::find(asked_.begin(), asked_.end(), key) != asked_.end(); }

void Reader::remember(std::string_view key) {
    if (!known(key)) asked_.emplace_back(key);
}

bool Reader::stands_for_setting(const Node& node, std::string_view key, bool takes_map) const {
    if (key != positional_ || positional_.empty()) return false;
    if (node.is_scalar() || node.is_list()) return true;
    if (!node.is_map() || !takes_map || node.entries().empty() || node.find(key) != nullptr) return false;
    return std::none_of(node.entries().begin(), node.entries().end(),
                        [this](const Node::Entry& entry) { return known(entry.key); });
}

// Where the key is in a list of two that stands for the map; two where it is not.
std::size_t Reader::place_in_pair(const Node& node, std::string_view key) const {
    if (!node.is_list() || node.items().size() != 2) return 2;
    return static_cast<std::size_t>(std::find(pair_.begin(), pair_.end(), key) - pair_.begin()) +
           (pair_.empty() ? 2 : 0);
}

Reader::Found::Found(const Reader& reader, std::string_view key, bool takes_map) {
    std::size_t used = 0;
    for (const Layer& layer : reader.layers_) {
        const Node* value = layer.node->find(key);
        const bool stands = value == nullptr && reader.stands_for_setting(*layer.node, key, takes_map);
        if (stands) value = layer.node;
        if (const std::size_t place = reader.place_in_pair(*layer.node, key); place < 2)
            value = &layer.node->items()[place];
        if (value == nullptr) continue;
        if (value->is_empty() || (!values.empty() && !value->is_map())) return;
        if (values.empty()) itself = stands;
        trails_[used] = {layer.trail, stands ? std::string_view() : key};
        values.add({value, &trails_[used++], layer.shared});
        if (!value->is_map() || !takes_map) return;
    }
}

bool Reader::has(std::string_view key) const { return static_cast<bool>(Found(*this, key, true)); }

Place Reader::place_of(std::string_view key) const {
    const Found found(*this, key, true);
    return found ? found.node().place() : place_;
}

// ---------------------------------------------------------------------------------------------------- mistakes

bool Reader::unreadable() const { return sound_at_ && (!missed_.empty() || mistakes() > *sound_at_); }

void Reader::refuse(std::string_view key, std::string_view message) {
    if (unreadable()) return;
    if (sound_at_) ++*sound_at_;
    const Found found(*this, key, true);
    if (!found) return reading_.problems.add(place_, path_of(trail_), std::string(message));
    const std::string is = found.node().is_scalar() ? found_text(found.node()) : std::string();
    const bool tells = is.empty() || message.find(is) != std::string_view::npos;
    const bool must = message.starts_with("must");
    if (tells || (!must && !message.starts_with("expected"))) return problem(found.top(), std::string(message));
    problem(found.top(), fmt::format("found {}; {}{}", is, must ? "it " : "", message));
}

void Reader::miss(const Declaration& declaration) {
    missed_.push_back(fmt::format("'{}' is missing: {}", declaration.key, declaration.doc));
}

void Reader::report_unknown(const Layer& layer) {
    std::vector<std::string> valid = asked_;
    std::sort(valid.begin(), valid.end());
    for (const Node::Entry& entry : layer.node->entries()) {
        if (known(entry.key)) continue;
        const std::string after = valid.empty() ? std::string("; it takes none") : suggestion(entry.key, valid);
        reading_.problems.add(entry.key_place, path_of(layer.trail),
                              fmt::format("unknown setting {}{}", shown(entry.key), after));
    }
}

void Reader::finish() {
    bool misplaced = false;
    for (const Layer& layer : layers_) {
        const Node& node = *layer.node;
        if (node.is_map() && !open_ && !stood_) report_unknown(layer);
        const bool pair = !pair_.empty() && node.is_list() && node.items().size() == 2;
        if ((node.is_scalar() || node.is_list()) && positional_.empty() && !pair) {
            misplaced = true;
            std::vector<std::string> valid = asked_;
            std::sort(valid.begin(), valid.end());
            std::string expected = "expected a map with settings";
            if (!valid.empty()) expected += ": " + fmt::format("{}", fmt::join(valid, ", "));
            if (valid.empty() && !open_) expected = "expected nothing: it takes no settings";
            problem(layer, fmt::format("found {}; {}", found_text(node), expected));
        }
    }
    if (misplaced) return;
    for (std::string& message : missed_) {
        (missing_ != nullptr ? *missing_ : reading_.problems).add(place_, path_of(trail_), std::move(message));
    }
    missed_.clear();
}

// --------------------------------------------------------------------------------------------------- structure

bool Reader::part(std::string_view key, std::string_view, const ReadPart& read, bool always) {
    const Found found(*this, key, true);
    remember(key);
    if (!found && !always) return false;
    if (found.itself) stood_ = true;
    const Trail here{trail_, key};
    Reader inner(reading_, found.values, found ? found.node().place() : place_, found ? found.top().trail : &here,
                 dimension_, missing_);
    read(inner);
    inner.finish();
    return static_cast<bool>(found);
}

bool Reader::section(std::string_view key, std::string_view doc, const Read& read) {
    return part(
        key, doc, [&read](Sheet& sheet) { read(sheet); }, false);
}

void Reader::read_entry(const Layers& layers, Place place, const Trail* trail, std::string_view name,
                        const ReadEntry& read) {
    Reader inner(reading_, layers, place, trail, dimension_, missing_);
    read(name, inner);
    inner.finish();
}

void Reader::sections(std::string_view key, std::string_view, const Read& read) {
    const Found found(*this, key, true);
    remember(key);
    if (!found) return;
    if (found.itself) stood_ = true;
    const ReadEntry read_item = [&read](std::string_view, Sheet& sheet) { read(sheet); };
    if (!found.node().is_list())
        return read_entry(Layers(found.top()), found.node().place(), found.top().trail, {}, read_item);
    std::size_t number = 0;
    for (const Node& item : found.node().items()) {
        const std::string name = fmt::format("[{}]", ++number);
        const Trail trail{found.top().trail, name};
        read_entry(Layers({&item, &trail}), item.place(), &trail, {}, read_item);
    }
}

void Reader::named(std::string_view key, std::string_view doc, const ReadNamed& read) {
    part(
        key, doc,
        [&](Sheet& sheet) {
            sheet.others("name", doc, [&read](std::string_view name, Sheet& entry) { read(name, entry); });
        },
        false);
}

void Reader::others(std::string_view what, std::string_view, const ReadEntry& read) {
    open_ = true;
    std::vector<std::pair<const Node::Entry*, const Layer*>> entries;
    for (const Layer& layer : layers_) {
        for (const Node::Entry& entry : layer.node->entries()) {
            if (!known(entry.key)) entries.emplace_back(&entry, &layer);
        }
        if (!layer.node->is_map() && positional_.empty()) {
            problem(layer,
                    fmt::format("found {}; expected a map with {} names as keys", found_text(*layer.node), what));
            positional_ = " ";  // said enough about it
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.first->key < b.first->key; });
    for (std::size_t i = 0; i < entries.size();) {
        Layers layers;
        Trail trails[Layers::most];
        std::size_t used = 0;
        const Node::Entry& top = *entries[i].first;
        for (; i < entries.size() && entries[i].first->key == top.key && used < Layers::most; ++i) {
            trails[used] = {entries[i].second->trail, entries[i].first->key};
            layers.add({&entries[i].first->value, &trails[used++]});
        }
        read_entry(layers, top.key_place, &trails[0], top.key, read);
    }
}

void Reader::sequence(std::string_view key, std::string_view doc, const ReadEntry& read) {
    const Found found(*this, key, true);
    remember(key);
    if (!found) return;
    const Node& node = found.node();
    if (!node.is_list()) {
        return problem(found.top(), fmt::format("found {}; expected a list: {}", found_text(node), doc));
    }
    std::size_t number = 0;
    for (const Node& item : node.items()) {
        const std::string label = fmt::format("[{}]", ++number);
        const Trail trail{found.top().trail, label};
        if (item.is_scalar()) {
            read_entry({}, item.place(), &trail, item.text(), read);
        } else if (item.is_map() && item.entries().size() == 1) {
            const Node::Entry& entry = item.entries().front();
            read_entry(Layers({&entry.value, &trail}), entry.key_place, &trail, entry.key, read);
        } else {
            problem({&item, &trail},
                    fmt::format("found {}; expected a name, or {{name: {{settings}}}}", found_text(item)));
        }
    }
}

const Node* Reader::tree(std::string_view key, std::string_view, std::string_view) {
    const Found found(*this, key, true);
    remember(key);
    return found ? &found.node() : nullptr;
}

std::uint32_t Reader::find(Named kind, std::string_view name, std::string_view key) {
    if (const auto index = reading_.names.find(kind, name)) return *index;
    if (!reading_.names.complete(kind)) return 0;
    refuse(key, fmt::format("unknown {} {}{}", word_of(kind), shown(name), suggestion(name, names(kind))));
    return 0;
}

}  // namespace backstock
