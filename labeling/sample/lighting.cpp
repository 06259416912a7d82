#include "labeling/sample/lighting.h"

#include "labeling/sample/profile.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

constexpr int side = 128;  ///< of the picture of the surroundings
constexpr std::array blurs{1.0, 2.5, 5.0, 10.0, 18.0, 34.0};

cv::Vec3f lightColour(Random& random) {
  const float warmth = random.uniform(-0.12F, 0.22F);
  return rgb(1 + warmth, 1, 1 - 1.1F * warmth);
}

/// Draws a window or lamp (or, with a small `strength`, a dark thing) over the surroundings.
void drawPanel(cv::Mat3f& surroundings, Random& random, const cv::Vec3f& strength, bool replace) {
  const float angle = random.angle();
  const float far = random.uniform(0.15F, 0.85F) * side / 2;
  const cv::RotatedRect panel(
      cv::Point2f(side / 2 + far * std::cos(angle), side / 2 + far * std::sin(angle)),
      cv::Size2f(random.uniform(0.1F, 0.34F) * side, random.uniform(0.2F, 0.75F) * side),
      random.uniform(0, 180));
  std::array<cv::Point2f, 4> corners;
  panel.points(corners.data());
  std::vector<cv::Point> outline(corners.begin(), corners.end());
  cv::Mat1b mask(side, side, std::uint8_t{0});
  cv::fillConvexPoly(mask, outline, cv::Scalar(255));
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      if (mask(row, column) != 0) {
        cv::Vec3f& pixel = surroundings(row, column);
        pixel = replace ? strength : pixel.mul(strength);
      }
    }
  }
}

cv::Mat3f makeSurroundings(Random& random) {
  const cv::Vec3f ceiling = lightColour(random) * random.uniform(0.25F, 0.65F);
  const cv::Vec3f walls = lightColour(random) * random.uniform(0.10F, 0.35F);
  cv::Mat3f surroundings(side, side);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const float x = (static_cast<float>(column) + 0.5F) * 2 / side - 1;
      const float y = (static_cast<float>(row) + 0.5F) * 2 / side - 1;
      const float up = std::sqrt(std::max(0.0F, 1 - x * x - y * y));
      surroundings(row, column) = walls + (ceiling - walls) * smoothStep(0.15F, 0.95F, up);
    }
  }
  for (int i = random.between(2, 4); i > 0; --i) {
    const float dark = random.uniform(0.1F, 0.4F);
    drawPanel(surroundings, random, {dark, dark, dark}, false);
  }
  for (int i = random.between(2, 4); i > 0; --i) {
    drawPanel(surroundings, random, lightColour(random) * random.uniform(1.3F, 4.0F), true);
  }
  return surroundings;
}

/// Returns the picture blurred by `sigma` pixels; strong blurs are made on a smaller copy.
cv::Mat3f blurred(const cv::Mat3f& picture, double sigma) {
  const int shrink = sigma < 4 ? 1 : 4;
  cv::Mat3f result;
  cv::resize(picture, result, picture.size() / shrink, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(result, result, {0, 0}, sigma / shrink, 0, cv::BORDER_REPLICATE);
  cv::resize(result, result, picture.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

}  // namespace

Lighting::Lighting(Random& random) {
  const cv::Mat3f sharp = makeSurroundings(random);
  for (const double blur : blurs) {
    surroundings_.push_back(blurred(sharp, blur));
  }
  const float azimuth = random.angle();
  const float elevation = random.uniform(0.62F, 1.2F);
  direction_ = {std::cos(elevation) * std::cos(azimuth), std::cos(elevation) * std::sin(azimuth),
                std::sin(elevation)};
  colour_ = lightColour(random) * random.uniform(1.5F, 3.0F);
  softness_ = random.uniform(0.06F, 0.28F);
}

Finish Lighting::finishOf(const Material& material) const {
  const float spread = material.roughness * material.roughness;
  const float exponent = std::clamp(2 / (spread * spread + 1e-4F), 4.0F, 900.0F);
  int blur = 0;
  while (blur + 1 < static_cast<int>(blurs.size()) &&
         blurs[static_cast<std::size_t>(blur)] < static_cast<double>(spread) * side * 0.62) {
    ++blur;
  }
  return {.specular = material.specular,
          .diffuse = material.diffuse,
          .blur = blur,
          .exponent = exponent,
          .highlight = (exponent + 8) / (8 * std::numbers::pi_v<float>)};
}

float Lighting::incident() const {
  const cv::Vec3f light =
      mirrored({0, 0, 1}, static_cast<int>(blurs.size()) - 1) + colour_ * direction_[2];
  return (light[0] + light[1] + light[2]) / 3;
}

cv::Vec3f Lighting::mirrored(const cv::Vec3f& direction, int blur) const {
  const cv::Mat3f& picture = surroundings_[static_cast<std::size_t>(blur)];
  const float x = std::clamp((direction[0] + 1) * side / 2 - 0.5F, 0.0F, side - 1.001F);
  const float y = std::clamp((direction[1] + 1) * side / 2 - 0.5F, 0.0F, side - 1.001F);
  const int column = static_cast<int>(x);
  const int row = static_cast<int>(y);
  const float right = x - static_cast<float>(column);
  const float down = y - static_cast<float>(row);
  const auto* upper = picture[row] + column;
  const auto* lower = picture[row + 1] + column;
  return (upper[0] * (1 - right) + upper[1] * right) * (1 - down) +
         (lower[0] * (1 - right) + lower[1] * right) * down;
}

cv::Vec3f Lighting::shade(const Finish& finish, const LitPlace& place) const {
  const float facing = std::max(place.normal.dot(place.view), 0.02F);
  const cv::Vec3f bounce = place.normal * (2 * facing) - place.view;
  const float grazing = (1 - facing) * (1 - facing);
  const float fresnel = grazing * grazing * (1 - facing);
  const cv::Vec3f white(1, 1, 1);
  const float gloss = 1 - 0.12F * static_cast<float>(finish.blur);
  const cv::Vec3f reflectance = finish.specular + (white - finish.specular) * (fresnel * gloss);

  const float above = smoothStep(-0.25F, 0.2F, bounce[2]);
  const cv::Vec3f seen =
      mirrored(bounce, finish.blur) * (above * (0.35F + 0.65F * place.openness)) +
      ground_ * ((1 - above) * 0.55F * place.openness);
  cv::Vec3f light = reflectance.mul(seen);

  const float towards = place.normal.dot(direction_);
  const cv::Vec3f ambient = mirrored(place.normal, static_cast<int>(blurs.size()) - 1);
  cv::Vec3f arriving = ambient * place.openness;
  if (towards > 0 && place.sun > 0) {
    arriving += colour_ * (towards * place.sun);
    const cv::Vec3f half = unit(direction_ + place.view);
    const float aligned = half.dot(place.normal);
    // A dull finish passes the second test even where the surface faces away from the highlight.
    if (aligned > 0 && finish.exponent * (1 - aligned) < 9) {  // below that it is black
      const float peak = finish.highlight * std::pow(aligned, finish.exponent);
      light += reflectance.mul(colour_) * (std::min(peak, 5.0F) * towards * place.sun);
    }
  }
  return light + finish.diffuse.mul(arriving);
}

}  // namespace touchstone::labeling
