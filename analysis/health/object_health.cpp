#include "analysis/health/dataset_health.h"
#include "labeling/annotation/each_annotation.h"
#include "labeling/query/query.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::analysis {
namespace {

using namespace labeling;

/// Roots of areas, pixels; 32 and 96 are COCO's marks for small and medium objects.
constexpr std::array sizeSteps{4.,   8.,   16.,  32.,  48.,  64.,  96.,
                               128., 192., 256., 384., 512., 768., 1024.};
constexpr double smallRoot = 32;
constexpr double mediumRoot = 96;
constexpr std::array aspectSteps{0.2, 0.33, 0.5, 0.67, 0.8, 1.25, 1.5, 2., 3., 5.};

/// A bar for each interval between the steps, open at both ends. `limit` turns a step into the
/// number that is compared.
template <std::size_t count, class Limit>
std::vector<HealthBar> intervals(const std::array<double, count>& steps,
                                 const std::string& prefix,
                                 const std::string& field,
                                 Limit limit) {
  std::vector<HealthBar> bars;
  for (std::size_t i = 0; i <= count; ++i) {
    HealthBar bar;
    bar.query = prefix;
    if (i > 0) {
      bar.query += field + ">=" + numberForQuery(limit(steps[i - 1]));
    }
    if (i < count) {
      bar.query += (i > 0 ? " " : "") + field + '<' + numberForQuery(limit(steps[i]));
    }
    bar.name = i == 0       ? "< " + numberForQuery(steps[0])
               : i == count ? "≥ " + numberForQuery(steps[count - 1])
                            : numberForQuery(steps[i - 1]) + "–" + numberForQuery(steps[i]);
    bars.push_back(std::move(bar));
  }
  return bars;
}

template <std::size_t count, class Limit>
std::size_t intervalOf(const std::array<double, count>& steps, double value, Limit limit) {
  return static_cast<std::size_t>(
      std::find_if(steps.begin(), steps.end(), [&](double step) { return value < limit(step); }) -
      steps.begin());
}

double squared(double root) {
  return root * root;
}

double same(double value) {
  return value;
}

std::size_t cellOf(double share) {
  const double cell = std::floor(share * ObjectHealth::cells);
  return static_cast<std::size_t>(std::clamp(cell, 0., ObjectHealth::cells - 1.));
}

/// Counts an object of the image in a bar, and the image once.
void countIn(std::vector<HealthBar>& bars, std::size_t place, std::vector<bool>& seen) {
  ++bars[place].objects;
  if (!seen[place]) {
    seen[place] = true;
    ++bars[place].images;
  }
}

/// Takes away the empty bars at both ends.
void trim(std::vector<HealthBar>& bars) {
  const auto isFilled = [](const HealthBar& bar) { return bar.objects > 0; };
  const auto last = std::find_if(bars.rbegin(), bars.rend(), isFilled);
  bars.erase(last.base(), bars.end());
  bars.erase(bars.begin(), std::find_if(bars.begin(), bars.end(), isFilled));
}

std::size_t placeOfStep(double step) {
  return static_cast<std::size_t>(std::find(sizeSteps.begin(), sizeSteps.end(), step) -
                                  sizeSteps.begin()) +
         1;
}

/// " x>=0.25 x<0.3125"; the cells at the edges also take what lies beyond them.
std::string cellRange(const char* axis, int cell) {
  std::string range;
  if (cell > 0) {
    range += std::string(" ") + axis +
             ">=" + numberForQuery(static_cast<double>(cell) / ObjectHealth::cells);
  }
  if (cell + 1 < ObjectHealth::cells) {
    range += std::string(" ") + axis + '<' +
             numberForQuery(static_cast<double>(cell + 1) / ObjectHealth::cells);
  }
  return range;
}

}  // namespace

ObjectHealth objectHealth(const Document& document,
                          const std::vector<ImageId>& images,
                          std::optional<ClassId> labelClass) {
  const LabelClass* wanted = labelClass ? document.labelClass(*labelClass) : nullptr;
  const std::string prefix =
      wanted == nullptr ? std::string() : "class:" + quotedForQuery(wanted->name) + ' ';
  ObjectHealth health;
  health.sizes = intervals(sizeSteps, prefix, "area", squared);
  health.aspects = intervals(aspectSteps, prefix, "aspect", same);
  health.positions = Matrix<long>(ObjectHealth::cells, ObjectHealth::cells);
  for (const ImageId id : images) {
    const Image* image = document.image(id);
    if (image == nullptr) {
      continue;
    }
    std::vector<bool> seenSizes(health.sizes.size());
    std::vector<bool> seenAspects(health.aspects.size());
    forEachAnnotation(document, id, [&](AnnotationId, const Annotation& object) {
      if (isImageTag(object.shape) || (labelClass && object.labelClass != *labelClass)) {
        return;
      }
      countIn(health.sizes, intervalOf(sizeSteps, areaOf(object.shape), squared), seenSizes);
      const Box box = boundsOf(object.shape);
      if (box.height() > 0) {
        countIn(health.aspects, intervalOf(aspectSteps, box.width() / box.height(), same),
                seenAspects);
      }
      if (image->width > 0 && image->height > 0) {
        ++health.positions(cellOf(box.centre().y / image->height),
                           cellOf(box.centre().x / image->width));
      }
    });
  }
  const auto isFilled = [](const HealthBar& bar) { return bar.objects > 0; };
  const auto first = static_cast<std::size_t>(
      std::find_if(health.sizes.begin(), health.sizes.end(), isFilled) - health.sizes.begin());
  trim(health.sizes);
  trim(health.aspects);
  const auto shown = [&](double root) {
    const std::size_t place = placeOfStep(root);
    return std::min(place > first ? place - first : 0, health.sizes.size());
  };
  health.smallEnd = shown(smallRoot);
  health.mediumEnd = shown(mediumRoot);
  return health;
}

std::string positionQuery(int row, int column, const std::string& className) {
  std::string query = className.empty() ? std::string() : "class:" + quotedForQuery(className);
  query += cellRange("x", column) + cellRange("y", row);
  return query.starts_with(' ') ? query.substr(1) : query;
}

}  // namespace touchstone::analysis
