#pragma once
// The fingerprint of a text.

#include <string>
#include <string_view>

namespace backstock {

// The SHA-256 digest (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits; computed by OpenSSL's libcrypto.
std::string sha256(std::string_view bytes);

}  // namespace backstock
