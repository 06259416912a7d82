#include "training/runs/segmenter_file.h"

#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

SegmenterDescription descriptionFrom(const nlohmann::json& json) {
  SegmenterDescription segmenter;
  readOrigin(json, segmenter);
  segmenter.side = json.at("size").get<int>();
  return segmenter;
}

bool isSensible(const SegmenterDescription& segmenter) {
  return (segmenter.backbone == plainSegmenter || findBackbone(segmenter.backbone) != nullptr) &&
         segmenter.classes.size() >= 2 && segmenter.classes.size() <= 255 && segmenter.side >= 32 &&
         segmenter.side <= 8192;
}

}  // namespace

Status writeSegmenterDescription(const std::filesystem::path& runFolder,
                                 const SegmenterDescription& segmenter) {
  return writeModelJson(runFolder, segmenter, {{"task", "segment"}, {"size", segmenter.side}});
}

Result<TrainedSegmenter> openSegmenter(const std::filesystem::path& runFolder) {
  const auto description = readModel(runFolder, [](const nlohmann::json& json) {
    auto segmenter = descriptionFrom(json);
    return isSensible(segmenter) ? std::optional(std::move(segmenter)) : std::nullopt;
  });
  if (!description) {
    return description.error();
  }
  const RunFiles files{runFolder};
  const auto weights = readSafetensors(files.weights());
  if (!weights) {
    return weights.error();
  }
  return Segmenter::make({findBackbone(description->backbone),
                          static_cast<int>(description->classes.size()), description->side},
                         *weights, files.weights())
      .transform([&](Segmenter&& segmenter) {
        return TrainedSegmenter{*description, std::move(segmenter)};
      });
}

}  // namespace touchstone::training
