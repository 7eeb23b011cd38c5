#pragma once
// Random trees for property tests.
#include "scenarios/node.hpp"
#include "scenarios/utf8.hpp"

#include <rapidcheck.h>

#include <set>
#include <string>

namespace backstock::testing {

// Text of all sorts: words of the language, characters that mean something to YAML, any code point.
inline rc::Gen<std::string> any_text() {
    static const std::vector<std::string> pieces{"a",
                                                 "s_S",
                                                 "12",
                                                 "7 d",
                                                 "30 %",
                                                 ": ",
                                                 ":",
                                                 " #",
                                                 "#",
                                                 "- ",
                                                 "-",
                                                 "?",
                                                 "? ",
                                                 ",",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 "&",
                                                 "*",
                                                 "!",
                                                 "|",
                                                 ">",
                                                 "'",
                                                 "\"",
                                                 "%",
                                                 "@",
                                                 "`",
                                                 "~",
                                                 "null",
                                                 "<<",
                                                 "=",
                                                 "...",
                                                 "---",
                                                 " ",
                                                 "\t",
                                                 "\n",
                                                 "\\",
                                                 "\r",
                                                 "\x01",
                                                 "\x7F",
                                                 std::string(1, '\0'),
                                                 "\xC3\xA9",
                                                 "\xC2\x85",
                                                 "\xE2\x80\xA8",
                                                 "\xEF\xBB\xBF",
                                                 "\xF0\x9F\x91\x97"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                        [](const std::vector<std::string>& some) {
                            std::string out;
                            for (const std::string& piece : some) {
                                out += piece;
                            }
                            return out;
                        });
}

inline Node any_node(int levels) {
    const int kind = *rc::gen::inRange(0, levels > 0 ? 8 : 4);
    if (kind == 0) {
        return Node::empty();
    }
    if (kind < 4) {
        return Node::scalar(*any_text(), {}, *rc::gen::arbitrary<bool>());
    }
    const int size = *rc::gen::inRange(0, 5);
    if (kind < 6) {
        Node list = Node::list();
        for (int i = 0; i < size; ++i) {
            list.add_item(any_node(levels - 1));
        }
        return list;
    }
    Node map = Node::map();
    std::set<std::string> names;
    for (int i = 0; i < size; ++i) {
        const std::string name = without_controls(*any_text()).substr(0, 200);
        if (!name.empty() && first_ill_formed(name) == name.size() && names.insert(name).second) {
            map.add(name, {}, any_node(levels - 1));
        }
    }
    return map;
}

}  // namespace backstock::testing
