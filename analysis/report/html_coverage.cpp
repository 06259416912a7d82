#include "analysis/report/html_coverage.h"

#include "analysis/report/html_text.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {

namespace {

/// With more classes only those that something is missing of have rows of their own.
constexpr std::size_t mostRows = 12;

std::string intervalText(const MeasuredShare& share) {
  return percentage(share.low) + " to " + percentage(share.high);
}

std::string issueRow(const CoverageIssue& issue) {
  const bool gap = issue.kind == CoverageIssueKind::Gap;
  return "<tr><td>" + escaped(issue.labelClass.empty() ? "all" : issue.labelClass) + "</td><td>" +
         escaped(std::string(titleOf(issue.situation))) + ": " + escaped(issue.bin) +
         "</td><td class=\"number\">" + grouped(issue.samples) + "</td><td class=\"number\">" +
         (gap ? decimal(issue.images, 0) + " of " + decimal(issue.expected, 0) + " usual images"
              : percentage(issue.errors->share) + " (" + intervalText(*issue.errors) +
                    ") against " + percentage(issue.usualErrors)) +
         "</td><td>" + escaped(issue.advice) + "</td></tr>";
}

/// Returns a table of the issues of one kind, or nothing.
std::string issueTable(const Coverage& coverage,
                       CoverageIssueKind kind,
                       const char* title,
                       const char* measure) {
  std::string rows;
  for (const CoverageIssue& issue : coverage.issues) {
    rows += issue.kind == kind ? issueRow(issue) : std::string();
  }
  if (rows.empty()) {
    return {};
  }
  return std::string("<h3>") + title +
         "</h3><div class=\"panel\"><table class=\"list\"><thead><tr><th>Class</th><th>Situation"
         "</th><th class=\"number\">Labels</th><th class=\"number\">" +
         measure + "</th><th>What to do</th></tr></thead><tbody>" + rows + "</tbody></table></div>";
}

/// Returns one sentence that lists what no sample shows, or nothing.
std::string absentNote(const Coverage& coverage) {
  std::string bins;
  for (const CoverageIssue& issue : coverage.issues) {
    if (issue.kind == CoverageIssueKind::Absent) {
      bins += (bins.empty() ? "" : "; ") + escaped(phraseOf(issue.situation, issue.bin));
    }
  }
  return bins.empty() ? std::string()
                      : "<p>Nothing at all is labelled: " + bins +
                            ". That is as it should be when the model will not meet it.</p>";
}

bool isGap(const Coverage& coverage, const CoverageGrid& grid, std::size_t bin, std::size_t row) {
  return std::any_of(
      coverage.issues.begin(), coverage.issues.end(), [&](const CoverageIssue& issue) {
        return issue.kind == CoverageIssueKind::Gap && issue.situation == grid.situation &&
               issue.bin == grid.bins[bin] && issue.labelClass == coverage.classes[row];
      });
}

/// Returns how far the mistakes lie above what is usual, in [0, 1], by the low end of their
/// interval: a few samples that are all mistaken are no reason for alarm.
double excessOf(const MeasuredShare& errors, double usual) {
  return usual < 1 ? std::clamp((errors.low - usual) / (1 - usual), 0.0, 1.0) : 0;
}

std::string cellHtml(const Coverage& coverage, const CoverageCell& cell, bool gap) {
  const bool judged = cell.errors && coverage.errors;
  const double depth = judged ? 0.9 * std::sqrt(excessOf(*cell.errors, coverage.errors->share)) : 0;
  const std::string style = std::string(cell.samples == 0 ? "none"
                                        : depth > 0.6     ? "deep"
                                                          : "") +
                            (gap ? " gap" : "");
  return "<td class=\"" + style + "\" style=\"--v:" + decimal(depth, 3) + "\"" +
         (judged ? " title=\"" + intervalText(*cell.errors) + "\"" : std::string()) + ">" +
         grouped(cell.samples) +
         (judged ? "<small>" + percentage(cell.errors->share) + "</small>" : std::string()) +
         "</td>";
}

/// Returns the rows of the classes that are shown.
std::vector<std::size_t> shownRows(const Coverage& coverage) {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < coverage.classes.size(); ++k) {
    const bool named =
        std::any_of(coverage.issues.begin(), coverage.issues.end(),
                    [&](const auto& issue) { return issue.labelClass == coverage.classes[k]; });
    if (named || coverage.classes.size() <= mostRows) {
      rows.push_back(k);
    }
  }
  return rows;
}

std::string gridTable(const Coverage& coverage, const CoverageGrid& grid) {
  std::string head;
  std::string all;
  for (std::size_t b = 0; b < grid.bins.size(); ++b) {
    head += "<th scope=\"col\">" + escaped(grid.bins[b]) + "</th>";
    all += cellHtml(coverage, grid.all[b], false);
  }
  std::string body = "<tr class=\"all\"><th scope=\"row\">all</th>" + all + "</tr>";
  for (const std::size_t k : shownRows(coverage)) {
    body += "<tr><th scope=\"row\">" + escaped(coverage.classes[k]) + "</th>";
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      body += cellHtml(coverage, grid.cell(k, b), isGap(coverage, grid, b, k));
    }
    body += "</tr>";
  }
  return "<div class=\"panel situation\"><h3>" + escaped(std::string(titleOf(grid.situation))) +
         "</h3><table class=\"coverage\"><thead><tr><th></th>" + head + "</tr></thead><tbody>" +
         body + "</tbody></table></div>";
}

}  // namespace

std::string coverageSection(const HtmlReportInput& input) {
  if (!input.audit || !input.audit->coverage || input.audit->coverage->grids.empty()) {
    return {};
  }
  const Coverage& coverage = *input.audit->coverage;
  std::string grids;
  for (const CoverageGrid& grid : coverage.grids) {
    grids += gridTable(coverage, grid);
  }
  return "<section id=\"coverage\"><h2>What the data covers</h2><p>Labels by class and by the "
         "situation in which they were photographed" +
         std::string(coverage.errors
                         ? ", and below the number the share that the model takes for something "
                           "else or does not find: over all " +
                               percentage(coverage.errors->share) +
                               ", orange where even the low end of its 95 % interval is above"
                         : std::string()) +
         ". Dashed: the class has hardly any there although others have.</p>" +
         issueTable(coverage, CoverageIssueKind::Errors, "Where the model errs most",
                    "Mistakes (95 % interval) against usual") +
         issueTable(coverage, CoverageIssueKind::Gap, "What classes lack", "Images") +
         absentNote(coverage) + "<div class=\"situations\">" + grids + "</div></section>";
}

}  // namespace touchstone::analysis
