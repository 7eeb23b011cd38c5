#include "tools/text_output.hpp"

#include "output/file_error.hpp"
#include "output/pending_file.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>

namespace backstock {
namespace {

std::unique_ptr<PendingFile> pending(const std::filesystem::path& file) {
    try {
        return std::make_unique<PendingFile>(file);
    } catch (const FileError& error) {
        throw WrongUse(error.what());
    }
}

}  // namespace

void write_text(const std::filesystem::path& file, std::string_view text) {
    const std::unique_ptr<PendingFile> target = pending(file);
    std::ofstream out(target->path(), std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) throw FileError(fmt::format("{}: can't be written", file.string()));
    target->commit();
}

}  // namespace backstock
