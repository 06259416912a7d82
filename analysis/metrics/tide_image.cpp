#include "analysis/metrics/tide_image.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// The largest overlap of a detection with objects of some sort; the first of equal ones.
struct Nearest {
  double overlap = 0;
  std::size_t place = 0;
};

class Judge {
public:
  Judge(std::span<const std::size_t> detections,
        std::span<const std::size_t> objects,
        const DetectionTruth& truth,
        std::span<const Detection> allDetections,
        const Overlaps& overlaps,
        const TideOptions& options)
      : truth_(truth), detections_(allDetections), overlaps_(overlaps), options_(options) {
    for (const std::size_t index : objects) {
      const TrueObject& object = truth.objects[index];
      (object.crowd || object.difficult ? regions_ : objects_).push_back(index);
    }
    for (const std::size_t index : detections) {
      TideVerdict verdict;
      verdict.detection = index;
      result_.verdicts.push_back(verdict);
    }
    std::stable_sort(result_.verdicts.begin(), result_.verdicts.end(),
                     [&](const TideVerdict& a, const TideVerdict& b) {
                       return detections_[a.detection].score > detections_[b.detection].score;
                     });
    result_.verdicts.resize(std::min(result_.verdicts.size(), options.mostDetections));
    table_ = Matrix<double>(result_.verdicts.size(), objects_.size());
    for (std::size_t d = 0; d < table_.rows; ++d) {
      for (std::size_t g = 0; g < table_.columns; ++g) {
        table_(d, g) = overlaps(result_.verdicts[d].detection, objects_[g]);
      }
    }
    found_.resize(objects_.size());
    usable_.resize(objects_.size());
  }

  TideImage result() && {
    findHits();
    for (std::size_t d = 0; d < result_.verdicts.size(); ++d) {
      if (!result_.verdicts[d].hit) {
        result_.verdicts[d].ignored = isInRegion(d);
        explain(d);
      }
    }
    for (std::size_t g = 0; g < objects_.size(); ++g) {
      if (!found_[g]) {
        result_.notFound.push_back(objects_[g]);
      }
      if (!found_[g] && !usable_[g]) {
        result_.missed.push_back(objects_[g]);
      }
    }
    return std::move(result_);
  }

private:
  [[nodiscard]] std::size_t classOf(std::size_t d) const {
    return detections_[result_.verdicts[d].detection].category;
  }
  [[nodiscard]] std::size_t classOfObject(std::size_t g) const {
    return truth_.objects[objects_[g]].category;
  }

  template <class Counts>
  [[nodiscard]] Nearest nearest(std::size_t d, Counts counts) const {
    Nearest best;
    for (std::size_t g = 0; g < objects_.size(); ++g) {
      if (counts(g) && table_(d, g) > best.overlap) {
        best = {.overlap = table_(d, g), .place = g};
      }
    }
    return best;
  }

  void findHits() {
    for (std::size_t d = 0; d < result_.verdicts.size(); ++d) {
      const Nearest best =
          nearest(d, [&](std::size_t g) { return classOfObject(g) == classOf(d) && !found_[g]; });
      if (best.overlap >= options_.foreground) {
        found_[best.place] = true;
        result_.verdicts[d].hit = true;
        result_.verdicts[d].object = objects_[best.place];
      }
    }
  }

  [[nodiscard]] bool isInRegion(std::size_t d) const {
    return std::any_of(regions_.begin(), regions_.end(), [&](std::size_t region) {
      return truth_.objects[region].category == classOf(d) &&
             overlaps_.within(result_.verdicts[d].detection, region) > options_.foreground;
    });
  }

  void explain(std::size_t d) {
    const auto ofClass = [&](std::size_t g) { return classOfObject(g) == classOf(d); };
    TideVerdict& verdict = result_.verdicts[d];
    const Nearest right = nearest(d, ofClass);
    const Nearest wrong = nearest(d, [&](std::size_t g) { return !ofClass(g); });
    const Nearest taken = nearest(d, [&](std::size_t g) { return ofClass(g) && found_[g]; });
    const Nearest any = nearest(d, [](std::size_t) { return true; });
    if (objects_.empty()) {
      verdict.error = TideErrorKind::Background;
    } else if (right.overlap >= options_.background && right.overlap <= options_.foreground) {
      correct(verdict, TideErrorKind::Location, right.place, classOf(d));
    } else if (wrong.overlap >= options_.foreground) {
      correct(verdict, TideErrorKind::Class, wrong.place, classOfObject(wrong.place));
    } else if (taken.overlap >= options_.foreground) {
      verdict.error = TideErrorKind::Duplicate;
      verdict.object = objects_[taken.place];
    } else if (any.overlap <= options_.background) {
      verdict.error = TideErrorKind::Background;
    } else {
      verdict.error = TideErrorKind::Both;
      verdict.object = objects_[any.place];
    }
  }

  /// Of several detections that would find an object if corrected, that of the highest score does.
  void correct(TideVerdict& verdict, TideErrorKind error, std::size_t place, std::size_t category) {
    verdict.error = error;
    verdict.object = objects_[place];
    if (!found_[place] && !usable_[place]) {
      usable_[place] = true;
      verdict.corrected = category;
    }
  }

  const DetectionTruth& truth_;
  std::span<const Detection> detections_;
  const Overlaps& overlaps_;
  const TideOptions& options_;
  std::vector<std::size_t> objects_;
  std::vector<std::size_t> regions_;  ///< crowds and difficult objects
  Matrix<double> table_;
  std::vector<bool> found_;
  std::vector<bool> usable_;  ///< objects that a corrected detection finds
  TideImage result_;
};

}  // namespace

TideImage judgeAsTide(std::span<const std::size_t> detections,
                      std::span<const std::size_t> objects,
                      const DetectionTruth& truth,
                      std::span<const Detection> allDetections,
                      const Overlaps& overlaps,
                      const TideOptions& options) {
  return Judge(detections, objects, truth, allDetections, overlaps, options).result();
}

}  // namespace touchstone::analysis
