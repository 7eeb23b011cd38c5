#include "scenarios/decimal.hpp"

#include "tests/catch.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

using namespace backstock;

namespace {

std::string refusal(std::string_view text) {
    const auto parsed = parse_decimal(text);
    CHECK_FALSE(parsed);
    return parsed.message;
}

}  // namespace

TEST_CASE("numbers are what JSON has, and a plus", "[scenarios]") {
    for (const auto& [text, value] :
         std::vector<std::pair<std::string, double>>{{"0", 0.0},
                                                     {"12", 12.0},
                                                     {"-0.5", -0.5},
                                                     {"+3", 3.0},
                                                     {"6e4", 6e4},
                                                     {"1.5E-3", 1.5e-3},
                                                     {" 7 ", 7.0},
                                                     {"0.1", 0.1},
                                                     {"123456789012345678901234567890", 1.2345678901234568e29},
                                                     {"0e999", 0.0}}) {
        const auto parsed = parse_decimal(text);
        REQUIRE(parsed);
        CHECK(parsed->value == value);
    }
}

TEST_CASE("everything else is refused, with what to write where that is plain", "[scenarios]") {
    CHECK(refusal("010") == "'010' is not a number; write 10 without leading zeros, or quote a name");
    CHECK(refusal("00.5") == "'00.5' is not a number; write 0.5 without leading zeros, or quote a name");
    CHECK(refusal("00") == "'00' is not a number; write 0 without leading zeros, or quote a name");
    CHECK(refusal(".5") == "'.5' is not a number; write 0.5");
    CHECK(refusal("5.") == "'5.' is not a number; write 5");
    CHECK(refusal("1,000") == "'1,000' is not a number; write 1000 without separators");
    CHECK(refusal("-12'345'678") == "'-12'345'678' is not a number; write -12345678 without separators");
    CHECK(refusal("1_000") == "'1_000' is not a number; write 1000 without separators");
    CHECK(refusal("1 000") == "'1 000' is not a number; write 1000 without separators");
    CHECK(refusal("1,000.50") == "'1,000.50' is not a number; write 1000.50 without separators");
    CHECK(refusal("0,5") == "'0,5' is not a number; decimals stand after a point: 0.5");
    CHECK(refusal("0x10").ends_with("hexadecimal numbers are not read"));
    CHECK(refusal(".inf").ends_with("leave the setting out for no limit"));
    CHECK(refusal("nan").ends_with("leave the setting out for no limit"));
    CHECK(refusal("\xE2\x88\x92"
                  "5")
              .ends_with("the minus sign is '-'"));
    CHECK(refusal("1e400") == "'1e400' is too large");
    CHECK(refusal("1e99999999999999999999") == "'1e99999999999999999999' is too large");
    CHECK(refusal("1e-400") == "'1e-400' is too small to tell from 0");
    CHECK(refusal("") == "a number is missing");
    for (const std::string_view text : {"-", "+", "e5", "1e", "1e+", "--1", "1.2.3", "1-2", "x", "1x", "1,00", "."}) {
        CHECK(refusal(text).find("is not a number") != std::string::npos);
    }
}

TEST_CASE("a decimal counts exactly", "[scenarios]") {
    CHECK(parse_decimal("0.1")->exact_times(1'000'000) == 100'000);
    CHECK(parse_decimal("0.0000001")->exact_times(1'000'000) == std::nullopt);
    CHECK(parse_decimal("0.0000005")->nearest_times(1'000'000) == 1);
    CHECK(parse_decimal("0.00000049")->nearest_times(1'000'000) == 0);
    CHECK(parse_decimal("-0.0000005")->nearest_times(1'000'000) == -1);
    CHECK(parse_decimal("1e18")->exact_times(1) == 1'000'000'000'000'000'000);
    CHECK(parse_decimal("9223372036854775807")->nearest_times(1).has_value());
    CHECK(parse_decimal("1e19")->exact_times(1) == std::nullopt);
    CHECK(parse_decimal("1e300")->nearest_times(1'000'000) == std::nullopt);
    CHECK(parse_decimal("1e-300")->nearest_times(1'000'000) == 0);
    CHECK(parse_decimal("30", -2)->value == 0.3);
    CHECK(parse_decimal("2.9", -2)->value == 0.029);
}

TEST_CASE("whole numbers and micro parts read back exactly", "[scenarios]") {
    rc::check([](std::int64_t n) {
        const std::int64_t small = n % 1'000'000'000'000'000'000;
        RC_ASSERT(parse_decimal(std::to_string(small))->exact_times(1) == small);
        const std::int64_t micro = n % 1'000'000'000'000'000;
        const std::string sign = micro < 0 ? "-" : "";
        const std::string text =
            fmt::format("{}{}.{:06}", sign, std::abs(micro) / 1'000'000, std::abs(micro) % 1'000'000);
        RC_ASSERT(parse_decimal(text)->exact_times(1'000'000) == micro);
    });
}

TEST_CASE("number and unit part where the number ends", "[scenarios]") {
    const auto parts = [](std::string_view text) {
        const auto [number, unit] = split_unit(text);
        return std::string(number) + "|" + std::string(unit);
    };
    CHECK(parts("7 d") == "7|d");
    CHECK(parts("7d") == "7|d");
    CHECK(parts(" 25 %/yr ") == "25|%/yr");
    CHECK(parts("1e3 s") == "1e3|s");
    CHECK(parts("5 each") == "5|each");
    CHECK(parts("5each") == "5|each");
    CHECK(parts("1,000 d") == "1,000|d");
    CHECK(parts("010 d") == "010|d");
    CHECK(parts("7\xC2\xA0"
                "d") == "7|d");
    CHECK(parts("d") == "|d");
    CHECK(parts("") == "|");
}
