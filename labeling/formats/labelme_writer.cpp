#include "labeling/formats/labelme.h"
#include "labeling/formats/labelme_head.h"
#include "labeling/formats/labelme_objects.h"
#include "labeling/formats/labelme_shape.h"
#include "labeling/formats/text.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace touchstone::labeling {
namespace {

/// One entry of the new list, with its place in it.
struct PlacedEntry {
  std::size_t after = 0;  ///< one past the entry of the old list that it follows or is
  std::size_t order = 0;
  std::string text;
};

/// Writes the label file of one image.
class LabelmeWriter {
public:
  LabelmeWriter(const Document& document, ImageId id, const LabelmeWriteOptions& options)
      : document_(document), id_(id), image_(*document.image(id)), options_(options) {}

  Result<LabelmeText> write() {
    const bool isThere = !trimmed(options_.sourceText).empty();
    if (isThere) {
      auto read = readLabelmeText(options_.sourceText, image_.path,
                                  {.width = image_.width, .height = image_.height});
      if (!read) {
        return read.error();
      }
      source_ = *std::move(read);
    }
    const LabelmeDialect found = isThere ? source_.dialect : dialectKeptIn(image_);
    style_.dialect = options_.dialect.value_or(found);
    hasSource_ = isThere && style_.dialect == source_.dialect;
    settleBase();
    gather();
    written_.objects = static_cast<int>(wanted_.size());
    written_.text = hasSource_ && saysTheSame() ? base_ : composed();
    return std::move(written_);
  }

private:
  [[nodiscard]] bool isX() const { return style_.dialect == LabelmeDialect::XAnyLabeling; }
  [[nodiscard]] bool isVerified() const { return image_.state == ImageState::Verified; }

  /// Takes the text whose fields are kept, and its layout.
  void settleBase() {
    style_.width = image_.width;
    style_.height = image_.height;
    if (hasSource_) {
      base_ = std::string(options_.sourceText);
      style_.layout = layoutOf(withoutByteOrderMark(base_));
      style_.source = &source_;
    } else {
      style_.layout.indent = "  ";
      base_ = laidOut(labelmeHeader(image_, style_.dialect), style_.layout, 0);
    }
    const std::vector<JsonMember> fields = jsonMembers(withoutByteOrderMark(base_));
    style_.sourceEntries = jsonItems(memberNamed(fields, "shapes")->value);
    for (const std::string_view entry : style_.sourceEntries) {
      const std::vector<JsonMember> members = jsonMembers(entry);
      if (const JsonMember* points = memberNamed(members, "points")) {
        style_.numbers.learn(points->value);
      }
    }
  }

  void gather() {
    tags_.insert(image_.tags.begin(), image_.tags.end());
    std::vector<bool> used(source_.objects.size(), false);
    for (const AnnotationId id : document_.annotationsOf(id_)) {
      const Annotation& annotation = *document_.annotation(id);
      const std::string& label = document_.labelClass(annotation.labelClass)->name;
      if (isImageTag(annotation.shape)) {
        tags_.insert(label);
        continue;
      }
      noteLosses(annotation);
      if (!canHold(annotation.shape)) {
        continue;
      }
      LabelmeWanted wanted{
          .annotation = &annotation, .label = label, .kept = keptIn(annotation), .source = nullptr};
      for (std::size_t i = 0; hasSource_ && i < used.size() && wanted.source == nullptr; ++i) {
        if (!used[i] && says(source_.objects[i], wanted)) {
          used[i] = true;
          wanted.source = &source_.objects[i];
        }
      }
      wanted_.push_back(std::move(wanted));
    }
    if (isVerified() && !isX()) {
      lose("Images marked as verified, which labelme files cannot say");
    }
  }

  void lose(const char* what) { written_.losses.emplace_back(what); }

  void noteLosses(const Annotation& annotation) {
    const Attributes& attributes = annotation.attributes;
    if (!attributes.pose.empty() || !attributes.annotator.empty() || attributes.verified) {
      lose("Poses, annotators and objects marked as verified, which labelme files cannot say");
    }
    if (hasHoles(annotation.shape)) {
      lose(isX() ? "Polygons with holes, written without them because X-AnyLabeling has none"
                 : "Polygons with holes, written as masks because labelme's polygons have none");
    }
  }

  bool canHold(const Shape& shape) {
    const auto* mask = std::get_if<Mask>(&shape);
    if (mask != nullptr && areaOf(*mask) <= 0) {
      lose("Masks without pixels, left out");
      return false;
    }
    if (mask != nullptr) {
      if (isX()) {
        lose("Masks, written as outlines without holes because X-AnyLabeling has no masks");
      }
      return true;
    }
    if (labelmePoints(shape, style_.dialect).empty()) {
      lose("Shapes without points, left out");
      return false;
    }
    return true;
  }

