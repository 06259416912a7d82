#include "training/weights/weight_files.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/weights/download.h"
#include "training/weights/published_weights.h"
#include "training/weights/pytorch_file.h"
#include "training/weights/sha256.h"
#include "training/weights/state_dict.h"

namespace touchstone::training {

namespace {

constexpr std::uint64_t fileLimit = 8'000'000'000;

/// Checks that a file with the name of a published one is that one.
Status checkPublished(const std::filesystem::path& file, const std::string& digest) {
  for (const PublishedWeights& row : publishedWeights()) {
    if (file.filename() == row.file && !digest.starts_with(digestOfName(row.file))) {
      return Error{ErrorKind::BadInput, file,
                   file.string() +
                       " is damaged: its SHA-256 does not begin with the digits in its "
                       "name; get it again."};
    }
  }
  return Nothing{};
}

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
  if (const Status whole = checkPublished(file, added.sha256); !whole) {
    return whole.error();
  }
  added.file = addedWeightsFolder() / (added.backbone + "-" + added.sha256.substr(0, 8) +
                                       (isPyTorchFile(file) ? ".pth" : ".safetensors"));
  std::error_code error;
  std::filesystem::create_directories(added.file.parent_path(), error);
  if (const auto written = labeling::writeFileAtomically(added.file, *bytes); !written) {
    return written.error();
  }
  return added;
}

Result<AddedWeights> fetchWeights(std::string_view backbone, const WorkContext& work) {
  const PublishedWeights* row = findPublishedWeights(backbone);
  if (row == nullptr) {
    std::string names;
    for (const PublishedWeights& other : publishedWeights()) {
      names += (names.empty() ? "" : ", ") + std::string(other.backbone);
    }
    return Error{ErrorKind::Usage,
                 {},
                 "No weights are published for " + std::string(backbone) + "; there are some for " +
                     names + "."};
  }
  AddedWeights added{std::string(backbone), addedWeightsFolder() / row->file,
                     digestOfName(row->file)};
  return download(addressOf(*row), added.file, added.sha256, work).transform([&](Nothing) {
    return added;
  });
}

}  // namespace touchstone::training
