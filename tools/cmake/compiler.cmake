# How every target is compiled. Nothing here may change a result: no -march=native, no fast-math.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # so that others can put the libraries into a shared one
set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ${BACKSTOCK_LTO})
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wconversion>)
add_compile_options(-Wno-missing-field-initializers)  # a row names the fields that are not zero
add_compile_options(-fno-semantic-interposition)  # position-independent code may still be inlined

# Kinds of warning that the optimizer raises wrongly in standard library code stay warnings.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-error=maybe-uninitialized -Wno-error=array-bounds -Wno-error=stringop-overflow
    -Wno-error=restrict)
endif()

if(BACKSTOCK_SANITIZE)
  add_compile_options(-fsanitize=${BACKSTOCK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  string(REPLACE "fuzzer-no-link," "" linked "${BACKSTOCK_SANITIZE}")
  add_link_options(-fsanitize=${linked})
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
