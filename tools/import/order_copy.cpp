#include "tools/import/order_copy.hpp"

#include "output/csv.hpp"
#include "output/file_error.hpp"

#include <fmt/format.h>

namespace backstock::imports {

OrderCopy::OrderCopy(const std::filesystem::path& file)
    : target_(file), out_(gzopen(target_.path().c_str(), "wb3")), text_("order,time,item,quantity,customer\n") {
    if (out_ == nullptr) throw FileError(fmt::format("{}: can't be written", file.string()));
}

void OrderCopy::add(const OrderLine& line) {
    constexpr std::size_t block = 1U << 20U;
    if (line.why_not == Unusable::unreadable || line.why_not == Unusable::no_price) return;
    fmt::format_to(std::back_inserter(text_), "{},{},{},{},{}\n", csv_text(line.order), csv_text(line.time),
                   csv_text(line.item), csv_text(line.quantity_text), csv_text(line.customer));
    if (text_.size() >= block) write();
}

void OrderCopy::write() {
    const auto size = static_cast<unsigned>(text_.size());
    if (size > 0 && gzwrite(out_.get(), text_.data(), size) != static_cast<int>(size)) {
        throw FileError(fmt::format("{}: can't be written", target_.target().string()));
    }
    text_.clear();
}

void OrderCopy::commit() {
    write();
    if (gzclose(out_.release()) != Z_OK)
        throw FileError(fmt::format("{}: can't be written", target_.target().string()));
    target_.commit();
}

}  // namespace backstock::imports
