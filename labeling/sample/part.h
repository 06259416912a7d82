#pragma once

#include "labeling/sample/material.h"
#include "labeling/sample/part_patch.h"

#include <array>
#include <functional>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

enum class PartKind { Bearing, Bolt, CotterPin, Gear, Nut, Spring, Washer, WingNut };

inline constexpr std::array allPartKinds{PartKind::Bearing, PartKind::Bolt,   PartKind::CotterPin,
                                         PartKind::Gear,    PartKind::Nut,    PartKind::Spring,
                                         PartKind::Washer,  PartKind::WingNut};

/// The class name of the kind: "bolt", "wing_nut".
[[nodiscard]] std::string_view nameOf(PartKind kind);

/// One part: its extent from its centre in millimetres, its materials, and how its surface is
/// drawn.
struct Part {
  PartKind kind = PartKind::Bolt;
  cv::Point2f halfSize;
  std::vector<Material> layers;
  bool turned = false;  ///< on a lathe: tool marks run in circles round the middle
  std::function<void(PartPatch&)> draw;
};

/// Returns a part of that kind with random dimensions and materials.
[[nodiscard]] Part makePart(PartKind kind, Random& random);

[[nodiscard]] Part makeBearing(Random& random);
[[nodiscard]] Part makeBolt(Random& random);
[[nodiscard]] Part makeCotterPin(Random& random);
[[nodiscard]] Part makeGear(Random& random);
[[nodiscard]] Part makeNut(Random& random);
[[nodiscard]] Part makeSpring(Random& random);
[[nodiscard]] Part makeWasher(Random& random);
[[nodiscard]] Part makeWingNut(Random& random);

}  // namespace touchstone::labeling
