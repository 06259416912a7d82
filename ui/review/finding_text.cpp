#include "ui/review/finding_text.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace touchstone::ui {

namespace {

QString text(const char* source) {
  return QCoreApplication::translate("FindingKind", source);
}

QString titleOfObjectKind(labeling::FindingKind kind) {
  using labeling::FindingKind;
  switch (kind) {
    case FindingKind::LabelError:
      return text("Wrong class");
    case FindingKind::Ambiguous:
      return text("Ambiguous");
    case FindingKind::Inconsistent:
      return text("Inconsistent labels");
    case FindingKind::AnnotatorDisagreement:
      return text("Annotators disagree");
    case FindingKind::Overlooked:
      return text("Overlooked object");
    case FindingKind::Spurious:
      return text("Label without an object");
    case FindingKind::BadlyLocated:
      return text("Badly placed box");
    case FindingKind::Swapped:
      return text("Swapped classes");
    case FindingKind::MaskError:
      return text("Mask error");
    case FindingKind::Misclassified:
      return text("Model disagrees");
    case FindingKind::FalsePositive:
      return text("False alarm");
    case FindingKind::FalseNegative:
      return text("Missed object");
    default:
      return {};
  }
}

QString titleOfImageKind(labeling::FindingKind kind) {
  using labeling::FindingKind;
  switch (kind) {
    case FindingKind::Duplicate:
      return text("Duplicate");
    case FindingKind::NearDuplicate:
      return text("Near-duplicate");
    case FindingKind::Leakage:
      return text("Leak between splits");
    case FindingKind::Outlier:
      return text("Outlier");
    case FindingKind::Dark:
      return text("Dark");
    case FindingKind::Light:
      return text("Overexposed");
    case FindingKind::Blurry:
      return text("Blurry");
    case FindingKind::LowInformation:
      return text("Nearly empty");
    case FindingKind::OddSize:
      return text("Odd size");
    case FindingKind::OddAspectRatio:
      return text("Odd proportions");
    case FindingKind::RareClass:
      return text("Rare class");
    case FindingKind::CoverageGap:
      return text("Gap in the data");
    default:
      return {};
  }
}

}  // namespace

QString titleOf(labeling::FindingKind kind) {
  const QString title = titleOfObjectKind(kind);
  return title.isEmpty() ? titleOfImageKind(kind) : title;
}

bool isAboutImage(labeling::FindingKind kind) {
  return titleOfObjectKind(kind).isEmpty() && kind != labeling::FindingKind::RareClass &&
         kind != labeling::FindingKind::CoverageGap;
}

AnswerWords answerWords(const labeling::Finding& finding) {
  using labeling::FindingKind;
  const FindingKind kind = finding.kind;
  if (isAboutImage(kind)) {
    return {.accept = text("Leave out"),
            .acceptTip = text("Exclude the image from training and figures"),
            .keep = text("Keep"),
            .keepTip = text("The image is fine; this is not asked again")};
  }
  const bool removes = suggestsRemoval(finding);
  QString acceptTip = text("Give the label the suggested class");
  if (removes) {
    acceptTip = text("Take the label away");
  } else if (kind == FindingKind::BadlyLocated || kind == FindingKind::MaskError ||
             (kind == FindingKind::AnnotatorDisagreement && finding.suggestedShape)) {
    acceptTip = text("Give the label the suggested outline");
  } else if (kind == FindingKind::Overlooked || kind == FindingKind::FalsePositive) {
    acceptTip = text("Add the suggested label");
  }
  return {.accept = removes ? text("Remove") : text("Accept"),
          .acceptTip = acceptTip,
          .keep = text("Keep"),
          .keepTip = text("The label is right; this is not asked again")};
}

std::optional<double> probabilityOf(const labeling::Finding& finding,
                                    const std::string& className) {
  const QJsonObject evidence =
      QJsonDocument::fromJson(QByteArray::fromStdString(finding.evidence)).object();
  const QJsonValue probability =
      evidence.value("probabilities").toObject().value(QString::fromStdString(className));
  return probability.isDouble() ? std::optional(probability.toDouble()) : std::nullopt;
}

std::optional<labeling::Box> boxOf(const labeling::Document& document,
                                   const labeling::Finding& finding) {
  const labeling::Annotation* annotation =
      finding.annotation ? document.annotation(*finding.annotation) : nullptr;
  if (annotation != nullptr && !labeling::isImageTag(annotation->shape)) {
    return labeling::boundsOf(annotation->shape);
  }
  return finding.suggestedShape && !labeling::isImageTag(*finding.suggestedShape)
             ? std::optional(labeling::boundsOf(*finding.suggestedShape))
             : std::nullopt;
}

bool isOnTestSplit(const labeling::Document& document, const labeling::Finding& finding) {
  const labeling::Image* image = document.image(finding.image);
  return image != nullptr && image->split == labeling::Split::Test;
}

}  // namespace touchstone::ui
