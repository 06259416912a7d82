#pragma once

#include "analysis/report/html_report.h"

#include <string>

namespace touchstone::analysis {

/// Returns the sections that show findings with their pictures. Error: cancelled.
Result<std::string> gallerySections(const HtmlReportInput& input, const WorkContext& work);

}  // namespace touchstone::analysis
