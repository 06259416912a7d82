#pragma once

#include "training/weights/pickle.h"
#include "training/weights/safetensors.h"

#include <functional>

namespace touchstone::training {

/// How PyTorch stores the numbers of a tensor.
enum class StorageType { Float, Half, BFloat16, Double, Long, Int, Short, Char, Byte, Bool };

/// Returns how many bytes a number takes.
[[nodiscard]] std::size_t bytesOf(StorageType type);

/// A piece of memory that tensors of a state dict lie in.
struct StorageReference {
  std::string key;
  StorageType type = StorageType::Float;
  std::uint64_t count = 0;   ///< numbers in it
  std::uint64_t offset = 0;  ///< numbers before it in the storage of that key
};

/// A tensor of a state dict as its pickle describes it.
struct StoredTensor {
  std::string name;
  StorageReference storage;
  std::uint64_t offset = 0;  ///< numbers of the storage before the first one
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> stride;
};

/// Returns the tensors of a pickled state dict, or of the state dict inside a checkpoint (under
/// "state_dict" or "model"); other entries are passed over. "module." before every name is taken
/// off. Nothing, and `reason`, when a tensor makes no sense or there is none.
[[nodiscard]] std::optional<std::vector<StoredTensor>> storedTensors(const PickleTree& tree,
                                                                     std::string& reason);

/// Returns the storage that a persistent id of the pickle refers to; nothing when it is none.
[[nodiscard]] std::optional<StorageReference> storageOf(const PickleTree& tree, PickleId id);

/// Returns the values of a tensor from the bytes of its storage; nothing when it reaches beyond.
[[nodiscard]] std::optional<TensorData> valuesOf(const StoredTensor& tensor,
                                                 std::string_view storage);

}  // namespace touchstone::training
