#pragma once

#include "analysis/report/project_report.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace touchstone::app {

/// Where a report is written, in which forms; empty: not in this one.
struct ReportFiles {
  std::string json;
  std::string html;
  std::string csv;
};

/// Adds --json, --html and --csv.
void addReportOptions(CLI::App& command, ReportFiles& files);

/// Writes what `textOf` returns into the files that are asked for, each at once or not at all.
/// Errors: those of `textOf`, a file that cannot be written.
Status writeReportFiles(const ReportFiles& files,
                        const std::function<Result<std::string>(analysis::ReportForm)>& textOf);

}  // namespace touchstone::app
