#pragma once
// A report as one HTML page that needs nothing else: style, script, charts and data are in it.

#include "tools/report/frame_json.hpp"

#include <string>
#include <string_view>

namespace backstock {

// The parts that are built into the program.
namespace page_part {
std::string_view html();  // the page with places marked <!--style-->, <!--charts-->, <!--data--> and <!--script-->
std::string_view style();
std::string_view script();
std::string_view echarts();  // Apache ECharts; empty where the program was built without npm
}  // namespace page_part

// The page that shows page_data(). Without ECharts in the program it has the figures and tables, and says what the
// charts need.
std::string page(const Json& data);

}  // namespace backstock
