#include "analysis/metrics/coco_entries.h"
#include "analysis/metrics/id_index.h"
#include "labeling/geometry/mask.h"

namespace touchstone::analysis {
namespace {

using labeling::ImageSize;

/// Reads a list of detections.
class DetectionReader {
public:
  DetectionReader(CocoEntries entries, const DetectionTruth& truth, OverlapKind kind)
      : entries_(std::move(entries)), truth_(truth), kind_(kind) {}

  Status read() {
    if (entries_.stream().next() != '[') {
      static_cast<void>(entries_.stream().value());
      Status valid = entries_.state();
      return valid ? entries_.refusal(
                         "is not a list of detections in COCO's results format "
                         "([{\"image_id\", \"category_id\", \"bbox\", \"score\"}, …]).")
                   : valid;
    }
    Status done = entries_.readList(
        [this](const CocoEntry& entry, std::size_t number) { return add(entry, number); });
    return done ? entries_.end() : done;
  }

  DetectionFile result(const std::filesystem::path& file) && {
    return {.detections = std::move(detections_), .warnings = warnings_.sentences(file)};
  }

private:
  Status add(const CocoEntry& entry, std::size_t number) {
    if (number == 1) {
      areaOfBox_ = entry.box().has_value();
    }
    const std::string name = "detection " + std::to_string(number);
    const auto image = entry.id("image_id");
    const auto category = entry.id("category_id");
    const auto score = entry.number("score");
    if (!image || !category || !score) {
      return entries_.refusal(
          "cannot be evaluated: " + name + " has no " +
          (!image ? "whole number as image_id"
                  : (!category ? "whole number as category_id" : "number as score")) +
          ".");
    }
    const auto imageIndex = indexOfId(truth_.images, *image);
    if (!imageIndex) {
      return entries_.refusal("cannot be evaluated: " + name + " is of image " +
                              std::to_string(*image) +
                              ", which the truth does not list; is it of another data set?");
    }
    const auto categoryIndex = indexOfId(truth_.categories, *category);
    if (!categoryIndex) {
      warnings_.add(
          "detections of a category that the truth does not list were left out, such as " +
          std::to_string(*category));
      return Nothing{};
    }
    Detection detection;
    detection.image = *imageIndex;
    detection.category = *categoryIndex;
    detection.score = *score;
    Status shaped = shape(detection, entry, name);
    if (shaped) {
      detections_.push_back(std::move(detection));
    }
    return shaped;
  }

  Status shape(Detection& detection, const CocoEntry& entry, const std::string& name) {
    const auto box = entry.box();
    const ImageSize size = truth_.sizes[detection.image];
    const bool isOfBox = box && (areaOfBox_ || !entry.isDrawn());
    const bool needsMask = kind_ == OverlapKind::Mask || !isOfBox;
    Status drawable =
        needsMask ? entries_.checkSize(truth_.images[detection.image], size) : Status(Nothing{});
    if (!drawable) {
      return drawable;
    }
    auto mask = needsMask && entry.isDrawn() ? entry.mask(size) : std::nullopt;
    if (!mask && (!box || (needsMask && entry.isDrawn()))) {
      return entries_.refusal("cannot be evaluated: " + name +
                              " has neither a bbox nor a segmentation that makes sense.");
    }
    if (needsMask && !mask) {
      mask = maskOfBox(*box, size);
    }
    if (mask && (mask->width != size.width || mask->height != size.height)) {
      warnings_.add("masks of another size than their image, which match nothing");
    }
    detection.box = box ? *box : cocoBoxOf(labeling::boundsOf(*mask));
    detection.area = isOfBox ? box->area() : labeling::areaOf(*mask);
    if (kind_ == OverlapKind::Mask) {
      detection.mask = *std::move(mask);
    }
    return Nothing{};
  }

  CocoEntries entries_;
  const DetectionTruth& truth_;
  OverlapKind kind_;
  bool areaOfBox_ = false;  ///< pycocotools' loadRes looks at the first entry only
  CocoWarnings warnings_;
  std::vector<Detection> detections_;
};

}  // namespace

Result<DetectionFile> readCocoDetections(const std::filesystem::path& file,
                                         const DetectionTruth& truth,
                                         OverlapKind kind,
                                         const CocoResultLimits& limits) {
  auto entries = CocoEntries::open(file, limits);
  if (!entries) {
    return entries.error();
  }
  DetectionReader reader(*std::move(entries), truth, kind);
  Status read = reader.read();
  if (!read) {
    return read.error();
  }
  return std::move(reader).result(file);
}

}  // namespace touchstone::analysis
