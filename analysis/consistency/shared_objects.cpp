#include "analysis/consistency/shared_objects.h"

#include "analysis/consistency/placed_shape.h"
#include "labeling/annotation/each_annotation.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::AnnotationId;
using labeling::Document;

constexpr double sameThing = 0.5;
constexpr double leastMatched = 0.25;

/// An annotation of the image that is looked at.
struct Drawn {
  AnnotationId id = 0;
  std::size_t annotator = 0;
  labeling::ClassId labelClass = 0;
  PlacedShape place;
};

/// Two annotations that may be of one thing.
struct Match {
  double overlap = 0;
  bool sameClass = false;
  std::size_t first = 0;
  std::size_t second = 0;
};

std::vector<Match> matchesAmong(const std::vector<Drawn>& drawn) {
  std::vector<Match> matches;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    for (std::size_t k = i + 1; k < drawn.size(); ++k) {
      if (drawn[i].annotator == drawn[k].annotator) {
        continue;
      }
      const double overlap = overlapOf(drawn[i].place, drawn[k].place);
      if (overlap >= sameThing) {
        matches.push_back({overlap, drawn[i].labelClass == drawn[k].labelClass, i, k});
      }
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::pair(a.overlap, a.sameClass) > std::pair(b.overlap, b.sameClass);
  });
  return matches;
}

/// Returns the annotations of each thing, by their places in `drawn`.
std::vector<std::vector<std::size_t>> groupsAmong(const std::vector<Drawn>& drawn) {
  std::vector<std::size_t> groupOf(drawn.size());
  std::iota(groupOf.begin(), groupOf.end(), 0);
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    groups.push_back({i});
  }
  for (const Match& match : matchesAmong(drawn)) {
    auto& into = groups[groupOf[match.first]];
    auto& from = groups[groupOf[match.second]];
    const bool twice =
        &into == &from || std::any_of(into.begin(), into.end(), [&](std::size_t member) {
          return std::any_of(from.begin(), from.end(), [&](std::size_t other) {
            return drawn[member].annotator == drawn[other].annotator;
          });
        });
    if (!twice) {
      for (const std::size_t member : from) {
        groupOf[member] = groupOf[match.first];
      }
      into.insert(into.end(), from.begin(), from.end());
      from.clear();
    }
  }
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

/// How much two annotators drew on the images of both.
struct CommonWork {
  double ofFirst = 0;
  double ofSecond = 0;
  double matched = 0;
};

class Grouping {
public:
  explicit Grouping(const Document& document) : document_(document) {
    std::set<std::string> names;
    for (const auto& [id, annotation] : document.annotations()) {
      names.insert(annotation.attributes.annotator);
    }
    result_.annotators.assign(names.begin(), names.end());
  }

  [[nodiscard]] bool hasSeveralAnnotators() const { return result_.annotators.size() > 1; }

  void add(labeling::ImageId id, const labeling::Image& image) {
    std::vector<Drawn> drawn;
    SharedImage shared{.image = id, .annotators = {}, .objects = {}};
    std::map<std::size_t, double> amounts;
    forEachAnnotation(document_, id, [&](AnnotationId annotationId, const Annotation& annotation) {
      if (isConfirmed(annotation) && !annotation.attributes.crowd) {
        drawn.push_back({annotationId, indexOf(annotation.attributes.annotator),
                         annotation.labelClass,
                         PlacedShape(annotation.shape, {image.width, image.height})});
        amounts[drawn.back().annotator] += 1;
      }
    });
    if (amounts.size() < 2) {
      return;
    }
    for (const auto& group : groupsAmong(drawn)) {
      shared.objects.push_back(objectOf(drawn, group));
    }
    for (const auto& [annotator, amount] : amounts) {
      shared.annotators.push_back(annotator);
    }
    count(shared, amounts);
    result_.images.push_back(std::move(shared));
  }

  /// Leaves out the annotators who share the work on an image.
  SharedObjects finish() {
    for (const auto& [pair, work] : work_) {
      if (work.matched >= leastMatched * std::min(work.ofFirst, work.ofSecond)) {
        result_.independent.emplace(result_.annotators[pair.first],
                                    result_.annotators[pair.second]);
      }
    }
    for (SharedImage& image : result_.images) {
      keepIndependent(image);
    }
    std::erase_if(result_.images, [](const SharedImage& image) { return image.objects.empty(); });
    return std::move(result_);
  }

private:
  using Pair = std::pair<std::size_t, std::size_t>;

  [[nodiscard]] std::size_t indexOf(const std::string& annotator) const {
    const auto& names = result_.annotators;
    return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), annotator) -
                                    names.begin());
  }

  static SharedObject objectOf(const std::vector<Drawn>& drawn, std::vector<std::size_t> group) {
    std::sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
      return drawn[a].annotator < drawn[b].annotator;
    });
    SharedObject object;
    for (const std::size_t member : group) {
      object.annotations.push_back(drawn[member].id);
      object.annotators.push_back(drawn[member].annotator);
    }
    return object;
  }

  void count(const SharedImage& image, const std::map<std::size_t, double>& amounts) {
    for (auto first = amounts.begin(); first != amounts.end(); ++first) {
      for (auto second = std::next(first); second != amounts.end(); ++second) {
        CommonWork& work = work_[{first->first, second->first}];
        work.ofFirst += first->second;
        work.ofSecond += second->second;
      }
    }
    for (const SharedObject& object : image.objects) {
      for (std::size_t i = 0; i < object.annotators.size(); ++i) {
        for (std::size_t k = i + 1; k < object.annotators.size(); ++k) {
          work_[{object.annotators[i], object.annotators[k]}].matched += 1;
        }
      }
    }
  }

  void keepIndependent(SharedImage& image) const {
    const auto all = image.annotators;
    const auto sharesWork = [&](std::size_t annotator) {
      return std::none_of(all.begin(), all.end(), [&](std::size_t other) {
        return result_.areIndependent(result_.annotators[annotator], result_.annotators[other]);
      });
    };
    std::erase_if(image.annotators, sharesWork);
    for (SharedObject& object : image.objects) {
      SharedObject kept;
      for (std::size_t i = 0; i < object.annotators.size(); ++i) {
        if (!sharesWork(object.annotators[i])) {
          kept.annotators.push_back(object.annotators[i]);
          kept.annotations.push_back(object.annotations[i]);
        }
      }
      object = std::move(kept);
    }
    std::erase_if(image.objects,
                  [](const SharedObject& object) { return object.annotations.empty(); });
  }

  const Document& document_;
  SharedObjects result_;
  std::map<Pair, CommonWork> work_;
};

}  // namespace

bool SharedObjects::areIndependent(const std::string& a, const std::string& b) const {
  return independent.contains(std::minmax(a, b));
}

SharedObjects sharedObjects(const Document& document, const std::stop_token& stop) {
  Grouping grouping(document);
  for (const auto& [id, image] : document.images()) {
    if (stop.stop_requested() || !grouping.hasSeveralAnnotators()) {
      break;
    }
    if (image.state != labeling::ImageState::Excluded) {
      grouping.add(id, image);
    }
  }
  return grouping.finish();
}

std::string annotatorText(const std::string& name) {
  return name.empty() ? "the project's owner" : name;
}

}  // namespace touchstone::analysis
