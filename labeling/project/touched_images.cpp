#include "labeling/project/touched_images.h"

#include <array>
#include <unordered_set>

namespace touchstone::labeling {
namespace {

/// The image before and after the change; 0 for none.
using BeforeAndAfter = std::array<ImageId, 2>;

template <class Value>
BeforeAndAfter imagesOf(const Value* before, const Change<Value>& change) {
  return {before != nullptr ? before->image : 0, change.value ? change.value->image : 0};
}

BeforeAndAfter imagesOf(const Document& document, const AnnotationChange& change) {
  return imagesOf(document.annotation(change.id), change);
}
BeforeAndAfter imagesOf(const Document& document, const CommentChange& change) {
  return imagesOf(document.comment(change.id), change);
}
BeforeAndAfter imagesOf(const Document&, const ImageChange& change) {
  return {change.id, change.id};
}
BeforeAndAfter imagesOf(const Document&, const ClassChange&) {
  return {};
}
BeforeAndAfter imagesOf(const Document&, const DecisionChange&) {
  return {};
}

}  // namespace

TouchedImages touchedImages(const Document& document, const Edit& edit) {
  TouchedImages touched;
  std::unordered_set<ImageId> seen;
  for (const AnyChange& change : edit.changes) {
    const auto images =
        std::visit([&](const auto& typed) { return imagesOf(document, typed); }, change);
    for (const ImageId image : images) {
      if (image != 0 && seen.insert(image).second && touched.first == 0) {
        touched.first = image;
      }
    }
  }
  touched.count = static_cast<std::int64_t>(seen.size());
  return touched;
}

}  // namespace touchstone::labeling
