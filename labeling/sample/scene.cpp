#include "labeling/sample/scene.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

constexpr float leastVisible = 0.7F;
constexpr float cutShare = 0.1F;      ///< of the parts may be cut by the border
constexpr float overlapShare = 0.3F;  ///< of the parts may lie on others

cv::Mat1b outlineOf(const PartPatch& patch) {
  cv::Mat1b outline(patch.heights.rows / oversampling, patch.heights.cols / oversampling);
  for (int row = 0; row < outline.rows; ++row) {
    for (int column = 0; column < outline.cols; ++column) {
      int covered = 0;
      for (int i = 0; i < oversampling * oversampling; ++i) {
        covered += patch.heights(row * oversampling + i / oversampling,
                                 column * oversampling + i % oversampling) >= 0
                       ? 1
                       : 0;
      }
      outline(row, column) = 2 * covered >= oversampling * oversampling ? 255 : 0;
    }
  }
  return outline;
}

/// The bounds and number of a part's pixels.
struct Extent {
  cv::Rect bounds;
  int pixels = 0;
};

Extent extentOf(const cv::Mat1b& mask) {
  return {cv::boundingRect(mask), cv::countNonZero(mask)};
}

/// The whole picture on which parts are laid down one by one, each where it is allowed.
class Table {
public:
  Table(Random& random, const SceneOptions& options) : random_(random), options_(options) {
    scene_.size = options.size;
    scene_.owners = cv::Mat1b(options.size, std::uint8_t{0});
    scene_.scale = random.uniform(3.4F, 5.8F);
  }

  void layDown(PartKind kind, int attempts) {
    PlacedPart part = drawn(kind);
    const Extent whole = extentOf(part.outline);
    const bool mayBeCut = !options_.only && random_.chance(cutShare);
    const bool mayOverlap = random_.chance(overlapShare);
    for (int attempt = 0; attempt < attempts; ++attempt) {
      part.corner = randomCorner(part.outline.size(), mayBeCut);
      if (isInside(part, whole, mayBeCut) && coversLittle(part, mayOverlap)) {
        put(std::move(part));
        return;
      }
    }
  }

  [[nodiscard]] Scene scene() && { return std::move(scene_); }

private:
  PlacedPart drawn(PartKind kind) {
    const Part part = makePart(kind, random_);
    const float angle = random_.angle();
    float scale = scene_.scale * random_.uniform(0.94F, 1.06F);
    if (options_.only) {
      const float reach = std::hypot(part.halfSize.x, part.halfSize.y);
      const float room =
          static_cast<float>(std::min(options_.size.width, options_.size.height)) / 2;
      scale = std::min(scene_.scale * 1.6F, room * random_.uniform(0.62F, 0.95F) / reach);
      scene_.scale = scale;
    }
    PartPatch patch(part.halfSize, angle, scale * oversampling);
    part.draw(patch);
    cv::Mat1b outline = outlineOf(patch);
    return {.kind = kind,
            .layers = part.layers,
            .patch = std::move(patch),
            .outline = std::move(outline),
            .corner = {},
            .angle = angle,
            .turned = part.turned,
            .raised = 0,
            .lean = {random_.uniform(-0.08F, 0.08F), random_.uniform(-0.08F, 0.08F)}};
  }

  cv::Point randomCorner(cv::Size patch, bool mayBeCut) {
    const int slackX = scene_.size.width - patch.width;
    const int slackY = scene_.size.height - patch.height;
    if (options_.only) {
      return {slackX / 2 + random_.between(-12, 12), slackY / 2 + random_.between(-12, 12)};
    }
    const int over = mayBeCut ? std::min(patch.width, patch.height) / 3 : 0;
    return {random_.between(-over, std::max(slackX, 0) + over),
            random_.between(-over, std::max(slackY, 0) + over)};
  }

  [[nodiscard]] bool isInside(const PlacedPart& part, const Extent& whole, bool mayBeCut) const {
    const cv::Rect picture({0, 0}, scene_.size);
    const cv::Rect bounds = whole.bounds + part.corner;
    if (!mayBeCut) {
      return (bounds & picture) == bounds;
    }
    const cv::Rect area = cv::Rect(part.corner, part.outline.size()) & picture;
    if (area.empty()) {
      return false;
    }
    const int shown = cv::countNonZero(part.outline(area - part.corner));
    return static_cast<float>(shown) >= leastVisible * static_cast<float>(whole.pixels);
  }

  /// Whether every part below would keep its bounds and most of its pixels.
  [[nodiscard]] bool coversLittle(const PlacedPart& part, bool mayOverlap) const {
    const cv::Mat1b above = onPicture(part);
    cv::Mat1b met;
    cv::bitwise_and(above, scene_.owners > 0, met);
    if (cv::countNonZero(met) == 0) {
      return true;
    }
    if (!mayOverlap) {
      return false;
    }
    for (std::size_t i = 0; i < scene_.parts.size(); ++i) {
      const cv::Mat1b seen = scene_.owners == static_cast<double>(i + 1);
      const cv::Mat1b left = seen & ~above;
      const Extent whole = extentOf(onPicture(scene_.parts[i]));
      const Extent rest = extentOf(left);
      if (rest.bounds != whole.bounds ||
          static_cast<float>(rest.pixels) < leastVisible * static_cast<float>(whole.pixels)) {
        return false;
      }
    }
    return true;
  }

  /// Returns the part's whole outline on the picture, whatever lies upon it.
  [[nodiscard]] cv::Mat1b onPicture(const PlacedPart& part) const {
    cv::Mat1b mask(scene_.size, std::uint8_t{0});
    const cv::Rect area =
        cv::Rect(part.corner, part.outline.size()) & cv::Rect({0, 0}, scene_.size);
    part.outline(area - part.corner).copyTo(mask(area));
    return mask;
  }

  void put(PlacedPart part) {
    const cv::Mat1b mask = onPicture(part);
    part.raised = highestUnder(mask);
    scene_.parts.push_back(std::move(part));
    scene_.owners.setTo(static_cast<double>(scene_.parts.size()), mask);
  }

  /// Returns how high the part lies on those it covers, in millimetres.
  [[nodiscard]] float highestUnder(const cv::Mat1b& mask) const {
    float highest = 0;
    for (std::size_t i = 0; i < scene_.parts.size(); ++i) {
      const cv::Mat1b met = (scene_.owners == static_cast<double>(i + 1)) & mask;
      if (cv::countNonZero(met) > 0) {
        double top = 0;
        cv::minMaxLoc(scene_.parts[i].patch.heights, nullptr, &top);
        highest = std::max(highest, scene_.parts[i].raised + 0.6F * static_cast<float>(top));
      }
    }
    return highest;
  }

  Random& random_;
  const SceneOptions& options_;
  Scene scene_;
};

}  // namespace

Scene makeScene(Random& random, const SceneOptions& options) {
  Table table(random, options);
  constexpr int attempts = 60;
  if (options.only) {
    table.layDown(*options.only, attempts);
    return std::move(table).scene();
  }
  const int count = random.between(options.partsFrom, options.partsTo);
  for (int i = 0; i < count; ++i) {
    table.layDown(random.pick(allPartKinds), attempts);
  }
  return std::move(table).scene();
}

}  // namespace touchstone::labeling
