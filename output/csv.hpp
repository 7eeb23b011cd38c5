#pragma once
// Tables as CSV (RFC 4180, lines end with LF), for spreadsheets and programs without HDF5.

#include "output/frame.hpp"
#include "output/results_reader.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>

namespace backstock {

// The line of column names, plain, so that every CSV reader takes them; units go elsewhere (see export_csv).
void write_csv_heading(std::ostream& out, const Frame& frame);

// One line a row. Numbers are the shortest decimals that read back to the same bits; what isn't finite is NaN, Inf and
// -Inf, as pandas, R and Octave read it. Texts are quoted where they hold a comma, a quote, a line break, or a space at
// an end; an empty text in a table of a single column is "", since an empty line would be skipped.
void write_csv_rows(std::ostream& out, const Frame& frame);

// Both. The frame must pass Frame::check().
void write_csv(std::ostream& out, const Frame& frame);

// One cell with text, quoted where needed.
std::string csv_text(std::string_view text);

// Exports a results file: every table to <directory>/<path>.csv ("/boutique/kpis" to boutique/kpis.csv), every text,
// which is a scenario, to <path>.yaml, and beside them
//     columns.csv      table,column,type,unit     a row a column of a table; type is number, count or text
//     attributes.csv   object,name,value          a row an attribute of the file, a group or an object
// Directories are created; existing files are replaced, each only when the new one is complete. Throws FileError when a
// file can't be read or written, or when names in the file would lead out of the directory or to one file twice.
void export_csv(const ResultsReader& results, const std::filesystem::path& directory);

}  // namespace backstock
