#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/annotation/comment.h"
#include "labeling/review/decision.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace touchstone::labeling {

class Document;

using DecisionId = std::int64_t;

/// Sets one entry of the document; an empty value means "absent", so that adding, removing and
/// changing are one case.
template <class Value>
struct Change {
  std::int64_t id = 0;
  std::optional<Value> value;
  bool operator==(const Change&) const = default;
};

using ImageChange = Change<Image>;
using ClassChange = Change<LabelClass>;
using AnnotationChange = Change<Annotation>;
using DecisionChange = Change<Decision>;
using CommentChange = Change<Comment>;
using AnyChange =
    std::variant<ImageChange, ClassChange, AnnotationChange, DecisionChange, CommentChange>;

/// One step that a person can undo. Edits of the same non-zero gesture (press to release) merge
/// into one step.
struct Edit {
  std::string name;  ///< for the history panel: "Move box"
  std::uint64_t gesture = 0;
  std::vector<AnyChange> changes;
  bool operator==(const Edit&) const = default;
};

/// Sets every value of `edit` in `document`, in order, and returns the exact inverse.
[[nodiscard]] Edit apply(Document& document, Edit edit);

/// Returns the one edit that does what `first` and then `second` do.
[[nodiscard]] Edit merged(Edit first, Edit second);

}  // namespace touchstone::labeling
