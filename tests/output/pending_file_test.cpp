#include "output/pending_file.hpp"

#include "output/file_error.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <sys/stat.h>

#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

void put(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_CASE("a pending file replaces its target on commit only", "[output]") {
    const ScratchFolder folder;
    put(folder / "x", "old");
    {
        PendingFile pending(folder / "x");
        put(pending.path(), "given up");
        CHECK(pending.path().parent_path() == folder.path());
        CHECK(files_in(folder.path()) == 2);
    }
    CHECK(bytes_of(folder / "x") == "old");
    CHECK(files_in(folder.path()) == 1);
    PendingFile pending(folder / "x");
    put(pending.path(), "new");
    CHECK(bytes_of(folder / "x") == "old");
    pending.commit();
    CHECK(bytes_of(folder / "x") == "new");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("two pending files of one target don't disturb each other", "[output]") {
    const ScratchFolder folder;
    PendingFile first(folder / "x");
    PendingFile second(folder / "x");
    put(first.path(), "first");
    put(second.path(), "second");
    second.commit();
    CHECK(bytes_of(folder / "x") == "second");
    first.commit();
    CHECK(bytes_of(folder / "x") == "first");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a pending file follows a link and keeps the permissions of what it replaces", "[output]") {
    const ScratchFolder folder;
    std::filesystem::create_directory(folder / "real");
    put(folder / "real/x", "old");
    chmod((folder / "real/x").c_str(), 0640);
    std::filesystem::create_symlink("real/x", folder / "link");
    PendingFile pending(folder / "link");
    put(pending.path(), "new");
    pending.commit();
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(bytes_of(folder / "real/x") == "new");
    struct stat status {};
    REQUIRE(stat((folder / "real/x").c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("a long name leaves room for the temporary ending", "[output]") {
    const ScratchFolder folder;
    const std::string name(250, 'n');
    PendingFile pending(folder / name);
    pending.commit();
    CHECK(std::filesystem::exists(folder / name));
}

TEST_CASE("targets that can't become a file are refused in words", "[output]") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH(PendingFile(folder / "missing/x"), containing("missing/x: can't write: there is no directory"));
    CHECK_THROWS_WITH(PendingFile(folder.path()), containing("it is a directory"));
    CHECK_THROWS_WITH(PendingFile("/dev/null"), containing("/dev/null: can't write: it is not a regular file"));
    CHECK_THROWS_WITH(PendingFile(""), containing("isn't the name of a file"));
    CHECK_THROWS_WITH(PendingFile(folder / "missing/"), containing("isn't the name of a file"));
    put(folder / "plain", "");
    CHECK_THROWS_AS(PendingFile(folder / "plain/x"), FileError);
    CHECK_THROWS_WITH(PendingFile(folder / std::string(300, 'n')), containing("name too long") || containing("name"));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("files and directories that may not be written are refused", "[output]") {
    const ScratchFolder folder;
    put(folder / "x", "old");
    chmod((folder / "x").c_str(), 0444);
    std::filesystem::create_directory(folder / "closed");
    chmod((folder / "closed").c_str(), 0555);
    chmod(folder.path().c_str(), 0777);
    // The superuser may write everywhere, so the attempt is made as nobody.
    const int result = in_child([&] {
        if (getuid() == 0 && setuid(65534) != 0) {
            return 3;
        }
        for (const char* name : {"x", "closed/y"}) {
            try {
                PendingFile(folder / name).commit();
                return 1;
            } catch (const FileError& error) {
                const std::string text = error.what();
                if (text.find(name) == std::string::npos || text.find("Permission denied") == std::string::npos) {
                    return 2;
                }
            }
        }
        return 0;
    });
    CHECK(result == 0);
    CHECK(bytes_of(folder / "x") == "old");
}
