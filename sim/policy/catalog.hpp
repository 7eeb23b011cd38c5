#pragma once
// The words that a scenario may choose from, by family. Built-in policies register in policies/builtin.cpp, a
// plugin's in its own registration function; both the same way, both checked.
#include "sim/policy/policy.hpp"
#include "sim/policy/settings.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

/// Changes whenever an interface that plugins use changes: a plugin built against another stamp is refused.
inline constexpr std::string_view plugin_abi = "backstock-plugin-3";

/// One word of a family.
struct Entry {
    std::string word;
    std::string doc;       ///< one sentence
    std::string origin;    ///< "built in", or the plugin's file
    std::string alias_of;  ///< empty unless the word is another name for a mechanism
    std::function<std::unique_ptr<const Policy>(Settings&)> make;
};

class Catalog {
public:
    /// Adds a word of a family. `make` reads its settings and returns the policy; it throws nothing on bad input but
    /// records it through Settings::refuse. Throws std::invalid_argument when the family already has the word.
    template<class Family>
    void add(std::string_view word, std::string_view doc, std::unique_ptr<const Family> (*make)(Settings&),
             std::string_view alias_of = {}) {
        add_entry(Family::family, Entry{std::string(word), std::string(doc), origin_, std::string(alias_of),
                                        [make](Settings& s) -> std::unique_ptr<const Policy> { return make(s); }});
    }

    [[nodiscard]] const Entry* find(std::string_view family, std::string_view word) const;
    /// The words of a family in alphabetical order.
    [[nodiscard]] std::vector<std::string> words(std::string_view family) const;
    [[nodiscard]] std::vector<std::string> families() const;

    /// Names the source of the words added next, for messages.
    void set_origin(std::string origin) { origin_ = std::move(origin); }

private:
    void add_entry(std::string_view family, Entry entry);
    std::map<std::string, std::map<std::string, Entry, std::less<>>, std::less<>> families_;
    std::string origin_ = "built in";
};

}  // namespace backstock
