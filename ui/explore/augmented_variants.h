#pragma once

#include "labeling/augmentation/augment.h"

#include <QColor>
#include <QImage>

#include <cstdint>
#include <map>
#include <stop_token>
#include <vector>

namespace touchstone::ui {

/// The colours that objects are drawn in, by class.
using ClassColours = std::map<labeling::ClassId, QColor>;

/// Returns the picture with its objects drawn on it.
[[nodiscard]] QImage drawn(const labeling::LabelledPicture& labelled, const ClassColours& colours);

/// Returns `count` augmented variants, drawn; fewer when it is stopped. Runs on any thread.
[[nodiscard]] std::vector<QImage> augmentedVariants(const labeling::LabelledPicture& labelled,
                                                    const labeling::AugmentationRecipe& recipe,
                                                    std::uint64_t seed,
                                                    int count,
                                                    const ClassColours& colours,
                                                    const std::stop_token& stop);

}  // namespace touchstone::ui
