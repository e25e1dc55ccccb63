# pai_tool(ID [CHECK | ADAPTER] [DEPENDS part or engine…] [PACKAGES pkg-config…] [FILES file…])
#
# A folder of tools/ is a program of its own, assembled in build/tools/ID/ with its tool.json and
# FILES: this is the folder that is digested, sandboxed and listed. Everything but ID_main.c is a
# library too, for its test_*.c. Nothing of a tool is ever linked into the program.
#
# With CHECK it is an output check or another program the host itself asks (src/run/house_program.h),
# assembled in build/checks/ID/, where no
# list of tools looks. With ADAPTER it is what `policeai tool wrap` puts into the folder of an outside
# program, assembled in build/adapters/ID/.
#
# pai_tool_program(ID NAME [DEPENDS engine…] [PACKAGES pkg-config…]), called before pai_tool: one more
# executable in the tool's folder, made of NAME_*.c (NAME_main.c at least) and the tool's library. Its
# engines and packages are linked into it alone, so that a library of another licence or nature stays there.
function(pai_tool_program id name)
  cmake_parse_arguments(arg "" "" "DEPENDS;PACKAGES" ${ARGN})
  string(MAKE_C_IDENTIFIER ${id} library)
  string(MAKE_C_IDENTIFIER ${name} prefix)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${prefix}_*.c)
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE tool_${library})
  foreach(engine IN LISTS arg_DEPENDS)
    target_link_libraries(${name} PRIVATE pai_${engine})
  endforeach()
  pai_packages(${name} ${arg_PACKAGES})
  set_property(DIRECTORY APPEND PROPERTY pai_tool_programs ${name})
  set_property(DIRECTORY APPEND PROPERTY pai_tool_program_sources ${sources})
endfunction()

function(pai_tool id)
  cmake_parse_arguments(arg "CHECK;ADAPTER" "" "DEPENDS;PACKAGES;FILES" ${ARGN})
  string(MAKE_C_IDENTIFIER ${id} name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "/test_[^/]*$")
  list(FILTER sources EXCLUDE REGEX "/(test_[^/]*|[^/]*_main\\.c)$")
  get_property(programs DIRECTORY PROPERTY pai_tool_programs)
  get_property(program_sources DIRECTORY PROPERTY pai_tool_program_sources)
  list(REMOVE_ITEM sources "" ${program_sources})
  if(NOT sources) # the smallest tool is its main file alone
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/nothing.c CONTENT "extern int pai_nothing;\n")
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/nothing.c)
  endif()
  add_library(tool_${name} STATIC ${sources})
  target_link_libraries(tool_${name} PUBLIC pai_flags pai_toolkit)
  foreach(part IN LISTS arg_DEPENDS)
    target_link_libraries(tool_${name} PUBLIC pai_${part})
  endforeach()
  pai_packages(tool_${name} ${arg_PACKAGES})

  set(kind tool)
  if(arg_CHECK)
    set(kind check)
  elseif(arg_ADAPTER)
    set(kind adapter)
  endif()
  set(folder ${CMAKE_BINARY_DIR}/${kind}s/${id})
  add_executable(${id} ${name}_main.c)
  target_link_libraries(${id} PRIVATE tool_${name})
  if(PAI_SANITIZE MATCHES "address")
    target_sources(${id} PRIVATE ${CMAKE_SOURCE_DIR}/tests/tools/no_leak_check.c)
  endif()
  set(files ${CMAKE_CURRENT_SOURCE_DIR}/tool.json)
  foreach(file IN LISTS arg_FILES)
    list(APPEND files ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  list(PREPEND programs ${id})
  set(binaries ${programs})
  list(TRANSFORM binaries REPLACE "(.+)" "$<TARGET_FILE:\\1>")
  set(executables ${programs})
  list(TRANSFORM executables PREPEND ${folder}/)
  list(TRANSFORM files REPLACE ".*/" "${folder}/" OUTPUT_VARIABLE copies)
  add_custom_command(OUTPUT ${folder}/tool.json
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${CMAKE_COMMAND} -E copy ${binaries} ${files} ${folder}
    COMMAND chmod 0555 ${executables}
    COMMAND chmod 0444 ${copies}
    DEPENDS ${programs} ${files} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY pai_tool_libraries tool_${name})
  set_property(GLOBAL APPEND PROPERTY pai_${kind}_folders ${folder})
  add_custom_target(assemble_${id} ALL DEPENDS ${folder}/tool.json)
  set_property(GLOBAL APPEND PROPERTY pai_tool_assemblies assemble_${id})
  pai_tests(SOURCES ${tests} LIBRARIES tool_${name})
endfunction()
