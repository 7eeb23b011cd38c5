# cmake -DNPM= -DSOURCE= -DTARGET= -P fetch_echarts.cmake: writes TARGET, empty where ECharts can't be had.

get_filename_component(folder ${TARGET} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
set(result "npm is not installed")
if(NPM)
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${folder})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --omit=dev --no-audit --no-fund
    WORKING_DIRECTORY ${folder} RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE why TIMEOUT 180)
endif()
if(result EQUAL 0)
  file(COPY_FILE ${folder}/node_modules/echarts/dist/echarts.min.js ${TARGET})
else()
  message(WARNING "reports will have no charts: Apache ECharts could not be fetched (${result})\n${why}")
  file(WRITE ${TARGET} "")
endif()
