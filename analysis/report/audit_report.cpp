#include "analysis/report/audit_report.h"

#include "analysis/report/confused_classes_json.h"
#include "analysis/report/coverage_json.h"
#include "analysis/report/error_summary_json.h"
#include "analysis/report/json_reading.h"
#include "labeling/formats/csv_text.h"
#include "labeling/project/shape_json.h"

#include <map>

namespace touchstone::analysis {
namespace {

using labeling::AnnotationId;
using labeling::Box;
using labeling::Document;
using labeling::Finding;
using labeling::ImageId;
using nlohmann::json;
using nlohmann::ordered_json;

std::string pathOf(const Document& document, ImageId id) {
  const auto* image = document.image(id);
  return image != nullptr ? image->path : std::string();
}

ordered_json idOrNull(const std::optional<AnnotationId>& annotation) {
  return annotation ? ordered_json(*annotation) : ordered_json(nullptr);
}

std::optional<AnnotationId> annotationFrom(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<AnnotationId>());
}

ordered_json boxJson(const Box& box) {
  return ordered_json::array(
      {finiteOrNull(box.x0), finiteOrNull(box.y0), finiteOrNull(box.x1), finiteOrNull(box.y1)});
}

ordered_json findingJson(const Finding& finding, const Document& document) {
  ordered_json written{{"id", finding.id},
                       {"kind", nameOf(finding.kind)},
                       {"image", pathOf(document, finding.image)},
                       {"annotation", idOrNull(finding.annotation)},
                       {"given", finding.given},
                       {"suggested", finding.suggested},
                       {"score", finiteOrNull(finding.score)},
                       {"message", finding.message}};
  if (!finding.reason.empty()) {
    written["reason"] = finding.reason;
  }
  if (const auto* annotation =
          finding.annotation ? document.annotation(*finding.annotation) : nullptr;
      annotation != nullptr && !isImageTag(annotation->shape)) {
    written["box"] = boxJson(boundsOf(annotation->shape));
  }
  if (finding.suggestedShape) {
    written["suggestedBox"] = boxJson(boundsOf(*finding.suggestedShape));
    if (!std::holds_alternative<Box>(*finding.suggestedShape) &&
        labeling::isFinite(*finding.suggestedShape)) {
      written["suggestedShape"] = labeling::jsonOf(*finding.suggestedShape);
    }
  }
  written["evidence"] = ordered_json::parse(finding.evidence, nullptr, false);
  if (written["evidence"].is_discarded()) {
    written["evidence"] = nullptr;
  }
  return written;
}

Finding findingFrom(const json& read, const std::string& run, ImageId image) {
  Finding finding;
  const auto kind = labeling::findingKindFromName(read.at("kind").get<std::string>());
  if (!kind) {
    throw json::other_error::create(501, "unknown kind " + read.at("kind").dump(), nullptr);
  }
  finding.id = read.value("id", labeling::FindingId{0});
  finding.kind = *kind;
  finding.run = run;
  finding.image = image;
  finding.annotation = annotationFrom(read.at("annotation"));
  finding.given = read.at("given").get<std::string>();
  finding.suggested = read.at("suggested").get<std::string>();
  finding.score = numberOrNan(read.at("score"));
  finding.message = read.at("message").get<std::string>();
  finding.reason = read.value("reason", std::string());
  if (const auto shape = read.find("suggestedShape"); shape != read.end()) {
    finding.suggestedShape = labeling::shapeOf(*shape);
  } else if (const auto box = read.find("suggestedBox"); box != read.end()) {
    finding.suggestedShape = Box{.x0 = numberOrNan(box->at(0)),
                                 .y0 = numberOrNan(box->at(1)),
                                 .x1 = numberOrNan(box->at(2)),
                                 .y1 = numberOrNan(box->at(3))};
  }
  if (const auto evidence = read.find("evidence"); evidence != read.end() && !evidence->is_null()) {
    finding.evidence = evidence->dump();
  }
  return finding;
}

ordered_json scoreJson(const LabelScore& score, const Document& document) {
  ordered_json written{{"image", pathOf(document, score.image)},
                       {"annotation", idOrNull(score.annotation)},
                       {"given", score.given},
                       {"quality", finiteOrNull(score.quality)}};
  if (score.wrong) {
    written["wrong"] = finiteOrNull(*score.wrong);
  }
  if (score.predicted) {
    written["predicted"] = *score.predicted;
  }
  for (const auto& [kind, quality] : score.kinds) {
    written["kinds"][std::string(nameOf(kind))] = finiteOrNull(quality);
  }
  return written;
}

LabelScore scoreFrom(const json& read, ImageId image) {
  LabelScore score{.image = image,
                   .annotation = annotationFrom(read.at("annotation")),
                   .given = read.at("given").get<std::string>(),
                   .quality = numberOrNan(read.at("quality"))};
  if (const auto wrong = read.find("wrong"); wrong != read.end()) {
    score.wrong = numberOrNan(*wrong);
  }
  if (const auto predicted = read.find("predicted"); predicted != read.end()) {
    score.predicted = predicted->get<std::string>();
  }
  if (const auto kinds = read.find("kinds"); kinds != read.end()) {
    for (const auto& [name, quality] : kinds->items()) {
      if (const auto kind = labeling::findingKindFromName(name)) {
        score.kinds[*kind] = numberOrNan(quality);
      }
    }
  }
  return score;
}

AuditReport reportFrom(const json& read, const Document& document) {
  AuditReport report;
  report.run = read.at("run").get<std::string>();
  for (const json& finding : read.at("findings")) {
    if (const auto image = document.findImage(finding.at("image").get<std::string>())) {
      report.findings.push_back(findingFrom(finding, report.run, *image));
    }
  }
  for (const json& score : read.at("scores")) {
    if (const auto image = document.findImage(score.at("image").get<std::string>())) {
      report.scores.push_back(scoreFrom(score, *image));
    }
  }
  if (const auto estimate = read.find("estimate"); estimate != read.end()) {
    report.errors = errorSummaryFrom(*estimate);
  }
  if (const auto confused = read.find("confused"); confused != read.end()) {
    report.confused = confusedClassesFrom(*confused);
  }
  if (const auto coverage = read.find("coverage"); coverage != read.end()) {
    report.coverage = coverageFrom(*coverage, document);
  }
  return report;
}

}  // namespace

