#include "training/weights/state_pickle.h"

#include "training/weights/half_precision.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace touchstone::training {

namespace {

constexpr std::size_t mostDimensions = 8;
constexpr std::uint64_t mostNumbers = 2'000'000'000;

struct TypeRow {
  std::string_view name;
  StorageType type;
  std::size_t bytes;
};

constexpr std::array<TypeRow, 10> typeRows{{{"FloatStorage", StorageType::Float, 4},
                                            {"HalfStorage", StorageType::Half, 2},
                                            {"BFloat16Storage", StorageType::BFloat16, 2},
                                            {"DoubleStorage", StorageType::Double, 8},
                                            {"LongStorage", StorageType::Long, 8},
                                            {"IntStorage", StorageType::Int, 4},
                                            {"ShortStorage", StorageType::Short, 2},
                                            {"CharStorage", StorageType::Char, 1},
                                            {"ByteStorage", StorageType::Byte, 1},
                                            {"BoolStorage", StorageType::Bool, 1}}};

const std::string* textAt(const PickleTree& tree, PickleId id) {
  return std::get_if<std::string>(&tree.at(id));
}

const PickleSequence* sequenceAt(const PickleTree& tree, PickleId id) {
  return std::get_if<PickleSequence>(&tree.at(id));
}

std::optional<std::uint64_t> countAt(const PickleTree& tree, PickleId id) {
  const auto* number = std::get_if<std::int64_t>(&tree.at(id));
  return number == nullptr || *number < 0 || static_cast<std::uint64_t>(*number) > mostNumbers
             ? std::nullopt
             : std::optional(static_cast<std::uint64_t>(*number));
}

/// The entries of a dict or OrderedDict, or nullptr.
const std::vector<std::pair<PickleId, PickleId>>* entriesAt(const PickleTree& tree, PickleId id) {
  if (const auto* dict = std::get_if<PickleDict>(&tree.at(id))) {
    return &dict->items;
  }
  const auto* call = std::get_if<PickleCall>(&tree.at(id));
  const bool isDict =
      call != nullptr && std::get<PickleGlobal>(tree.at(call->global)).name == "OrderedDict";
  return isDict ? &call->items : nullptr;
}

/// The call that makes a tensor, through the one that makes a parameter of it; or nullptr.
const PickleCall* tensorCallAt(const PickleTree& tree, PickleId id) {
  const auto* call = std::get_if<PickleCall>(&tree.at(id));
  if (call == nullptr) {
    return nullptr;
  }
  const std::string& maker = std::get<PickleGlobal>(tree.at(call->global)).name;
  if (maker == "_rebuild_parameter") {
    const auto& arguments = std::get<PickleSequence>(tree.at(call->arguments)).items;
    const auto* inner =
        arguments.empty() ? nullptr : std::get_if<PickleCall>(&tree.at(arguments.front()));
    const bool isTensor =
        inner != nullptr &&
        std::get<PickleGlobal>(tree.at(inner->global)).name.starts_with("_rebuild_tensor");
    return isTensor ? inner : nullptr;
  }
  return maker.starts_with("_rebuild_tensor") ? call : nullptr;
}

std::optional<std::vector<std::int64_t>> sidesAt(const PickleTree& tree, PickleId id) {
  const auto* sequence = sequenceAt(tree, id);
  if (sequence == nullptr || sequence->items.size() > mostDimensions) {
    return std::nullopt;
  }
  std::vector<std::int64_t> sides;
  for (const PickleId item : sequence->items) {
    const auto side = countAt(tree, item);
    if (!side) {
      return std::nullopt;
    }
    sides.push_back(static_cast<std::int64_t>(*side));
  }
  return sides;
}

std::optional<StoredTensor> tensorOfCall(const PickleTree& tree,
                                         const PickleCall& call,
                                         const std::string& name) {
  const auto& arguments = std::get<PickleSequence>(tree.at(call.arguments)).items;
  if (arguments.size() < 4) {
    return std::nullopt;
  }
  const auto storage = storageOf(tree, arguments[0]);
  const auto offset = countAt(tree, arguments[1]);
  auto shape = sidesAt(tree, arguments[2]);
  auto stride = sidesAt(tree, arguments[3]);
  if (!storage || !offset || !shape || !stride || shape->size() != stride->size()) {
    return std::nullopt;
  }
  return StoredTensor{.name = name,
                      .storage = *storage,
                      .offset = *offset,
                      .shape = *std::move(shape),
                      .stride = *std::move(stride)};
}

/// The dict whose entries are tensors: the root, or one step below it.
const std::vector<std::pair<PickleId, PickleId>>* stateDict(const PickleTree& tree) {
  const auto* entries = entriesAt(tree, tree.root);
  if (entries == nullptr) {
    return nullptr;
  }
  for (const auto& [key, value] : *entries) {
    const std::string* name = textAt(tree, key);
    const auto* inner = entriesAt(tree, value);
    if (inner != nullptr && name != nullptr && (*name == "state_dict" || *name == "model")) {
      return inner;
    }
  }
  return entries;
}

void takePrefixOff(std::vector<StoredTensor>& tensors) {
  static constexpr std::string_view prefix = "module.";
  if (std::all_of(tensors.begin(), tensors.end(),
                  [](const StoredTensor& tensor) { return tensor.name.starts_with(prefix); })) {
    for (StoredTensor& tensor : tensors) {
      tensor.name.erase(0, prefix.size());
    }
  }
}

template <class Number>
Number numberAt(std::string_view bytes, std::uint64_t index) {
  Number number;
  std::memcpy(&number, bytes.data() + index * sizeof(Number), sizeof(Number));
  return number;
}

float floatAt(std::string_view bytes, std::uint64_t index, StorageType type) {
  switch (type) {
    case StorageType::Half:
      return floatFromHalf(numberAt<std::uint16_t>(bytes, index));
    case StorageType::BFloat16:
      return floatFromBfloat16(numberAt<std::uint16_t>(bytes, index));
    case StorageType::Double:
      return static_cast<float>(numberAt<double>(bytes, index));
    default:
      return numberAt<float>(bytes, index);
  }
}

std::int64_t integerAt(std::string_view bytes, std::uint64_t index, StorageType type) {
  switch (type) {
    case StorageType::Int:
      return numberAt<std::int32_t>(bytes, index);
    case StorageType::Short:
      return numberAt<std::int16_t>(bytes, index);
    case StorageType::Char:
      return numberAt<std::int8_t>(bytes, index);
    case StorageType::Byte:
    case StorageType::Bool:
      return numberAt<std::uint8_t>(bytes, index);
    default:
      return numberAt<std::int64_t>(bytes, index);
  }
}

bool isFloat(StorageType type) {
  return type == StorageType::Float || type == StorageType::Half || type == StorageType::BFloat16 ||
         type == StorageType::Double;
}

/// Calls use(index) for every number of the tensor in row-major order.
template <class Use>
void eachNumber(const StoredTensor& tensor, std::uint64_t count, Use use) {
  std::vector<std::int64_t> place(tensor.shape.size(), 0);
  std::uint64_t index = tensor.storage.offset + tensor.offset;
  for (std::uint64_t done = 0; done < count; ++done) {
    use(index);
    for (std::size_t axis = place.size(); axis-- > 0;) {
      const auto stride = static_cast<std::uint64_t>(tensor.stride[axis]);
      if (++place[axis] < tensor.shape[axis]) {
        index += stride;
        break;
      }
      index -= stride * static_cast<std::uint64_t>(tensor.shape[axis] - 1);
      place[axis] = 0;
    }
  }
}

}  // namespace

