#include "labeling/project/label_sync.h"

namespace touchstone::labeling {
namespace {

bool isVerified(const ImageChange& change) {
  return change.value && change.value->state == ImageState::Verified;
}

std::string nameIn(const ClassChange& change) {
  return change.value ? change.value->name : std::string();
}

/// Collects what one change, of which both directions are known, makes outdated.
class OutdatedImages {
public:
  explicit OutdatedImages(const Document& document) : document_(document) {}

  void add(const AnnotationChange& change, const AnnotationChange& back) {
    for (const auto& value : {std::cref(change.value), std::cref(back.value)}) {
      if (value.get()) {
        images_.insert(value.get()->image);
      }
    }
  }
  void add(const ImageChange& change, const ImageChange& back) {
    if (isVerified(change) != isVerified(back)) {
      images_.insert(change.id);
    }
  }
  void add(const ClassChange& change, const ClassChange& back) {
    if (nameIn(change) != nameIn(back)) {
      renamed_.insert(change.id);
    }
  }
  void add(const DecisionChange&, const DecisionChange&) {}
  void add(const CommentChange&, const CommentChange&) {}

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

std::set<ImageId> imagesOutdatedBy(const Document& document,
                                   const Edit& edit,
                                   const Edit& inverse) {
  OutdatedImages outdated(document);
  for (std::size_t i = 0; i < edit.changes.size(); ++i) {
    const AnyChange& back = inverse.changes[edit.changes.size() - 1 - i];
    std::visit(
        [&](const auto& typed) {
          outdated.add(typed, std::get<std::decay_t<decltype(typed)>>(back));
        },
        edit.changes[i]);
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
