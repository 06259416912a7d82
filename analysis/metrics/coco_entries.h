#pragma once

#include "analysis/metrics/coco_results.h"
#include "labeling/formats/json_stream.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::analysis {

/// One entry of a list in a COCO file.
class CocoEntry {
public:
  explicit CocoEntry(const labeling::JsonValue& value) : value_(&value) {}

  [[nodiscard]] std::optional<std::int64_t> id(std::string_view name) const;
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  [[nodiscard]] std::optional<CocoBox> box() const;
  [[nodiscard]] std::string text(std::string_view name) const;
  /// Whether a member is true or a number other than 0.
  [[nodiscard]] bool isSet(std::string_view name) const;
  /// Whether there is a segmentation that is not empty.
  [[nodiscard]] bool isDrawn() const;
  /// Returns the segmentation as a mask; polygons are drawn on an image of that size. Nothing when
  /// it makes no sense.
  [[nodiscard]] std::optional<labeling::Mask> mask(labeling::ImageSize image) const;

private:
  const labeling::JsonValue* value_;
};

/// A COCO file that is read entry by entry.
class CocoEntries {
public:
  /// Takes an entry and its number in the list, from 1.
  using Take = std::function<Status(const CocoEntry&, std::size_t)>;

  static Result<CocoEntries> open(const std::filesystem::path& file,
                                  const CocoResultLimits& limits);

  [[nodiscard]] labeling::JsonStream& stream() { return stream_; }
  /// Reads the list that is next.
  Status readList(const Take& take);
  /// Demands that the file ends here.
  Status end();
  /// Says what is wrong with the JSON text, if something is.
  [[nodiscard]] Status state() const;

  /// Returns an error when masks cannot be drawn on an image: its size is not known, or beyond the
  /// limit.
  [[nodiscard]] Status checkSize(std::int64_t image, labeling::ImageSize size) const;

  /// Returns an error: the name of the file and what is wrong with it.
  [[nodiscard]] Error refusal(const std::string& what) const;

private:
  CocoEntries(labeling::JsonStream stream,
              std::filesystem::path file,
              const CocoResultLimits& limits);

  labeling::JsonStream stream_;
  std::filesystem::path file_;
  CocoResultLimits limits_;
};

/// Counts what was left out or read otherwise, by the sentence about it.
class CocoWarnings {
public:
  void add(const std::string& about) { ++counts_[about]; }
  /// Returns sentences that name the file.
  [[nodiscard]] std::vector<std::string> sentences(const std::filesystem::path& file) const;

private:
  std::map<std::string, std::size_t> counts_;
};

/// Returns the mask of a box's pixels, drawn as the polygon that pycocotools makes of it.
[[nodiscard]] labeling::Mask maskOfBox(const CocoBox& box, labeling::ImageSize image);

}  // namespace touchstone::analysis
