#include "labeling/sample/render.h"

#include "labeling/sample/shadow.h"
#include "labeling/sample/texture.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

constexpr int tile = 512;  ///< side of the textures of wear, which repeat mirrored

float mirroredAt(const cv::Mat1f& texture, float x, float y) {
  const auto folded = [](float value) {
    const int i = std::abs(static_cast<int>(std::floor(value))) % (2 * tile - 2);
    return i < tile ? i : 2 * tile - 2 - i;
  };
  return texture(folded(y), folded(x));
}

/// What is seen at each sample of the oversampled picture.
struct Landscape {
  explicit Landscape(cv::Size size)
      : heights(size, 0.0F),
        slopes(size, cv::Vec2f(0, 0)),
        owners(size, std::uint8_t{0}),
        layers(size, std::uint8_t{0}) {}

  cv::Mat1f heights;  ///< in pixels of the picture
  cv::Mat2f slopes;
  cv::Mat1b owners;
  cv::Mat1b layers;
};

/// Returns the surface's slope along one axis from the heights before, here and after; edges are
/// one-sided.
float slopeOf(float before, float here, float after) {
  if (before < 0 && after < 0) {
    return 0;
  }
  if (before < 0) {
    return after - here;
  }
  return after < 0 ? here - before : (after - before) / 2;
}

void lay(const PlacedPart& part, float scale, std::uint8_t owner, Landscape& land) {
  const cv::Mat1f& heights = part.patch.heights;
  const cv::Point corner = part.corner * oversampling;
  const cv::Rect area = cv::Rect(corner, heights.size()) & cv::Rect({0, 0}, land.heights.size());
  const float samples = scale * oversampling;
  constexpr float steepest = 5;
  for (int y = area.y; y < area.br().y; ++y) {
    const int row = y - corner.y;
    for (int x = area.x; x < area.br().x; ++x) {
      const int column = x - corner.x;
      const float here = heights(row, column);
      if (here < 0) {
        continue;
      }
      const float across =
          slopeOf(heights(row, column - 1), here, heights(row, column + 1)) * samples;
      const float down =
          slopeOf(heights(row - 1, column), here, heights(row + 1, column)) * samples;
      land.heights(y, x) = (here + part.raised) * scale;
      land.slopes(y, x) = {std::clamp(across + part.lean[0], -steepest, steepest),
                           std::clamp(down + part.lean[1], -steepest, steepest)};
      land.owners(y, x) = owner;
      land.layers(y, x) = part.patch.layers(row, column);
    }
  }
}

/// Shades the ground and the parts with one light and one camera.
class Renderer {
public:
  Renderer(const Scene& scene, const Backdrop& backdrop, Lighting& lighting, Random& random)
      : scene_(scene),
        backdrop_(backdrop),
        lighting_(lighting),
        land_(scene.size * oversampling),
        scratches_(cloud(random, {tile, tile}, {60, 2, 2})),
        spots_(cloud(random, {tile, tile}, {40, 40, 5})),
        dents_(cloud(random, {tile, tile}, {90, 90, 3})) {
    for (std::size_t i = 0; i < scene.parts.size(); ++i) {
      lay(scene.parts[i], scene.scale, static_cast<std::uint8_t>(i + 1), land_);
    }
    cv::Mat1f heights;
    cv::resize(land_.heights, heights, scene.size, 0, 0, cv::INTER_AREA);
    sun_ = sunOver(heights, {.direction = lighting.direction(), .softness = lighting.softness()});
    openness_ = opennessOf(heights);
    const cv::Scalar mean = cv::mean(backdrop.diffuse);
    const cv::Vec3f ground(static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                           static_cast<float>(mean[2]));
    lighting.setGround(ground + backdrop.specular * 0.4F);
  }

  /// Returns the ground with shadows, without the parts.
  [[nodiscard]] cv::Mat3f ground() const {
    Finish finish = lighting_.finishOf({.specular = backdrop_.specular,
                                        .diffuse = {},
                                        .roughness = backdrop_.roughness,
                                        .grain = 0,
                                        .stain = 0});
    cv::Mat3f picture(scene_.size);
    for (int row = 0; row < picture.rows; ++row) {
      const int up = std::max(row - 1, 0);
      const int below = std::min(row + 1, picture.rows - 1);
      for (int column = 0; column < picture.cols; ++column) {
        const int left = std::max(column - 1, 0);
        const int right = std::min(column + 1, picture.cols - 1);
        const float across = backdrop_.relief(row, right) - backdrop_.relief(row, left);
        const float down = backdrop_.relief(below, column) - backdrop_.relief(up, column);
        finish.diffuse = backdrop_.diffuse(row, column);
        picture(row, column) =
            lighting_.shade(finish, {.normal = unit(cv::Vec3f(-across / 2, -down / 2, 1)),
                                     .view = viewFrom(row, column),
                                     .sun = sun_(row, column),
                                     .openness = openness_(row, column)});
      }
    }
    return picture;
  }

