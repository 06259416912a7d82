# Warnings, sanitizers and Qt definitions that every target of ours is compiled with.
add_library(build_flags INTERFACE)
target_compile_options(build_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
target_include_directories(build_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(build_flags INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_BYTEARRAY)
if(TOUCHSTONE_WARNINGS_AS_ERRORS)
  target_compile_options(build_flags INTERFACE -Werror)
endif()
if(TOUCHSTONE_SANITIZE)
  target_compile_options(build_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(build_flags INTERFACE -fsanitize=address,undefined)
endif()

# A static library NAME with the given SOURCES and public HEADERS, compiled with our flags.
function(touchstone_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;HEADERS" ${ARGN})
  add_library(${name} STATIC ${MODULE_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}
                                FILES ${MODULE_HEADERS})
  target_link_libraries(${name} PUBLIC build_flags)
endfunction()

# Compiles system HEADERS once for all sources of a target. No header of ours: every file names what
# it uses of those, and the headers are the same in every copy of the project, for ccache.
function(touchstone_precompile name)
  target_precompile_headers(${name} PRIVATE ${ARGN})
  # GCC needs it to let ccache store objects that use the precompiled header.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()
