#pragma once
// How a payment processor is written, and the presets: what well-known ones charge and grant, dated, with their
// sources.
#include "sim/policy/settings.hpp"
#include "sim/world/processor.hpp"

#include <span>
#include <string_view>

namespace backstock {

/// A processor that a scenario can name instead of writing it out.
struct ProcessorPreset {
    std::string_view name;
    std::string_view about;   ///< what it is, as of when
    std::string_view source;  ///< where the figures are from, and which are not verified
    Processor terms;
};

/// All of them, by name.
std::span<const ProcessorPreset> processor_presets();

/// Reads a processor's settings; what is not said is as in `base`.
Processor read_processor(Settings& settings, const Processor& base);

}  // namespace backstock
