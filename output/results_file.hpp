#pragma once
// The results file as a whole: see output/README.md for the format.

#include "output/results_reader.hpp"
#include "output/results_writer.hpp"
