#include "training/detection/picture_resizing.h"

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

constexpr std::int64_t padding = 32;  // the coarsest stride

std::int64_t padded(std::int64_t length) {
  return (length + padding - 1) / padding * padding;
}

torch::Tensor normalised(const torch::Tensor& picture) {
  const auto mean = torch::tensor({0.485F, 0.456F, 0.406F}, picture.options());
  const auto deviation = torch::tensor({0.229F, 0.224F, 0.225F}, picture.options());
  return (picture - mean.view({3, 1, 1})) / deviation.view({3, 1, 1});
}

labeling::ImageSize sizeOf(const torch::Tensor& picture) {
  return {static_cast<int>(picture.size(2)), static_cast<int>(picture.size(1))};
}

}  // namespace

labeling::ImageSize resizedFor(labeling::ImageSize size, int shorter, int longer) {
  const auto [low, high] = std::minmax(size.width, size.height);
  // In single precision and by reciprocals, as torchvision computes it: the rounding down below
  // makes a pixel of the last digit.
  const float factor = std::min(1.0F / static_cast<float>(low) * static_cast<float>(shorter),
                                1.0F / static_cast<float>(high) * static_cast<float>(longer));
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::floor(length * static_cast<double>(factor))));
  };
  return {side(size.width), side(size.height)};
}

PictureTensor preparedPictures(const std::vector<torch::Tensor>& pictures,
                               int shorter,
                               int longer,
                               torch::MemoryFormat layout) {
  PictureTensor result;
  std::vector<torch::Tensor> resized;
  std::int64_t height = 0;
  std::int64_t width = 0;
  for (const torch::Tensor& picture : pictures) {
    const auto size = resizedFor(sizeOf(picture), shorter, longer);
    resized.push_back(torch::upsample_bilinear2d(normalised(picture).unsqueeze(0),
                                                 {size.height, size.width}, false));
    result.sizes.push_back(size);
    height = std::max(height, padded(size.height));
    width = std::max(width, padded(size.width));
  }
  result.pixels = torch::empty({static_cast<std::int64_t>(pictures.size()), 3, height, width},
                               pictures.front().options(), layout)
                      .zero_();
  for (std::size_t i = 0; i < resized.size(); ++i) {
    result.pixels[static_cast<std::int64_t>(i)]
        .narrow(1, 0, result.sizes[i].height)
        .narrow(2, 0, result.sizes[i].width)
        .copy_(resized[i].squeeze(0));
  }
  return result;
}

torch::Tensor resizedBoxes(const torch::Tensor& boxes,
                           labeling::ImageSize from,
                           labeling::ImageSize to) {
  const float x = static_cast<float>(to.width) / static_cast<float>(from.width);
  const float y = static_cast<float>(to.height) / static_cast<float>(from.height);
  return boxes * torch::tensor({x, y, x, y}, boxes.options());
}

}  // namespace touchstone::training
