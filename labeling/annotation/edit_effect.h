#pragma once

#include "labeling/annotation/document.h"

namespace touchstone::labeling {

/// Returns the edit that does the same to the document with as few changes as can be: one for each
/// entry, none for those that would stay as they are.
[[nodiscard]] Edit reduced(Edit edit, const Document& document);

/// Returns a change that gives the entry, which `change` is about, the value it has now.
[[nodiscard]] AnyChange inverseOf(const AnyChange& change, const Document& document);

}  // namespace touchstone::labeling
