# Flags, sanitizers, compiler cache and linker. Everything here applies to our own code only.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(SALUR_SANITIZER "" CACHE STRING "address (with undefined) or thread")
set_property(CACHE SALUR_SANITIZER PROPERTY STRINGS "" address thread)

# Paths of the checkout do not enter the binaries, so two checkouts share one compiler cache.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")

add_library(salur_options INTERFACE)
target_include_directories(salur_options INTERFACE "${CMAKE_SOURCE_DIR}")
# -pthread everywhere: the precompiled header is one for all.
target_compile_options(salur_options INTERFACE -pthread)
# hiredis asks for it; the precompiled header must agree.
add_compile_definitions(_FILE_OFFSET_BITS=64)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overruns in std::string concatenations that are none (GCC bugs 105329, 105651),
  # here depending on how long the checkout's path is.
  target_compile_options(salur_options INTERFACE -Wno-array-bounds -Wno-restrict)
endif()
target_compile_options(salur_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fno-omit-frame-pointer
  # GCC 12 warns of every member that a designated initialiser leaves to its default.
  -Wno-missing-field-initializers)

if(SALUR_SANITIZER STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
elseif(SALUR_SANITIZER STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
  # GCC warns that std::atomic_thread_fence (in library headers) is not seen by the sanitizer.
  target_compile_options(salur_options INTERFACE -Wno-tsan)
endif()

find_program(SALUR_CCACHE ccache)
if(SALUR_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env
    "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros
    ${SALUR_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

find_program(SALUR_MOLD mold)
find_program(SALUR_LLD ld.lld)
if(SALUR_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(SALUR_LLD)
  add_link_options(-fuse-ld=lld)
endif()
