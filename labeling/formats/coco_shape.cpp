#include "labeling/formats/coco_shape.h"

#include "labeling/formats/coco_rle.h"
#include "labeling/formats/json_stream.h"
#include "labeling/geometry/polygon_raster.h"
#include "labeling/images/image_hash.h"
#include "labeling/project/shape_bytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// Reads lists of numbers in a JSON text that was checked.
class NumberReader {
public:
  explicit NumberReader(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

  /// Whether `symbol` is next, which is then taken.
  bool take(char symbol) {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
      ++at_;
    }
    const bool isNext = at_ != end_ && *at_ == symbol;
    at_ += isNext ? 1 : 0;
    return isNext;
  }

  /// Reads `[x, y, …]` of two points or more.
  std::optional<std::vector<Point>> ring() {
    numbers_.clear();
    bool more = take('[') && !take(']');
    while (more) {
      const auto number = this->number();
      if (!number) {
        return std::nullopt;
      }
      numbers_.push_back(*number);
      more = take(',');
    }
    if (numbers_.size() < 4 || numbers_.size() % 2 != 0 || !take(']')) {
      return std::nullopt;
    }
    std::vector<Point> points(numbers_.size() / 2);
    for (std::size_t i = 0; i < points.size(); ++i) {
      points[i] = {numbers_[2 * i], numbers_[2 * i + 1]};
    }
    return points;
  }

  /// Reads `[1, 2, …]`; nothing when a number is negative or not written as a whole one.
  std::optional<std::vector<std::uint64_t>> wholeNumbers() {
    std::vector<std::uint64_t> numbers;
    bool more = take('[') && !take(']');
    while (more) {
      take(' ');
      std::uint64_t& number = numbers.emplace_back();
      const auto read = std::from_chars(at_, end_, number);
      at_ = read.ptr;
      more = take(',');
      if (read.ec != std::errc{} || (!more && !take(']'))) {
        return std::nullopt;
      }
    }
    return numbers;
  }

private:
  /// Fifteen digits and the powers of ten up to the 22nd are exact in a double, so that one
  /// division rounds as it should; everything longer is left to the library.
  std::optional<double> number() {
    take(' ');
    static constexpr std::array<double, 16> powers{1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* p = at_;
    const bool negative = p != end_ && *p == '-';
    p += negative ? 1 : 0;
    const char* const first = p;
    std::uint64_t digits = 0;
    const auto read = [&] {
      const char* const begin = p;
      for (; p != end_ && *p >= '0' && *p <= '9'; ++p) {
        digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
      }
      return static_cast<std::size_t>(p - begin);
    };
    const std::size_t whole = read();
    std::size_t decimals = 0;
    if (p != end_ && *p == '.') {
      ++p;
      decimals = read();
    }
    const bool isShort = p == end_ || (*p != 'e' && *p != 'E');
    if (p == first) {
      return std::nullopt;
    }
    if (isShort && whole + decimals < powers.size()) {
      at_ = p;
      const double magnitude = static_cast<double>(digits) / powers[decimals];
      return negative ? -magnitude : magnitude;
    }
    double value = 0;
    const auto result = std::from_chars(at_, end_, value);
    at_ = result.ptr;
    return result.ec == std::errc::invalid_argument ? std::nullopt : std::optional(value);
  }

  const char* at_;
  const char* end_;
  std::vector<double> numbers_;
};

std::optional<Polygon> polygonOf(std::string_view parts, const CocoLimits& limits) {
  Polygon polygon;
  std::size_t points = 0;
  NumberReader reader(parts);
  reader.take('[');
  do {
    auto ring = reader.ring();
    points += ring ? ring->size() : 0;
    if (!ring || points > limits.pointsPerObject) {
      return std::nullopt;
    }
    if (ring->size() == 2) {  // pycocotools reads x, y, width and height
      const auto [a, size] = std::pair(ring->front(), ring->back());
      const Point corner{a.x + size.x, a.y + size.y};
      ring = std::vector<Point>{a, {a.x, corner.y}, corner, {corner.x, a.y}};
    }
    polygon.parts.push_back({.outer = *std::move(ring), .holes = {}});
  } while (reader.take(','));
  return polygon;
}

std::optional<std::vector<std::uint32_t>> listedCounts(std::string_view list,
                                                       std::uint64_t pixels) {
  const auto runs = NumberReader(list).wholeNumbers();
  if (!runs) {
    return std::nullopt;
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t run : *runs) {
    if (run > pixels) {
      return std::nullopt;
    }
    sum += run;
  }
  return sum == pixels ? std::optional(std::vector<std::uint32_t>(runs->begin(), runs->end()))
                       : std::nullopt;
}

std::optional<Mask> maskOfCode(const JsonValue& code, const CocoLimits& limits) {
  const auto size = NumberReader(code.member("size")).wholeNumbers();
  if (!size || size->size() != 2) {
    return std::nullopt;
  }
  const std::uint64_t height = size->front();
  const std::uint64_t width = size->back();
  constexpr std::uint64_t longest = std::numeric_limits<int>::max();
  if (height == 0 || width == 0 || height > longest || width > limits.maskPixels / height) {
    return std::nullopt;
  }
  const std::uint64_t pixels = width * height;
  const std::string_view counts = code.member("counts");
  const auto text = textOfJsonString(counts);
  auto runs = text ? countsFromCocoText(*text, pixels) : listedCounts(counts, pixels);
  if (!runs) {
    return std::nullopt;
  }
  return Mask{.width = static_cast<int>(width),
              .height = static_cast<int>(height),
              .counts = *std::move(runs)};
}

json codeOf(const Mask& mask, bool listCounts) {
  return {{"size", {mask.height, mask.width}},
          {"counts", listCounts ? json(mask.counts) : json(cocoTextOf(mask.counts))}};
}

json listOf(const std::vector<Point>& ring) {
  json numbers = json::array();
  for (const Point& point : ring) {
    numbers.push_back(point.x);
    numbers.push_back(point.y);
  }
  return numbers;
}

bool hasHoles(const Polygon& polygon) {
  for (const PolygonPart& part : polygon.parts) {
    if (!part.holes.empty()) {
      return true;
    }
  }
  return false;
}

Polygon outlineOf(const OrientedBox& box) {
  const double c = std::cos(box.angle);
  const double s = std::sin(box.angle);
  std::vector<Point> ring;
  for (const auto& [right, down] :
       {std::pair(-1, -1), std::pair(1, -1), std::pair(1, 1), std::pair(-1, 1)}) {
    const double x = right * box.width / 2;
    const double y = down * box.height / 2;
    ring.push_back({box.centre.x + c * x - s * y, box.centre.y + s * x + c * y});
  }
  return Polygon{{{.outer = ring, .holes = {}}}};
}

}  // namespace