  [[nodiscard]] static bool says(const LabelmeObject& source, const LabelmeWanted& wanted) {
    const Annotation& annotation = *wanted.annotation;
    if (source.label != wanted.label || source.attributes != heldByLabelme(annotation.attributes)) {
      return false;
    }
    const std::string rest = restIn(source.unknown);
    if (rest != wanted.kept.rest) {
      return wanted.kept.rest.empty() && source.shape == annotation.shape;
    }
    return keepsPoints(rest) ? wanted.kept.isUntouched : source.shape == annotation.shape;
  }

  [[nodiscard]] bool saysTheSame() const {
    std::size_t wantedEntries = 0;
    std::size_t next = 0;
    for (const LabelmeWanted& wanted : wanted_) {
      if (wanted.source == nullptr || wanted.source->entries.front() < next) {
        return false;
      }
      next = wanted.source->entries.front();
      wantedEntries += wanted.source->entries.size();
    }
    const std::set<std::string> tags(source_.tags.begin(), source_.tags.end());
    return wantedEntries == entriesOfObjects().size() && tags == tags_ && saysVerified();
  }

  [[nodiscard]] bool saysVerified() const {
    return !isX() || (hasSource_ && source_.checked == isVerified());
  }

  [[nodiscard]] std::set<std::size_t> entriesOfObjects() const {
    std::set<std::size_t> entries;
    for (const LabelmeObject& object : source_.objects) {
      entries.insert(object.entries.begin(), object.entries.end());
    }
    return entries;
  }

  [[nodiscard]] std::string composed() const {
    const JsonLayout& layout = style_.layout;
    std::string shapes;
    for (const PlacedEntry& entry : placedEntries()) {
      shapes += shapes.empty() ? "" : layout.indent.empty() ? layout.comma : ",";
      shapes += lineBreak(layout, 2) + entry.text;
    }
    shapes = "[" + shapes + (shapes.empty() ? "" : lineBreak(layout, 1)) + "]";
    auto fields = labelmeTagFields(base_, tags_);
    fields["shapes"] = std::move(shapes);
    if (!saysVerified()) {
      fields["checked"] = isVerified() ? "true" : "false";
    }
    return withLabelmeFields(base_, fields, layout);
  }

  /// Returns the new list. What was not edited, and what was not read, stays where it is; the
  /// others follow the object that is drawn before them. Objects in another order are all moved.
  [[nodiscard]] std::vector<PlacedEntry> placedEntries() const {
    const LabelmeObjectWriter writer(wanted_, style_);
    const bool moved = areReordered();
    std::vector<PlacedEntry> entries = unreadEntries();
    std::size_t after = 0;
    std::size_t order = 0;
    for (const LabelmeWanted& wanted : wanted_) {
      if (wanted.source == nullptr) {
        for (std::string& text : writer.entries(wanted)) {
          entries.push_back({.after = after, .order = ++order, .text = std::move(text)});
        }
        continue;
      }
      after = moved ? 0 : wanted.source->entries.front() + 1;
      for (const std::size_t entry : wanted.source->entries) {
        entries.push_back({.after = moved ? 0 : entry + 1,
                           .order = moved ? ++order : 0,
                           .text = std::string(style_.sourceEntries[entry])});
      }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return std::tie(a.after, a.order) < std::tie(b.after, b.order);
    });
    return entries;
  }

  [[nodiscard]] std::vector<PlacedEntry> unreadEntries() const {
    std::vector<PlacedEntry> entries;
    const std::set<std::size_t> read = entriesOfObjects();
    for (std::size_t i = 0; hasSource_ && i < style_.sourceEntries.size(); ++i) {
      if (!read.contains(i)) {
        entries.push_back(
            {.after = i + 1, .order = 0, .text = std::string(style_.sourceEntries[i])});
      }
    }
    return entries;
  }

  [[nodiscard]] bool areReordered() const {
    std::size_t next = 0;
    for (const LabelmeWanted& wanted : wanted_) {
      if (wanted.source != nullptr && wanted.source->entries.front() < next) {
        return true;
      }
      next = wanted.source != nullptr ? wanted.source->entries.front() : next;
    }
    return false;
  }

  const Document& document_;
  ImageId id_;
  const Image& image_;
  const LabelmeWriteOptions& options_;
  LabelmeFile source_;
  bool hasSource_ = false;  ///< there is a file, of the dialect that is to be written
  std::string base_;
  LabelmeStyle style_;
  std::vector<LabelmeWanted> wanted_;
  std::set<std::string> tags_;
  LabelmeText written_;
};

}  // namespace

Result<LabelmeText> labelmeJson(const Document& document,
                                ImageId image,
                                const LabelmeWriteOptions& options) {
  if (document.image(image) == nullptr) {
    return Error{
        ErrorKind::Usage, {}, "The project has no image number " + std::to_string(image) + "."};
  }
  return LabelmeWriter(document, image, options).write();
}

}  // namespace touchstone::labeling
