#include "analysis/consistency/label_rules.h"

#include "analysis/audits/finding_text.h"
#include "analysis/consistency/consistency_scores.h"
#include "analysis/consistency/placed_shape.h"
#include "labeling/annotation/each_annotation.h"
#include "labeling/classes/class_tree.h"
#include "labeling/classes/label_rule.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::AnnotationId;
using labeling::ClassId;
using labeling::Document;
using labeling::Finding;
using labeling::LabelRule;
using labeling::RuleKind;

/// Hand-drawn outlines of two things, one in the other, cross a little.
constexpr double insideShare = 0.95;
constexpr double roundingError = 1e-9;

/// An object of the image that is looked at.
struct Candidate {
  AnnotationId id = 0;
  const Annotation* annotation = nullptr;
  PlacedShape place;
};

/// A rule with the classes that it holds for and those that it speaks of.
struct Scope {
  LabelRule rule;
  std::string owner;  ///< name of the class that has the rule
  std::set<ClassId> classes;
  std::set<ClassId> others;
};

/// Returns the class and those below it.
std::set<ClassId> familyOf(const Document& document, ClassId labelClass) {
  std::set<ClassId> family{labelClass};
  for (const auto& [id, each] : document.classes()) {
    const auto ancestors = ancestorsOf(document, id);
    if (std::find(ancestors.begin(), ancestors.end(), labelClass) != ancestors.end()) {
      family.insert(id);
    }
  }
  return family;
}

std::vector<Scope> scopesOf(const Document& document) {
  std::vector<Scope> scopes;
  for (const auto& [id, labelClass] : document.classes()) {
    for (LabelRule& rule : labeling::labelRules(labelClass.rules)) {
      const auto other = rule.other.empty() ? std::nullopt : document.findClass(rule.other);
      if (rule.other.empty() || other) {
        scopes.push_back({.rule = std::move(rule),
                          .owner = labelClass.name,
                          .classes = familyOf(document, id),
                          .others = other ? familyOf(document, *other) : std::set<ClassId>()});
      }
    }
  }
  return scopes;
}

double shorterSide(const labeling::Shape& shape, const PlacedShape& place) {
  const auto* turned = std::get_if<labeling::OrientedBox>(&shape);
  return turned != nullptr ? std::min(turned->width, turned->height)
                           : std::min(place.bounds().width(), place.bounds().height());
}

double longerSide(const labeling::Shape& shape, const PlacedShape& place) {
  const auto* turned = std::get_if<labeling::OrientedBox>(&shape);
  return turned != nullptr ? std::max(turned->width, turned->height)
                           : std::max(place.bounds().width(), place.bounds().height());
}

/// Returns a number as people write it, with at most one decimal.
std::string inShort(double number) {
  return labeling::textOf(std::round(number * 10) / 10);
}

/// Looks at the objects of one image after the other.
class RuleCheck {
public:
  RuleCheck(const Document& document, const SharedObjects& shared)
      : document_(document), shared_(shared), scopes_(scopesOf(document)) {}

  [[nodiscard]] bool hasRules() const { return !scopes_.empty(); }

  void look(labeling::ImageId id, const labeling::Image& image) {
    image_ = id;
    objects_.clear();
    forEachAnnotation(document_, id, [&](AnnotationId annotationId, const Annotation& annotation) {
      if (isConfirmed(annotation) && !isImageTag(annotation.shape)) {
        objects_.push_back({annotationId, &annotation,
                            PlacedShape(annotation.shape, {image.width, image.height})});
      }
    });
    const bool complete = image.state == labeling::ImageState::Labelled ||
                          image.state == labeling::ImageState::Verified;
    for (const Scope& scope : scopes_) {
      checkCounts(scope, complete);
      for (const Candidate& object : objects_) {
        if (scope.classes.contains(object.annotation->labelClass) &&
            !object.annotation->attributes.crowd) {
          check(scope, object);
        }
      }
    }
  }

