#pragma once
// Where tests find things: the repository, the built program, real data, a folder to write in.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace backstock::testing {

// The top folder of the sources that this test program was built from.
std::filesystem::path repository_root();

// The folder it was built in; find_package(backstock) accepts it as backstock_DIR.
std::filesystem::path build_folder();

// The `backstock` program of the same build.
inline std::filesystem::path build_tool() { return build_folder() / "tools" / "backstock"; }

// The Python that has the packaged h5py and pandas: the system's, whichever else comes first in the PATH.
inline std::string python() { return std::filesystem::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3"; }

// The folder with the real data sets, which are not part of the repository: BACKSTOCK_DATA if it is set, else
// ../shared/data beside the repository. Absent on most machines; tests then `return skip(...)`.
inline std::optional<std::filesystem::path> shared_data() {
    const char* chosen = std::getenv("BACKSTOCK_DATA");
    const std::filesystem::path folder =
        chosen != nullptr ? std::filesystem::path(chosen) : repository_root().parent_path() / "shared" / "data";
    if (!std::filesystem::is_directory(folder)) return std::nullopt;
    return folder;
}

// A new empty folder that disappears with its owner. Tests run in several processes at once: write nowhere else.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "backstock-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::filesystem::filesystem_error("mkdtemp", pattern, {});
        path_ = pattern;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace backstock::testing
