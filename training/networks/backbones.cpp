#include "training/networks/backbones.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace touchstone::training {

namespace {

std::filesystem::path environmentPath(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

std::filesystem::path homeFolder() {
  return environmentPath("HOME");
}

std::filesystem::path torchCacheFolder() {
  const auto torchHome = environmentPath("TORCH_HOME");
  return (torchHome.empty() ? homeFolder() / ".cache/torch" : torchHome) / "hub/checkpoints";
}

/// Returns the folder with the weights that come with the program: beside it as it is installed, or
/// where they were when it was built.
std::filesystem::path shippedWeightsFolder() {
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const auto installed = program.parent_path().parent_path() / "share" / "touchstone" / "backbones";
  return std::filesystem::is_directory(installed, unknown)
             ? installed
             : std::filesystem::path(TOUCHSTONE_BACKBONES_FOLDER);
}

/// Returns the folders that may hold weights, those that win first.
std::vector<std::filesystem::path> weightFolders() {
  std::vector<std::filesystem::path> folders = {addedWeightsFolder()};
  const std::string given = environmentPath("TOUCHSTONE_BACKBONES").string();
  for (std::size_t begin = 0; begin < given.size();) {
    const std::size_t end = std::min(given.find(':', begin), given.size());
    if (end > begin) {
      folders.emplace_back(given.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  folders.push_back(torchCacheFolder());
  folders.push_back(shippedWeightsFolder());
  return folders;
}

/// Whether "resnet18.safetensors" or "resnet18-….safetensors" is named after the backbone; names of
/// backbones contain '-' too, so the longest row that fits is the one that is meant.
bool isNamedAfter(const std::string& fileName, std::string_view backbone) {
  std::string_view best;
  for (const Backbone& row : backbones()) {
    const bool fits = fileName.starts_with(row.name) && fileName.size() > row.name.size() &&
                      (fileName[row.name.size()] == '-' || fileName[row.name.size()] == '.');
    if (fits && row.name.size() > best.size()) {
      best = row.name;
    }
  }
  return best == backbone;
}

std::optional<std::filesystem::path> newestWeightsIn(const std::filesystem::path& folder,
                                                     std::string_view backbone) {
  std::optional<std::filesystem::path> newest;
  std::filesystem::file_time_type newestTime;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const auto& path = entry->path();
    const auto ending = path.extension();
    const bool isWeightFile = ending == ".safetensors" || ending == ".pth" || ending == ".pt";
    if (!isWeightFile || !isNamedAfter(path.filename().string(), backbone)) {
      continue;
    }
    std::error_code timeError;
    const auto time = std::filesystem::last_write_time(path, timeError);
    if (!timeError && (!newest || time > newestTime || (time == newestTime && path < *newest))) {
      newest = path;
      newestTime = time;
    }
  }
  return newest;
}

/// Returns the pyramid of a ResNet by the channels and the stride of its first layer.
std::vector<PyramidStage> residualPyramid(int channels, int stride) {
  std::vector<PyramidStage> stages;
  for (int layer = 0; layer < 4; ++layer) {
    stages.push_back({layer + 1, channels << layer, stride << layer});
  }
  return stages;
}

}  // namespace

const std::vector<Backbone>& backbones() {
  static const std::vector<Backbone> rows = {
      {"mobilenet_v2",
       "MobileNetV2",
       1280,
       19,
       32,
       {{1, 16, 2}, {3, 24, 4}, {6, 32, 8}, {13, 96, 16}, {17, 320, 32}},
       0.719},
      {"mobilenet_v3_small",
       "MobileNetV3 small",
       1024,
       13,
       32,
       {{0, 16, 2}, {1, 16, 4}, {3, 24, 8}, {8, 48, 16}, {11, 96, 32}},
       0.677},
      {"mobilenet_v3_large",
       "MobileNetV3 large",
       1280,
       17,
       32,
       {{1, 16, 2}, {3, 24, 4}, {6, 40, 8}, {12, 112, 16}, {15, 160, 32}},
       0.740},
      {"resnet18", "ResNet-18", 512, 5, 32, residualPyramid(64, 4), 0.698},
      {"resnet34", "ResNet-34", 512, 5, 32, residualPyramid(64, 4), 0.733},
      {"resnet50", "ResNet-50", 2048, 5, 32, residualPyramid(256, 4), 0.761},
      {"squeezenet1_1",
       "SqueezeNet 1.1",
       512,
       4,
       32,
       {{0, 64, 2}, {1, 128, 4}, {2, 256, 8}, {3, 512, 16}},
       0.582},
      {"alexnet",
       "AlexNet",
       4096,
       5,
       32,
       {{0, 64, 4}, {1, 192, 8}, {3, 256, 16}, {4, 256, 32}},
       0.565},
      {"resnet18-half", "ResNet-18 of half width", 256, 5, 32, residualPyramid(32, 4)},
      {"resnet18-half-fine", "ResNet-18 of half width, fine stem", 256, 5, 16,
       residualPyramid(32, 2)},
  };
  return rows;
}

const Backbone* findBackbone(std::string_view name) {
  const auto& rows = backbones();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const Backbone& b) { return b.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

std::filesystem::path addedWeightsFolder() {
  const auto data = environmentPath("XDG_DATA_HOME");
  return (data.empty() ? homeFolder() / ".local/share" : data) / "touchstone/backbones";
}

std::optional<std::filesystem::path> findWeights(std::string_view backbone) {
  for (const auto& folder : weightFolders()) {
    if (auto file = newestWeightsIn(folder, backbone)) {
      return file;
    }
  }
  return std::nullopt;
}

}  // namespace touchstone::training