  std::vector<Finding> findings() { return std::move(findings_); }

private:
  void check(const Scope& scope, const Candidate& object) {
    const labeling::Shape& shape = object.annotation->shape;
    const LabelRule& rule = scope.rule;
    switch (rule.kind) {
      case RuleKind::SideAtLeast:
        return checkLeast(scope, object, shorterSide(shape, object.place),
                          " px at its shorter side");
      case RuleKind::AreaAtLeast:
        return checkLeast(scope, object, object.place.area(), " px²");
      case RuleKind::SideAtMost:
        return checkMost(scope, object, longerSide(shape, object.place), " px at its longer side");
      case RuleKind::AspectAtMost:
        return checkMost(scope, object,
                         longerSide(shape, object.place) /
                             std::max(shorterSide(shape, object.place), roundingError),
                         " times as long as wide");
      case RuleKind::Touches:
        return checkTouch(scope, object);
      case RuleKind::Inside:
        return checkInside(scope, object);
      case RuleKind::OverlapAtMost:
        return checkOverlap(scope, object);
      case RuleKind::CountAtLeast:
      case RuleKind::CountAtMost:
        return;
    }
  }

  void checkLeast(const Scope& scope,
                  const Candidate& object,
                  double measured,
                  const std::string& unit) {
    if (measured < scope.rule.amount - roundingError) {
      add(scope, &object, measured,
          "This " + nameOf(object) + " is " + inShort(measured) + unit +
              "; the label book asks for at least " + inShort(scope.rule.amount) + ".");
    }
  }

  void checkMost(const Scope& scope,
                 const Candidate& object,
                 double measured,
                 const std::string& unit) {
    if (measured > scope.rule.amount + roundingError) {
      add(scope, &object, measured,
          "This " + nameOf(object) + " is " + inShort(measured) + unit +
              "; the label book allows at most " + inShort(scope.rule.amount) + ".");
    }
  }

  /// Returns the largest value of `measure` for an object of these classes, and 0 for none.
  template <class Measure>
  double largest(const std::set<ClassId>& classes, const Candidate& object, Measure measure) const {
    double best = 0;
    for (const Candidate& other : objects_) {
      if (other.id != object.id && classes.contains(other.annotation->labelClass) &&
          isOneSet(annotatorOf(object), annotatorOf(other))) {
        best = std::max<double>(best, measure(object.place, other.place));
      }
    }
    return best;
  }

  void checkTouch(const Scope& scope, const Candidate& object) {
    if (largest(scope.others, object, touch) == 0) {
      add(scope, &object, 0,
          "This " + nameOf(object) + " touches no " + inQuotes(scope.rule.other) +
              "; the label book says that it must.");
    }
  }

  void checkInside(const Scope& scope, const Candidate& object) {
    const double share = largest(scope.others, object, shareWithin);
    const std::string other = inQuotes(scope.rule.other);
    if (share == 0) {
      add(scope, &object, share,
          "This " + nameOf(object) + " lies in no " + other +
              "; the label book says that it must.");
    } else if (share < insideShare) {
      add(scope, &object, share,
          "Only " + percent(share) + " of this " + nameOf(object) + " lies in a " + other +
              "; the label book says that all must.");
    }
  }

  void checkOverlap(const Scope& scope, const Candidate& object) {
    const double share = largest(scope.classes, object, shareWithin);
    if (share > scope.rule.amount + roundingError) {
      add(scope, &object, share,
          percent(share) + " of this " + nameOf(object) + " lies in another " +
              inQuotes(scope.owner) + "; the label book allows " + percent(scope.rule.amount) +
              ".");
    }
  }

  static const std::string& annotatorOf(const Candidate& object) {
    return object.annotation->attributes.annotator;
  }

  /// Whether the objects of two annotators belong to one set of labels.
  [[nodiscard]] bool isOneSet(const std::string& a, const std::string& b) const {
    return !shared_.areIndependent(a, b);
  }

