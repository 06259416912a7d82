#include "training/data/augmentation.h"

#include "training/data/sample_order.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace touchstone::training {

namespace {

/// Random numbers that follow from a seed, the same with every standard library.
class Dice {
public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}

  double between(double low, double high) {
    const double unit = static_cast<double>(mixedSeed(seed_, 0, count_++) >> 11) * 0x1.0p-53;
    return low + (high - low) * unit;
  }

private:
  std::uint64_t seed_;
  std::uint64_t count_ = 0;
};

}  // namespace

cv::Mat augmented(const cv::Mat& picture,
                  int size,
                  const Augmentation& augmentation,
                  std::uint64_t seed) {
  Dice dice(seed);
  const double side = picture.cols * dice.between(augmentation.smallestCrop, 1);
  const double slack = (picture.cols - side) / 2;
  const double centreX = picture.cols / 2.0 + dice.between(-slack, slack);
  const double centreY = picture.rows / 2.0 + dice.between(-slack, slack);
  const double angle =
      dice.between(-augmentation.rotation, augmentation.rotation) * std::numbers::pi / 180;
  const bool mirrored = augmentation.mirror && dice.between(0, 1) < 0.5;
  const double scale = side / size;
  const double cosine = std::cos(angle) * scale;
  const double sine = std::sin(angle) * scale;
  const double across = mirrored ? -1 : 1;
  const double middle = (size - 1) / 2.0;
  // Maps a pixel of the result to one of the picture: shift to the middle, mirror, turn, scale.
  const cv::Matx23d map(across * cosine, -sine, centreX - 0.5 - middle * (across * cosine - sine),
                        across * sine, cosine, centreY - 0.5 - middle * (across * sine + cosine));
  cv::Mat result;
  cv::warpAffine(picture, result, map, {size, size}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REFLECT_101);
  const double change = augmentation.brightness;
  const double gain = dice.between(1 - change, 1 + change);
  cv::Scalar colours;
  for (int channel = 0; channel < 3; ++channel) {
    colours[channel] = gain * dice.between(1 - change / 4, 1 + change / 4);
  }
  cv::multiply(result, colours, result);
  return result;
}

}  // namespace touchstone::training
