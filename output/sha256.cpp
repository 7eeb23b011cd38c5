#include "output/sha256.hpp"

#include "sim/base/require.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace backstock {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    require(done == 1, "libcrypto computes no SHA-256");
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

}  // namespace backstock
