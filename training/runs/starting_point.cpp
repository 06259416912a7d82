#include "training/runs/starting_point.h"

#include "training/baselines/baselines.h"
#include "training/networks/speed.h"
#include "training/weights/pytorch_file.h"
#include "training/weights/weight_files.h"

#include <algorithm>
#include <vector>

namespace touchstone::training {

namespace {

constexpr std::string_view scratchBackbone = "resnet18-half";
constexpr int trialSize = 64;

Error usage(std::string message) {
  return {ErrorKind::Usage, {}, std::move(message)};
}

std::vector<StartingPoint> pretrainedNetworks() {
  std::vector<StartingPoint> networks;
  for (const Backbone& row : backbones()) {
    if (const auto weights = findWeights(row.name)) {
      networks.push_back({&row, *weights});
    }
  }
  return networks;
}

}  // namespace

Result<StartingPoint> startingPoint(const std::string& wanted) {
  if (wanted.empty()) {
    const auto known = pretrainedNetworks();
    return known.empty() ? StartingPoint{findBackbone(scratchBackbone), {}} : known.front();
  }
  if (const Backbone* row = findBackbone(wanted)) {
    return StartingPoint{row, findWeights(wanted).value_or(std::filesystem::path())};
  }
  if (!std::filesystem::is_regular_file(wanted)) {
    std::string names;
    for (const Backbone& row : backbones()) {
      names += (names.empty() ? "" : ", ") + std::string(row.name);
    }
    for (const Baseline& row : baselines()) {
      names += ", " + std::string(row.name);
    }
    return usage("There is no backbone or weight file " + wanted + "; there are " + names + ".");
  }
  const auto weights = readWeights(wanted);
  if (!weights) {
    return weights.error();
  }
  return recogniseBackbone(*weights, wanted).transform([&](const Backbone* row) {
    return StartingPoint{row, wanted};
  });
}

std::optional<StartingPoint> startingPointWithin(double seconds, std::size_t pictures, int size) {
  auto known = pretrainedNetworks();
  if (known.size() < 2) {
    return known.empty() ? std::nullopt : std::optional(known.front());
  }
  std::stable_sort(known.begin(), known.end(), [](const StartingPoint& a, const StartingPoint& b) {
    return a.backbone->accuracy > b.backbone->accuracy;
  });
  const double area = static_cast<double>(size) * size / (trialSize * trialSize);
  const StartingPoint* quickest = nullptr;
  double least = 0;
  for (const StartingPoint& start : known) {
    const double cost =
        secondsPerPicture(*start.backbone, trialSize) * area * static_cast<double>(pictures);
    if (cost <= seconds) {
      return start;
    }
    if (quickest == nullptr || cost < least) {
      quickest = &start;
      least = cost;
    }
  }
  return *quickest;
}

}  // namespace touchstone::training
