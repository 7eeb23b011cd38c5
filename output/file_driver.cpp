#include "output/file_driver.hpp"

#if __has_include(<H5FDdevelop.h>)
#include <H5FDdevelop.h>  // where drivers are declared since HDF5 1.14
#endif
#include "output/file_error.hpp"
#include "output/hdf5.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace backstock::hdf5 {
namespace {

// Linux moves at most 2 GiB in one call.
constexpr std::size_t largest_transfer = std::size_t{1} << 30;

// What travels in the access properties, where HDF5 copies it byte by byte.
struct Settings {
    Writes* writes;
};

// HDF5 knows an open file by its first member.
struct OpenFile {
    H5FD_t base{};
    Writes* writes = nullptr;
    int descriptor = -1;
    haddr_t allocated = 0;
    haddr_t size = 0;
};
static_assert(offsetof(OpenFile, base) == 0);

OpenFile& self(H5FD_t* file) { return *reinterpret_cast<OpenFile*>(file); }

const OpenFile& self(const H5FD_t* file) { return *reinterpret_cast<const OpenFile*>(file); }

H5FD_t* open(const char* name, unsigned flags, hid_t access, haddr_t) {
    const auto* settings = static_cast<const Settings*>(H5Pget_driver_info(access));
    const int mode = ((flags & H5F_ACC_RDWR) != 0 ? O_RDWR : O_RDONLY) | ((flags & H5F_ACC_TRUNC) != 0 ? O_TRUNC : 0);
    const int descriptor = settings == nullptr ? -1 : ::open(name, mode | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        return nullptr;
    }
    auto* file = new OpenFile;  // NOLINT: HDF5 holds it, and gives it back to close()
    file->writes = settings->writes;
    file->descriptor = descriptor;
    file->size = static_cast<haddr_t>(status.st_size);
    return &file->base;
}

herr_t close(H5FD_t* file) {
    if (::close(self(file).descriptor) != 0 && self(file).writes->error == 0) {
        self(file).writes->error = errno;
    }
    delete &self(file);  // NOLINT: see open()
    return 0;
}

herr_t query(const H5FD_t*, unsigned long* features) {
    *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
                H5FD_FEAT_AGGREGATE_SMALLDATA;
#ifdef H5FD_FEAT_DEFAULT_VFD_COMPATIBLE
    *features |= H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
#endif
    return 0;
}

haddr_t get_allocated(const H5FD_t* file, H5FD_mem_t) { return self(file).allocated; }

herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t address) {
    self(file).allocated = address;
    return 0;
}

haddr_t get_size(const H5FD_t* file, H5FD_mem_t) { return self(file).size; }

herr_t get_handle(H5FD_t* file, hid_t, void** handle) {
    *handle = self(file).writes;
    return 0;
}

herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t bytes, void* buffer) {
    auto* to = static_cast<char*>(buffer);
    while (bytes > 0) {
        const ssize_t done =
            ::pread(self(file).descriptor, to, std::min(bytes, largest_transfer), static_cast<off_t>(address));
        if (done < 0 && errno != EINTR) {
            return -1;
        }
        if (done == 0) {
            // Beyond the end of the file lie zeros.
            std::memset(to, 0, bytes);
            return 0;
        }
        const auto moved = static_cast<size_t>(std::max<ssize_t>(done, 0));
        to += moved;
        address += moved;
        bytes -= moved;
    }
    return 0;
}

herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t bytes, const void* buffer) {
    Writes& writes = *self(file).writes;
    self(file).size = std::max(self(file).size, address + bytes);
    const auto* from = static_cast<const char*>(buffer);
    while (bytes > 0 && writes.error == 0 && !writes.nowhere) {
        const ssize_t done =
            ::pwrite(self(file).descriptor, from, std::min(bytes, largest_transfer), static_cast<off_t>(address));
        if (done < 0 && errno != EINTR) {
            writes.error = errno;
        }
        const auto moved = static_cast<size_t>(std::max<ssize_t>(done, 0));
        from += moved;
        address += moved;
        bytes -= moved;
    }
    return 0;
}

herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
    OpenFile& open = self(file);
    if (open.size != open.allocated && open.writes->error == 0 && !open.writes->nowhere &&
        ::ftruncate(open.descriptor, static_cast<off_t>(open.allocated)) != 0) {
        open.writes->error = errno;
    }
    open.size = open.allocated;
    return 0;
}

H5FD_class_t description() {
    constexpr H5FD_mem_t free_lists[] = H5FD_FLMAP_DICHOTOMY;
    H5FD_class_t description{};
#ifdef H5FD_CLASS_VERSION
    description.version = H5FD_CLASS_VERSION;
    description.value = static_cast<H5FD_class_value_t>(600);  // HDF5 keeps those below 512
#endif
    description.name = "backstock";
    description.maxaddr = HADDR_MAX / 2;
    description.fc_degree = H5F_CLOSE_WEAK;
    description.fapl_size = sizeof(Settings);
    description.open = open;
    description.close = close;
    description.query = query;
    description.get_eoa = get_allocated;
    description.set_eoa = set_allocated;
    description.get_eof = get_size;
    description.get_handle = get_handle;
    description.read = read;
    description.write = write;
    description.truncate = truncate;
    std::copy(std::begin(free_lists), std::end(free_lists), std::begin(description.fl_map));
    return description;
}

}  // namespace

void use_forgiving_driver(hid_t access, Writes& writes, std::string_view doing) {
    static const H5FD_class_t driver = description();  // HDF5 keeps its own copy
    const Handle<H5FDunregister> registered(H5FDregister(&driver), doing);
    const Settings settings{&writes};
    check(H5Pset_driver(access, registered.get(), &settings), doing);
}

void check_written(const Writes& writes, std::string_view doing) {
    if (writes.error != 0) {
        throw FileError(fmt::format("{}: {}", doing, std::generic_category().message(writes.error)));
    }
}

void check_written(hid_t object, std::string_view doing) {
    const File file(H5Iget_file_id(object), doing);
    void* writes = nullptr;
    check(H5Fget_vfd_handle(file.get(), H5P_DEFAULT, &writes), doing);
    check_written(*static_cast<const Writes*>(writes), doing);
}

}  // namespace backstock::hdf5
