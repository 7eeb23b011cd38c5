#pragma once
// Rows of one kind that form a list through their `next` and `before`.
#include "sim/base/table.hpp"

namespace backstock {

template<class Row>
void append(Table<Row>& rows, Id<Row>& first, Id<Row>& last, Id<Row> id) {
    rows[id].before = last;
    (last ? rows[last].next : first) = id;
    last = id;
}

template<class Row>
void unlink(Table<Row>& rows, Id<Row>& first, Id<Row>& last, Id<Row> id) {
    Row& row = rows[id];
    (row.before ? rows[row.before].next : first) = row.next;
    (row.next ? rows[row.next].before : last) = row.before;
    row.next = row.before = Id<Row>::none();
}

}  // namespace backstock
