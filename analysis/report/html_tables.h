#pragma once

#include "analysis/report/html_report.h"

#include <string>

namespace touchstone::analysis {

/// Return a section of the report, or nothing when the input has nothing to fill it with.
[[nodiscard]] std::string iterationSection(const HtmlReportInput& input);
[[nodiscard]] std::string classSection(const HtmlReportInput& input);
[[nodiscard]] std::string confusedLabelsSection(const HtmlReportInput& input);
[[nodiscard]] std::string confusionSection(const HtmlReportInput& input);

}  // namespace touchstone::analysis
