#pragma once

#include "analysis/report/html_report.h"

#include <string>

namespace touchstone::analysis {

/// Returns the section on the training that the report is of; nothing when it is of none.
[[nodiscard]] std::string runSection(const HtmlReportInput& input);

/// Returns the section that compares the two rounds that the report is of; nothing when it is of
/// none.
[[nodiscard]] std::string roundSection(const HtmlReportInput& input);

}  // namespace touchstone::analysis
