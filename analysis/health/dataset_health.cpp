#include "analysis/health/dataset_health.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/query/query.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace touchstone::analysis {
namespace {

using namespace labeling;

constexpr std::array splitOrder{Split::Train, Split::Val, Split::Test, Split::Unassigned};
constexpr std::array stateOrder{ImageState::Unlabelled, ImageState::Labelled, ImageState::Verified,
                                ImageState::Excluded};
constexpr std::size_t mostImageSizes = 12;
constexpr std::array sideSteps{256, 512, 768, 1024, 1536, 2048, 3072, 4096, 8192, 16384};
constexpr long mostSingleCounts = 20;

HealthBar barOf(std::string name, std::string query) {
  return {.name = std::move(name), .images = 0, .objects = 0, .query = std::move(query)};
}

std::string classQuery(const std::string& name) {
  return "class:" + quotedForQuery(name);
}

std::size_t placeOf(Split split) {
  return static_cast<std::size_t>(std::find(splitOrder.begin(), splitOrder.end(), split) -
                                  splitOrder.begin());
}

std::vector<HealthBar> splitBars(const std::string& prefix) {
  std::vector<HealthBar> bars;
  for (const Split split : splitOrder) {
    const std::string name(nameOf(split));
    bars.push_back(barOf(name, prefix + "split:" + name));
  }
  return bars;
}

/// What one image holds.
struct Content {
  std::vector<std::size_t> classes;  ///< places of the classes of its labels, each once
  long objects = 0;
  long tags = 0;
};

/// Counts image by image.
class Counter {
public:
  explicit Counter(const Document& document) : document_(document) {
    health_.splits = splitBars({});
    for (const ImageState state : stateOrder) {
      const std::string name(nameOf(state));
      health_.states.push_back(barOf(name, "state:" + name));
    }
    health_.emptiness = {barOf("never labelled", "state:unlabelled labels:0"),
                         barOf("labelled with nothing", "state:labelled,verified labels:0"),
                         barOf("with labels", "labels>0")};
    for (const auto& [id, labelClass] : document.classes()) {
      const std::string query = classQuery(labelClass.name);
      placeOfClass_.emplace(id, health_.classes.size());
      health_.classes.push_back(
          {.id = id, .all = barOf(labelClass.name, query), .splits = splitBars(query + ' ')});
    }
  }

  void count(ImageId id) {
    const Image* image = document_.image(id);
    if (image == nullptr) {
      return;
    }
    const Content content = countLabels(id, image->split);
    ++health_.images;
    health_.objects += content.objects;
    health_.tags += content.tags;
    HealthBar& split = health_.splits[placeOf(image->split)];
    ++split.images;
    split.objects += content.objects + content.tags;
    ++health_.states[static_cast<std::size_t>(image->state)].images;
    const bool isEmpty = content.objects + content.tags == 0;
    if (!isEmpty) {
      ++health_.emptiness[2].images;
    } else if (image->state == ImageState::Unlabelled) {
      ++health_.emptiness[0].images;
    } else if (image->state != ImageState::Excluded) {
      ++health_.emptiness[1].images;
    }
    ++imagesBySize_[{image->width, image->height}];
    ++imagesByObjects_[content.objects];
    classesOfImages_.push_back(content.classes);
  }

  DatasetHealth finish() {
    sortClasses();
    countTogether();
    addPerImage();
    addImageSizes();
    return std::move(health_);
  }

private:
  Content countLabels(ImageId id, Split split) {
    Content content;
    forEachAnnotation(document_, id, [&](AnnotationId, const Annotation& annotation) {
      ++(isImageTag(annotation.shape) ? content.tags : content.objects);
      const auto known = placeOfClass_.find(annotation.labelClass);
      if (known == placeOfClass_.end()) {
        return;
      }
      ClassHealth& labelClass = health_.classes[known->second];
      HealthBar& inSplit = labelClass.splits[placeOf(split)];
      ++labelClass.all.objects;
      ++inSplit.objects;
      auto& seen = content.classes;
      if (std::find(seen.begin(), seen.end(), known->second) == seen.end()) {
        seen.push_back(known->second);
        ++labelClass.all.images;
        ++inSplit.images;
      }
    });
    return content;
  }