  /// Draws the parts over `picture`, with smooth edges.
  void drawParts(cv::Mat3f& picture) const {
    std::vector<std::vector<Finish>> finishes;
    for (const PlacedPart& part : scene_.parts) {
      finishes.emplace_back();
      for (const Material& material : part.layers) {
        finishes.back().push_back(lighting_.finishOf(material));
      }
    }
    for (int row = 0; row < picture.rows; ++row) {
      for (int column = 0; column < picture.cols; ++column) {
        blendPixel(row, column, finishes, picture(row, column));
      }
    }
  }

private:
  void blendPixel(int row,
                  int column,
                  const std::vector<std::vector<Finish>>& finishes,
                  cv::Vec3f& pixel) const {
    cv::Vec3f sum(0, 0, 0);
    int hits = 0;
    for (int i = 0; i < oversampling * oversampling; ++i) {
      const int y = row * oversampling + i / oversampling;
      const int x = column * oversampling + i % oversampling;
      if (const int owner = land_.owners(y, x); owner != 0) {
        const auto part = static_cast<std::size_t>(owner - 1);
        sum += partLight(scene_.parts[part], finishes[part], x, y);
        ++hits;
      }
    }
    if (hits > 0) {
      constexpr float samples = oversampling * oversampling;
      pixel = sum / samples + pixel * (1 - static_cast<float>(hits) / samples);
    }
  }

  [[nodiscard]] cv::Vec3f partLight(const PlacedPart& part,
                                    const std::vector<Finish>& finishes,
                                    int x,
                                    int y) const {
    const std::size_t layer = land_.layers(y, x);
    const Material& material = part.layers[layer];
    const cv::Vec2f& slope = land_.slopes(y, x);
    const cv::Vec2f wear = wearAt(part, x, y) * material.grain;
    const float spot = mirroredAt(spots_, static_cast<float>(x + 91 * part.corner.x),
                                  static_cast<float>(y + 37 * part.corner.y));
    const int row = y / oversampling;
    const int column = x / oversampling;
    const cv::Vec3f normal = unit(cv::Vec3f(-slope[0] - wear[0], -slope[1] - wear[1], 1));
    const cv::Vec3f light = lighting_.shade(finishes[layer], {.normal = normal,
                                                              .view = viewFrom(row, column),
                                                              .sun = sun_(row, column),
                                                              .openness = openness_(row, column)});
    return light * (1 - material.stain * smoothStep(0.5F, 0.75F, spot));
  }

  /// Returns the slope of tool marks and dents, of the order of 1: streaks along the part or, when
  /// it was turned, round its middle.
  [[nodiscard]] cv::Vec2f wearAt(const PlacedPart& part, int x, int y) const {
    const cv::Size size = part.patch.heights.size();
    const cv::Point2f p(
        static_cast<float>(x - part.corner.x * oversampling) - static_cast<float>(size.width) / 2,
        static_cast<float>(y - part.corner.y * oversampling) - static_cast<float>(size.height) / 2);
    const float dent = mirroredAt(dents_, p.x + 211, p.y + 97) - 0.5F;
    if (part.turned) {
      const float r = std::max(std::sqrt(p.dot(p)), 1.0F);
      const float mark = mirroredAt(scratches_, 40 * p.x / r, r * 1.7F) - 0.5F + dent;
      return {p.x / r * mark * 4, p.y / r * mark * 4};
    }
    const float cosine = std::cos(part.angle);
    const float sine = std::sin(part.angle);
    const float mark =
        mirroredAt(scratches_, p.x * cosine + p.y * sine + 256, p.y * cosine - p.x * sine + 256) -
        0.5F;
    return {-sine * mark * 2 + dent * 2, cosine * mark * 2 + dent * 2};
  }

  [[nodiscard]] cv::Vec3f viewFrom(int row, int column) const {
    const auto width = static_cast<float>(scene_.size.width);
    const float x = static_cast<float>(column) - width / 2;
    const float y = static_cast<float>(row) - static_cast<float>(scene_.size.height) / 2;
    return unit(cv::Vec3f(-x, -y, 1.9F * width));
  }

  const Scene& scene_;
  const Backdrop& backdrop_;
  const Lighting& lighting_;
  Landscape land_;
  cv::Mat1f scratches_;
  cv::Mat1f spots_;
  cv::Mat1f dents_;
  cv::Mat1f sun_;
  cv::Mat1f openness_;
};

}  // namespace

cv::Mat3f render(const Scene& scene, const Backdrop& backdrop, Lighting& lighting, Random& random) {
  const Renderer renderer(scene, backdrop, lighting, random);
  cv::Mat3f picture = renderer.ground();
  renderer.drawParts(picture);
  return picture;
}

}  // namespace touchstone::labeling
