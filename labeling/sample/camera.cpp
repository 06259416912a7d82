#include "labeling/sample/camera.h"

#include "labeling/sample/texture.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

/// Sets the exposure mostly by the light that arrives, so that white things are white and black
/// ones black, and a little by the picture's mean.
void expose(cv::Mat3f& light, float incident, Random& random) {
  const cv::Scalar mean = cv::mean(light);
  const auto brightness = static_cast<float>(0.114 * mean[0] + 0.587 * mean[1] + 0.299 * mean[2]);
  const float metered = 0.25F / std::max(brightness / incident, 0.02F);
  light *= 0.95F / incident * std::pow(metered, 0.22F) * random.uniform(0.8F, 1.2F);
}

void vignette(cv::Mat3f& light, float strength) {
  const cv::Point2f middle(static_cast<float>(light.cols) / 2, static_cast<float>(light.rows) / 2);
  const float reach = middle.dot(middle);
  for (int row = 0; row < light.rows; ++row) {
    for (int column = 0; column < light.cols; ++column) {
      const cv::Point2f p(static_cast<float>(column) - middle.x,
                          static_cast<float>(row) - middle.y);
      light(row, column) *= 1 - strength * p.dot(p) / reach;
    }
  }
}

void addGlare(cv::Mat3f& light) {
  cv::Mat3f small;
  cv::resize(light, small, {light.cols / 4, light.rows / 4}, 0, 0, cv::INTER_AREA);
  small = cv::max(small - cv::Scalar::all(1.2), 0.0);
  cv::GaussianBlur(small, small, {0, 0}, 4);
  cv::Mat3f glare;
  cv::resize(small, glare, light.size(), 0, 0, cv::INTER_LINEAR);
  light += glare * 0.12;
}

void shake(cv::Mat3f& light, Random& random) {
  constexpr int side = 9;
  cv::Mat1f kernel(side, side, 0.0F);
  const float angle = random.angle();
  const float reach = random.uniform(0.8F, 2.2F);
  const cv::Point2f middle(side / 2, side / 2);
  for (float t = -1; t <= 1; t += 0.125F) {
    const cv::Point2f p = middle + t * reach * cv::Point2f(std::cos(angle), std::sin(angle));
    kernel(static_cast<int>(std::lround(p.y)), static_cast<int>(std::lround(p.x))) += 1;
  }
  cv::filter2D(light, light, -1, kernel / cv::sum(kernel)[0]);
}

void addNoise(cv::Mat3f& light, Random& random, float strength) {
  const cv::Mat1f noise = whiteNoise(random, {light.cols * 3, light.rows});
  const cv::Mat3f colours(light.rows, light.cols, reinterpret_cast<cv::Vec3f*>(noise.data));
  for (int row = 0; row < light.rows; ++row) {
    for (int column = 0; column < light.cols; ++column) {
      cv::Vec3f& pixel = light(row, column);
      const cv::Vec3f& own = colours(row, column);
      const float shared = (own[0] + own[1] + own[2]) * 0.5F;
      const float level = strength * std::sqrt(0.004F + std::max(pixel[1], 0.0F));
      for (int channel = 0; channel < 3; ++channel) {
        pixel[channel] += level * (0.6F * own[channel] + 0.7F * shared);
      }
    }
  }
}

/// Returns display values: highlights roll off softly, then the sRGB curve.
cv::Mat3b developed(const cv::Mat3f& light) {
  constexpr int steps = 8192;
  constexpr float brightest = 8;
  static const std::vector<std::uint8_t> curve = [] {
    std::vector<std::uint8_t> values(steps);
    for (int i = 0; i < steps; ++i) {
      const float root = static_cast<float>(i) / (steps - 1);
      const float x = root * root * brightest;
      const float rolled = x * (2.51F * x + 0.03F) / (x * (2.43F * x + 0.59F) + 0.14F);
      const float shown = std::pow(std::clamp(rolled, 0.0F, 1.0F), 1 / 2.2F);
      values[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::lround(shown * 255));
    }
    return values;
  }();
  cv::Mat3b picture(light.size());
  for (int row = 0; row < light.rows; ++row) {
    for (int column = 0; column < light.cols; ++column) {
      for (int channel = 0; channel < 3; ++channel) {
        const float root =
            std::sqrt(std::clamp(light(row, column)[channel] / brightest, 0.0F, 1.0F));
        picture(row, column)[channel] = curve[static_cast<std::size_t>(root * (steps - 1))];
      }
    }
  }
  return picture;
}

}  // namespace

std::string photograph(const cv::Mat3f& light, float incident, Random& random) {
  cv::Mat3f seen = light.clone();
  expose(seen, incident, random);
  addGlare(seen);
  vignette(seen, random.uniform(0.05F, 0.32F));
  cv::GaussianBlur(seen, seen, {0, 0}, static_cast<double>(random.uniform(0.35F, 0.95F)));
  if (random.chance(0.25F)) {
    shake(seen, random);
  }
  addNoise(seen, random, random.uniform(0.008F, 0.035F));
  std::vector<std::uint8_t> bytes;
  cv::imencode(".jpg", developed(seen), bytes, {cv::IMWRITE_JPEG_QUALITY, random.between(88, 92)});
  return {bytes.begin(), bytes.end()};
}

}  // namespace touchstone::labeling
