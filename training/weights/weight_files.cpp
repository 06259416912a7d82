#include "training/weights/weight_files.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/weights/pytorch_file.h"
#include "training/weights/sha256.h"
#include "training/weights/state_dict.h"

namespace touchstone::training {

namespace {

constexpr std::uint64_t fileLimit = 8'000'000'000;

}  // namespace

Result<const Backbone*> recogniseBackbone(const WeightFile& weights,
                                          const std::filesystem::path& name) {
  for (const Backbone& row : backbones()) {
    const auto network = makeNetwork(row, 2);
    if (loadStateDict(*network, weights, name)) {
      return &row;
    }
  }
  std::string known;
  for (const Backbone& row : backbones()) {
    known += (known.empty() ? "" : ", ") + std::string(row.title);
  }
  return Error{ErrorKind::BadInput, name,
               name.string() + " holds the weights of no network known here (" + known +
                   "); its tensors must have torchvision's names."};
}

Result<AddedWeights> addWeights(const std::filesystem::path& file) {
  const auto weights = readWeights(file);
  if (!weights) {
    return weights.error();
  }
  const auto backbone = recogniseBackbone(*weights, file);
  if (!backbone) {
    return backbone.error();
  }
  const auto bytes = labeling::readFile(file, fileLimit);
  if (!bytes) {
    return bytes.error();
  }
  AddedWeights added;
  added.backbone = (*backbone)->name;
  added.sha256 = sha256(*bytes);
  added.file = addedWeightsFolder() / (added.backbone + "-" + added.sha256.substr(0, 8) +
                                       (isPyTorchFile(file) ? ".pth" : ".safetensors"));
  std::error_code error;
  std::filesystem::create_directories(added.file.parent_path(), error);
  if (const auto written = labeling::writeFileAtomically(added.file, *bytes); !written) {
    return written.error();
  }
  return added;
}

}  // namespace touchstone::training
