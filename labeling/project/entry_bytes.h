#pragma once

#include "labeling/annotation/edit.h"
#include "labeling/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns changes as the history keeps large edits, exactly and in few bytes.
[[nodiscard]] std::string bytesOf(const std::vector<AnyChange>& changes);

/// Returns the changes of bytesOf; an Error for damaged bytes.
Result<std::vector<AnyChange>> changesOfBytes(std::string_view bytes);

}  // namespace touchstone::labeling
