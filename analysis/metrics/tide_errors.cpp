#include "analysis/metrics/tide_errors.h"

#include "analysis/metrics/tide_image.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

struct Point {
  double score = 0;
  bool hit = false;
};

/// The detections and objects of one class, as far as they count.
struct ClassPoints {
  std::vector<Point> points;
  long objects = 0;
  [[nodiscard]] bool isEmpty() const { return points.empty() && objects == 0; }
};

/// Returns the mean precision at recalls 0, 0.01 … 1 of the monotone curve.
double averagePrecision(ClassPoints one) {
  if (one.objects == 0) {
    return 0;
  }
  std::stable_sort(one.points.begin(), one.points.end(),
                   [](const Point& a, const Point& b) { return a.score > b.score; });
  std::vector<double> precisions;
  std::vector<double> recalls;
  double hits = 0;
  for (const Point& point : one.points) {
    hits += point.hit ? 1 : 0;
    precisions.push_back(hits / static_cast<double>(precisions.size() + 1));
    recalls.push_back(hits / static_cast<double>(one.objects));
  }
  for (std::size_t i = precisions.size(); i > 1; --i) {
    precisions[i - 2] = std::max(precisions[i - 2], precisions[i - 1]);
  }
  constexpr int bars = 100;
  double sum = 0;
  auto reached = recalls.begin();
  for (int bar = 0; bar <= bars && reached != recalls.end(); ++bar) {
    reached = std::lower_bound(reached, recalls.end(), static_cast<double>(bar) / bars);
    sum += reached != recalls.end()
               ? precisions[static_cast<std::size_t>(reached - recalls.begin())]
               : 0;
  }
  return sum / (bars + 1);
}

