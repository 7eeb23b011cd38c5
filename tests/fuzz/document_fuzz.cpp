// A fuzz target for the document layer: whatever bytes come in, reading ends with a tree or with problems, and a tree
// without problems reads back from its own text. Built with BACKSTOCK_FUZZ=ON by clang; run as
//     document_fuzz -max_len=4096 -timeout=5 CORPUS_FOLDER
// The first byte chooses between a file and a `--set` text.
#include "scenarios/overrides.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/writer.hpp"

#include <cstdint>
#include <cstdlib>

using namespace backstock;

namespace {

class NoChoices : public ChoicePaths {
public:
    bool is_choice(const Path&) const override { return false; }
};

void read_scalars(const Node& node) {
    for (const Node::Entry& entry : node.entries()) {
        read_scalars(entry.value);
    }
    for (const Node& item : node.items()) {
        read_scalars(item);
    }
    parse_duration(node.text());
    parse_rate(node.text());
    parse_share(node.text());
    parse_money(node.text());
    parse_quantity(node.text());
    parse_integer(node.text());
    parse_date(node.text());
    parse_tolerance(node.text());
}

void demand_that_it_reads_back(const Node& node) {
    SourceFiles files;
    Problems problems;
    const auto back = parse_document(to_yaml(node), {files.add("again"), 1, 1}, problems);
    if (!back || problems.any() || !(*back == node)) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    SourceFiles files;
    Problems problems;
    if (data[0] % 4 == 0) {
        Node root = Node::map();
        if (const auto change = parse_override(text, files, problems)) {
            apply(root, *change, NoChoices(), problems);
        }
    } else if (const auto root = parse_document(text, {files.add("a.yaml"), 1, 1}, problems)) {
        read_scalars(*root);
        if (!problems.any()) {
            demand_that_it_reads_back(*root);
        }
    } else if (!problems.any()) {
        std::abort();
    }
    problems.sorted();
    return 0;
}
