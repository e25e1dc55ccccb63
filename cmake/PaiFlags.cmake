# Compiler settings of the whole house, on one interface target.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
# Assertions state invariants and stay on in every build.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")

# Warnings are errors in every build with the compiler of Debian 12, which all code is clean under,
# so that running and testing share their objects; with another compiler only where asked.
set(werror OFF)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_C_COMPILER_VERSION MATCHES "^12\\.")
  set(werror ON)
endif()
option(PAI_WERROR "treat warnings as errors" ${werror})

add_library(pai_flags INTERFACE)
target_compile_definitions(pai_flags INTERFACE _GNU_SOURCE _FILE_OFFSET_BITS=64
                           PAI_VERSION="${PROJECT_VERSION}")
target_include_directories(pai_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(pai_flags INTERFACE
  $<$<COMPILE_LANGUAGE:C>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings -Wformat=2 -Wundef
  -Wpointer-arith -fno-common -ffp-contract=off -fstack-protector-strong
  -fstack-clash-protection>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64")
  target_compile_options(pai_flags INTERFACE $<$<COMPILE_LANGUAGE:C>:-fcf-protection>)
endif()
target_link_options(pai_flags INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
if(PAI_WERROR)
  target_compile_options(pai_flags INTERFACE $<$<COMPILE_LANGUAGE:C>:-Werror>)
endif()
if(PAI_FUZZ)
  # All code is instrumented, or a fuzzer sees nothing of what its inputs reach.
  target_compile_options(pai_flags INTERFACE $<$<COMPILE_LANGUAGE:C>:-fsanitize=fuzzer-no-link>)
endif()
if(PAI_SANITIZE)
  target_compile_options(pai_flags INTERFACE -fsanitize=${PAI_SANITIZE}
                         -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(pai_flags INTERFACE -fsanitize=${PAI_SANITIZE})
else()
  target_compile_options(pai_flags INTERFACE $<$<COMPILE_LANGUAGE:C>:-D_FORTIFY_SOURCE=2>)
endif()
target_compile_options(pai_flags INTERFACE
  "$<$<COMPILE_LANGUAGE:C>:SHELL:-include ${CMAKE_SOURCE_DIR}/src/base/banned.h>")
