#include "labeling/project/label_sync.h"

namespace touchstone::labeling {
namespace {

bool isVerified(const Image* image) {
  return image != nullptr && image->state == ImageState::Verified;
}

template <class Value>
const Value* valueIn(const Change<Value>& change) {
  return change.value ? &*change.value : nullptr;
}

std::string nameIn(const LabelClass* labelClass) {
  return labelClass != nullptr ? labelClass->name : std::string();
}

/// Collects what the changes, of which each entry has one at most, make outdated.
class OutdatedImages {
public:
  explicit OutdatedImages(const Document& document) : document_(document) {}

  void add(const AnnotationChange& change) {
    for (const Annotation* value : {valueIn(change), document_.annotation(change.id)}) {
      if (value != nullptr) {
        images_.insert(value->image);
      }
    }
  }
  void add(const ImageChange& change) {
    if (isVerified(valueIn(change)) != isVerified(document_.image(change.id))) {
      images_.insert(change.id);
    }
  }
  void add(const ClassChange& change) {
    if (nameIn(valueIn(change)) != nameIn(document_.labelClass(change.id))) {
      renamed_.insert(change.id);
    }
  }
  void add(const DecisionChange&) {}
  void add(const CommentChange&) {}

  std::set<ImageId> take() {
    if (!renamed_.empty()) {
      for (const auto& [id, annotation] : document_.annotations()) {
        if (renamed_.contains(annotation.labelClass)) {
          images_.insert(annotation.image);
        }
      }
    }
    return std::move(images_);
  }

private:
  const Document& document_;
  std::set<ImageId> images_;
  std::set<ClassId> renamed_;
};

}  // namespace

std::set<ImageId> imagesOutdatedBy(const Document& document, const Edit& edit) {
  OutdatedImages outdated(document);
  for (const AnyChange& change : edit.changes) {
    std::visit([&](const auto& typed) { outdated.add(typed); }, change);
  }
  return outdated.take();
}

std::string suitableSyncFormat(const Document& document) {
  if (document.annotations().empty()) {
    return "voc";
  }
  for (const auto& [id, annotation] : document.annotations()) {
    if (std::holds_alternative<Box>(annotation.shape)) {
      return "voc";
    }
  }
  return "none";
}

}  // namespace touchstone::labeling
