#include "analysis/metrics/coco_entries.h"

#include "labeling/formats/coco_shape.h"
#include "labeling/geometry/polygon_raster.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <memory>

namespace touchstone::analysis {

using labeling::ImageSize;
using labeling::JsonStream;
using labeling::Mask;

namespace {

/// Reads a number at the front of `text` and takes it off; white space before it as well.
std::optional<double> takeNumber(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return number;
}

}  // namespace

std::optional<double> CocoEntry::number(std::string_view name) const {
  std::string_view text = value_->member(name);
  const auto number = takeNumber(text);
  return text.empty() ? number : std::nullopt;
}

std::optional<std::int64_t> CocoEntry::id(std::string_view name) const {
  const std::string_view text = value_->member(name);
  std::int64_t whole = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) {
    return whole;
  }
  // Some tools write every number as a floating one.
  constexpr double exact = 9e15;
  const auto number = this->number(name);
  return number && std::floor(*number) == *number && std::abs(*number) < exact
             ? std::optional(static_cast<std::int64_t>(*number))
             : std::nullopt;
}

std::optional<CocoBox> CocoEntry::box() const {
  std::string_view text = value_->member("bbox");
  std::array<double, 4> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!text.starts_with(i == 0 ? '[' : ',')) {
      return std::nullopt;
    }
    text.remove_prefix(1);
    const auto number = takeNumber(text);
    if (!number) {
      return std::nullopt;
    }
    numbers[i] = *number;
  }
  return text == "]" ? std::optional(CocoBox{numbers[0], numbers[1], numbers[2], numbers[3]})
                     : std::nullopt;
}

std::string CocoEntry::text(std::string_view name) const {
  return labeling::textOfJsonString(value_->member(name)).value_or(std::string());
}

bool CocoEntry::isSet(std::string_view name) const {
  return value_->member(name) == "true" || number(name).value_or(0) != 0;
}

bool CocoEntry::isDrawn() const {
  const std::string_view text = value_->member("segmentation");
  const bool isEmpty = text.size() > 1 && text.find_first_not_of(" \t\r\n", 1) == text.size() - 1;
  return (text.starts_with('[') || text.starts_with('{')) && !isEmpty;
}

std::optional<Mask> CocoEntry::mask(ImageSize image) const {
  const auto shape = labeling::shapeOfSegmentation(value_->member("segmentation"), {});
  if (!shape) {
    return std::nullopt;
  }
  const auto* mask = std::get_if<Mask>(&*shape);
  return mask != nullptr
             ? *mask
             : labeling::maskOf(std::get<labeling::Polygon>(*shape), image.width, image.height);
}

CocoEntries::CocoEntries(JsonStream stream,
                         std::filesystem::path file,
                         const CocoResultLimits& limits)
    : stream_(std::move(stream)), file_(std::move(file)), limits_(limits) {
  stream_.limitNesting(limits.nesting);
}

Result<CocoEntries> CocoEntries::open(const std::filesystem::path& file,
                                      const CocoResultLimits& limits) {
  auto stream = std::make_unique<std::ifstream>(file, std::ios::binary);
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(file, unknown);
  if (!*stream || unknown) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " cannot be opened; check its name and permissions."};
  }
  if (bytes > limits.fileBytes) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " is larger than the limit of " +
                     std::to_string(limits.fileBytes) + " bytes; split it."};
  }
  return CocoEntries(JsonStream(std::move(stream)), file, limits);
}

Status CocoEntries::readList(const Take& take) {
  stream_.take('[');
  std::size_t entries = 0;
  bool more = !stream_.take(']');
  while (more) {
    const auto entry = stream_.value();
    if (!entry) {
      return state();
    }
    if (++entries > limits_.entries) {
      return refusal("has more entries than the limit of " + std::to_string(limits_.entries) +
                     "; split it.");
    }
    Status taken = take(CocoEntry(*entry), entries);
    if (!taken) {
      return taken;
    }
    more = stream_.take(',');
    if (!more && !stream_.take(']')) {
      stream_.refuse();
    }
  }
  return state();
}

Status CocoEntries::end() {
  if (stream_.next() != 0) {
    stream_.refuse();
  }
  return state();
}

Status CocoEntries::state() const {
  if (stream_.isTooDeep()) {
    return refusal("is nested deeper than the limit of " + std::to_string(limits_.nesting) +
                   " levels; it is not a COCO file.");
  }
  if (!stream_.isValid()) {
    return refusal("is not valid JSON at byte " + std::to_string(stream_.failedByte()) +
                   " (NaN and Infinity are not allowed); write it again.");
  }
  return Nothing{};
}

Status CocoEntries::checkSize(std::int64_t image, ImageSize size) const {
  const std::string name = "image " + std::to_string(image);
  if (size.width <= 0 || size.height <= 0) {
    return refusal("cannot be evaluated: the width and height of " + name +
                   ", which masks need, are not in the truth.");
  }
  const auto pixels =
      static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height);
  if (pixels > limits_.maskPixels) {
    return refusal("cannot be evaluated: " + name + " has more pixels than the limit of " +
                   std::to_string(limits_.maskPixels) + ".");
  }
  return Nothing{};
}

Error CocoEntries::refusal(const std::string& what) const {
  return {ErrorKind::BadInput, file_, file_.string() + " " + what};
}

std::vector<std::string> CocoWarnings::sentences(const std::filesystem::path& file) const {
  std::vector<std::string> sentences;
  for (const auto& [about, count] : counts_) {
    sentences.push_back(file.string() + ": " + about + " (" + std::to_string(count) + ").");
  }
  return sentences;
}

Mask maskOfBox(const CocoBox& box, ImageSize image) {
  const auto [x0, y0, x1, y1] = boxOf(box);
  return labeling::maskOfRing({{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}}, image.width, image.height);
}

}  // namespace touchstone::analysis
