#pragma once
// Where in a box of factors to look: points in the unit cube, a coordinate a factor, each in [0, 1).

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock {

using UnitPoint = std::vector<double>;

// A Latin hypercube (McKay, Beckman and Conover 1979, Technometrics 21:239): cut any axis into as many equal pieces as
// there are points, and every piece holds one. The order of the pieces on each axis and the place within a piece are
// drawn from the seed, so that the same seed gives the same points on every machine. Of a few such hypercubes the one
// whose two nearest points lie farthest apart is taken.
std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed);

// The first points of Sobol's sequence (Sobol 1967; direction numbers of Joe and Kuo 2008, by Boost.Random), each
// coordinate shifted by a word drawn from the seed (a digital shift, exclusive or): the points fill the cube as evenly
// as the sequence does, and none lies on the edge by construction. A power of two is best: then every axis is
// stratified exactly. Requires at most 1,000 factors.
std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed);

// Saltelli's design for first-order and total indices: for each of `rows` rows a point of A, one of B, and for each
// factor A's point with that coordinate taken from B; rows × (factors + 2) points in that order (Saltelli et al. 2010,
// Computer Physics Communications 181:259). A and B are the halves of a Sobol sequence of twice as many factors.
std::vector<UnitPoint> saltelli_points(std::size_t rows, std::size_t factors, std::uint64_t seed);

}  // namespace backstock
