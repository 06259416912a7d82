#include "analysis/consistency/consensus_adoption.h"

#include "labeling/annotation/document.h"

#include <map>
#include <tuple>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::AnnotationChange;
using labeling::AnnotationId;
using labeling::Document;

/// Returns the annotation that overlaps the consensus best, of those with its class if there are
/// any.
AnnotationId nearestTo(const AgreedObject& object, const Document& document) {
  const auto nearness = [&](std::size_t place) {
    const Annotation& annotation = *document.annotation(object.drawn.annotations[place]);
    return std::tuple(annotation.labelClass == object.labelClass, object.overlaps[place]);
  };
  std::size_t nearest = 0;
  for (std::size_t place = 1; place < object.drawn.annotations.size(); ++place) {
    if (nearness(place) > nearness(nearest)) {
      nearest = place;
    }
  }
  return object.drawn.annotations[nearest];
}

}  // namespace

ConsensusAdoption consensusAdoption(const Document& document,
                                    const SharedObjects& shared,
                                    const ObjectConsensus& consensus) {
  std::map<labeling::ImageId, std::size_t> annotatorsOf;
  for (const SharedImage& image : shared.images) {
    annotatorsOf[image.image] = image.annotators.size();
  }
  ConsensusAdoption adoption;
  adoption.edit.name = "Adopt the annotators' consensus";
  adoption.images = annotatorsOf.size();
  for (const AgreedObject& object : consensus.objects) {
    const auto& drawn = object.drawn.annotations;
    const bool stays =
        object.labelClass.has_value() || 2 * drawn.size() >= annotatorsOf.at(object.image);
    adoption.drawn += drawn.size();
    (stays ? adoption.adopted : adoption.dismissed) += 1;
    const AnnotationId nearest = nearestTo(object, document);
    for (const AnnotationId id : drawn) {
      AnnotationChange change{.id = id, .value = std::nullopt};
      if (stays && id == nearest) {
        change.value = *document.annotation(id);
        change.value->labelClass = object.labelClass.value_or(change.value->labelClass);
        change.value->shape = object.shape;
        change.value->attributes.annotator.clear();
      }
      adoption.edit.changes.emplace_back(std::move(change));
    }
  }
  return adoption;
}

}  // namespace touchstone::analysis
