#include "analysis/audits/object_audit.h"

#include "analysis/audits/finding_text.h"
#include "analysis/audits/object_quality.h"
#include "analysis/audits/swapped_labels.h"
#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::analysis {
namespace {

using labeling::Finding;
using labeling::FindingKind;

/// Below these qualities a person is asked. Measured with planted errors: what a fair detector says
/// of right labels is mostly above.
constexpr double doubtfulClass = 0.5;
constexpr double doubtfulLocation = 0.7;
constexpr double doubtfulPresence = 0.5;
constexpr double surelyThere = 0.5;
/// A box that overlaps a label by so much is of the same object.
constexpr double sameObject = 0.5;

class ObjectAudit {
public:
  ObjectAudit(std::span<const AuditedImage> images, std::span<const std::string> classNames)
      : images_(images), classNames_(classNames) {}

  LabelAudit result() {
    std::vector<ImageObjects> objects;
    objects.reserve(images_.size());
    for (const AuditedImage& image : images_) {
      require(image.annotations.size() == image.objects.given.size(), "one annotation a given box");
      objects.push_back(image.objects);
    }
    const std::vector<ObjectQuality> qualities = objectQuality(objects);
    for (std::size_t n = 0; n < images_.size(); ++n) {
      for (std::size_t i = 0; i < qualities[n].given.size(); ++i) {
        judge(images_[n], i, qualities[n].given[i]);
        noteSeen(images_[n], i);
      }
      for (const UnlabelledObject& object : qualities[n].unlabelled) {
        addOverlooked(images_[n].image, object);
      }
    }
    markSwapped(errors_);
    std::move(errors_.begin(), errors_.end(), std::back_inserter(audit_.findings));
    std::stable_sort(audit_.findings.begin(), audit_.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.score < b.score; });
    return std::move(audit_);
  }

private:
  [[nodiscard]] const std::string& nameOf(int labelClass) const {
    return classNames_[static_cast<std::size_t>(labelClass)];
  }

  void judge(const AuditedImage& image, std::size_t i, const GivenBoxQuality& quality) {
    const GivenBox& given = image.objects.given[i];
    const std::string& name = nameOf(given.labelClass);
    audit_.scores.push_back({.image = image.image,
                             .annotation = image.annotations[i],
                             .given = name,
                             .quality = quality.quality(),
                             .kinds = {{FindingKind::LabelError, quality.classQuality},
                                       {FindingKind::BadlyLocated, quality.locationQuality},
                                       {FindingKind::Spurious, quality.presence}}});
    Finding finding;
    finding.image = image.image;
    finding.annotation = image.annotations[i];
    finding.given = name;
    finding.evidence = evidenceOf(quality.scores);
    if (quality.suggestedClass != given.labelClass && quality.classQuality < doubtfulClass) {
      addClassError(finding, quality);
    }
    if (quality.suggestedBox && quality.locationQuality < doubtfulLocation) {
      addBadLocation(finding, given, quality);
    }
    if (quality.presence < doubtfulPresence) {
      addAbsent(finding, quality);
    }
  }

  void noteSeen(const AuditedImage& image, std::size_t i) {
    const GivenBox& given = image.objects.given[i];
    double best = sameObject;
    for (const auto& predicted : image.objects.predicted) {
      const double overlap = labeling::intersectionOverUnion(given.box, predicted.box);
      if (predicted.labelClass == given.labelClass && overlap >= best) {
        best = overlap;
        audit_.seen[image.annotations[i]] = predicted.box;
      }
    }
  }

  void addClassError(Finding finding, const GivenBoxQuality& quality) {
    finding.kind = FindingKind::LabelError;
    finding.suggested = nameOf(quality.suggestedClass);
    finding.score = quality.classQuality;
    finding.message = "Labelled " + inQuotes(finding.given) + ", but the model sees " +
                      inQuotes(finding.suggested) + " (" + percent(quality.scores.front().second) +
                      ").";
    errors_.push_back(std::move(finding));
  }

  void addBadLocation(Finding finding, const GivenBox& given, const GivenBoxQuality& quality) {
    const double overlap = labeling::intersectionOverUnion(given.box, *quality.suggestedBox);
    finding.kind = FindingKind::BadlyLocated;
    finding.suggested = finding.given;
    finding.suggestedShape = *quality.suggestedBox;
    finding.score = quality.locationQuality;
    finding.message = "The box of this " + inQuotes(finding.given) +
                      " overlaps the object that the model sees by " + percent(overlap) + " only.";
    audit_.findings.push_back(std::move(finding));
  }

  void addAbsent(Finding finding, const GivenBoxQuality& quality) {
    finding.kind = FindingKind::Spurious;
    finding.score = quality.presence;
    finding.message = quality.twin ? "This " + inQuotes(finding.given) + " lies on another label."
                                   : "The model finds nothing at this " + inQuotes(finding.given) +
                                         ", though it finds most others.";
    audit_.findings.push_back(std::move(finding));
  }

  void addOverlooked(labeling::ImageId image, const UnlabelledObject& object) {
    if (object.quality >= 1 - surelyThere) {
      return;
    }
    Finding finding;
    finding.kind = FindingKind::Overlooked;
    finding.image = image;
    finding.suggested = nameOf(object.labelClass);
    finding.suggestedShape = object.box;
    finding.score = object.quality;
    finding.evidence = evidenceOf({{object.labelClass, object.confidence}});
    finding.message = "The model sees a " + inQuotes(finding.suggested) + " (" +
                      percent(object.confidence) + ") that has no label.";
    audit_.findings.push_back(std::move(finding));
  }

  [[nodiscard]] std::string evidenceOf(const std::vector<std::pair<int, double>>& scores) const {
    nlohmann::ordered_json probabilities = nlohmann::ordered_json::object();
    for (const auto& [labelClass, score] : scores) {
      probabilities[nameOf(labelClass)] = score;
    }
    return nlohmann::ordered_json{{"probabilities", probabilities}}.dump(
        -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }

  std::span<const AuditedImage> images_;
  std::span<const std::string> classNames_;
  std::vector<Finding> errors_;  ///< of classes
  LabelAudit audit_;
};

}  // namespace

LabelAudit auditObjects(std::span<const AuditedImage> images,
                        std::span<const std::string> classNames) {
  return ObjectAudit(images, classNames).result();
}

}  // namespace touchstone::analysis