std::optional<Shape> shapeOfSegmentation(std::string_view segmentation, const CocoLimits& limits) {
  if (segmentation.starts_with('[')) {
    auto polygon = polygonOf(segmentation, limits);
    return polygon ? std::optional<Shape>(*std::move(polygon)) : std::nullopt;
  }
  const auto code = JsonStream(segmentation).value();
  auto mask = code ? maskOfCode(*code, limits) : std::nullopt;
  return mask ? std::optional<Shape>(*std::move(mask)) : std::nullopt;
}

bool hasListedCounts(std::string_view segmentation) {
  const auto code = JsonStream(segmentation).value();
  return code && code->member("counts").starts_with('[');
}

std::optional<Box> boxOfBbox(const json& bbox) {
  if (!bbox.is_array() || bbox.size() != 4) {
    return std::nullopt;
  }
  for (const json& number : bbox) {
    if (!number.is_number()) {
      return std::nullopt;
    }
  }
  const double x = bbox[0];
  const double y = bbox[1];
  return Box{x, y, x + bbox[2].get<double>(), y + bbox[3].get<double>()};
}

std::optional<Keypoints> keypointsOf(const json& numbers, const CocoLimits& limits) {
  if (!numbers.is_array() || numbers.empty() || numbers.size() % 3 != 0 ||
      numbers.size() / 3 > limits.pointsPerObject) {
    return std::nullopt;
  }
  Keypoints keypoints;
  bool labelled = false;
  for (std::size_t i = 0; i < numbers.size(); i += 3) {
    const json& visibility = numbers[i + 2];
    if (!numbers[i].is_number() || !numbers[i + 1].is_number() ||
        !(visibility == 0 || visibility == 1 || visibility == 2)) {
      return std::nullopt;
    }
    labelled = labelled || visibility != 0;
    keypoints.points.push_back(
        {.position = {numbers[i].get<double>(), numbers[i + 1].get<double>()},
         .visibility = visibility.get<int>()});
  }
  return labelled ? std::optional(std::move(keypoints)) : std::nullopt;
}

json keypointNumbersOf(const Keypoints& keypoints) {
  const auto number = [](double value) {
    const bool whole = std::floor(value) == value && std::abs(value) < 1e15;
    return whole ? json(static_cast<std::int64_t>(value)) : json(value);
  };
  json numbers = json::array();
  for (const Keypoint& keypoint : keypoints.points) {
    numbers.push_back(number(keypoint.position.x));
    numbers.push_back(number(keypoint.position.y));
    numbers.push_back(keypoint.visibility);
  }
  return numbers;
}

bool hasPartOfFourNumbers(const json& segmentation) {
  return segmentation.is_array() &&
         std::any_of(segmentation.begin(), segmentation.end(),
                     [](const json& part) { return part.is_array() && part.size() == 4; });
}

json segmentationOf(const Shape& shape, int width, int height, bool listCounts) {
  if (const auto* box = std::get_if<OrientedBox>(&shape)) {
    return segmentationOf(outlineOf(*box), width, height, listCounts);
  }
  if (const auto* mask = std::get_if<Mask>(&shape)) {
    return codeOf(*mask, listCounts);
  }
  json parts = json::array();
  if (const auto* polygon = std::get_if<Polygon>(&shape)) {
    if (hasHoles(*polygon) && width > 0 && height > 0) {
      return codeOf(maskOf(*polygon, width, height), listCounts);
    }
    for (const PolygonPart& part : polygon->parts) {
      parts.push_back(listOf(part.outer));
    }
  }
  return parts;
}

json bboxOf(const Shape& shape) {
  const Box box = boundsOf(shape);
  return {box.x0, box.y0, box.width(), box.height()};
}

double cocoAreaOf(const Shape& shape, int width, int height) {
  if (const auto* box = std::get_if<OrientedBox>(&shape)) {
    return cocoAreaOf(outlineOf(*box), width, height);
  }
  const auto* polygon = std::get_if<Polygon>(&shape);
  return polygon && width > 0 && height > 0 ? areaOf(maskOf(*polygon, width, height))
                                            : areaOf(shape);
}

std::string fingerprintOf(const Shape& shape) {
  return hashOfBytes(bytesOf(shape)).substr(0, 16);
}

}  // namespace touchstone::labeling
