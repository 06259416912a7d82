#include "training/weights/weight_files.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/weights/download.h"
#include "training/weights/published_weights.h"
#include "training/weights/pytorch_file.h"
#include "training/weights/sha256.h"
#include "training/weights/state_dict.h"

#include <algorithm>

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

Result<TensorUse> useOfWeights(const WeightFile& weights,
                               const Backbone& backbone,
                               const std::filesystem::path& name) {
  const auto network = makeNetwork(backbone, 2);
  return loadStateDict(*network, weights, name).transform([&](const LoadReport& report) {
    TensorUse use{report.taken.size(), report.skipped, report.missing, 0};
    const auto head = weights.tensors.find(network->headName() + ".weight");
    if (head != weights.tensors.end() && !head->second.shape.empty()) {
      use.headClasses = static_cast<std::size_t>(head->second.shape.front());
    }
    return use;
  });
}

std::string textOf(const TensorUse& use) {
  constexpr std::size_t shown = 3;
  std::string text = std::to_string(use.taken) + " tensors are taken";
  text += use.headClasses > 0
              ? "; the head, for " + std::to_string(use.headClasses) + " classes, learns anew"
              : "; there is no head";
  const auto list = [&](const char* what, const std::vector<std::string>& names) {
    if (names.empty()) {
      return;
    }
    text += what;
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) {
      text += (i == 0 ? "" : ", ") + names[i];
    }
    text += names.size() > shown ? " and " + std::to_string(names.size() - shown) + " more" : "";
  };
  list("; of no use here: ", use.skipped);
  list("; not in the file: ", use.missing);
  return text + ".";
}

Result<AddedWeights> addWeights(const std::filesystem::path& file) {
  const auto bytes = labeling::readFile(file, fileLimit);
  if (!bytes) {
    return bytes.error();
  }
  AddedWeights added;
  added.sha256 = sha256(*bytes);
  if (const Status whole = checkPublished(file, added.sha256); !whole) {
    return whole.error();
  }
  const auto weights = readWeights(file);
  if (!weights) {
    return weights.error();
  }
  const auto backbone = recogniseBackbone(*weights, file);
  if (!backbone) {
    return backbone.error();
  }
  auto use = useOfWeights(*weights, **backbone, file);
  if (!use) {
    return use.error();
  }
  added.use = std::move(*use);
  added.backbone = (*backbone)->name;
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
  AddedWeights added{
      std::string(backbone), addedWeightsFolder() / row->file, digestOfName(row->file), {}};
  if (const auto got = download(addressOf(*row), added.file, added.sha256, work); !got) {
    return got.error();
  }
  const auto weights = readWeights(added.file);
  if (!weights) {
    return weights.error();
  }
  return useOfWeights(*weights, *findBackbone(backbone), added.file).transform([&](TensorUse use) {
    added.use = std::move(use);
    return added;
  });
}

}  // namespace touchstone::training
