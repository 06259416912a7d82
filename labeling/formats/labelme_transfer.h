#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// labelme's JSON, a file per image beside it or in a folder of its own; files of X-AnyLabeling are
/// read too and stay such.
[[nodiscard]] LabelFormat labelmeFormat();

/// The same family, written as X-AnyLabeling wants it whatever it was.
[[nodiscard]] LabelFormat xAnyLabelingFormat();

}  // namespace touchstone::labeling
