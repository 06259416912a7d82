#include "analysis/metrics/coco_entries.h"
#include "analysis/metrics/id_index.h"
#include "labeling/formats/id_set.h"
#include "labeling/geometry/mask.h"

#include <map>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::ImageSize;

/// Reads an instances file: first images and categories, then the objects, wherever they stand.
class TruthReader {
public:
  TruthReader(CocoEntries entries, OverlapKind kind) : entries_(std::move(entries)), kind_(kind) {}

  Status read() {
    Status done = readMembers();
    for (const char* list : {"images", "categories", "annotations"}) {
      if (done && !lists_.contains(list)) {
        done = entries_.refusal(std::string("is not a COCO instances file: it has no list \"") +
                                list + "\".");
      }
    }
    takeIds();
    for (std::size_t i = 0; done && i < objectLists_.size(); ++i) {
      entries_.stream().goTo(objectLists_[i]);
      done = entries_.readList(
          [this](const CocoEntry& entry, std::size_t number) { return addObject(entry, number); });
    }
    return done;
  }

  TruthFile result(const std::filesystem::path& file) && {
    return {.truth = std::move(truth_), .warnings = warnings_.sentences(file)};
  }

private:
  Status readMembers() {
    labeling::JsonStream& stream = entries_.stream();
    if (!stream.take('{')) {
      static_cast<void>(stream.value());
      Status valid = entries_.end();
      return valid ? entries_.refusal(
                         "is not a COCO instances file: it has no lists of images, categories and "
                         "annotations.")
                   : valid;
    }
    bool more = !stream.take('}');
    while (more) {
      const auto name = stream.memberName();
      if (!name) {
        stream.refuse();
        break;
      }
      Status read = readMember(*name);
      if (!read) {
        return read;
      }
      more = stream.take(',');
      if (!more && !stream.take('}')) {
        stream.refuse();
      }
    }
    return entries_.end();
  }

  Status readMember(const std::string& name) {
    labeling::JsonStream& stream = entries_.stream();
    const bool isList = stream.next() == '[';
    if (isList && name == "annotations") {
      objectLists_.push_back(stream.position());
      stream.skipValue();
    } else if (isList && name == "images") {
      Status read = entries_.readList(
          [this](const CocoEntry& entry, std::size_t number) { return addImage(entry, number); });
      if (!read) {
        return read;
      }
    } else if (isList && name == "categories") {
      Status read = entries_.readList([this](const CocoEntry& entry, std::size_t number) {
        return addCategory(entry, number);
      });
      if (!read) {
        return read;
      }
    } else {
      static_cast<void>(stream.value());
      return entries_.state();
    }
    lists_.insert(name);
    return entries_.state();
  }

  Status addImage(const CocoEntry& entry, std::size_t number) {
    const auto id = entry.id("id");
    if (!id) {
      return entries_.refusal("has an image without a whole number as id (entry " +
                              std::to_string(number) + "); repair it.");
    }
    const auto pixels = [&](const char* side) {
      const double value = entry.number(side).value_or(0);
      return value >= 1 && value <= INT32_MAX ? static_cast<int>(value) : 0;
    };
    images_[*id] = {.width = pixels("width"), .height = pixels("height")};
    return Nothing{};
  }

  Status addCategory(const CocoEntry& entry, std::size_t number) {
    const auto id = entry.id("id");
    if (!id) {
      return entries_.refusal("has a category without a whole number as id (entry " +
                              std::to_string(number) + "); repair it.");
    }
    categories_[*id] = entry.text("name");
    return Nothing{};
  }

  /// Both lists in the order of their ids.
  void takeIds() {
    for (const auto& [id, size] : images_) {
      truth_.images.push_back(id);
      truth_.sizes.push_back(size);
    }
    for (const auto& [id, name] : categories_) {
      truth_.categories.push_back({.id = id, .name = name});
    }
  }

  Status addObject(const CocoEntry& entry, std::size_t number) {
    const auto id = entry.id("id");
    const auto image = entry.id("image_id");
    const auto category = entry.id("category_id");
    const std::string name = id ? "the annotation with id " + std::to_string(*id)
                                : "annotation " + std::to_string(number);
    if (!id || !image || !category) {
      return entries_.refusal("cannot be evaluated: " + name + " has no whole number as " +
                              (!id ? "id" : (!image ? "image_id" : "category_id")) + ".");
    }
    const auto imageIndex = indexOfId(truth_.images, *image);
    const auto categoryIndex = indexOfId(truth_.categories, *category);
    if (!imageIndex || !categoryIndex) {
      warnings_.add("annotations of an image or category that it does not list were left out");
      return Nothing{};
    }
    TrueObject object;
    object.id = *id;
    object.image = *imageIndex;
    object.category = *categoryIndex;
    object.crowd = entry.isSet("iscrowd");
    warnAbout(*id);
    Status shaped = shape(object, entry, name);
    if (shaped) {
      truth_.objects.push_back(std::move(object));
    }
    return shaped;
  }

  void warnAbout(std::int64_t id) {
    if (id == 0) {
      warnings_.add(
          "an annotation has the id 0, which by COCO's rules can never be found; number "
          "them from 1");
    }
    if (!ids_.insert(id)) {
      warnings_.add("annotations share their id with another one");
    }
  }

  Status shape(TrueObject& object, const CocoEntry& entry, const std::string& name) {
    const auto nonsense = [&] {
      return entries_.refusal("cannot be evaluated: " + name +
                              " has neither a bbox nor a segmentation that makes sense.");
    };
    const auto box = entry.box();
    const ImageSize size = truth_.sizes[object.image];
    const bool needsMask = kind_ == OverlapKind::Mask || !box;
    Status drawable =
        needsMask ? entries_.checkSize(truth_.images[object.image], size) : Status(Nothing{});
    if (!drawable) {
      return drawable;
    }
    auto mask = needsMask && entry.isDrawn() ? entry.mask(size) : std::nullopt;
    if (!mask && (!box || (needsMask && entry.isDrawn()))) {
      return nonsense();
    }
    if (needsMask && !mask) {
      warnings_.add("objects without segmentation; their boxes were taken as masks");
      mask = maskOfBox(*box, size);
    }
    if (mask && (mask->width != size.width || mask->height != size.height)) {
      warnings_.add("masks of another size than their image, which match none of the right size");
    }
    object.box = box ? *box : cocoBoxOf(labeling::boundsOf(*mask));
    object.area = entry.number("area").value_or(mask ? labeling::areaOf(*mask) : object.box.area());
    if (kind_ == OverlapKind::Mask) {
      object.mask = *std::move(mask);
    }
    return Nothing{};
  }

  CocoEntries entries_;
  OverlapKind kind_;
  DetectionTruth truth_;
  CocoWarnings warnings_;
  std::map<std::int64_t, ImageSize> images_;
  std::map<std::int64_t, std::string> categories_;
  std::set<std::string> lists_;
  std::vector<std::uint64_t> objectLists_;  ///< where lists of annotations begin
  labeling::IdSet ids_;
};

}  // namespace

Result<TruthFile> readCocoTruth(const std::filesystem::path& file,
                                OverlapKind kind,
                                const CocoResultLimits& limits) {
  auto entries = CocoEntries::open(file, limits);
  if (!entries) {
    return entries.error();
  }
  TruthReader reader(*std::move(entries), kind);
  Status read = reader.read();
  if (!read) {
    return read.error();
  }
  return std::move(reader).result(file);
}

}  // namespace touchstone::analysis
