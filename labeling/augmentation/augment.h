#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/augmentation/composition.h"
#include "labeling/random.h"
#include "labeling/result.h"

#include <cstdint>
#include <functional>

namespace touchstone::labeling {

/// Where an augmentation gets other pictures from; it does without those that are missing.
struct AugmentationSources {
  /// Gives a picture with objects to paste; the picture itself when missing.
  std::function<Result<LabelledPicture>(Random&)> donor;
  /// Gives a picture without objects to put behind the objects; an empty one: none this time.
  std::function<Result<cv::Mat>(Random&)> background;
};

/// Returns the 8-bit BGR picture and its labels changed at random as the recipe says: first other
/// backgrounds and objects, then geometry, light, cut-outs, and last blur, noise and JPEG. Equal
/// arguments give an equal result. What a format carried along without our knowing it
/// (Annotation::unknown, sourceId) is dropped from labels with a place: it may hold coordinates.
/// The class factors of the recipe are not looked at: see recipeFor(). Errors: those of the
/// sources, a picture too large to be warped.
Result<LabelledPicture> augment(LabelledPicture labelled,
                                const AugmentationRecipe& recipe,
                                std::uint64_t seed,
                                const AugmentationSources& sources = {});

}  // namespace touchstone::labeling
