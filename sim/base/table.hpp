#pragma once
// Rows of one type, found by Id: the world is made of these.
//
// - A reference to a row survives growth: rows live in chunks that never move.
// - An erased row is recycled, the last erased first, so memory follows what is open, not what has happened.
// - Each row has a generation that erasing advances, so that a fact scheduled for a row that is gone can tell. It has
//   20 bits and wraps: after 1,048,576 recyclings of one row within one fact's wait, a stale fact would look fresh.
// - A copy is a checkpoint: same ids, same generations, same order of recycling. Copying and clearing are the only
//   expensive operations; adding allocates only when the table grows beyond its largest size so far.
//
// Using an id whose row is gone is a broken law, always checked; using one whose row was recycled is not noticed.

#include "sim/base/id.hpp"
#include "sim/base/require.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace backstock {

template<class Row>
class Table {
public:
    static constexpr std::uint32_t generation_mask = (1U << 20) - 1;

    Table() = default;
    Table(const Table& other) { copy(other); }
    Table& operator=(const Table& other) {
        if (this != &other) {
            clear();
            copy(other);
        }
        return *this;
    }
    Table(Table&& other) noexcept { swap(other); }
    Table& operator=(Table&& other) noexcept {
        Table taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~Table() = default;

    // The living rows.
    std::size_t size() const { return living_; }
    bool empty() const { return living_ == 0; }
    // One more than the highest index ever used: the size of an array kept beside the table.
    std::uint32_t extent() const { return extent_; }

    // A new row and its name.
    struct Added {
        Id<Row> id;
        Row& row;
    };

    // Makes a row with its members' default values, to be filled where it lies. The lowest free index comes first while
    // nothing was erased, so rows added in order are numbered in order.
    Added make() {
        const std::uint32_t index = next_index();
        Slot& slot = slot_at(index);
        slot.row = Row{};  // may throw; nothing has changed so far
        bring_to_life(index, slot);
        return {Id<Row>(index), slot.row};
    }

    // Keeps a copy of the row and names it.
    Id<Row> add(const Row& row) {
        const std::uint32_t index = next_index();
        Slot& slot = slot_at(index);
        slot.row = row;  // may throw; nothing has changed so far
        bring_to_life(index, slot);
        return Id<Row>(index);
    }

    // Ends the row's life: what it owns is freed, its generation advances. Requires a living row.
    void erase(Id<Row> id) {
        Slot& slot = living_slot(id);
        if constexpr (!std::is_trivially_destructible_v<Row>) {
            slot.row = Row{};
        }
        slot.generation = (slot.generation + 1) & generation_mask;
        slot.next = free_;
        free_ = id.index();
        --living_;
    }

    // Requires a living row.
    Row& operator[](Id<Row> id) { return living_slot(id).row; }
    const Row& operator[](Id<Row> id) const { return living_slot(id).row; }

    // Whether the id names a living row; any id may be asked, none() too.
    bool contains(Id<Row> id) const { return id.index() < extent_ && slot_at(id.index()).next == alive; }

    // How often the row with this index has been recycled, modulo 2^20. Requires an index that was used, alive or
    // not: a fact asks this to learn whether its row is still the one it was scheduled for.
    std::uint32_t generation(Id<Row> id) const {
        require(id.index() < extent_, "row {} of a table of {}", id.index(), extent_);
        return slot_at(id.index()).generation;
    }

    // Frees everything, generations and all: ids given out before must not be used again.
    void clear() {
        chunks_.clear();
        living_ = 0;
        extent_ = 0;
        free_ = end_of_list;
    }

    // Calls visit(Id<Row>, Row&) for every living row by ascending id. Rows added meanwhile may or may not be
    // visited; a row may be erased by its own visit.
    template<class Visit>
    void for_each(Visit visit) {
        for (std::uint32_t index = 0; index < extent_; ++index) {
            if (Slot& slot = slot_at(index); slot.next == alive) {
                visit(Id<Row>(index), slot.row);
            }
        }
    }
    template<class Visit>
    void for_each(Visit visit) const {
        for (std::uint32_t index = 0; index < extent_; ++index) {
            if (const Slot& slot = slot_at(index); slot.next == alive) {
                visit(Id<Row>(index), slot.row);
            }
        }
    }

private:
    // What `next` says of a slot: never used, alive, or the next free slot (the list is threaded through them).
    static constexpr std::uint32_t end_of_list = 0xFFFF'FFFF;
    static constexpr std::uint32_t alive = 0xFFFF'FFFE;
    static constexpr std::uint32_t fresh = 0xFFFF'FFFD;

    struct Slot {
        std::uint32_t generation = 0;
        std::uint32_t next = fresh;
        Row row{};
    };

    // About 16 KiB a chunk, at least 16 rows: small tables stay small, large ones need few allocations.
    static constexpr std::size_t chunk_rows = std::bit_floor(std::max<std::size_t>(16, 16'384 / sizeof(Slot)));
    static constexpr int chunk_bits = std::countr_zero(chunk_rows);

    Slot& slot_at(std::uint32_t index) { return chunks_[index >> chunk_bits][index & (chunk_rows - 1)]; }
    const Slot& slot_at(std::uint32_t index) const { return chunks_[index >> chunk_bits][index & (chunk_rows - 1)]; }

    // The hottest lines of the program: a bound, a chunk, a mark. Kept inline by force, since compilers find them long.
    [[gnu::always_inline]] Slot& living_slot(Id<Row> id) {
        if (!contains(id)) [[unlikely]] {
            not_alive(id);
        }
        return slot_at(id.index());
    }
    [[gnu::always_inline]] const Slot& living_slot(Id<Row> id) const {
        if (!contains(id)) [[unlikely]] {
            not_alive(id);
        }
        return slot_at(id.index());
    }
    [[noreturn, gnu::cold, gnu::noinline]] static void not_alive(Id<Row> id) {
        require(false, "row {} is not alive", id.index());
        __builtin_unreachable();
    }

    std::uint32_t next_index() { return free_ != end_of_list ? free_ : grow(); }
    void bring_to_life(std::uint32_t index, Slot& slot) {
        if (slot.next == fresh)
            extent_ = index + 1;
        else
            free_ = slot.next;
        slot.next = alive;
        ++living_;
    }
    std::uint32_t grow() {
        require(extent_ < fresh, "a table of {} rows is full", extent_);
        if ((extent_ >> chunk_bits) == chunks_.size()) {
            chunks_.push_back(std::make_unique<Slot[]>(chunk_rows));
        }
        return extent_;
    }

    void copy(const Table& other) {
        for (const auto& chunk : other.chunks_) {
            chunks_.push_back(std::make_unique<Slot[]>(chunk_rows));
            std::copy_n(chunk.get(), chunk_rows, chunks_.back().get());
        }
        living_ = other.living_;
        extent_ = other.extent_;
        free_ = other.free_;
    }

    void swap(Table& other) noexcept {
        std::swap(chunks_, other.chunks_);
        std::swap(living_, other.living_);
        std::swap(extent_, other.extent_);
        std::swap(free_, other.free_);
    }

    std::vector<std::unique_ptr<Slot[]>> chunks_;
    std::size_t living_ = 0;
    std::uint32_t extent_ = 0;
    std::uint32_t free_ = end_of_list;
};

}  // namespace backstock
