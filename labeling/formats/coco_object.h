#pragma once

#include "labeling/formats/coco.h"

#include <string>

namespace touchstone::labeling {

/// Reads an entry. Its id is 0 when it has none that makes sense.
[[nodiscard]] CocoEntry cocoEntryOf(const JsonValue& entry,
                                    const CocoIds& ids,
                                    const CocoLimits& limits);

/// Returns "id 17", the id as it stands in the text, or "no id": for a sentence about an entry.
[[nodiscard]] std::string cocoEntryName(const JsonValue& entry);

}  // namespace touchstone::labeling
