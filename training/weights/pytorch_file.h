#pragma once

#include "training/weights/safetensors.h"

namespace touchstone::training {

/// Whether the file is one that torch.save wrote, in the zip or in the old format, by its first
/// bytes.
[[nodiscard]] bool isPyTorchFile(const std::filesystem::path& file);

/// Reads the state dict in a file of torch.save. Nothing of the file is run: see readPickle. Floats
/// of all kinds become float, integers 64-bit. Errors: not such a file, torn, a pickle that wants
/// to do more than hold tensors, offsets outside the data, more than 8 GB.
Result<WeightFile> readPyTorchFile(const std::filesystem::path& file);

/// Reads weights in any format that is known: safetensors, or a file of torch.save.
Result<WeightFile> readWeights(const std::filesystem::path& file);

}  // namespace touchstone::training
