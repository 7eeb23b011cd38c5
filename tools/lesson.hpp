#pragma once
// The lesson at the head of a file of the gallery: what it asks, and what it answers.
//
// The head is YAML comments in one fixed form, so that a person reads it in the file and the program prints it:
//
//     # Question: How much more do orders vary than what customers ask for?
//     # Model:    Demand of a day is N(100, 5) …
//     #           … whatever goes on begins under the text above.
//     # Look at:  bullwhip.
//     # Change:   The window or the lead time.
//     # Answer:   2.5.
//     # Source:   Chen, Drezner, Ryan and Simchi-Levi (2000).
//
// in this order, nothing else before the first key; the source may be missing.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

inline constexpr std::array<std::string_view, 6> lesson_parts{"Question", "Model",  "Look at",
                                                              "Change",   "Answer", "Source"};

struct Lesson {
    std::filesystem::path file;
    std::string name;   // "start/boutique"
    std::string group;  // "start"
    std::string title;
    bool is_study = false;
    std::string command = "run";                         // that it is for: run, study, optimize or stress
    std::array<std::string, lesson_parts.size()> parts;  // each as one paragraph, empty where it is missing

    const std::string& question() const { return parts.front(); }
};

// The lesson of a file in the gallery's folder. Throws BadInput where the file can't be read as YAML, or its head is
// not of that form.
Lesson read_lesson(const std::filesystem::path& file, const std::filesystem::path& gallery);

// All of them: the groups in the order in which they are to be learnt, each by name.
std::vector<Lesson> lessons_in(const std::filesystem::path& gallery);

// "first steps": what a group holds, in a few words; empty for an unknown one.
std::string_view about_group(std::string_view group);

}  // namespace backstock
