#pragma once
// Mistakes on the command line, as opposed to those in a scenario (BadInput).

#include <stdexcept>

namespace backstock {

// The user asked for something that can't be: a wrong option, a file that is not there. The text says what was found
// and what was expected. Ends the program with exit code 2.
class WrongUse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace backstock
