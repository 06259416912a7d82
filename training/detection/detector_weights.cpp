#include "training/detection/detector_weights.h"

#include "training/weights/state_dict.h"

#include <algorithm>

namespace touchstone::training {

namespace {

/// Returns the present name of a tensor that torchvision once called otherwise.
std::string presentName(const std::string& name) {
  static const std::string lists[] = {"backbone.fpn.inner_blocks.", "backbone.fpn.layer_blocks."};
  if (name.starts_with("rpn.head.conv.") && !name.starts_with("rpn.head.conv.0.")) {
    return "rpn.head.conv.0.0." + name.substr(name.rfind('.') + 1);
  }
  for (const std::string& list : lists) {
    if (name.starts_with(list) && std::count(name.begin(), name.end(), '.') == 4) {
      const auto end = name.rfind('.');
      return name.substr(0, end) + ".0" + name.substr(end);
    }
  }
  return name;
}

}  // namespace

Result<bool> loadDetector(FasterRcnn& detector,
                          const WeightFile& weights,
                          const std::filesystem::path& name) {
  const std::string predictor = "roi_heads.box_predictor.";
  WeightFile present;
  for (const auto& [key, data] : weights.tensors) {
    present.tensors[presentName(key)] = data;
  }
  auto targets = tensorsOf(detector);
  const auto scores = present.tensors.find(predictor + "cls_score.weight");
  const bool isNew = scores == present.tensors.end() ||
                     scores->second.shape != targets[predictor + "cls_score.weight"].sizes().vec();
  if (isNew) {
    std::erase_if(targets, [&](const auto& item) { return item.first.starts_with(predictor); });
  }
  return loadTensors(targets, present, name).transform([&](const auto&) { return isNew; });
}

}  // namespace touchstone::training
