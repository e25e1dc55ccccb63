# pai_tool(ID [DEPENDS part or engine…] [PACKAGES pkg-config…] [FILES file…])
#
# A folder of tools/ is a program of its own, assembled in build/tools/ID/ with its tool.json and
# FILES: this is the folder that is digested, sandboxed and listed. Everything but ID_main.c is a
# library too, for its test_*.c. Nothing of a tool is ever linked into the program.
function(pai_tool id)
  cmake_parse_arguments(arg "" "" "DEPENDS;PACKAGES;FILES" ${ARGN})
  string(MAKE_C_IDENTIFIER ${id} name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "/test_[^/]*$")
  list(FILTER sources EXCLUDE REGEX "/(test_[^/]*|[^/]*_main\\.c)$")
  add_library(tool_${name} STATIC ${sources})
  target_link_libraries(tool_${name} PUBLIC pai_flags pai_toolkit)
  foreach(part IN LISTS arg_DEPENDS)
    target_link_libraries(tool_${name} PUBLIC pai_${part})
  endforeach()
  pai_packages(tool_${name} ${arg_PACKAGES})

  set(folder ${CMAKE_BINARY_DIR}/tools/${id})
  add_executable(${id} ${name}_main.c)
  target_link_libraries(${id} PRIVATE tool_${name})
  set(files ${CMAKE_CURRENT_SOURCE_DIR}/tool.json)
  foreach(file IN LISTS arg_FILES)
    list(APPEND files ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  list(TRANSFORM files REPLACE ".*/" "${folder}/" OUTPUT_VARIABLE copies)
  add_custom_command(OUTPUT ${folder}/tool.json
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_FILE:${id}> ${files} ${folder}
    COMMAND chmod 0555 ${folder}/${id}
    COMMAND chmod 0444 ${copies}
    DEPENDS ${id} ${files} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY pai_tool_libraries tool_${name})
  set_property(GLOBAL APPEND PROPERTY pai_tool_folders ${folder})
  add_custom_target(assemble_${id} ALL DEPENDS ${folder}/tool.json)
  pai_tests(SOURCES ${tests} LIBRARIES tool_${name})
endfunction()
