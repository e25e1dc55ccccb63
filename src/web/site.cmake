# The public pages: a page is pages/page_NAME.c, templates/NAME.html and its words in messages/.
pai_sql(web)

set(web ${CMAKE_CURRENT_SOURCE_DIR})
set(web_out ${CMAKE_CURRENT_BINARY_DIR}/site)
file(MAKE_DIRECTORY ${web_out})
file(GLOB web_pages CONFIGURE_DEPENDS ${web}/pages/*.c)
file(GLOB web_messages CONFIGURE_DEPENDS ${web}/messages/*.json)
# templates/shared/: the beginning of every page, of the private programs too.
file(GLOB web_templates CONFIGURE_DEPENDS ${web}/templates/*.html ${web}/templates/shared/*.html)
file(GLOB web_sources CONFIGURE_DEPENDS ${web}/*.c ${web}/pages/*.c)
file(GLOB web_styles CONFIGURE_DEPENDS ${web}/assets/*.scss)
# English is the language that must be complete, so it stands first.
list(REMOVE_ITEM web_messages ${web}/messages/en.json)

set(web_page_tables ${web_pages})
list(FILTER web_page_tables INCLUDE REGEX "/page_[^/]*$")
target_sources(pai_web PRIVATE ${web_pages})
pai_table(TARGET pai_web HEADER web/page.h STRUCT page PREFIX page_ FILES ${web_page_tables})

file(GLOB mktemplates_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/buildtools/mktemplates/*.c)
add_executable(mktemplates ${mktemplates_sources})
target_link_libraries(mktemplates PRIVATE pai_base)
add_custom_command(OUTPUT ${web_out}/templates.c ${web_out}/templates.h
  COMMAND mktemplates ${web_out} ${web}/messages/en.json ${web_messages} -- ${web_templates} -- ${web_sources}
  DEPENDS mktemplates ${web}/messages/en.json ${web_messages} ${web_templates} ${web_sources} VERBATIM)

# GOV.UK Frontend compiled without its typeface; nothing of it is fetched at run time.
find_program(PAI_NODE NAMES node nodejs REQUIRED)
add_custom_command(OUTPUT ${web_out}/site.css
  COMMAND ${CMAKE_SOURCE_DIR}/buildtools/npm-install
  COMMAND ${PAI_NODE} ${CMAKE_SOURCE_DIR}/node_modules/sass/sass.js --no-source-map --style=compressed --quiet-deps
          --load-path=${CMAKE_SOURCE_DIR}/node_modules ${web}/assets/site.scss ${web_out}/site.css
  DEPENDS ${web_styles} ${CMAKE_SOURCE_DIR}/package-lock.json ${CMAKE_SOURCE_DIR}/buildtools/npm-install VERBATIM)
set(web_assets ${web_out}/site.css ${web}/assets/icon.svg)
add_custom_command(OUTPUT ${web_out}/assets.S ${web_out}/assets_table.c
  COMMAND ${CMAKE_SOURCE_DIR}/buildtools/mkassets ${web_out} ${web_assets}
  DEPENDS ${web_assets} ${CMAKE_SOURCE_DIR}/buildtools/mkassets VERBATIM)
set_property(SOURCE ${web_out}/assets.S APPEND PROPERTY OBJECT_DEPENDS "${web_assets}")

target_sources(pai_web PRIVATE ${web_out}/templates.c ${web_out}/templates.h ${web_out}/assets.S
               ${web_out}/assets_table.c)
target_include_directories(pai_web PRIVATE ${web_out})

if(PAI_TESTS)
  add_executable(site-export ${CMAKE_SOURCE_DIR}/buildtools/site-export.c)
  target_link_libraries(site-export PRIVATE pai_web)
  add_test(NAME mktemplates_refuses COMMAND ${CMAKE_SOURCE_DIR}/buildtools/test-mktemplates $<TARGET_FILE:mktemplates>)
  # test_site leaves the pages it crawled for the check of their markup.
  add_test(NAME site_markup_is_govuk_frontends
           COMMAND ${CMAKE_SOURCE_DIR}/buildtools/check-govuk ${CMAKE_BINARY_DIR}/pages-seen ${CMAKE_SOURCE_DIR}/node_modules)
  set_tests_properties(test_site PROPERTIES FIXTURES_SETUP pages_seen)
  set_tests_properties(site_markup_is_govuk_frontends PROPERTIES FIXTURES_REQUIRED pages_seen LABELS unit TIMEOUT 120)
  set_tests_properties(mktemplates_refuses PROPERTIES LABELS unit TIMEOUT 120)
endif()
