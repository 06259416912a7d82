#include "analysis/annotators/object_agreement.h"

#include "analysis/consistency/placed_shape.h"
#include "analysis/metrics/overlap.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace touchstone::analysis {
namespace {

using labeling::ImageSize;
using labeling::Mask;
using labeling::Polygon;
using labeling::Shape;
using labeling::ShapeKind;

bool coversPixels(const Shape& shape) {
  return std::holds_alternative<Polygon>(shape) || std::holds_alternative<Mask>(shape);
}

/// Returns the pixels of a shape; an empty mask when it has none in the image.
Mask pixelsOf(const Shape& shape, ImageSize image) {
  const auto converted = labeling::convertedTo(shape, ShapeKind::Mask, image);
  const Mask* mask = converted ? std::get_if<Mask>(&*converted) : nullptr;
  return mask != nullptr && mask->width == image.width && mask->height == image.height
             ? *mask
             : labeling::emptyMask(image.width, image.height);
}

/// Pairs objects one to one, those that overlap most first; ties go in order.
class Pairing {
public:
  Pairing(std::span<const SeenObject> given,
          std::span<const SeenObject> reference,
          double minimumOverlap,
          ImageSize image)
      : givenTaken_(given.size()), referenceTaken_(reference.size()) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      for (std::size_t j = 0; j < reference.size(); ++j) {
        const double overlap = overlapOf(given[i].shape, reference[j].shape, image);
        if (overlap > 0 && overlap >= minimumOverlap) {
          candidates_.push_back({given[i].label != reference[j].label, -overlap, i, j});
        }
      }
    }
    std::sort(candidates_.begin(), candidates_.end());
  }

  [[nodiscard]] ObjectAgreement agreement() {
    ObjectAgreement result;
    for (const auto& [differs, overlap, i, j] : candidates_) {
      if (!givenTaken_[i] && !referenceTaken_[j]) {
        givenTaken_[i] = true;
        referenceTaken_[j] = true;
        ++(differs ? result.otherClass : result.matched);
      }
    }
    const auto left = [](const std::vector<bool>& taken) {
      return static_cast<int>(std::count(taken.begin(), taken.end(), false));
    };
    result.missed = left(referenceTaken_);
    result.surplus = left(givenTaken_);
    return result;
  }

private:
  /// Whether the classes differ, the overlap (negative: larger ones come first), given, reference.
  using Candidate = std::tuple<bool, double, std::size_t, std::size_t>;

  std::vector<Candidate> candidates_;
  std::vector<bool> givenTaken_;
  std::vector<bool> referenceTaken_;
};

bool areSame(const SeenObject& a, const SeenObject& b, double minimumOverlap, ImageSize image) {
  const double overlap = a.label == b.label ? overlapOf(a.shape, b.shape, image) : 0;
  return overlap > 0 && overlap >= minimumOverlap;
}

}  // namespace

double overlapOf(const Shape& a, const Shape& b, ImageSize image) {
  if (isImageTag(a) || isImageTag(b)) {
    return isImageTag(a) && isImageTag(b) ? 1 : 0;
  }
  const double boxes = intersectionOverUnion(boundsOf(a), boundsOf(b));
  // Where the bounds do not meet no pixel is shared, which saves decoding the masks.
  return boxes > 0 && coversPixels(a) && coversPixels(b)
             ? overlapOf(PlacedShape(a, image), PlacedShape(b, image))
             : boxes;
}

double ObjectAgreement::share() const {
  const int all = 2 * (matched + otherClass) + missed + surplus;
  return all > 0 ? 2.0 * matched / all : 1;
}

ObjectAgreement agreementOf(std::span<const SeenObject> given,
                            std::span<const SeenObject> reference,
                            double minimumOverlap,
                            ImageSize image) {
  return Pairing(given, reference, minimumOverlap, image).agreement();
}

std::vector<SeenObject> majorityObjects(std::span<const std::vector<SeenObject>> annotators,
                                        double minimumOverlap,
                                        ImageSize image) {
  struct Candidate {
    SeenObject object;
    std::size_t votes = 0;
    std::size_t lastVoter = 0;  // counted from 1
  };
  std::vector<Candidate> candidates;
  std::size_t voter = 0;
  for (const std::vector<SeenObject>& objects : annotators) {
    ++voter;
    for (const SeenObject& object : objects) {
      const auto known =
          std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
            return candidate.lastVoter != voter &&
                   areSame(candidate.object, object, minimumOverlap, image);
          });
      if (known == candidates.end()) {
        candidates.push_back({.object = object, .votes = 1, .lastVoter = voter});
      } else {
        ++known->votes;
        known->lastVoter = voter;
      }
    }
  }
  std::vector<SeenObject> majority;
  for (Candidate& candidate : candidates) {
    if (2 * candidate.votes > annotators.size()) {
      majority.push_back(std::move(candidate.object));
    }
  }
  return majority;
}

std::vector<SeenObject> withoutRepetitions(std::vector<SeenObject> objects,
                                           double minimumOverlap,
                                           ImageSize image) {
  std::vector<SeenObject> kept;
  for (SeenObject& object : objects) {
    const bool isKnown = std::any_of(kept.begin(), kept.end(), [&](const SeenObject& other) {
      return areSame(other, object, minimumOverlap, image);
    });
    if (!isKnown) {
      kept.push_back(std::move(object));
    }
  }
  return kept;
}

std::vector<SeenObject> unitedByClass(std::span<const SeenObject> objects, ImageSize image) {
  std::vector<SeenObject> united;
  std::map<std::string, Mask> maskOf;
  for (const SeenObject& object : objects) {
    if (isImageTag(object.shape)) {
      united.push_back(object);
      continue;
    }
    const auto [entry, isNew] =
        maskOf.try_emplace(object.label, labeling::emptyMask(image.width, image.height));
    entry->second = unionOf(entry->second, pixelsOf(object.shape, image));
  }
  for (auto& [label, mask] : maskOf) {
    united.push_back({label, std::move(mask)});
  }
  return united;
}

}  // namespace touchstone::analysis
