#pragma once
// The few questions that reading text asks about UTF-8 (RFC 3629).

#include <cstddef>
#include <string>
#include <string_view>

namespace backstock {

// The offset of the first byte that is not part of well-formed UTF-8 (over-long forms, surrogates and anything past
// U+10FFFF are ill-formed); the text's size when there is none.
std::size_t first_ill_formed(std::string_view text);

// How many characters (code points) the text has. Ill-formed bytes count as the byte patterns suggest.
int characters(std::string_view text);

// The text as UTF-8: as it is when well-formed; otherwise every byte is taken as Latin-1, which is what
// spreadsheets of the last century wrote and which no byte fails.
std::string utf8_or_latin1(std::string_view bytes);

// Found text as messages show it: in single quotes, control characters escaped (a file must not be able to steer
// the user's terminal), and cut after some 60 characters.
std::string shown(std::string_view found);

// The text with control characters written as escapes: \n, \t, \x1b.
std::string without_controls(std::string_view text);

}  // namespace backstock
