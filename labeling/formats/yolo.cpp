#include "labeling/formats/yolo.h"

#include "labeling/formats/text.h"
#include "labeling/formats/yolo_numbers.h"
#include "labeling/formats/yolo_shape.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace touchstone::labeling {
namespace {

constexpr double lowestPart = -1;  // a box may reach one image's size beyond the image
constexpr double highestPart = 2;
constexpr double reachTolerance = 0.01;  // pixels, for numbers rounded to six decimals
constexpr std::size_t boxNumbers = 4;
constexpr std::size_t cornerNumbers = 8;

std::vector<std::string_view> fieldsOf(std::string_view line) {
  constexpr std::string_view white = " \t\r\v\f";
  std::vector<std::string_view> fields;
  std::size_t at = line.find_first_not_of(white);
  while (at != std::string_view::npos) {
    const std::size_t end = line.find_first_of(white, at);
    fields.push_back(line.substr(at, end - at));
    at = end == std::string_view::npos ? end : line.find_first_not_of(white, end);
  }
  return fields;
}

std::string textFrom(const std::vector<std::string_view>& fields, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < fields.size(); ++i) {
    text += (i == first ? "" : " ") + std::string(fields[i]);
  }
  return text;
}

std::string unknownOf(const char* name, const std::string& columns) {
  return nlohmann::json{{name, columns}}.dump();
}

/// Reads the rows of one file.
class RowReader {
public:
  RowReader(const YoloImage& image, const YoloLimits& limits, YoloFile& result)
      : image_(image), limits_(limits), result_(result) {}

  void read(std::string_view line, std::size_t number) {
    line_ = number;
    YoloRow row{.object = std::nullopt, .repeats = false, .text = std::string(line)};
    const auto fields = fieldsOf(line.substr(0, line.find('\n')));
    if (!fields.empty()) {
      ++rows_;
      row.object = objectOf(fields);
      readable_ += row.object ? 1 : 0;
    }
    if (row.object && !seen_.insert(textFrom(fields, 0)).second) {
      problem("Rows that repeat another one, read once");
      row.object.reset();
      row.repeats = true;
    }
    result_.rows.push_back(std::move(row));
  }

  [[nodiscard]] bool hasOnlyDamage() const { return rows_ > 0 && readable_ == 0; }

private:
  void problem(const char* what) { result_.problems.emplace_back(what, line_); }

  std::optional<YoloObject> objectOf(const std::vector<std::string_view>& fields) {
    const auto id = numberFrom(fields.front());
    if (!id || *id < 0 || *id != std::floor(*id) || *id > limits_.highestClass) {
      problem("Rows that do not begin with a class number, not read");
      return std::nullopt;
    }
    if (fields.size() > limits_.valuesInRow) {
      problem("Rows beyond the limit of numbers in a row, not read");
      return std::nullopt;
    }
    std::vector<double> numbers;
    for (std::size_t i = 1; i < fields.size(); ++i) {
      const auto number = numberFrom(fields[i]);
      if (!number) {
        problem("Rows with something that is no number, not read");
        return std::nullopt;
      }
      numbers.push_back(*number);
    }
    YoloObject object{.classId = static_cast<int>(*id), .shape = {}, .score = {}, .unknown = {}};
    return readNumbers(fields, numbers, object) ? std::optional(std::move(object)) : std::nullopt;
  }

  bool readNumbers(const std::vector<std::string_view>& fields,
                   const std::vector<double>& numbers,
                   YoloObject& object) {
    const std::size_t count = numbers.size();
    const auto keypoints = static_cast<std::size_t>(image_.keypointColumns);
    const bool isPose = keypoints > 0 && count == boxNumbers + keypoints;
    const bool isBox = count == boxNumbers || count == boxNumbers + 1 || isPose;
    if (!isBox && (count < 6 || count % 2 != 0)) {
      problem("Rows with as many numbers as no YOLO row has, not read");
      return false;
    }
    const std::size_t parts = isBox ? boxNumbers : count;
    for (std::size_t i = 0; i < parts; ++i) {
      if (numbers[i] < lowestPart || numbers[i] > highestPart) {
        problem("Rows whose numbers are not parts of the image's size, not read");
        return false;
      }
    }
    if (isBox) {
      readBox(fields, numbers, object);
    } else if (count == cornerNumbers && image_.kind == YoloKind::TurnedBoxes) {
      readCorners(fields, numbers, object);
    } else {
      object.shape = Polygon{{PolygonPart{pointsOf(numbers), {}}}};
    }
    checkReach(boundsOf(object.shape));
    return true;
  }

