#include "analysis/consistency/drawing_samples.h"

#include "labeling/geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::AnnotationId;
using labeling::ClassId;
using labeling::Document;

/// Returns log(one / other); nothing when either is not above 0.
std::optional<double> logRatio(double one, double other) {
  return one > 0 && other > 0 ? std::optional(std::log(one / other)) : std::nullopt;
}

/// Returns the area in square pixels, or of points and lines none.
double extentOf(const labeling::Shape& shape) {
  const auto* box = std::get_if<labeling::Box>(&shape);
  return box != nullptr ? box->area() : areaOf(shape);
}

/// One object with what is measured of it alone.
struct Measured {
  DrawingSample sample;
  std::string annotator;
};

using Key = std::pair<ClassId, DrawingMeasure>;

class Comparisons {
public:
  Comparisons(const Document& document, const DrawingEvidence& evidence)
      : document_(document), evidence_(evidence) {}

  std::vector<DrawingComparison> all() {
    comparePairs();
    measure();
    for (const auto& [key, objects] : measured_) {
      compareAnnotators(key, objects);
      comparePeriods(key, objects);
    }
    return std::move(result_);
  }

private:
  void comparePairs() {
    std::map<std::tuple<std::size_t, std::size_t, ClassId, DrawingMeasure>,
             std::vector<DrawingSample>>
        samples;
    for (const SharedImage& image : evidence_.shared.images) {
      for (const SharedObject& object : image.objects) {
        for (std::size_t i = 0; i < object.annotations.size(); ++i) {
          for (std::size_t k = i + 1; k < object.annotations.size(); ++k) {
            const Annotation& a = *document_.annotation(object.annotations[i]);
            const Annotation& b = *document_.annotation(object.annotations[k]);
            for (const auto& [measure, ratio] : ratiosOf(a, b)) {
              samples[{object.annotators[i], object.annotators[k], a.labelClass, measure}]
                  .push_back(
                      {.image = image.image, .annotation = object.annotations[i], .value = ratio});
            }
          }
        }
      }
    }
    for (auto& [key, ratios] : samples) {
      const auto& [first, second, labelClass, measure] = key;
      result_.push_back({.labelClass = labelClass,
                         .measure = measure,
                         .sides = DrawingSides::SameObjects,
                         .firstName = evidence_.shared.annotators[first],
                         .secondName = evidence_.shared.annotators[second],
                         .first = std::move(ratios),
                         .second = {}});
    }
  }

  /// Returns how the drawings of one object by two annotators differ, if they gave it one class.
  static std::vector<std::pair<DrawingMeasure, double>> ratiosOf(const Annotation& a,
                                                                 const Annotation& b) {
    std::vector<std::pair<DrawingMeasure, double>> ratios;
    if (a.labelClass != b.labelClass) {
      return ratios;
    }
    if (const auto ratio = logRatio(extentOf(a.shape), extentOf(b.shape))) {
      ratios.emplace_back(DrawingMeasure::Size, *ratio);
    }
    const auto detailOfA = outlineDetail(a.shape);
    const auto detailOfB = outlineDetail(b.shape);
    if (detailOfA && detailOfB) {
      ratios.emplace_back(DrawingMeasure::Detail, detailOfA->corners - detailOfB->corners);
    }
    return ratios;
  }

  void measure() {
    for (const auto& [id, annotation] : document_.annotations()) {
      const labeling::Image* image = document_.image(annotation.image);
      if (image == nullptr || image->state == labeling::ImageState::Excluded ||
          !isConfirmed(annotation) || annotation.attributes.crowd) {
        continue;
      }
      if (const auto detail = outlineDetail(annotation.shape)) {
        note(id, annotation, DrawingMeasure::Detail, detail->corners, detail->length);
      }
      const auto seen = evidence_.seen.find(id);
      const auto size = seen == evidence_.seen.end()
                            ? std::nullopt
                            : logRatio(boundsOf(annotation.shape).area(), seen->second.area());
      if (size) {
        note(id, annotation, DrawingMeasure::Size, *size);
      }
    }
  }

  void note(AnnotationId id,
            const Annotation& annotation,
            DrawingMeasure measure,
            double value,
            double length = 0) {
    measured_[{annotation.labelClass, measure}].push_back(
        {.sample = {annotation.image, id, value, length},
         .annotator = annotation.attributes.annotator});
  }

  void compareAnnotators(const Key& key, const std::vector<Measured>& objects) {
    std::set<std::string> names;
    for (const Measured& object : objects) {
      names.insert(object.annotator);
    }
    for (const std::string& name : names) {
      DrawingComparison comparison = comparisonOf(key, DrawingSides::OtherObjects);
      comparison.firstName = name;
      comparison.secondName = names.size() == 2 ? *names.rbegin() : "the others";
      for (const Measured& object : objects) {
        (object.annotator == name ? comparison.first : comparison.second).push_back(object.sample);
      }
      if (!comparison.second.empty()) {
        result_.push_back(std::move(comparison));
      }
      if (names.size() <= 2) {
        return;
      }
    }
  }

  /// Halves the images that have an object of the class: those labelled later are the first side.
  void comparePeriods(const Key& key, const std::vector<Measured>& objects) {
    std::set<std::pair<std::int64_t, labeling::ImageId>> times;
    for (const Measured& object : objects) {
      const auto time = evidence_.labelledAt.find(object.sample.image);
      if (time != evidence_.labelledAt.end()) {
        times.emplace(time->second, object.sample.image);
      }
    }
    if (times.size() < 2) {
      return;
    }
    const auto middle = std::next(times.begin(), static_cast<std::ptrdiff_t>(times.size() / 2));
    DrawingComparison comparison = comparisonOf(key, DrawingSides::Periods);
    for (const Measured& object : objects) {
      const auto time = evidence_.labelledAt.find(object.sample.image);
      if (time != evidence_.labelledAt.end()) {
        const bool later = std::pair(time->second, object.sample.image) >= *middle;
        (later ? comparison.first : comparison.second).push_back(object.sample);
      }
    }
    result_.push_back(std::move(comparison));
  }

  static DrawingComparison comparisonOf(const Key& key, DrawingSides sides) {
    return {.labelClass = key.first,
            .measure = key.second,
            .sides = sides,
            .firstName = {},
            .secondName = {},
            .first = {},
            .second = {}};
  }

  const Document& document_;
  const DrawingEvidence& evidence_;
  std::map<Key, std::vector<Measured>> measured_;
  std::vector<DrawingComparison> result_;
};

}  // namespace

std::optional<OutlineDetail> outlineDetail(const labeling::Shape& shape) {
  const auto* polygon = std::get_if<labeling::Polygon>(&shape);
  if (polygon == nullptr) {
    return std::nullopt;
  }
  double corners = 0;
  double length = 0;
  forEachRing(*polygon, [&](const labeling::Ring& ring, labeling::VertexIndex) {
    corners += static_cast<double>(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
      length += distanceBetween(ring[i], ring[(i + 1) % ring.size()]);
    }
  });
  return corners > 0 && length > 0
             ? std::optional(OutlineDetail{std::log(corners), std::log(length)})
             : std::nullopt;
}

std::vector<DrawingComparison> drawingComparisons(const Document& document,
                                                  const DrawingEvidence& evidence) {
  return Comparisons(document, evidence).all();
}

}  // namespace touchstone::analysis
