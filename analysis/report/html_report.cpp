#include "analysis/report/html_report.h"

#include "analysis/report/html_coverage.h"
#include "analysis/report/html_gallery.h"
#include "analysis/report/html_run.h"
#include "analysis/report/html_tables.h"
#include "analysis/report/html_text.h"
#include "analysis/report/style.h"
#include "labeling/project/main_figure.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace touchstone::analysis {
namespace {

using labeling::FindingKind;

long countOf(const HtmlReportInput& input, std::initializer_list<FindingKind> kinds) {
  if (!input.audit) {
    return 0;
  }
  const auto& findings = input.audit->findings;
  return std::count_if(findings.begin(), findings.end(), [&](const labeling::Finding& finding) {
    return std::find(kinds.begin(), kinds.end(), finding.kind) != kinds.end();
  });
}

std::string tile(const std::string& figure, const std::string& caption, const char* style = "") {
  return std::string("<div class=\"tile ") + style + "\"><b>" + figure + "</b><span>" + caption +
         "</span></div>";
}

std::string tiles(const HtmlReportInput& input) {
  const labeling::Document& document = input.document;
  std::string all = tile(grouped(static_cast<long>(document.images().size())), "images");
  const auto classes = static_cast<long>(document.classes().size());
  all += tile(grouped(static_cast<long>(document.annotations().size())),
              "labels in " + grouped(classes) + (classes == 1 ? " class" : " classes"));
  if (input.evaluation) {
    if (const auto figure = labeling::mainFigure(input.evaluation->figures)) {
      all += tile(percentage(figure->value), escaped(titleOf(*figure)) + " on the " +
                                                 splitName(input.evaluation->split) + " images");
    }
  }
  if (input.audit) {
    const long wrong = countOf(input, {FindingKind::LabelError, FindingKind::Swapped});
    const long repeated = countOf(input, {FindingKind::Duplicate, FindingKind::NearDuplicate});
    all += tile(grouped(wrong), wrong == 1 ? "label looks wrong" : "labels look wrong",
                wrong > 0 ? "wrong" : "good");
    if (const long overlooked = countOf(input, {FindingKind::Overlooked}); overlooked > 0) {
      all += tile(grouped(overlooked), "objects without a label", "wrong");
    } else {
      all += tile(grouped(countOf(input, {FindingKind::Ambiguous})), "labels are ambiguous");
    }
    all += tile(grouped(repeated), repeated == 1 ? "repeated picture" : "repeated pictures");
  }
  return "<div class=\"tiles\">" + all + "</div>";
}

/// Returns how good the model is in one sentence.
std::string verdictOf(const EvaluationReport& evaluation) {
  const std::string model = "The model of run " + escaped(evaluation.run) + " ";
  const std::string split = splitName(evaluation.split);
  if (evaluation.detection) {
    const auto found = std::count_if(
        evaluation.samples.begin(), evaluation.samples.end(), [](const EvaluatedSample& sample) {
          return !sample.given.empty() && sample.given == sample.predicted;
        });
    const auto objects =
        std::count_if(evaluation.samples.begin(), evaluation.samples.end(),
                      [](const EvaluatedSample& sample) { return !sample.given.empty(); });
    return model + "finds " + grouped(found) + " of the " + grouped(objects) + " objects on the " +
           split + " images. ";
  }
  const bool pixels = evaluation.figures.contains("dice");
  return model + "gives " + percentage(evaluation.metrics.accuracy) + " of the " + split +
         (pixels ? " images' pixels" : " samples") + " the class they are labelled with. ";
}

/// Returns what the report says in one or two sentences.
std::string summary(const HtmlReportInput& input) {
  std::string text;
  const std::size_t scored = input.audit ? input.audit->scores.size() : 0;
  const auto labels = static_cast<long>(scored > 0 ? scored : input.document.annotations().size());
  if (input.audit && labels > 0) {
    const long wrong = countOf(input, {FindingKind::LabelError, FindingKind::Swapped});
    text += wrong == 0 ? "None of the " + grouped(labels) + " labels looks wrong. "
                       : grouped(wrong) + " of " + grouped(labels) + " labels (" +
                             percentage(static_cast<double>(wrong) / static_cast<double>(labels)) +
                             ") look wrong and are worth a second look. ";
  }
  if (input.evaluation) {
    text += verdictOf(*input.evaluation);
  }
  return text.empty() ? "Nothing has been trained or audited yet." : text;
}

std::string notes() {
  return "<section id=\"notes\"><h2>How to read this</h2><dl>"
         "<dt>Looks wrong</dt><dd>Of classes, the labels were split into parts; for each part a "
         "model was trained on the others, so no model judged a label that it had learned from. "
         "Objects are compared with what the run's model finds, or likewise. It is evidence, not "
         "proof: look before you change a label.</dd>"
         "<dt>Percentages</dt><dd>How probable each class is for such a model. The orange bar is "
         "the class as labelled.</dd>"
         "<dt>Validation, test</dt><dd>Images kept out of the training. The model is chosen by the "
         "validation images and finally measured on the test images.</dd>"
         "<dt>Loss</dt><dd>How surprised the model is by the right answers; lower is better.</dd>"
         "</dl></section>";
}

/// Returns links to the sections that are there.
std::string navigation(const std::string& sections) {
  constexpr std::pair<const char*, const char*> places[] = {{"change", "What changed"},
                                                            {"run", "Training"},
                                                            {"rounds", "Rounds"},
                                                            {"errors", "Wrong labels"},
                                                            {"inconsistent", "Contradictions"},
                                                            {"leakage", "Leakage"},
                                                            {"confusion", "Confusions"},
                                                            {"classes", "Classes"},
                                                            {"overlap", "Confused labels"},
                                                            {"coverage", "Coverage"},
                                                            {"worse", "Worse"},
                                                            {"better", "Better"},
                                                            {"overlooked", "Not labelled"},
                                                            {"located", "Badly drawn"},
                                                            {"unseen", "No object"},
                                                            {"pictures", "Odd pictures"},
                                                            {"ambiguous", "Ambiguous"},
                                                            {"mistakes", "Mistakes"},
                                                            {"duplicates", "Repeated"},
                                                            {"notes", "How to read this"}};
  std::string links;
  for (const auto& [id, title] : places) {
    if (sections.find("<section id=\"" + std::string(id) + "\"") != std::string::npos) {
      links += "<a href=\"#" + std::string(id) + "\">" + title + "</a>";
    }
  }
  return "<nav>" + links + "</nav>";
}

}  // namespace

Result<std::string> htmlReport(const HtmlReportInput& input, const WorkContext& work) {
  const auto galleries = gallerySections(input, work);
  if (!galleries) {
    return galleries.error();
  }
  const std::string sections = roundSection(input) + runSection(input) + iterationSection(input) +
                               confusionSection(input) + classSection(input) +
                               confusedLabelsSection(input) + coverageSection(input) + *galleries +
                               notes();
  const std::string name = escaped(input.project.empty() ? "Report" : input.project);
  return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
         "<title>" +
         name + " – Touchstone report</title><style>" + reportStyle +
         "</style></head><body><main><header><h1>" + name + "</h1><p>" + summary(input) + "</p>" +
         navigation(sections) + "</header>" + tiles(input) + sections + "</main></body></html>\n";
}

}  // namespace touchstone::analysis
