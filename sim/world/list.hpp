#pragma once
// A fixed list of things that the scenario names, indexed by their typed id. Ids follow the order in which the
// loader adds things: by name, and stock points downstream first.
#include "sim/base/id.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace backstock {

/// Rows of type Row, indexed by Id<Key>. Unlike a Table, nothing is ever erased.
template<class Row, class Key = Row>
class List {
public:
    Id<Key> add(Row row) {
        rows_.push_back(std::move(row));
        return Id<Key>(static_cast<std::uint32_t>(rows_.size() - 1));
    }
    Row& operator[](Id<Key> id) { return rows_[id.index()]; }
    const Row& operator[](Id<Key> id) const { return rows_[id.index()]; }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    void reserve(std::size_t n) { rows_.reserve(n); }
    void resize(std::size_t n) { rows_.resize(n); }
    [[nodiscard]] Id<Key> id_at(std::size_t index) const { return Id<Key>(static_cast<std::uint32_t>(index)); }

    auto begin() { return rows_.begin(); }
    auto end() { return rows_.end(); }
    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }

private:
    std::vector<Row> rows_;
};

}  // namespace backstock
