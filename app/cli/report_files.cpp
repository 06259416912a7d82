#include "app/cli/report_files.h"

#include "labeling/project/atomic_file.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace touchstone::app {

void addReportOptions(CLI::App& command, ReportFiles& files) {
  command.add_option("--json", files.json, "File for the report as JSON");
  command.add_option("--html", files.html, "File for a report with pictures");
  command.add_option("--csv", files.csv, "File for the report as a table");
}

Status writeReportFiles(const ReportFiles& files,
                        const std::function<Result<std::string>(analysis::ReportForm)>& textOf) {
  using analysis::ReportForm;
  for (const auto& [file, form] : {std::pair(&files.json, ReportForm::Json),
                                   {&files.csv, ReportForm::Csv},
                                   {&files.html, ReportForm::Html}}) {
    if (file->empty()) {
      continue;
    }
    const auto text = textOf(form);
    if (!text) {
      return text.error();
    }
    if (const Status written = labeling::writeFileAtomically(*file, *text); !written) {
      return written;
    }
  }
  return Nothing{};
}

}  // namespace touchstone::app
