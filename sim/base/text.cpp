#include "sim/base/text.hpp"

#include <algorithm>
#include <vector>

namespace backstock {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Three rows of the table suffice: a swap looks two rows back.
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

namespace {

std::string folded(std::string_view word) {
    std::string out(word);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        } else if (c == '-') {
            c = '_';
        }
    }
    return out;
}

template<class Word>
std::string nearest_of(std::string_view word, std::span<const Word> candidates) {
    const std::string wanted = folded(word);
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string found;
    for (const Word& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, folded(candidate));
        // A suggestion that shares nothing with the word would only confuse.
        if (distance < best && distance < std::max(wanted.size(), candidate.size())) {
            best = distance;
            found = std::string(candidate);
        }
    }
    return found;
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
    return nearest_of(word, candidates);
}

std::string nearest(std::string_view word, std::span<const std::string_view> candidates) {
    return nearest_of(word, candidates);
}

std::string joined(std::span<const std::string> words, std::string_view between) {
    std::string out;
    std::string_view gap;
    for (const std::string& word : words) {
        out += gap;
        out += word;
        gap = between;
    }
    return out;
}

}  // namespace backstock