  void readBox(const std::vector<std::string_view>& fields,
               const std::vector<double>& numbers,
               YoloObject& object) {
    const double width = image_.width;
    const double height = image_.height;
    const Box box{(numbers[0] - numbers[2] / 2) * width, (numbers[1] - numbers[3] / 2) * height,
                  (numbers[0] + numbers[2] / 2) * width, (numbers[1] + numbers[3] / 2) * height};
    const Box whole{std::round(box.x0), std::round(box.y0), std::round(box.x1), std::round(box.y1)};
    const bool isWhole = textFrom({fields.begin() + 1, fields.begin() + 5}, 0) ==
                         sixDecimalsOf(whole, image_.width, image_.height);
    object.shape = isWhole ? whole : box;
    if (fields.size() > boxNumbers + 1) {
      object.unknown = unknownOf("yolo", textFrom(fields, boxNumbers + 1));
    }
    if (fields.size() == boxNumbers + 2 && numbers.back() >= 0 && numbers.back() <= 1) {
      object.score = numbers.back();
    }
    if (box.area() <= 0) {
      problem("Boxes without area, kept as they are");
    }
  }

  void readCorners(const std::vector<std::string_view>& fields,
                   const std::vector<double>& numbers,
                   YoloObject& object) {
    constexpr double farthest = 1;  // pixels; corners drawn by hand on whole pixels
    constexpr double exact = 1e-6;
    const std::vector<Point> points = pointsOf(numbers);
    const FittedBox fitted = boxThrough({points[0], points[1], points[2], points[3]});
    if (fitted.distance > farthest) {
      problem("Rows whose four corners are no rectangle, read as outlines");
      object.shape = Polygon{{PolygonPart{points, {}}}};
      return;
    }
    object.shape = fitted.box;
    if (fitted.distance > exact) {
      object.unknown = unknownOf("yoloCorners", textFrom(fields, 1));
    }
  }

  [[nodiscard]] std::vector<Point> pointsOf(const std::vector<double>& numbers) const {
    std::vector<Point> points;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
      points.push_back({numbers[i] * image_.width, numbers[i + 1] * image_.height});
    }
    return points;
  }

  void checkReach(const Box& box) {
    if (box.x0 < -reachTolerance || box.y0 < -reachTolerance ||
        box.x1 > image_.width + reachTolerance || box.y1 > image_.height + reachTolerance) {
      problem("Objects that reach beyond their image, kept as they are");
    }
  }

  const YoloImage& image_;
  const YoloLimits& limits_;
  YoloFile& result_;
  std::set<std::string> seen_;
  std::size_t line_ = 0;
  std::size_t rows_ = 0;
  std::size_t readable_ = 0;
};

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

}  // namespace

std::string sixDecimalsOf(const Box& box, int width, int height) {
  std::string text;
  for (const double part : {(box.x0 + box.x1) / 2 / width, (box.y0 + box.y1) / 2 / height,
                            (box.x1 - box.x0) / width, (box.y1 - box.y0) / height}) {
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), part,
                                   std::chars_format::fixed, 6);
    text += (text.empty() ? "" : " ") + std::string(buffer.data(), end.ptr);
  }
  return text;
}

Result<YoloFile> readYoloText(std::string_view text,
                              const std::filesystem::path& file,
                              const YoloImage& image,
                              const YoloLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes for a label file; split it.");
  }
  if (image.width <= 0 || image.height <= 0) {
    return refusal(file,
                   "belongs to an image of unknown size, so it cannot be read; repair the "
                   "image.");
  }
  YoloFile result;
  RowReader reader(image, limits, result);
  std::string_view rest = text;
  result.mark = text.substr(0, text.size() - withoutByteOrderMark(text).size());
  rest.remove_prefix(result.mark.size());
  while (!rest.empty()) {
    const std::size_t lineEnd = rest.find('\n');
    const std::string_view line =
        rest.substr(0, lineEnd == std::string_view::npos ? lineEnd : lineEnd + 1);
    rest.remove_prefix(line.size());
    if (result.rows.size() >= limits.rows) {
      return refusal(file, "has more than the limit of " + std::to_string(limits.rows) +
                               " rows for one image; split it.");
    }
    reader.read(line, result.rows.size() + 1);
  }
  if (reader.hasOnlyDamage()) {
    return refusal(file, "is not a YOLO label file: no row of it can be read (line " +
                             std::to_string(result.problems.front().second) +
                             "); it was left as it is, repair or remove it.");
  }
  return result;
}

}  // namespace touchstone::labeling