std::size_t bytesOf(StorageType type) {
  return std::find_if(typeRows.begin(), typeRows.end(),
                      [type](const TypeRow& row) { return row.type == type; })
      ->bytes;
}

std::optional<StorageReference> storageOf(const PickleTree& tree, PickleId id) {
  const auto* persistent = std::get_if<PicklePersistent>(&tree.at(id));
  const auto* parts = persistent == nullptr ? nullptr : sequenceAt(tree, persistent->key);
  if (parts == nullptr || parts->items.size() < 5) {
    return std::nullopt;
  }
  const auto* type = std::get_if<PickleGlobal>(&tree.at(parts->items[1]));
  const std::string* key = textAt(tree, parts->items[2]);
  const auto count = countAt(tree, parts->items[4]);
  const auto* row =
      type == nullptr ? typeRows.end()
                      : std::find_if(typeRows.begin(), typeRows.end(),
                                     [&](const TypeRow& each) { return each.name == type->name; });
  if (row == typeRows.end() || key == nullptr || !count) {
    return std::nullopt;
  }
  StorageReference storage{.key = *key, .type = row->type, .count = *count, .offset = 0};
  // The old format may name a part of another storage: its key, offset and length.
  const auto* view = parts->items.size() > 5 ? sequenceAt(tree, parts->items[5]) : nullptr;
  if (view != nullptr) {
    const auto offset = view->items.size() == 3 ? countAt(tree, view->items[1]) : std::nullopt;
    const auto length = view->items.size() == 3 ? countAt(tree, view->items[2]) : std::nullopt;
    if (!offset || !length) {
      return std::nullopt;
    }
    storage.offset = *offset;
    storage.count = *length;
  }
  return storage;
}

