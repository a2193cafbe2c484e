# salur_library(NAME SOURCES a.cc ... [DEPS lib ...])       a static library of our own code
# salur_executable(NAME SOURCES main.cc ... [DEPS lib ...])
# salur_test(NAME LABEL unit SOURCES x_test.cc ... [DEPS lib ...])
#   One test program. Programs labelled unit are split into one ctest entry per TEST; the others
#   start PostgreSQL or Redis once for the whole program, so they are one entry.

function(salur_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_DEPS} PRIVATE salur_options)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
  salur_precompile(${name})
endfunction()

function(salur_executable name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} salur_options)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  salur_precompile(${name})
endfunction()

function(salur_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;DEPS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} GTest::gmock GTest::gtest_main salur_options)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_compile_definitions(${name} PRIVATE
    SALUR_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SALUR_BINARY_DIR="${CMAKE_BINARY_DIR}")
  salur_precompile(${name})
  if(arg_LABEL STREQUAL "unit")
    gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 120
      PROPERTIES LABELS unit TIMEOUT ${arg_TIMEOUT})
  else()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
  endif()
endfunction()

# The headers that cost seconds (gRPC, protobuf, absl) are compiled once for all libraries.
function(salur_precompile name)
  target_precompile_headers(${name} REUSE_FROM salur_precompiled)
endfunction()
add_library(salur_precompiled STATIC "${CMAKE_SOURCE_DIR}/cmake/precompiled.cc")
target_link_libraries(salur_precompiled PUBLIC gRPC::grpc++ absl::status absl::statusor absl::time
  PRIVATE salur_options)
target_precompile_headers(salur_precompiled PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled.h")

# salur_embed_migrations(target folder): compiles folder/NNN_*.sql into `target` as
# `const std::vector<salur::postgres::Migration>& Migrations()` in namespace salur::<service>,
# declared in services/<service>/storage/migrations.h.
function(salur_embed_migrations target service folder)
  file(GLOB scripts CONFIGURE_DEPENDS "${folder}/*.sql")
  list(SORT scripts)
  set(entries "")
  foreach(script IN LISTS scripts)
    get_filename_component(name "${script}" NAME_WE)
    string(REGEX MATCH "^0*([0-9]+)_" matched "${name}")
    file(READ "${script}" sql)
    string(APPEND entries "      {${CMAKE_MATCH_1}, \"${name}\", R\"salursql(${sql})salursql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${script}")
  endforeach()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${service}_migrations.cc")
  file(CONFIGURE OUTPUT "${output}" @ONLY CONTENT
"// Made from services/${service}/migrations.
#include \"services/${service}/storage/migrations.h\"

namespace salur::${service} {

const std::vector<postgres::Migration>& Migrations() {
  static const std::vector<postgres::Migration> migrations{
@entries@  };
  return migrations;
}

}  // namespace salur::${service}
")
  target_sources(${target} PRIVATE "${output}")
endfunction()
