#pragma once
// Order lines in the columns that a scenario's `trace` reads without being told their names.

#include "output/pending_file.hpp"
#include "tools/import/order_lines.hpp"

#include <zlib.h>

#include <filesystem>
#include <memory>
#include <string>

namespace backstock::imports {

// A gzipped CSV file with the columns order, time, item, quantity and customer, in place when it is complete. All rows
// are copied but those that only a price, or nothing, can tell from a sale: the trace itself skips returns and what is
// no item of the scenario, and counts them for the user. Throws FileError.
class OrderCopy {
public:
    explicit OrderCopy(const std::filesystem::path& file);

    void add(const OrderLine& line);
    void commit();

private:
    struct Closer {
        void operator()(gzFile file) const { gzclose(file); }
    };
    void write();

    PendingFile target_;
    std::unique_ptr<gzFile_s, Closer> out_;
    std::string text_;
};

}  // namespace backstock::imports
