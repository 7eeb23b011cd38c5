#include "output/seal.hpp"

#include "output/file_error.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <fstream>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("a seal notices every change of the file before it", "[output]") {
    const ScratchFolder folder;
    std::ofstream(folder / "x", std::ios::binary) << "123456789";
    CHECK(check_seal(folder / "x") == Seal::none);
    seal(folder / "x");
    // The check value that the definition of CRC-32 gives for these digits.
    CHECK(bytes_of(folder / "x") == "123456789\nbackstock crc32 cbf43926      \n");
    CHECK(check_seal(folder / "x") == Seal::intact);
    std::ofstream(folder / "y", std::ios::binary) << "123456788\nbackstock crc32 cbf43926      \n";
    CHECK(check_seal(folder / "y") == Seal::broken);
    std::ofstream(folder / "y", std::ios::binary) << "123456789\nbackstock crc32 cbf43927      \n";
    CHECK(check_seal(folder / "y") == Seal::broken);
    std::ofstream(folder / "y", std::ios::binary) << "";
    seal(folder / "y");
    CHECK(check_seal(folder / "y") == Seal::intact);
}

TEST_CASE("files larger than a block are sealed whole", "[output]") {
    const ScratchFolder folder;
    const std::string large(3000001, 'z');
    std::ofstream(folder / "x", std::ios::binary) << large;
    seal(folder / "x");
    CHECK(check_seal(folder / "x") == Seal::intact);
    std::string bytes = bytes_of(folder / "x");
    bytes[2999999] = 'y';
    std::ofstream(folder / "x", std::ios::binary) << bytes;
    CHECK(check_seal(folder / "x") == Seal::broken);
    CHECK_THROWS_AS(check_seal(folder / "no"), FileError);
}
