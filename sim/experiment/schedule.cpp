#include "sim/experiment/schedule.hpp"

#include "sim/base/require.hpp"

#include <algorithm>

namespace backstock {

Schedule::Schedule(StudyPlan plan, std::uint64_t shard, std::uint64_t shards)
    : plan_(std::move(plan)), shard_(shard), shards_(shards), families_(plan_.families.size()) {
    require(shard < shards, "part {} of {}", shard, shards);
    require(plan_.replications >= 1, "a study of {} replications", plan_.replications);
    const std::int64_t all = blocks_of(plan_.replications);
    const std::int64_t first_look = plan_.until ? std::min(all, blocks_of(plan_.until->at_least)) : all;
    std::uint64_t units = 0;
    for (std::size_t f = 0; f < families_.size(); ++f) {
        FamilyState& family = families_[f];
        family.mine = !plan_.until || f % shards_ == shard_;
        family.next_look = first_look;
        family.cells.resize(plan_.families[f].size());
        first_unit_.push_back(units);
        units += family.cells.size() * static_cast<std::uint64_t>(all);
        for (std::size_t i = 0; i < family.cells.size(); ++i) {
            const std::size_t cell = plan_.families[f][i];
            if (where_.size() <= cell) where_.resize(cell + 1);
            where_[cell] = {f, i};
            family.cells[i].there.resize(static_cast<std::size_t>(all));
            if (plan_.until) family.cells[i].waiting.resize(static_cast<std::size_t>(all));
        }
        count_missing(f);
        family.complete = !family.mine || family.missing == 0;
        open_ += family.complete ? 0 : 1;
    }
}

// With `until`, block by block through all cells, else cell by cell.
Unit Schedule::unit_at(std::size_t family, std::uint64_t position) const {
    const std::vector<std::size_t>& cells = plan_.families[family];
    const auto all = static_cast<std::uint64_t>(blocks_of(plan_.replications));
    if (plan_.until) return {cells[position % cells.size()], position / cells.size()};
    return {cells[position / all], position % all};
}

bool Schedule::mine(std::size_t family, std::size_t place, std::int64_t block) const {
    if (plan_.until) return families_[family].mine;
    const auto all = static_cast<std::uint64_t>(blocks_of(plan_.replications));
    return (first_unit_[family] + place * all + static_cast<std::uint64_t>(block)) % shards_ == shard_;
}

void Schedule::count_missing(std::size_t f) {
    FamilyState& family = families_[f];
    family.missing = 0;
    for (std::size_t i = 0; i < family.cells.size(); ++i) {
        for (std::int64_t b = 0; b < family.next_look; ++b)
            family.missing += mine(f, i, b) && !family.cells[i].there[static_cast<std::size_t>(b)] ? 1 : 0;
    }
}

void Schedule::finished(const Unit& unit, const UnitValues& values) {
    require(unit.cell < where_.size(), "a unit of cell {}", unit.cell);
    const Where at = where_[unit.cell];
    FamilyState& family = families_[at.family];
    CellState& cell = family.cells[at.place];
    require(unit.block < cell.there.size(), "a unit of block {}", unit.block);
    if (cell.there[unit.block]) return;
    cell.there[unit.block] = true;
    const auto block = static_cast<std::int64_t>(unit.block);
    if (!mine(at.family, at.place, block)) return;
    ++done_;
    if (plan_.until) keep(cell, unit.block, values);
    if (family.complete || block >= family.next_look) return;
    if (--family.missing == 0) look(at.family);
}

void Schedule::keep(CellState& cell, std::size_t block, const UnitValues& values) {
    cell.waiting[block] = values;
    cell.is_ratio = values.is_ratio;
    for (std::size_t next = cell.num.size() / replications_a_block; next < cell.waiting.size(); ++next) {
        if (!cell.waiting[next]) return;
        const UnitValues& part = *cell.waiting[next];
        cell.num.insert(cell.num.end(), part.num.begin(), part.num.end());
        cell.den.insert(cell.den.end(), part.den.begin(), part.den.end());
        cell.waiting[next].reset();
    }
}

bool Schedule::all_narrow(const FamilyState& family) const {
    const auto n =
        static_cast<std::size_t>(block_range(static_cast<std::uint64_t>(family.next_look - 1), plan_.replications).end);
    return std::all_of(family.cells.begin(), family.cells.end(), [&](const CellState& cell) {
        return narrow_enough({std::span(cell.num).first(n), std::span(cell.den).first(n), cell.is_ratio}, *plan_.until);
    });
}

void Schedule::look(std::size_t f) {
    FamilyState& family = families_[f];
    while (family.missing == 0) {
        family.blocks = family.next_look;
        family.narrow = plan_.until && all_narrow(family);
        if (!plan_.until || family.narrow || family.next_look == blocks_of(plan_.replications)) {
            family.complete = true;
            --open_;
            return;
        }
        ++family.next_look;
        count_missing(f);
    }
}

std::optional<Unit> Schedule::take() {
    if (!again_.empty()) {
        const Unit unit = again_.front();
        again_.pop_front();
        return unit;
    }
    while (first_open_ < families_.size() && families_[first_open_].complete) ++first_open_;
    for (std::size_t f = first_open_; f < families_.size(); ++f) {
        FamilyState& family = families_[f];
        if (family.complete) continue;
        const auto blocks = static_cast<std::uint64_t>(plan_.until ? family.next_look : blocks_of(plan_.replications));
        while (family.next < family.cells.size() * blocks) {
            const Unit unit = unit_at(f, family.next++);
            const std::size_t place = where_[unit.cell].place;
            if (mine(f, place, static_cast<std::int64_t>(unit.block)) && !family.cells[place].there[unit.block])
                return unit;
        }
    }
    return std::nullopt;
}

void Schedule::lost(const Unit& unit) { again_.push_back(unit); }

std::int64_t Schedule::total() const {
    std::int64_t units = 0;
    for (std::size_t f = 0; f < families_.size(); ++f) {
        const FamilyState& family = families_[f];
        if (plan_.until) {
            const std::int64_t blocks = family.complete ? family.blocks : blocks_of(plan_.replications);
            units += family.mine ? blocks * static_cast<std::int64_t>(family.cells.size()) : 0;
        }
    }
    if (plan_.until) return units;
    const std::uint64_t all = where_.size() * static_cast<std::uint64_t>(blocks_of(plan_.replications));
    return static_cast<std::int64_t>(all / shards_ + (shard_ < all % shards_ ? 1 : 0));
}

std::int64_t Schedule::replications(std::size_t family) const {
    const FamilyState& state = families_[family];
    require(state.complete && state.mine, "family {} is not complete", family);
    const std::int64_t blocks = plan_.until ? state.blocks : blocks_of(plan_.replications);
    return block_range(static_cast<std::uint64_t>(blocks - 1), plan_.replications).end;
}

std::vector<Unit> Schedule::units() const {
    std::vector<Unit> units;
    for (std::size_t f = 0; f < families_.size(); ++f) {
        const std::int64_t blocks = plan_.until ? families_[f].blocks : blocks_of(plan_.replications);
        for (std::size_t i = 0; i < families_[f].cells.size(); ++i) {
            for (std::int64_t b = 0; b < blocks; ++b) {
                if (mine(f, i, b)) units.push_back({plan_.families[f][i], static_cast<std::uint64_t>(b)});
            }
        }
    }
    return units;
}

}  // namespace backstock
