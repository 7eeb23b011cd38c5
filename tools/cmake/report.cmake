# The report's page is built into the program: its own files, and Apache ECharts as the lockfile names it, from npm.
# Without npm, or where it can't reach its registry, the program is built without charts and says so in its reports.

set(page ${PROJECT_SOURCE_DIR}/tools/report/page)
set(script_parts basics.js answer.js comparison.js over_time.js supply.js plans.js page.js)
set(echarts ${PROJECT_BINARY_DIR}/npm/echarts.min.js)
find_program(NPM npm)
mark_as_advanced(NPM)
add_custom_command(OUTPUT ${echarts}
  COMMAND ${CMAKE_COMMAND} -DNPM=${NPM} -DSOURCE=${PROJECT_SOURCE_DIR}/tools/report -DTARGET=${echarts}
    -P ${PROJECT_SOURCE_DIR}/tools/cmake/fetch_echarts.cmake
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/report/package-lock.json ${PROJECT_SOURCE_DIR}/tools/cmake/fetch_echarts.cmake
  COMMENT "Fetching Apache ECharts" VERBATIM)
add_custom_target(echarts DEPENDS ${echarts})
add_dependencies(backstock_tools echarts)

# One script, whose parts share their names.
set(script ${PROJECT_BINARY_DIR}/generated/page.js)
list(TRANSFORM script_parts PREPEND ${page}/ OUTPUT_VARIABLE parts)
add_custom_command(OUTPUT ${script} COMMAND ${CMAKE_COMMAND} -E cat ${parts} > ${script} DEPENDS ${parts} VERBATIM)
add_custom_target(page_script DEPENDS ${script})
add_dependencies(backstock_tools page_script)
set_source_files_properties(tools/report/page_parts.cpp PROPERTIES
  OBJECT_DEPENDS "${page}/page.html;${page}/page.css;${script};${echarts}"
  COMPILE_DEFINITIONS "BACKSTOCK_PAGE_HTML=\"${page}/page.html\";BACKSTOCK_PAGE_STYLE=\"${page}/page.css\";BACKSTOCK_PAGE_SCRIPT=\"${script}\";BACKSTOCK_PAGE_ECHARTS=\"${echarts}\"")
