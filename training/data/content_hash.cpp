#include "training/data/content_hash.h"

#include "labeling/images/image_hash.h"

namespace touchstone::training {

std::string contentHashOf(const Sample& sample, const std::filesystem::path& folder) {
  if (!sample.contentHash.empty()) {
    return sample.contentHash;
  }
  const auto hash = labeling::hashOfFile(folder / std::filesystem::path(sample.path));
  return hash ? *hash : std::string();
}

}  // namespace touchstone::training
