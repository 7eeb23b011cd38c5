#pragma once
// A sample's histogram beside what its laws expect: as text, and as an SVG picture.

#include "tools/fit/analysis.hpp"

#include <string>
#include <vector>

namespace backstock::fit {

struct Bin {
    double low = 0;
    double high = 0;  // excluded; infinity for the last where the sample has a long tail
    double observed = 0;
};

// Bins of equal width, by Freedman and Diaconis (1981: 2 IQR / n^(1/3)) in steps of 1, 2 or 5 times a power of ten, and
// at most `most`; of values in steps each bin holds as many steps. What is beyond the 99 % quantile is in the last one.
std::vector<Bin> histogram(const Observed& x, std::size_t most);

// How many values of a sample of n the law expects in a bin.
double expected_in(const Bin& bin, const UnitLaw& law, const Observed& x);

// A line a bin: what is in it as a bar, and the first law's expectation as a mark, in `width` columns.
std::string text_plot(const Analysis& analysis, const Unit& unit, std::size_t width);

// The histogram with the densities of the three best laws; `title` is any text.
std::string svg_plot(const Analysis& analysis, const Unit& unit, const std::string& title);

}  // namespace backstock::fit
