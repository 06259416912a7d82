#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::training {

/// A checkpoint that torchvision publishes.
struct PublishedWeights {
  std::string_view backbone;
  std::string_view file;  ///< the eight hex digits are the beginning of its SHA-256
  double accuracy = 0;    ///< top-1 on ImageNet, as torchvision states it
};

/// What is published, a row a backbone; of those with two sets the newer one.
[[nodiscard]] const std::vector<PublishedWeights>& publishedWeights();
/// Returns the row of that backbone, or nullptr.
[[nodiscard]] const PublishedWeights* findPublishedWeights(std::string_view backbone);

/// Returns where the file is downloaded from.
[[nodiscard]] std::string addressOf(const PublishedWeights& weights);

/// What may be done with all of them.
inline constexpr std::string_view publishedLicence =
    "BSD-3-Clause (torchvision); trained on ImageNet, whose pictures are for research";

/// Returns the hex digits of a name like "resnet18-f37072fd.pth"; empty when it has none.
[[nodiscard]] std::string digestOfName(std::string_view file);

}  // namespace touchstone::training
