#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Result files of Amazon Mechanical Turk. Every answer that was not rejected becomes labels with
/// its worker as the annotator. Images are those of the project, or lie beside the file. Written is
/// the question: see writeMturkTask.
[[nodiscard]] LabelFormat mturkFormat();

}  // namespace touchstone::labeling
