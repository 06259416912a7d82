#include "labeling/annotation/document.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

template <class Value>
const Value* lookUp(const std::map<std::int64_t, Value>& entries, std::int64_t id) {
  const auto found = entries.find(id);
  return found == entries.end() ? nullptr : &found->second;
}

/// Exchanges the entry with the change's value and remembers the highest id seen.
template <class Value>
void exchange(std::map<std::int64_t, Value>& entries, Change<Value>& change, std::int64_t& last) {
  const bool isNew = entries.empty() || change.id > entries.rbegin()->first;
  last = std::max(last, change.id);
  const auto found = isNew ? entries.end() : entries.find(change.id);
  if (found == entries.end()) {
    if (change.value) {
      entries.emplace_hint(entries.end(), change.id, std::move(*change.value));
      change.value.reset();
    }
  } else if (change.value) {
    std::swap(found->second, *change.value);
  } else {
    change.value = std::move(found->second);
    entries.erase(found);
  }
}

}  // namespace

const Image* Document::image(ImageId id) const {
  return lookUp(images_, id);
}
const LabelClass* Document::labelClass(ClassId id) const {
  return lookUp(classes_, id);
}
const Annotation* Document::annotation(AnnotationId id) const {
  return lookUp(annotations_, id);
}

const Comment* Document::comment(CommentId id) const {
  return lookUp(comments_, id);
}

const std::vector<AnnotationId>& Document::annotationsOf(ImageId id) const {
  static const std::vector<AnnotationId> none;
  const auto found = annotationsOfImage_.find(id);
  return found == annotationsOfImage_.end() ? none : found->second;
}

std::size_t Document::countOf(ClassId labelClass) const {
  const auto found = countOfClass_.find(labelClass);
  return found == countOfClass_.end() ? 0 : found->second;
}

std::optional<ImageId> Document::findImage(std::string_view path) const {
  const auto found = imageOfPath_.find(path);
  return found == imageOfPath_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ClassId> Document::findClass(std::string_view name) const {
  for (const auto& [id, labelClass] : classes_) {
    if (labelClass.name == name) {
      return id;
    }
  }
  return std::nullopt;
}

const Decision* Document::decisionOn(std::string_view findingKey) const {
  const Decision* newest = nullptr;
  for (const auto& [id, decision] : decisions_) {
    if (decision.findingKey == findingKey) {
      newest = &decision;
    }
  }
  return newest;
}

void Document::reserveIds(const LastIds& last) {
  lastImage_ = std::max(lastImage_, last.image);
  lastClass_ = std::max(lastClass_, last.labelClass);
  lastAnnotation_ = std::max(lastAnnotation_, last.annotation);
  lastDecision_ = std::max(lastDecision_, last.decision);
  lastComment_ = std::max(lastComment_, last.comment);
}

bool Document::operator==(const Document& other) const {
  return images_ == other.images_ && classes_ == other.classes_ &&
         annotations_ == other.annotations_ && decisions_ == other.decisions_ &&
         comments_ == other.comments_;
}

void Document::swap(ImageChange& change) {
  const Image* old = image(change.id);
  const auto known = old == nullptr ? imageOfPath_.end() : imageOfPath_.find(old->path);
  // Another image may have taken the path over already.
  if (known != imageOfPath_.end() && known->second == change.id) {
    imageOfPath_.erase(known);
  }
  if (change.value) {
    imageOfPath_[change.value->path] = change.id;
  }
  exchange(images_, change, lastImage_);
}

void Document::swap(ClassChange& change) {
  exchange(classes_, change, lastClass_);
}

void Document::swap(AnnotationChange& change) {
  const Annotation* old = annotation(change.id);
  const bool stays = old != nullptr && change.value && old->image == change.value->image &&
                     old->labelClass == change.value->labelClass &&
                     old->attributes.layer == change.value->attributes.layer;
  if (old != nullptr && !stays) {
    take(change.id, *old);
  }
  if (change.value && !stays) {
    place(change.id, *change.value);
  }
  exchange(annotations_, change, lastAnnotation_);
}

void Document::take(AnnotationId id, const Annotation& annotation) {
  --countOfClass_[annotation.labelClass];
  auto& ids = annotationsOfImage_[annotation.image];
  ids.erase(std::find(ids.begin(), ids.end(), id));
}

void Document::place(AnnotationId id, const Annotation& annotation) {
  ++countOfClass_[annotation.labelClass];
  auto& ids = annotationsOfImage_[annotation.image];
  const std::pair key(annotation.attributes.layer, id);
  const auto drawnBefore = [this](AnnotationId other, const std::pair<int, AnnotationId>& value) {
    return std::pair(annotations_.at(other).attributes.layer, other) < value;
  };
  ids.insert(std::lower_bound(ids.begin(), ids.end(), key, drawnBefore), id);
}

void Document::swap(DecisionChange& change) {
  exchange(decisions_, change, lastDecision_);
}

void Document::swap(CommentChange& change) {
  exchange(comments_, change, lastComment_);
}

}  // namespace touchstone::labeling
