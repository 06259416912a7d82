#pragma once

#include "training/data/classification_dataset.h"

#include <filesystem>
#include <string>

namespace touchstone::training {

/// Returns the hash of the content of the sample's image file, under which caches keep what they
/// know of it; empty when the file cannot be read.
[[nodiscard]] std::string contentHashOf(const Sample& sample, const std::filesystem::path& folder);

}  // namespace touchstone::training
