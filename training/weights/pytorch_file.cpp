#include "training/weights/pytorch_file.h"

#include "labeling/images/read_file.h"
#include "training/weights/state_pickle.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <caffe2/serialize/in_memory_adapter.h>
#include <caffe2/serialize/inline_container.h>
#include <fstream>
#include <map>

namespace touchstone::training {

namespace {

constexpr std::uint64_t fileLimit = 8'000'000'000;
constexpr std::string_view zipMagic = "PK\3\4";
/// PROTO 2, LONG1 of ten bytes, 0x1950a86a20f9469cfc6c: how every file of the old format begins.
constexpr std::string_view oldMagic{"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 14};

Error refusal(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::BadInput, file,
          file.string() + " is not a usable weight file: " + why + "; get a fresh copy of it."};
}

/// The bytes of each storage by its key.
using Storages = std::map<std::string, std::string_view>;

Result<WeightFile> weightsOf(const std::vector<StoredTensor>& tensors,
                             const Storages& storages,
                             const std::filesystem::path& file) {
  WeightFile weights;
  for (const StoredTensor& tensor : tensors) {
    const auto storage = storages.find(tensor.storage.key);
    auto values = storage == storages.end() ? std::nullopt : valuesOf(tensor, storage->second);
    if (!values) {
      return refusal(file, "the numbers of " + tensor.name + " are not all there");
    }
    weights.tensors[tensor.name] = *std::move(values);
  }
  return weights;
}

Result<WeightFile> readZip(const std::string& bytes, const std::filesystem::path& file) {
  try {
    caffe2::serialize::PyTorchStreamReader reader(
        std::make_shared<caffe2::serialize::MemoryReadAdapter>(bytes.data(),
                                                               static_cast<off_t>(bytes.size())));
    const auto [pickle, length] = reader.getRecord("data.pkl");
    std::string reason;
    const auto tree = readPickle({static_cast<const char*>(pickle.get()), length}, reason);
    const auto tensors = tree ? storedTensors(*tree, reason) : std::nullopt;
    if (!tensors) {
      return refusal(file, reason);
    }
    Storages storages;
    for (const StoredTensor& tensor : *tensors) {
      const std::size_t begin = reader.getRecordOffset("data/" + tensor.storage.key);
      const std::uint64_t size = tensor.storage.count * bytesOf(tensor.storage.type);
      if (begin > bytes.size() || size > bytes.size() - begin) {
        return refusal(file, "the numbers of " + tensor.name + " are not all there");
      }
      storages[tensor.storage.key] = std::string_view(bytes).substr(begin, size);
    }
    return weightsOf(*tensors, storages, file);
  } catch (const std::exception&) {
    return refusal(file, "its archive is damaged");
  }
}

/// The pickles of the old format, one after the other, and then the storages.
class OldFormat {
public:
  OldFormat(std::string_view bytes, const std::filesystem::path& file)
      : bytes_(bytes), file_(file) {}

  Result<WeightFile> read() {
    std::optional<PickleTree> state;
    // The magic number, the version, the system, the state dict.
    for (int i = 0; i < 4; ++i) {
      state = next();
      if (!state) {
        return refusal(file_, reason_);
      }
    }
    const auto tensors = storedTensors(*state, reason_);
    const auto keys = tensors ? next() : std::nullopt;
    if (!keys) {
      return refusal(file_, reason_);
    }
    Storages storages;
    const auto* list = std::get_if<PickleSequence>(&keys->at(keys->root));
    if (list == nullptr) {
      return refusal(file_, "its list of storages is missing");
    }
    for (const PickleId id : list->items) {
      const auto* key = std::get_if<std::string>(&keys->at(id));
      if (key == nullptr || !take(*key, *tensors, storages)) {
        return refusal(file_, "its numbers are not all there");
      }
    }
    return weightsOf(*tensors, storages, file_);
  }

private:
  std::optional<PickleTree> next() {
    auto tree = readPickle(bytes_, reason_);
    bytes_.remove_prefix(tree ? tree->length : 0);
    return tree;
  }

  /// Takes the next storage: how many numbers it has, and these.
  bool take(const std::string& key, const std::vector<StoredTensor>& tensors, Storages& storages) {
    std::uint64_t count = 0;
    if (bytes_.size() < sizeof(count)) {
      return false;
    }
    std::copy_n(bytes_.data(), sizeof(count), reinterpret_cast<char*>(&count));
    bytes_.remove_prefix(sizeof(count));
    const auto user = std::find_if(tensors.begin(), tensors.end(), [&](const StoredTensor& tensor) {
      return tensor.storage.key == key;
    });
    // A storage that no tensor uses cannot be passed over: nothing says how large its numbers are.
    const std::size_t size = user == tensors.end() ? 0 : bytesOf(user->storage.type);
    if (size == 0 || count > bytes_.size() / size) {
      return false;
    }
    storages[key] = bytes_.substr(0, count * size);
    bytes_.remove_prefix(count * size);
    return true;
  }

  std::string_view bytes_;
  const std::filesystem::path& file_;
  std::string reason_;
};

std::string firstBytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(oldMagic.size(), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace

bool isPyTorchFile(const std::filesystem::path& file) {
  const std::string bytes = firstBytes(file);
  return bytes.starts_with(zipMagic) || bytes == oldMagic;
}

Result<WeightFile> readPyTorchFile(const std::filesystem::path& file) {
  const auto bytes = labeling::readFile(file, fileLimit);
  if (!bytes) {
    return bytes.error();
  }
  if (bytes->starts_with(zipMagic)) {
    return readZip(*bytes, file);
  }
  if (bytes->starts_with(oldMagic)) {
    return OldFormat(*bytes, file).read();
  }
  return refusal(file, "torch.save did not write it");
}

Result<WeightFile> readWeights(const std::filesystem::path& file) {
  return isPyTorchFile(file) ? readPyTorchFile(file) : readSafetensors(file);
}

}  // namespace touchstone::training
