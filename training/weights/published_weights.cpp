#include "training/weights/published_weights.h"

#include <algorithm>

namespace touchstone::training {

const std::vector<PublishedWeights>& publishedWeights() {
  static const std::vector<PublishedWeights> rows = {
      {"alexnet", "alexnet-owt-7be5be79.pth", 0.565},
      {"squeezenet1_1", "squeezenet1_1-b8a52dc0.pth", 0.582},
      {"mobilenet_v2", "mobilenet_v2-7ebf99e0.pth", 0.722},
      {"mobilenet_v3_small", "mobilenet_v3_small-047dcff4.pth", 0.677},
      {"mobilenet_v3_large", "mobilenet_v3_large-5c1a4163.pth", 0.753},
      {"resnet18", "resnet18-f37072fd.pth", 0.698},
      {"resnet34", "resnet34-b627a593.pth", 0.733},
      {"resnet50", "resnet50-11ad3fa6.pth", 0.809},
  };
  return rows;
}

const PublishedWeights* findPublishedWeights(std::string_view backbone) {
  const auto& rows = publishedWeights();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const PublishedWeights& weights) {
    return weights.backbone == backbone;
  });
  return row == rows.end() ? nullptr : &*row;
}

std::string addressOf(const PublishedWeights& weights) {
  return "https://download.pytorch.org/models/" + std::string(weights.file);
}

std::string digestOfName(std::string_view file) {
  constexpr std::size_t digits = 8;
  constexpr std::string_view hex = "0123456789abcdef";
  const auto dot = file.rfind('.');
  const auto dash = file.rfind('-', dot);
  if (dot == std::string_view::npos || dash == std::string_view::npos || dot - dash - 1 != digits) {
    return {};
  }
  const auto digest = file.substr(dash + 1, digits);
  return digest.find_first_not_of(hex) == std::string_view::npos ? std::string(digest)
                                                                 : std::string();
}

}  // namespace touchstone::training
