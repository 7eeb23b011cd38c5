// The files of the page, taken into the program as they are. Where they lie is told by tools/cmake/report.cmake.
#include "tools/report/page.hpp"

// clang-format off
#define BACKSTOCK_PART(name, file)                                    \
    asm(".section .rodata\n"                                          \
        ".global backstock_" #name "_begin, backstock_" #name "_end\n"          \
        ".hidden backstock_" #name "_begin, backstock_" #name "_end\n"          \
        "backstock_" #name "_begin:\n.incbin \"" file "\"\n"          \
        "backstock_" #name "_end:\n.byte 0\n.previous\n");            \
    extern "C" const char backstock_##name##_begin[];                 \
    extern "C" const char backstock_##name##_end[];                   \
    namespace backstock::page_part {                                  \
    std::string_view name() {                                         \
        return {backstock_##name##_begin,                             \
                static_cast<std::size_t>(backstock_##name##_end - backstock_##name##_begin)}; \
    }                                                                 \
    }
// clang-format on

BACKSTOCK_PART(html, BACKSTOCK_PAGE_HTML)
BACKSTOCK_PART(style, BACKSTOCK_PAGE_STYLE)
BACKSTOCK_PART(script, BACKSTOCK_PAGE_SCRIPT)
BACKSTOCK_PART(echarts, BACKSTOCK_PAGE_ECHARTS)
