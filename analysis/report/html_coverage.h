#pragma once

#include "analysis/report/html_report.h"

#include <string>

namespace touchstone::analysis {

/// Returns the section that tells which situations the data covers and where the model errs, or
/// nothing when the audit did not look.
[[nodiscard]] std::string coverageSection(const HtmlReportInput& input);

}  // namespace touchstone::analysis