std::optional<std::vector<StoredTensor>> storedTensors(const PickleTree& tree,
                                                       std::string& reason) {
  const auto* entries = stateDict(tree);
  if (entries == nullptr) {
    reason = "it is no state dict";
    return std::nullopt;
  }
  std::vector<StoredTensor> tensors;
  for (const auto& [key, value] : *entries) {
    const std::string* name = textAt(tree, key);
    const PickleCall* call = name == nullptr ? nullptr : tensorCallAt(tree, value);
    if (call == nullptr) {
      continue;
    }
    auto tensor = tensorOfCall(tree, *call, *name);
    if (!tensor) {
      reason = "its tensor " + *name + " makes no sense";
      return std::nullopt;
    }
    tensors.push_back(*std::move(tensor));
  }
  if (tensors.empty()) {
    reason = "it holds no tensors by name; save the network's state_dict()";
    return std::nullopt;
  }
  takePrefixOff(tensors);
  return tensors;
}

std::optional<TensorData> valuesOf(const StoredTensor& tensor, std::string_view storage) {
  std::uint64_t count = 1;
  std::uint64_t last = tensor.offset;
  for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
    const auto side = static_cast<std::uint64_t>(tensor.shape[axis]);
    if (side != 0 && count > mostNumbers / side) {
      return std::nullopt;
    }
    count *= side;
    last += side == 0 ? 0 : (side - 1) * static_cast<std::uint64_t>(tensor.stride[axis]);
    if (last > mostNumbers) {
      return std::nullopt;
    }
  }
  const std::size_t bytes = bytesOf(tensor.storage.type);
  const std::uint64_t end = tensor.storage.offset + (count == 0 ? 0 : last + 1);
  // No tensor of a state dict repeats its numbers, so that it is never larger than its storage.
  if (end > storage.size() / bytes || count > storage.size() / bytes) {
    return std::nullopt;
  }
  TensorData data{.shape = tensor.shape, .values = {}};
  if (isFloat(tensor.storage.type)) {
    std::vector<float> values;
    values.reserve(count);
    eachNumber(tensor, count, [&](std::uint64_t index) {
      values.push_back(floatAt(storage, index, tensor.storage.type));
    });
    data.values = std::move(values);
  } else {
    std::vector<std::int64_t> values;
    values.reserve(count);
    eachNumber(tensor, count, [&](std::uint64_t index) {
      values.push_back(integerAt(storage, index, tensor.storage.type));
    });
    data.values = std::move(values);
  }
  return data;
}

}  // namespace touchstone::training
