# pai_sql(PART) after pai_part(PART): sql/*.sql of this folder become the strings of PART_sql.h,
# one sql_NAME for each "-- name: NAME" (buildtools/mksql.awk).
find_program(PAI_AWK awk REQUIRED)

function(pai_sql part)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/sql/*.sql)
  set(maker ${CMAKE_SOURCE_DIR}/buildtools/mksql.awk)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/sql)
  file(MAKE_DIRECTORY ${out})
  foreach(mode IN ITEMS h c)
    add_custom_command(OUTPUT ${out}/${part}_sql.${mode}
      COMMAND ${PAI_AWK} -v mode=${mode} -v header=${part}_sql.h -f ${maker} ${files}
              > ${out}/${part}_sql.${mode}
      DEPENDS ${maker} ${files} VERBATIM)
  endforeach()
  # a schema is one string, longer than C11 (5.2.4.1) asks a compiler to take
  set_source_files_properties(${out}/${part}_sql.c PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(pai_${part} PRIVATE ${out}/${part}_sql.c ${out}/${part}_sql.h)
  target_include_directories(pai_${part} PRIVATE ${out})
endfunction()
