#include "labeling/review/suggestions.h"

#include "labeling/geometry/mask.h"

#include <algorithm>
#include <set>

namespace touchstone::labeling {

namespace {

std::string keyOf(const Prediction& prediction) {
  return "prediction " + std::to_string(prediction.id);
}

/// Returns the intersection over union of two shapes: of their pixels for two masks, else of their
/// bounds; 1 for two classes of a whole image.
double overlap(const Shape& a, const Shape& b) {
  const bool isTag = std::holds_alternative<ImageTag>(a);
  if (isTag || std::holds_alternative<ImageTag>(b)) {
    return isTag && a.index() == b.index() ? 1 : 0;
  }
  const auto* first = std::get_if<Mask>(&a);
  const auto* second = std::get_if<Mask>(&b);
  if (first == nullptr || second == nullptr || first->width != second->width ||
      first->height != second->height) {
    return intersectionOverUnion(boundsOf(a), boundsOf(b));
  }
  const double common = areaOf(intersectionOf(*first, *second));
  return common / std::max(1.0, areaOf(*first) + areaOf(*second) - common);
}

/// Whether `shape` would be a second label of what `other` labels.
bool isCovered(const Prediction& prediction,
               ClassId otherClass,
               const Shape& other,
               double largestOverlap) {
  const bool exclude = std::holds_alternative<ImageTag>(prediction.shape);
  return (exclude || prediction.labelClass == otherClass) &&
         overlap(prediction.shape, other) > largestOverlap;
}

bool isLabelled(const Document& document, const Prediction& prediction, double largestOverlap) {
  const auto& labels = document.annotationsOf(prediction.image);
  return std::any_of(labels.begin(), labels.end(), [&](AnnotationId id) {
    const Annotation& label = *document.annotation(id);
    return isCovered(prediction, label.labelClass, label.shape, largestOverlap);
  });
}

Edit answer(Project& project, std::span<const Prediction> suggestions, DecisionKind kind) {
  Edit edit;
  for (const Prediction& suggestion : suggestions) {
    edit.changes.emplace_back(
        DecisionChange{project.newDecisionId(),
                       Decision{.kind = kind, .findingKey = keyOf(suggestion), .chosen = {}}});
  }
  return edit;
}

std::set<ImageId> imagesOf(std::span<const Prediction> suggestions) {
  std::set<ImageId> images;
  for (const Prediction& suggestion : suggestions) {
    images.insert(suggestion.image);
  }
  return images;
}

}  // namespace

std::vector<ImageId> imagesToPredict(const Document& document) {
  std::vector<ImageId> unlabelled;
  std::vector<ImageId> all;
  for (const auto& [id, image] : document.images()) {
    if (image.state == ImageState::Excluded || !image.problem.empty()) {
      continue;
    }
    all.push_back(id);
    if (image.state == ImageState::Unlabelled) {
      unlabelled.push_back(id);
    }
  }
  return unlabelled.empty() ? all : unlabelled;
}

std::vector<Prediction> openSuggestions(const Document& document,
                                        std::vector<Prediction> ofImage,
                                        const SuggestionOptions& options) {
  std::stable_sort(ofImage.begin(), ofImage.end(),
                   [](const Prediction& a, const Prediction& b) { return a.score > b.score; });
  std::vector<Prediction> open;
  for (Prediction& prediction : ofImage) {
    const bool isCertain = prediction.score >= options.smallestScore;
    const bool isKnown = document.labelClass(prediction.labelClass) != nullptr;
    if (!isCertain || !isKnown || document.decisionOn(keyOf(prediction)) != nullptr ||
        isLabelled(document, prediction, options.largestOverlap)) {
      continue;
    }
    const bool isBest = std::none_of(open.begin(), open.end(), [&](const Prediction& better) {
      return isCovered(prediction, better.labelClass, better.shape, options.largestOverlap);
    });
    if (isBest) {
      open.push_back(std::move(prediction));
    }
  }
  return open;
}

Edit editAccepting(Project& project, std::span<const Prediction> suggestions) {
  Edit edit = answer(project, suggestions, DecisionKind::Accept);
  edit.name = "Accept suggestions";
  for (const Prediction& suggestion : suggestions) {
    Annotation label;
    label.image = suggestion.image;
    label.labelClass = suggestion.labelClass;
    label.shape = suggestion.shape;
    label.attributes.score = suggestion.score;
    label.attributes.verified = true;
    edit.changes.emplace_back(AnnotationChange{project.newAnnotationId(), std::move(label)});
  }
  for (const ImageId id : imagesOf(suggestions)) {
    const Image* image = project.document().image(id);
    if (image != nullptr && image->state == ImageState::Unlabelled) {
      Image labelled = *image;
      labelled.state = ImageState::Labelled;
      edit.changes.emplace_back(ImageChange{id, std::move(labelled)});
    }
  }
  return edit;
}

Edit editRejecting(Project& project, std::span<const Prediction> suggestions) {
  Edit edit = answer(project, suggestions, DecisionKind::Keep);
  edit.name = "Reject suggestions";
  return edit;
}

}  // namespace touchstone::labeling