/// Returns the mean over the classes that have anything.
double meanPrecision(std::vector<ClassPoints> classes) {
  double sum = 0;
  double count = 0;
  for (ClassPoints& one : classes) {
    if (!one.isEmpty()) {
      sum += averagePrecision(std::move(one));
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

class Tide {
public:
  Tide(const DetectionTruth& truth,
       std::span<const Detection> detections,
       OverlapKind kind,
       const TideOptions& options)
      : truth_(truth), detections_(detections) {
    const Overlaps overlaps(detections, truth.objects, kind);
    std::vector<std::vector<std::size_t>> objectsOf(truth.images.size());
    std::vector<std::vector<std::size_t>> detectionsOf(truth.images.size());
    for (std::size_t i = 0; i < truth.objects.size(); ++i) {
      objectsOf[truth.objects[i].image].push_back(i);
    }
    for (std::size_t i = 0; i < detections.size(); ++i) {
      detectionsOf[detections[i].image].push_back(i);
    }
    for (std::size_t i = 0; i < truth.images.size(); ++i) {
      images_.push_back(
          judgeAsTide(detectionsOf[i], objectsOf[i], truth, detections, overlaps, options));
    }
    plain_.resize(truth.categories.size());
    for (const TrueObject& object : truth.objects) {
      plain_[object.category].objects += object.crowd || object.difficult ? 0 : 1;
    }
  }

  TideErrors result() {
    TideErrors result;
    std::vector<ClassPoints> original = plain_;
    for (const TideImage& image : images_) {
      for (const TideVerdict& verdict : image.verdicts) {
        if (!verdict.ignored) {
          add(original, verdict.detection, verdict.hit);
        }
      }
    }
    result.ap = meanPrecision(std::move(original));
    for (std::size_t kind = 0; kind < tideErrorKinds; ++kind) {
      const double without = meanPrecision(corrected(static_cast<TideErrorKind>(kind)));
      result.cost[kind] = std::max(without - result.ap, 0.0);
    }
    result.costOfFalsePositives = meanPrecision(withoutFalsePositives()) - result.ap;
    result.costOfFalseNegatives = meanPrecision(withoutFalseNegatives()) - result.ap;
    list(result);
    return result;
  }

private:
  void add(std::vector<ClassPoints>& classes, std::size_t detection, bool hit) const {
    const Detection& found = detections_[detection];
    classes[found.category].points.push_back({found.score, hit});
  }

  /// Errors first, then what is right: tidecv's order, which decides between equal scores.
  template <class AddError>
  [[nodiscard]] std::vector<ClassPoints> rebuilt(AddError addError) const {
    std::vector<ClassPoints> classes = plain_;
    for (const TideImage& image : images_) {
      for (const TideVerdict& verdict : image.verdicts) {
        if (!verdict.hit) {
          addError(classes, verdict);
        }
      }
    }
    for (const TideImage& image : images_) {
      for (const TideVerdict& verdict : image.verdicts) {
        if (verdict.hit) {
          add(classes, verdict.detection, true);
        }
      }
    }
    return classes;
  }

  [[nodiscard]] std::vector<ClassPoints> corrected(TideErrorKind kind) const {
    auto classes = rebuilt([&](std::vector<ClassPoints>& all, const TideVerdict& verdict) {
      if (verdict.error != kind) {
        addUncorrected(all, verdict);
      } else if (verdict.corrected) {
        all[*verdict.corrected].points.push_back({detections_[verdict.detection].score, true});
      }
    });
    if (kind == TideErrorKind::Missed) {
      for (const TideImage& image : images_) {
        takeOff(image.missed, classes);
      }
    }
    return classes;
  }

  void addUncorrected(std::vector<ClassPoints>& classes, const TideVerdict& verdict) const {
    if (!verdict.ignored) {
      add(classes, verdict.detection, false);
    }
  }

  void takeOff(std::span<const std::size_t> objects, std::vector<ClassPoints>& classes) const {
    for (const std::size_t object : objects) {
      classes[truth_.objects[object].category].objects -= 1;
    }
  }

  /// False positives have the lowest score, all others the highest.
  [[nodiscard]] std::vector<ClassPoints> withoutFalsePositives() const {
    auto classes = rebuilt([this](std::vector<ClassPoints>& all, const TideVerdict& verdict) {
      addUncorrected(all, verdict);
    });
    for (ClassPoints& one : classes) {
      for (Point& point : one.points) {
        point.score = point.hit ? 1 : 0;
      }
    }
    return classes;
  }

  [[nodiscard]] std::vector<ClassPoints> withoutFalseNegatives() const {
    auto classes = rebuilt([this](std::vector<ClassPoints>& all, const TideVerdict& verdict) {
      addUncorrected(all, verdict);
    });
    for (const TideImage& image : images_) {
      takeOff(image.notFound, classes);
    }
    return classes;
  }

  void list(TideErrors& result) const {
    for (std::size_t i = 0; i < images_.size(); ++i) {
      for (const TideVerdict& verdict : images_[i].verdicts) {
        if (verdict.error) {
          result.errors.push_back({.kind = *verdict.error,
                                   .image = i,
                                   .detection = verdict.detection,
                                   .object = verdict.object});
        }
      }
      for (const std::size_t object : images_[i].missed) {
        result.errors.push_back({.kind = TideErrorKind::Missed,
                                 .image = i,
                                 .detection = std::nullopt,
                                 .object = object});
      }
    }
    for (const TideError& error : result.errors) {
      result.counts[static_cast<std::size_t>(error.kind)] += 1;
    }
  }

  const DetectionTruth& truth_;
  std::span<const Detection> detections_;
  std::vector<TideImage> images_;
  std::vector<ClassPoints> plain_;  ///< the objects of each class, without detections
};

}  // namespace

std::string_view nameOf(TideErrorKind kind) {
  constexpr std::array<std::string_view, tideErrorKinds> names{
      "classification", "localisation", "both", "duplicate", "background", "missed"};
  return names[static_cast<std::size_t>(kind)];
}

TideErrors tideErrors(const DetectionTruth& truth,
                      std::span<const Detection> detections,
                      OverlapKind kind,
                      const TideOptions& options) {
  return Tide(truth, detections, kind, options).result();
}

}  // namespace touchstone::analysis
