#include "ui/review/touched_labels.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace touchstone::ui {

using labeling::AnnotationId;
using labeling::Finding;

namespace {

Finding questionOn(const labeling::Document& document,
                   AnnotationId id,
                   const std::string& given,
                   const std::string& other) {
  Finding question;
  question.kind = labeling::FindingKind::Ambiguous;
  question.image = document.annotation(id)->image;
  question.annotation = id;
  question.given = given;
  question.suggested = other;
  question.message =
      QCoreApplication::translate("touchstone::ui::ReviewWorkspace",
                                  "Labelled “%1”: is that so by the words of the label book?")
          .arg(QString::fromStdString(given))
          .toStdString();
  return question;
}

}  // namespace

std::vector<Finding> labelsTouchedBy(const labeling::Document& document,
                                     const std::string& one,
                                     const std::string& other,
                                     const std::vector<Finding>& findings) {
  std::vector<Finding> questions;
  std::set<AnnotationId> asked;
  const auto ask = [&](AnnotationId id) {
    const labeling::Annotation* label = document.annotation(id);
    const auto* labelClass = label == nullptr ? nullptr : document.labelClass(label->labelClass);
    const bool touched =
        labelClass != nullptr && (labelClass->name == one || labelClass->name == other);
    if (touched && asked.insert(id).second) {
      questions.push_back(
          questionOn(document, id, labelClass->name, labelClass->name == one ? other : one));
    }
  };
  for (const Finding& finding : findings) {
    if (finding.annotation) {
      ask(*finding.annotation);
      // What is known of the label stays beside the question.
      if (!questions.empty() && questions.back().annotation == finding.annotation) {
        questions.back().evidence = finding.evidence;
        questions.back().run = finding.run;
      }
    }
  }
  for (const auto& [id, label] : document.annotations()) {
    ask(id);
  }
  return questions;
}

std::vector<Finding> labelsIn(const std::vector<analysis::CoverageExample>& examples,
                              const QString& sentence,
                              const labeling::Document& document,
                              const std::vector<Finding>& findings) {
  std::vector<Finding> shown;
  for (const analysis::CoverageExample& example : examples) {
    const auto doubted =
        std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
          return example.annotation && finding.annotation == example.annotation;
        });
    if (doubted != findings.end()) {
      shown.push_back(*doubted);
      continue;
    }
    const auto* label = example.annotation ? document.annotation(*example.annotation) : nullptr;
    const auto* labelClass = label == nullptr ? nullptr : document.labelClass(label->labelClass);
    Finding finding;
    finding.kind = labeling::FindingKind::CoverageGap;
    finding.image = example.image;
    finding.annotation = example.annotation;
    finding.given = labelClass == nullptr ? std::string() : labelClass->name;
    finding.message = sentence.toStdString() + '.';
    shown.push_back(std::move(finding));
  }
  return shown;
}

}  // namespace touchstone::ui
