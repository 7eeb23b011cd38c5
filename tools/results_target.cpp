#include "tools/results_target.hpp"

#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string_view>

namespace backstock {

void refuse_other_file(const std::filesystem::path& target) {
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::error_code error;
    if (!std::filesystem::is_regular_file(target, error) || std::filesystem::file_size(target, error) == 0) return;
    std::array<char, signature.size()> begin{};
    std::ifstream file(target, std::ios::binary);
    if (!file) return;
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (std::string_view(begin.data(), begin.size()) == signature) return;
    throw WrongUse(fmt::format(
        "{}: is there and is no results file; it would be overwritten. Choose another name with -o", target.string()));
}

std::string time_of_writing() {
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    const std::time_t now = given == nullptr ? std::time(nullptr) : static_cast<std::time_t>(std::atoll(given));
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

}  // namespace backstock
