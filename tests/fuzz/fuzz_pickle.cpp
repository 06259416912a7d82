#include "training/weights/state_pickle.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone::training;

/// Whatever the bytes are, reading them as the pickle of a state dict ends, within the memory that
/// they take.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string reason;
  const auto tree = readPickle(bytes, reason);
  const auto tensors = tree ? storedTensors(*tree, reason) : std::nullopt;
  if (tensors) {
    for (const StoredTensor& tensor : *tensors) {
      static_cast<void>(valuesOf(tensor, bytes));
    }
  }
  return 0;
}