std::string toJson(const AuditReport& report, const Document& document) {
  ordered_json summary = ordered_json::object();
  ordered_json findings = ordered_json::array();
  ordered_json scores = ordered_json::array();
  for (const Finding& finding : report.findings) {
    const std::string kind(nameOf(finding.kind));
    summary[kind] = summary.value(kind, 0) + 1;
    findings.push_back(findingJson(finding, document));
  }
  for (const LabelScore& score : report.scores) {
    scores.push_back(scoreJson(score, document));
  }
  ordered_json written{{"run", report.run}, {"summary", std::move(summary)}};
  if (report.errors) {
    written["estimate"] = jsonOf(*report.errors);
  }
  written["confused"] = jsonOf(report.confused);
  if (report.coverage) {
    written["coverage"] = jsonOf(*report.coverage, document);
  }
  written["findings"] = std::move(findings);
  written["scores"] = std::move(scores);
  return textOf(written);
}

std::string toCsv(const AuditReport& report, const Document& document) {
  std::string text = labeling::csvLine(
      {"id", "kind", "image", "annotation", "given", "suggested", "score", "message"});
  for (const Finding& finding : report.findings) {
    text += labeling::csvLine(
        {std::to_string(finding.id), std::string(nameOf(finding.kind)),
         pathOf(document, finding.image),
         finding.annotation ? std::to_string(*finding.annotation) : std::string(), finding.given,
         finding.suggested, std::to_string(finding.score), finding.message});
  }
  return text;
}

Result<AuditReport> auditReportFromJson(const std::string& text, const Document& document) {
  return readJson(text, "audit report",
                  [&](const json& read) { return reportFrom(read, document); });
}

}  // namespace touchstone::analysis
