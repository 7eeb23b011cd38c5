#include "output/hdf5.hpp"

#include "output/file_error.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

herr_t print_nothing(hid_t, void*) { return 0; }

}  // namespace

TEST_CASE("what a program has told HDF5 to print comes back after our calls", "[output]") {
    H5E_auto2_t before = nullptr;
    void* data = nullptr;
    H5Eget_auto2(H5E_DEFAULT, &before, &data);
    H5Eset_auto2(H5E_DEFAULT, print_nothing, nullptr);
    H5E_auto2_t during = print_nothing;
    H5E_auto2_t after = nullptr;
    {
        const hdf5::QuietErrors quiet;
        H5Eget_auto2(H5E_DEFAULT, &during, nullptr);
    }
    H5Eget_auto2(H5E_DEFAULT, &after, nullptr);
    H5Eset_auto2(H5E_DEFAULT, before, data);
    CHECK(during == nullptr);
    CHECK(after == print_nothing);
}

TEST_CASE("a failed call of HDF5 becomes an error in the words of the operating system", "[output]") {
    const ScratchFolder folder;
    const hdf5::QuietErrors quiet;
    CHECK_THROWS_WITH(hdf5::File(H5Fopen((folder / "no").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "open no"),
                      containing("open no: No such file or directory"));
    CHECK_THROWS_AS(hdf5::check(H5Tclose(-1), "close nothing"), FileError);
}

TEST_CASE("a handle closes what it holds, once", "[output]") {
    const hdf5::QuietErrors quiet;
    hid_t id = H5I_INVALID_HID;
    {
        hdf5::Type type = hdf5::text_type();
        id = type.get();
        hdf5::Type moved = std::move(type);
        CHECK(H5Iis_valid(id) > 0);
        moved = hdf5::text_type(4);
        CHECK(H5Iis_valid(id) == 0);
        id = moved.get();
    }
    CHECK(H5Iis_valid(id) == 0);
}