  void checkCounts(const Scope& scope, bool complete) {
    const bool least = scope.rule.kind == RuleKind::CountAtLeast;
    if (!least && scope.rule.kind != RuleKind::CountAtMost) {
      return;
    }
    std::set<std::string> annotators;
    for (const Candidate& object : objects_) {
      annotators.insert(annotatorOf(object));
    }
    if (annotators.empty()) {
      annotators.emplace();
    }
    for (const std::string& annotator : annotators) {
      if (least && complete) {
        checkEnough(scope, annotator);
      } else if (!least) {
        checkTooMany(scope, annotator);
      }
    }
  }

  /// Returns the objects of a rule's classes that are in one set of labels with an annotator's.
  [[nodiscard]] std::vector<const Candidate*> countedWith(const Scope& scope,
                                                          const std::string& annotator) const {
    std::vector<const Candidate*> counted;
    for (const Candidate& object : objects_) {
      if (scope.classes.contains(object.annotation->labelClass) &&
          isOneSet(annotator, annotatorOf(object))) {
        counted.push_back(&object);
      }
    }
    return counted;
  }

  void checkEnough(const Scope& scope, const std::string& annotator) {
    const auto count = static_cast<double>(countedWith(scope, annotator).size());
    const bool asked = !findings_.empty() && findings_.back().image == image_ &&
                       findings_.back().reason == reasonOf(scope);
    if (count < scope.rule.amount && !asked) {
      add(scope, nullptr, count,
          inShort(count) + ' ' + inQuotes(scope.owner) +
              " in one image; the label book asks for at least " + inShort(scope.rule.amount) +
              ".");
    }
  }

  /// Annotators who share the work would all be told of the same objects: the one who drew the last
  /// of them is.
  void checkTooMany(const Scope& scope, const std::string& annotator) {
    const auto counted = countedWith(scope, annotator);
    const auto count = static_cast<double>(counted.size());
    if (count <= scope.rule.amount) {
      return;
    }
    const Candidate& last =
        **std::max_element(counted.begin(), counted.end(),
                           [](const Candidate* a, const Candidate* b) { return a->id < b->id; });
    if (annotatorOf(last) == annotator) {
      add(scope, &last, count,
          inShort(count) + ' ' + inQuotes(scope.owner) +
              " in one image; the label book allows at most " + inShort(scope.rule.amount) + ".");
    }
  }

  static std::string reasonOf(const Scope& scope) {
    return scope.owner + ": " + textOf(scope.rule);
  }

  [[nodiscard]] std::string nameOf(const Candidate& object) const {
    return inQuotes(document_.labelClass(object.annotation->labelClass)->name);
  }

  void add(const Scope& scope, const Candidate* object, double measured, std::string message) {
    Finding finding;
    finding.kind = labeling::FindingKind::Inconsistent;
    finding.image = image_;
    if (object != nullptr) {
      finding.annotation = object->id;
      finding.given = document_.labelClass(object->annotation->labelClass)->name;
    }
    finding.score = brokenRuleScore;
    finding.message = std::move(message);
    finding.reason = reasonOf(scope);
    const nlohmann::json evidence{
        {"rule", textOf(scope.rule)}, {"ruleOf", scope.owner}, {"measured", measured}};
    finding.evidence = evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    findings_.push_back(std::move(finding));
  }

  const Document& document_;
  const SharedObjects& shared_;
  std::vector<Scope> scopes_;
  labeling::ImageId image_ = 0;
  std::vector<Candidate> objects_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> checkLabelRules(const Document& document,
                                     const SharedObjects& shared,
                                     const std::stop_token& stop) {
  RuleCheck check(document, shared);
  if (check.hasRules()) {
    for (const auto& [id, image] : document.images()) {
      if (stop.stop_requested()) {
        break;
      }
      if (image.state != labeling::ImageState::Excluded) {
        check.look(id, image);
      }
    }
  }
  return check.findings();
}

}  // namespace touchstone::analysis
