#pragma once

#include "analysis/audits/object_lab.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// The quality of one given box in [0, 1]; low is suspicious. Where the model finds nothing, all
/// three are the probability that it is the model that errs.
struct GivenBoxQuality {
  double classQuality = 1;     ///< low: the object has another class
  double locationQuality = 1;  ///< low: the box does not fit the object
  double presence = 1;         ///< low: the model finds nothing there though it mostly does
  int suggestedClass = 0;      ///< the likeliest class; the given one without evidence
  std::optional<labeling::Box> suggestedBox;   ///< the object's box as the model sees it
  std::vector<std::pair<int, double>> scores;  ///< of the classes that it sees, the highest first
  std::optional<std::size_t> twin;  ///< another given box that lies on this one and is rather right

  [[nodiscard]] double quality() const;
};

/// An object that the model finds and no label stands for.
struct UnlabelledObject {
  int labelClass = 0;
  labeling::Box box;
  double confidence = 0;  ///< of the model
  double quality = 1;     ///< low: it is surely there
};

struct ObjectQuality {
  std::vector<GivenBoxQuality> given;
  std::vector<UnlabelledObject> unlabelled;  ///< most suspicious first
  double score = 1;                          ///< of the image: its worst one
};

/// Returns how much the labels can be trusted, from predictions of a model that was not trained on
/// them. Where ObjectLab compares each box with its own class only, we first join predictions of
/// all classes that overlap to objects and pair these with the given boxes, one to one. So an
/// object that touches another one's box is missed all the same, the location of a wrongly named
/// box is judged, distances have no scale, a box without any prediction is told, and no score has a
/// threshold. What a detector mostly reaches, in overlap and in objects found, is taken from the
/// data for each class, so that an uncertain detector doubts few labels.
[[nodiscard]] std::vector<ObjectQuality> objectQuality(std::span<const ImageObjects> images);

}  // namespace touchstone::analysis
