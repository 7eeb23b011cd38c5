#include "sim/experiment/kpi_samples.hpp"

#include "sim/base/require.hpp"

namespace backstock {
namespace {

constexpr std::size_t rows_a_block = 256;

}  // namespace

void KpiSamples::add(const KpiRow& row) {
    require(row.size() == columns_.size(), "a row of {} values under {} columns", row.size(), columns_.size());
    recent_.insert(recent_.end(), row.begin(), row.end());
    ++replications_;
    if (recent_.size() == rows_a_block * columns_.size()) put_aside();
}

void KpiSamples::put_aside() {
    std::vector<double> block;
    block.reserve(2 * recent_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        for (std::size_t i = column; i < recent_.size(); i += columns_.size()) block.push_back(recent_[i].num);
        for (std::size_t i = column; i < recent_.size(); i += columns_.size()) block.push_back(recent_[i].den);
    }
    tape_.append(block);
    recent_.clear();
}

SampledKpi KpiSamples::sample(std::size_t column) const {
    const auto count = static_cast<std::size_t>(replications_);
    SampledKpi sampled{std::vector<double>(count), std::vector<double>(count), columns_[column].info->is_ratio()};
    const std::size_t blocks = count / rows_a_block;
    for (std::size_t block = 0; block < blocks; ++block) {
        const std::uint64_t place = 2 * rows_a_block * (block * columns_.size() + column);
        const std::size_t first = block * rows_a_block;
        tape_.read(place, std::span(sampled.num).subspan(first, rows_a_block));
        tape_.read(place + rows_a_block, std::span(sampled.den).subspan(first, rows_a_block));
    }
    for (std::size_t i = blocks * rows_a_block, at = column; i < count; ++i, at += columns_.size()) {
        sampled.num[i] = recent_[at].num;
        sampled.den[i] = recent_[at].den;
    }
    return sampled;
}

}  // namespace backstock
