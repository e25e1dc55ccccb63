# pai_part(NAME [DEPENDS part…] [PACKAGES pkg-config…] [LIBRARIES lib…] [TEST_LIBRARIES lib…])
#
# A folder of src/ is one static library pai_NAME made of its *.c files; each test_*.c is a
# cmocka program of its own, registered with ctest under the file's name. DEPENDS must agree
# with buildtools/layers.txt, which a test reads. TEST_LIBRARIES (of tests/) are its tests' alone.
#
# pai_engine(NAME …) is the same for a folder of engines/: a capability that several tools use, included
# as "NAME/header.h" by tools and tests, never linked into the program.
set_property(GLOBAL PROPERTY pai_parts "")

# Folders that are not there are left out: Debian's pocketsphinx.pc names one, which CMake refuses.
function(pai_drop_missing_includes target)
  get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
  set(there "")
  foreach(folder IN LISTS folders)
    if(IS_DIRECTORY "${folder}")
      list(APPEND there ${folder})
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${there}")
endfunction()

function(pai_packages target)
  foreach(package IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "PC_${package}" id)
    if(NOT TARGET PkgConfig::${id})
      pkg_check_modules(${id} REQUIRED IMPORTED_TARGET GLOBAL ${package})
      pai_drop_missing_includes(PkgConfig::${id})
    endif()
    target_link_libraries(${target} PUBLIC PkgConfig::${id})
  endforeach()
endfunction()

function(pai_tests)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT PAI_TESTS)
    return()
  endif()
  if(NOT TARGET PkgConfig::PC_cmocka)
    pkg_check_modules(PC_cmocka REQUIRED IMPORTED_TARGET GLOBAL cmocka)
  endif()
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE pai_flags ${arg_LIBRARIES} PkgConfig::PC_cmocka)
    # Only where they are needed: a test compiled without them is the same in every copy of the tree.
    file(STRINGS ${source} places REGEX "PAI_(SOURCE|BUILD)_DIR|golden_log\\.h" LIMIT_COUNT 1)
    if(places)
      target_compile_definitions(${name} PRIVATE
        PAI_SOURCE_DIR="${CMAKE_SOURCE_DIR}" PAI_BUILD_DIR="${CMAKE_BINARY_DIR}")
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS unit
                         ENVIRONMENT "CMOCKA_MESSAGE_OUTPUT=STDOUT")
  endforeach()
endfunction()

function(pai_library name)
  cmake_parse_arguments(arg "" "" "DEPENDS;PACKAGES;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "/test_[^/]*$")
  list(FILTER tests INCLUDE REGEX "/test_[^/]*$")
  add_library(pai_${name} STATIC ${sources})
  target_link_libraries(pai_${name} PUBLIC pai_flags)
  foreach(part IN LISTS arg_DEPENDS)
    target_link_libraries(pai_${name} PUBLIC pai_${part})
  endforeach()
  pai_packages(pai_${name} ${arg_PACKAGES})
  target_link_libraries(pai_${name} PUBLIC ${arg_LIBRARIES})
  pai_tests(SOURCES ${tests} LIBRARIES ${arg_TEST_LIBRARIES} pai_${name})
endfunction()

function(pai_part name)
  pai_library(${name} ${ARGN})
  set_property(GLOBAL APPEND PROPERTY pai_parts pai_${name})
endfunction()

function(pai_engine name)
  pai_library(${name} ${ARGN})
  target_include_directories(pai_${name} PUBLIC ${CMAKE_SOURCE_DIR}/engines)
  set_property(GLOBAL APPEND PROPERTY pai_tool_libraries pai_${name})
endfunction()

# Called once after every folder was read.
function(pai_finish_parts)
  get_property(parts GLOBAL PROPERTY pai_parts)
  add_library(pai_all INTERFACE)
  target_link_libraries(pai_all INTERFACE ${parts})
  get_property(tools GLOBAL PROPERTY pai_tool_libraries)
  add_library(pai_tools INTERFACE)
  target_link_libraries(pai_tools INTERFACE ${tools})
endfunction()
