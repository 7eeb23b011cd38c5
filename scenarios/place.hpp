#pragma once
// Where something stands in the user's files, so that every message can say "boutique.yaml:17:9".

#include <deque>
#include <string>

namespace backstock {

// The names of the files that were read. It owns the names, places only point to them: whoever loads a scenario
// keeps one SourceFiles for as long as it keeps the nodes that were read. Adding a name moves none of the earlier.
class SourceFiles {
public:
    SourceFiles() = default;
    SourceFiles(const SourceFiles&) = delete;
    SourceFiles& operator=(const SourceFiles&) = delete;
    SourceFiles(SourceFiles&&) = default;
    SourceFiles& operator=(SourceFiles&&) = default;

    // The name as messages show it: the path as the user wrote it, or "--set" for a command-line option.
    const std::string* add(std::string name) { return &names_.emplace_back(std::move(name)); }

private:
    std::deque<std::string> names_;
};

// A point in a file. Lines and columns count from 1, columns in characters (not bytes). Line 0 means the file as
// a whole; no file means that the node was made by the program.
struct Place {
    const std::string* file = nullptr;
    int line = 0;
    int column = 0;
};

// A file named inside another one is meant relative to the file that names it: "items.csv" in "shop/a.yaml" is
// "shop/items.csv". What stands in no file, or on the command line, is relative to the current directory; an
// absolute name stays as it is.
std::string beside(const Place& place, const std::string& name);

}  // namespace backstock