  /// Sorts the classes, most labels first, and keeps where each went.
  void sortClasses() {
    std::vector<std::size_t> order(health_.classes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return health_.classes[a].all.objects > health_.classes[b].all.objects;
    });
    std::vector<ClassHealth> sorted;
    newPlace_.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      sorted.push_back(std::move(health_.classes[order[i]]));
      newPlace_[order[i]] = i;
    }
    health_.classes = std::move(sorted);
  }

  void countTogether() {
    const std::size_t shown = std::min(health_.classes.size(), DatasetHealth::mostTogether);
    health_.together = Matrix<long>(shown, shown);
    for (const auto& classes : classesOfImages_) {
      for (const std::size_t a : classes) {
        for (const std::size_t b : classes) {
          if (newPlace_[a] < shown && newPlace_[b] < shown) {
            ++health_.together(newPlace_[a], newPlace_[b]);
          }
        }
      }
    }
  }

  void addPerImage() {
    const long most = imagesByObjects_.empty() ? 0 : imagesByObjects_.rbegin()->first;
    long step = 1;
    while (most / step > mostSingleCounts) {
      step = step == 1 ? 2 : step == 2 ? 5 : step * 2;
    }
    for (long from = 0; from <= most; from += step) {
      const long last = from + step - 1;
      HealthBar bar =
          step == 1
              ? barOf(std::to_string(from), "objects:" + std::to_string(from))
              : barOf(std::to_string(from) + "–" + std::to_string(last),
                      "objects>=" + std::to_string(from) + " objects<=" + std::to_string(last));
      for (auto entry = imagesByObjects_.lower_bound(from);
           entry != imagesByObjects_.end() && entry->first <= last; ++entry) {
        bar.images += entry->second;
      }
      health_.perImage.push_back(std::move(bar));
    }
  }

  void addImageSizes() {
    if (imagesBySize_.size() > mostImageSizes) {
      addImageSides();
      return;
    }
    for (const auto& [size, images] : imagesBySize_) {
      const std::string width = std::to_string(size.first);
      const std::string height = std::to_string(size.second);
      HealthBar bar =
          barOf(width + " × " + height, "image.width:" + width + " image.height:" + height);
      bar.images = images;
      health_.imageSizes.push_back(std::move(bar));
    }
    std::stable_sort(health_.imageSizes.begin(), health_.imageSizes.end(),
                     [](const HealthBar& a, const HealthBar& b) { return a.images > b.images; });
  }

  void addImageSides() {
    int from = 0;
    for (std::size_t i = 0; i <= sideSteps.size(); ++i) {
      const bool isLast = i == sideSteps.size();
      const std::string low = std::to_string(from);
      HealthBar bar =
          isLast ? barOf("≥ " + low, "image.side>=" + low)
                 : barOf(low + "–" + std::to_string(sideSteps[i]),
                         "image.side>=" + low + " image.side<" + std::to_string(sideSteps[i]));
      for (const auto& [size, images] : imagesBySize_) {
        const int side = std::max(size.first, size.second);
        bar.images += side >= from && (isLast || side < sideSteps[i]) ? images : 0;
      }
      from = isLast ? from : sideSteps[i];
      health_.imageSizes.push_back(std::move(bar));
    }
    while (health_.imageSizes.back().images == 0) {
      health_.imageSizes.pop_back();
    }
  }

  const Document& document_;
  DatasetHealth health_;
  std::unordered_map<ClassId, std::size_t> placeOfClass_;
  std::vector<std::size_t> newPlace_;
  std::vector<std::vector<std::size_t>> classesOfImages_;
  std::map<std::pair<int, int>, long> imagesBySize_;
  std::map<long, long> imagesByObjects_;
};

}  // namespace

DatasetHealth datasetHealth(const Document& document, const std::vector<ImageId>& images) {
  Counter counter(document);
  for (const ImageId id : images) {
    counter.count(id);
  }
  return counter.finish();
}

std::vector<ImageId> documentImages(const Document& document) {
  std::vector<ImageId> images;
  images.reserve(document.images().size());
  for (const auto& [id, image] : document.images()) {
    images.push_back(id);
  }
  return images;
}

std::string togetherQuery(const std::string& first, const std::string& second) {
  return first == second ? classQuery(first) : classQuery(first) + ' ' + classQuery(second);
}

}  // namespace touchstone::analysis
