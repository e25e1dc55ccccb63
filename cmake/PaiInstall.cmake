# pai_install(): what `make install` puts where below the prefix. The program looks relative to
# itself (src/lab/places.c):
#
#     bin/policeai
#     lib/policeai/tools/ID/              the assembled folders of the built-in tools
#     lib/policeai/checks/ID/             the assembled folders of output checks
#     lib/policeai/adapters/ID/           the assembled folders of adapters for outside programs
#     lib/policeai/probe/probe            tries the sandbox's walls
#     share/policeai/benchmarks/ID/       benchmark.json, the files it lists, README
#     share/policeai/reference/           reference data
#     share/doc/policeai/                 README, LICENSE, NOTICE
function(pai_install_benchmark manifest)
  get_filename_component(folder ${manifest} DIRECTORY)
  get_filename_component(id ${folder} NAME)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
  file(READ ${manifest} json)
  string(JSON count LENGTH "${json}" files)
  math(EXPR last "${count} - 1")
  set(files benchmark.json README.md)
  foreach(i RANGE ${last})
    string(JSON path GET "${json}" files ${i} path)
    list(APPEND files ${path})
  endforeach()
  foreach(file IN LISTS files)
    get_filename_component(below ${file} DIRECTORY)
    install(FILES ${folder}/${file} DESTINATION share/policeai/benchmarks/${id}/${below})
  endforeach()
endfunction()

function(pai_install)
  install(TARGETS policeai RUNTIME DESTINATION bin)
  install(TARGETS probe RUNTIME DESTINATION lib/policeai/probe)
  get_property(tools GLOBAL PROPERTY pai_tool_folders)
  install(DIRECTORY ${tools} DESTINATION lib/policeai/tools USE_SOURCE_PERMISSIONS)
  get_property(checks GLOBAL PROPERTY pai_check_folders)
  install(DIRECTORY ${checks} DESTINATION lib/policeai/checks USE_SOURCE_PERMISSIONS)
  get_property(adapters GLOBAL PROPERTY pai_adapter_folders)
  install(DIRECTORY ${adapters} DESTINATION lib/policeai/adapters USE_SOURCE_PERMISSIONS)
  file(GLOB manifests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/benchmarks/*/benchmark.json)
  foreach(manifest IN LISTS manifests)
    pai_install_benchmark(${manifest})
  endforeach()
  foreach(data IN ITEMS reference standards gates)
    if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${data})
      install(DIRECTORY ${data} DESTINATION share/policeai)
    endif()
  endforeach()
  install(FILES README.md LICENSE NOTICE DESTINATION share/doc/policeai)
endfunction()
