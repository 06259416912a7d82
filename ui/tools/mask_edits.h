#pragma once

#include "labeling/geometry/shape.h"
#include "ui/tools/tool.h"

#include <QColor>

namespace touchstone::ui {

/// Returns the mask object that is selected alone and not locked, or 0.
[[nodiscard]] labeling::AnnotationId selectedMask(const ToolContext& context);

/// Returns the colour of the object's class, or of the current class for 0.
[[nodiscard]] QColor colourFor(const ToolContext& context, labeling::AnnotationId object);

/// What a smart tool does with the pixels it found.
enum class MaskCombination { Replace, Add, Subtract };

/// How a painted mask becomes an edit.
struct MaskEditOptions {
  std::string name;                ///< of the step in the history
  bool removesUnderlying = false;  ///< other masks of the image lose the pixels that are added
};

/// Returns the answer that gives `object`, or a new object for 0, the mask: an empty mask removes
/// the object or makes none. The object is selected then.
[[nodiscard]] ToolAnswer maskAnswer(const ToolContext& context,
                                    labeling::AnnotationId object,
                                    labeling::Mask mask,
                                    const MaskEditOptions& options);

/// The same for pixels that a tool found, combined with the selected mask where there is one.
[[nodiscard]] ToolAnswer foundAnswer(const ToolContext& context,
                                     const labeling::Mask& found,
                                     MaskCombination combination,
                                     const MaskEditOptions& options);

}  // namespace touchstone::ui
