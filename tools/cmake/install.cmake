# Installation, and find_package(backstock) from an installed prefix or straight from a build folder
# (-Dbackstock_DIR=<build folder>). The policy API is a package file of its own: a plugin needs none of the
# libraries that scenarios and results need.
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/backstock)

set_target_properties(backstock_policy_api PROPERTIES EXPORT_NAME policy_api)
add_library(backstock::policy_api ALIAS backstock_policy_api)
install(TARGETS backstock_policy_api EXPORT backstockPolicyApi)
install(TARGETS backstock_sim EXPORT backstockLibraries
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/backstock
  FILE_SET generated DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/backstock)
install(TARGETS backstock_policies backstock_scenarios backstock_output EXPORT backstockLibraries
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/backstock)
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/backstock/scenarios
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.csv")
install(FILES LICENSE CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(tools/cmake/backstockConfig.cmake.in backstockConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(backstockConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/backstockConfig.cmake ${PROJECT_BINARY_DIR}/backstockConfigVersion.cmake
  DESTINATION ${package})
foreach(set IN ITEMS backstockPolicyApi backstockLibraries)
  install(EXPORT ${set} NAMESPACE backstock:: DESTINATION ${package})
  export(EXPORT ${set} NAMESPACE backstock:: FILE ${PROJECT_BINARY_DIR}/${set}.cmake)
endforeach()
