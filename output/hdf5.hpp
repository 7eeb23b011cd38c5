#pragma once
// The thin layer over the HDF5 C interface: handles that close themselves, and failures as exceptions.
//
// HDF5 numbers everything it opens. Each number must go back through the closing function of its kind; a Handle does
// that. Every call can fail; check() turns a failure into a FileError that carries the reason the library gives.

#include <hdf5.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock::hdf5 {

// While it lives, HDF5 prints nothing to stderr (it prints its whole stack by default). What was set before comes back
// afterwards, so that a program which uses HDF5 itself keeps its choice.
class QuietErrors {
public:
    QuietErrors();
    ~QuietErrors();
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;

private:
    H5E_auto2_t print_ = nullptr;
    void* data_ = nullptr;
};

// Why the last call failed, in one line: the operating system's words where it was the one to refuse ("No space left on
// device"), otherwise the innermost message of HDF5's error stack.
std::string reason();

// Gives back what the call returned, or throws FileError "`doing`: reason" if it is negative, which means failure
// throughout HDF5. `doing` names the file and what was tried.
template<class Result>
Result check(Result result, std::string_view doing);

[[noreturn]] void fail(std::string_view doing);

template<class Result>
Result check(Result result, std::string_view doing) {
    if (result < 0) {
        fail(doing);
    }
    return result;
}

// An open HDF5 object and its closing function. Moves, doesn't copy. Closing errors are ignored here: what must not be
// lost is flushed and checked before.
template<herr_t (*Close)(hid_t)>
class Handle {
public:
    Handle() = default;
    // Takes what an opening function returned; throws FileError if that was a failure.
    Handle(hid_t id, std::string_view doing) : id_(check(id, doing)) {}
    ~Handle() { close(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            close();
            id_ = std::exchange(other.id_, H5I_INVALID_HID);
        }
        return *this;
    }

    hid_t get() const { return id_; }

    // Closes now. Harmless on a closed handle.
    void close() noexcept {
        if (id_ >= 0) {
            Close(id_);
        }
        id_ = H5I_INVALID_HID;
    }

    // Hands the number out; whoever takes it closes it.
    hid_t release() noexcept { return std::exchange(id_, H5I_INVALID_HID); }

private:
    hid_t id_ = H5I_INVALID_HID;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Dataset = Handle<H5Dclose>;
using Object = Handle<H5Oclose>;
using Space = Handle<H5Sclose>;
using Type = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using Attribute = Handle<H5Aclose>;

// The type of a UTF-8 string: of variable length, or of `bytes` bytes, filled up with NUL.
Type text_type();
Type text_type(std::size_t bytes);

// A one-dimensional space of that many elements.
Space line_of(hsize_t elements);

// Writes `texts` as an attribute: a single string, or a line of strings in order. The object must not have it yet.
void write_text_attribute(hid_t object, const std::string& name, const std::string& text, std::string_view doing);
void write_texts_attribute(hid_t object, const std::string& name, const std::vector<std::string>& texts,
                           std::string_view doing);

// Reads an attribute of one or more strings, of fixed or variable length.
std::vector<std::string> read_texts_attribute(hid_t attribute, std::string_view doing);

}  // namespace backstock::hdf5
