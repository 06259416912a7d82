#include "analysis/report/coverage_json.h"

#include "analysis/report/json_reading.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace touchstone::analysis {

namespace {

using labeling::Document;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kindNames{"gap", "errors", "absent"};

/// Throws what the JSON library throws when something is not as jsonOf writes it.
void demand(bool condition, const char* what) {
  if (!condition) {
    throw json::other_error::create(501, what, nullptr);
  }
}

ordered_json errorsJson(const MeasuredShare& errors) {
  return {{"rate", finiteOrNull(errors.share)},
          {"low", errors.low},
          {"high", errors.high},
          {"samples", errors.samples}};
}

std::optional<MeasuredShare> errorsIn(const json& read) {
  const auto errors = read.find("errors");
  if (errors == read.end()) {
    return std::nullopt;
  }
  return MeasuredShare{.share = numberOrNan(errors->at("rate")),
                       .samples = errors->at("samples").get<double>(),
                       .low = errors->at("low").get<double>(),
                       .high = errors->at("high").get<double>()};
}

ordered_json examplesJson(const std::vector<CoverageExample>& examples, const Document& document) {
  ordered_json written = ordered_json::array();
  for (const CoverageExample& example : examples) {
    if (const auto* image = document.image(example.image)) {
      written.push_back({{"image", image->path},
                         {"annotation", example.annotation ? ordered_json(*example.annotation)
                                                           : ordered_json(nullptr)}});
    }
  }
  return written;
}

std::vector<CoverageExample> examplesIn(const json& read, const Document& document) {
  std::vector<CoverageExample> examples;
  for (const json& example : read.at("examples")) {
    if (const auto image = document.findImage(example.at("image").get<std::string>())) {
      const json& annotation = example.at("annotation");
      examples.push_back({*image, annotation.is_null()
                                      ? std::nullopt
                                      : std::optional(annotation.get<labeling::AnnotationId>())});
    }
  }
  return examples;
}

ordered_json cellJson(const CoverageCell& cell, const Document& document) {
  ordered_json written{
      {"samples", cell.samples}, {"images", cell.images}, {"expected", cell.expected}};
  if (cell.errors) {
    written["errors"] = errorsJson(*cell.errors);
  }
  written["examples"] = examplesJson(cell.examples, document);
  return written;
}

CoverageCell cellFrom(const json& read, const Document& document) {
  return {.samples = read.at("samples").get<long>(),
          .images = read.at("images").get<double>(),
          .expected = read.at("expected").get<double>(),
          .errors = errorsIn(read),
          .examples = examplesIn(read, document)};
}

ordered_json gridJson(const CoverageGrid& grid, const Document& document) {
  ordered_json rows = ordered_json::array();
  for (std::size_t k = 0; k < grid.cells.rows; ++k) {
    ordered_json row = ordered_json::array();
    for (const CoverageCell& cell : grid.cells.row(k)) {
      row.push_back(cellJson(cell, document));
    }
    rows.push_back(std::move(row));
  }
  ordered_json all = ordered_json::array();
  for (const CoverageCell& cell : grid.all) {
    all.push_back(cellJson(cell, document));
  }
  return {{"situation", nameOf(grid.situation)},
          {"title", titleOf(grid.situation)},
          {"fixed", grid.fixedLimits},
          {"bins", grid.bins},
          {"all", std::move(all)},
          {"cells", std::move(rows)}};
}

Situation situationIn(const json& read) {
  const auto situation = situationFromName(read.at("situation").get<std::string>());
  demand(situation.has_value(), "there is no such situation");
  return *situation;
}

CoverageGrid gridFrom(const json& read, std::size_t classes, const Document& document) {
  CoverageGrid grid;
  grid.situation = situationIn(read);
  grid.bins = read.at("bins").get<std::vector<std::string>>();
  grid.fixedLimits = read.at("fixed").get<bool>();
  for (const json& cell : read.at("all")) {
    grid.all.push_back(cellFrom(cell, document));
  }
  const json& rows = read.at("cells");
  demand(rows.size() == classes && grid.all.size() == grid.bins.size(),
         "there is not a row for each class and a cell for each bin");
  grid.cells = {classes, grid.bins.size()};
  for (std::size_t k = 0; k < classes; ++k) {
    demand(rows.at(k).size() == grid.bins.size(), "there is not a cell for each bin");
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      grid.cells.row(k)[b] = cellFrom(rows.at(k).at(b), document);
    }
  }
  return grid;
}

ordered_json issueJson(const CoverageIssue& issue, const Document& document) {
  ordered_json written{{"kind", kindNames[static_cast<std::size_t>(issue.kind)]},
                       {"situation", nameOf(issue.situation)},
                       {"bin", issue.bin},
                       {"class", issue.labelClass},
                       {"samples", issue.samples},
                       {"images", issue.images},
                       {"expected", issue.expected}};
  if (issue.errors) {
    written["errors"] = errorsJson(*issue.errors);
    written["usual"] = finiteOrNull(issue.usualErrors);
  }
  written["probability"] = issue.probability;
  written["examples"] = examplesJson(issue.examples, document);
  written["message"] = issue.message;
  written["advice"] = issue.advice;
  return written;
}

CoverageIssue issueFrom(const json& read, const Document& document) {
  CoverageIssue issue;
  const auto kind =
      std::find(kindNames.begin(), kindNames.end(), read.at("kind").get<std::string>());
  demand(kind != kindNames.end(), "there is no such kind");
  issue.kind = static_cast<CoverageIssueKind>(kind - kindNames.begin());
  issue.situation = situationIn(read);
  issue.bin = read.at("bin").get<std::string>();
  issue.labelClass = read.at("class").get<std::string>();
  issue.samples = read.at("samples").get<long>();
  issue.images = read.at("images").get<double>();
  issue.expected = read.at("expected").get<double>();
  issue.errors = errorsIn(read);
  issue.usualErrors = read.contains("usual") ? numberOrNan(read.at("usual")) : 0;
  issue.probability = read.at("probability").get<double>();
  issue.examples = examplesIn(read, document);
  issue.message = read.at("message").get<std::string>();
  issue.advice = read.at("advice").get<std::string>();
  return issue;
}

}  // namespace

ordered_json jsonOf(const Coverage& coverage, const Document& document) {
  ordered_json grids = ordered_json::array();
  for (const CoverageGrid& grid : coverage.grids) {
    grids.push_back(gridJson(grid, document));
  }
  ordered_json issues = ordered_json::array();
  for (const CoverageIssue& issue : coverage.issues) {
    issues.push_back(issueJson(issue, document));
  }
  ordered_json written{{"classes", coverage.classes}};
  if (coverage.errors) {
    written["errors"] = errorsJson(*coverage.errors);
  }
  written["situations"] = std::move(grids);
  written["issues"] = std::move(issues);
  return written;
}

Coverage coverageFrom(const json& read, const Document& document) {
  Coverage coverage;
  coverage.classes = read.at("classes").get<std::vector<std::string>>();
  coverage.errors = errorsIn(read);
  for (const json& grid : read.at("situations")) {
    coverage.grids.push_back(gridFrom(grid, coverage.classes.size(), document));
  }
  for (const json& issue : read.at("issues")) {
    coverage.issues.push_back(issueFrom(issue, document));
  }
  return coverage;
}

}  // namespace touchstone::analysis
