#include "labeling/formats/text.h"
#include "labeling/formats/yolo.h"
#include "labeling/formats/yolo_numbers.h"
#include "labeling/formats/yolo_shape.h"
#include "labeling/geometry/mask_outline.h"
#include "labeling/geometry/oriented_box.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

std::string unknownColumns(const Annotation& annotation, const char* name) {
  const auto json = nlohmann::json::parse(annotation.unknown, nullptr, false);
  return json.is_object() && json.contains(name) && json[name].is_string()
             ? json[name].get<std::string>()
             : std::string();
}

/// The columns that a box row had after its box; a score that the object lost is left out.
std::string columnsAfterBox(const Annotation& annotation) {
  std::string columns = std::holds_alternative<Box>(annotation.shape)
                            ? unknownColumns(annotation, "yolo")
                            : std::string();
  return numberFrom(columns) && !annotation.attributes.score ? std::string() : columns;
}

bool isWhole(const Box& box) {
  return std::floor(box.x0) == box.x0 && std::floor(box.y0) == box.y0 &&
         std::floor(box.x1) == box.x1 && std::floor(box.y1) == box.y1;
}

bool hasOutlines(const YoloFile& file) {
  return std::any_of(file.rows.begin(), file.rows.end(), [](const YoloRow& row) {
    return row.object && std::holds_alternative<Polygon>(row.object->shape);
  });
}

/// Writes the rows of one image.
class RowWriter {
public:
  RowWriter(const Image& image, YoloKind kind) : image_(image), kind_(kind) {}

  /// Returns the numbers after the class.
  [[nodiscard]] std::string numbersOf(const Annotation& annotation) const {
    switch (kind_) {
      case YoloKind::Boxes:
        return boxNumbers(annotation);
      case YoloKind::Outlines:
        return pointNumbers(outlineOf(annotation.shape));
      case YoloKind::TurnedBoxes:
        break;
    }
    return cornerNumbers(annotation);
  }

private:
  [[nodiscard]] std::string boxNumbers(const Annotation& annotation) const {
    const Box box = boundsOf(annotation.shape);
    const std::string columns = columnsAfterBox(annotation);
    const std::string end = columns.empty() ? "" : " " + columns;
    if (isWhole(box)) {
      const std::string numbers = sixDecimalsOf(box, image_.width, image_.height);
      if (readsBack("0 " + numbers, box)) {
        return numbers + end;
      }
    }
    return textOf((box.x0 + box.x1) / 2 / image_.width) + " " +
           textOf((box.y0 + box.y1) / 2 / image_.height) + " " +
           textOf((box.x1 - box.x0) / image_.width) + " " +
           textOf((box.y1 - box.y0) / image_.height) + end;
  }

  [[nodiscard]] bool readsBack(const std::string& row, const Box& box) const {
    const auto file = readYoloText(row, "", {.width = image_.width, .height = image_.height});
    return file && file->rows.size() == 1 && file->rows.front().object &&
           file->rows.front().object->shape == Shape(box);
  }

  template <class Points>
  [[nodiscard]] std::string pointNumbers(const Points& points) const {
    std::string text;
    for (const Point& point : points) {
      text += (text.empty() ? "" : " ") + textOf(point.x / image_.width) + " " +
              textOf(point.y / image_.height);
    }
    return text;
  }

  [[nodiscard]] static std::vector<Point> outlineOf(const Shape& shape) {
    if (const auto* polygon = std::get_if<Polygon>(&shape)) {
      return seamedOutline(*polygon);
    }
    if (const auto* mask = std::get_if<Mask>(&shape)) {
      return seamedOutline(labeling::outlineOf(*mask));
    }
    return cornersOf(turnedBoxOf(shape));
  }

  [[nodiscard]] static OrientedBox turnedBoxOf(const Shape& shape) {
    if (const auto* box = std::get_if<OrientedBox>(&shape)) {
      return *box;
    }
    if (const auto* polygon = std::get_if<Polygon>(&shape)) {
      return minimumAreaBox(*polygon);
    }
    if (const auto* mask = std::get_if<Mask>(&shape)) {
      return minimumAreaBox(labeling::outlineOf(*mask));
    }
    return orientedBoxOf(boundsOf(shape));
  }

  [[nodiscard]] std::string cornerNumbers(const Annotation& annotation) const {
    const std::string columns = unknownColumns(annotation, "yoloCorners");
    if (std::holds_alternative<OrientedBox>(annotation.shape) && !columns.empty()) {
      const auto file = readYoloText(
          "0 " + columns, "",
          {.width = image_.width, .height = image_.height, .kind = YoloKind::TurnedBoxes});
      if (file && file->rows.front().object &&
          file->rows.front().object->shape == annotation.shape) {
        return columns;
      }
    }
    return pointNumbers(cornersOf(turnedBoxOf(annotation.shape)));
  }

  const Image& image_;
  YoloKind kind_;
};

/// Puts the rows of the annotations together with those of the source.
class FileWriter {
public:
  FileWriter(const Document& document, const Image& image, const YoloWriting& writing)
      : document_(document), writing_(writing), rows_(image, writing.kind) {
    lineEnd_ = writing.sourceText.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  }

  std::string write(const std::vector<AnnotationId>& annotations, const YoloFile& source) {
    used_.assign(source.rows.size(), false);
    bool same = true;
    std::size_t last = 0;
    for (const AnnotationId id : annotations) {
      const Annotation& annotation = *document_.annotation(id);
      const LabelClass* labelClass = document_.labelClass(annotation.labelClass);
      if (!yoloHolds(annotation.shape, writing_.kind) || labelClass == nullptr) {
        continue;
      }
      const int classId = writing_.classes->idOf(labelClass->name).value_or(0);
      const auto row = rowOf(annotation, labelClass->name, source);
      if (row) {
        const YoloRow& kept = source.rows[*row];
        const std::string ownName = nameInSource(*kept.object);
        const bool sameId = writing_.classes->nameOf(kept.object->classId) == ownName;
        same = same && sameId && *row + 1 > last;
        last = *row + 1;
        keepUnreadable(source, *row);
        addRow(sameId ? kept.text : withClass(kept.text, classId));
      } else {
        same = false;
        addRow(std::to_string(classId) + " " + rows_.numbersOf(annotation));
      }
    }
    keepUnreadable(source, source.rows.size());
    return same && hasAllRows(source) ? std::string(writing_.sourceText) : source.mark + text_;
  }

private:
  [[nodiscard]] std::string nameInSource(const YoloObject& object) const {
    return writing_.sourceClasses->nameOf(object.classId);
  }

  /// Returns the row that says the same and is not used yet.
  std::optional<std::size_t> rowOf(const Annotation& annotation,
                                   const std::string& name,
                                   const YoloFile& source) {
    for (std::size_t k = 0; k < source.rows.size(); ++k) {
      const std::size_t i = (next_ + k) % source.rows.size();
      const auto& object = source.rows[i].object;
      if (!used_[i] && object && object->shape == annotation.shape &&
          object->unknown == annotation.unknown && object->score == annotation.attributes.score &&
          nameInSource(*object) == name) {
        used_[i] = true;
        next_ = i + 1;
        return i;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool hasAllRows(const YoloFile& source) const {
    for (std::size_t i = 0; i < source.rows.size(); ++i) {
      if (source.rows[i].object && !used_[i]) {
        return false;
      }
    }
    return true;
  }

  /// Adds the rows before `end` that could not be read and were not added yet.
  void keepUnreadable(const YoloFile& source, std::size_t end) {
    for (; kept_ < end; ++kept_) {
      const YoloRow& row = source.rows[kept_];
      if (!row.object && !row.repeats) {
        addRow(row.text);
      }
    }
  }

  static std::string withClass(const std::string& row, int classId) {
    const std::size_t begin = row.find_first_not_of(" \t");
    return std::to_string(classId) + row.substr(row.find_first_of(" \t", begin));
  }

  void addRow(const std::string& row) { text_ += row.ends_with('\n') ? row : row + lineEnd_; }

  const Document& document_;
  const YoloWriting& writing_;
  RowWriter rows_;
  std::string lineEnd_;
  std::string text_;
  std::vector<bool> used_;
  std::size_t kept_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::string> yoloText(const Document& document, ImageId id, const YoloWriting& writing) {
  const Image* image = document.image(id);
  if (image == nullptr) {
    return Error{
        ErrorKind::Usage, {}, "The project has no image number " + std::to_string(id) + "."};
  }
  if (image->width <= 0 || image->height <= 0) {
    return Error{ErrorKind::BadInput, image->path,
                 image->path +
                     " has no known size, so its YOLO labels cannot be written; repair "
                     "the image."};
  }
  const auto source = readYoloText(writing.sourceText, image->path,
                                   {.width = image->width,
                                    .height = image->height,
                                    .kind = writing.kind,
                                    .keypointColumns = writing.keypointColumns});
  if (!source) {
    return source.error();
  }
  for (const AnnotationId annotation : document.annotationsOf(id)) {
    const LabelClass* labelClass = document.labelClass(document.annotation(annotation)->labelClass);
    if (labelClass != nullptr && !writing.classes->idOf(labelClass->name)) {
      return Error{ErrorKind::Usage, image->path,
                   "The class \"" + labelClass->name +
                       "\" is not in the list of YOLO classes; "
                       "add it there."};
    }
  }
  YoloWriting actual = writing;
  if (writing.kind == YoloKind::Boxes && hasOutlines(*source)) {
    actual.kind = YoloKind::Outlines;
  }
  return FileWriter(document, *image, actual).write(document.annotationsOf(id), *source);
}

bool yoloHolds(const Shape& shape, YoloKind) {
  return std::visit(
      Visitor{[](const ImageTag&) { return false; }, [](const Box&) { return true; },
              [](const OrientedBox&) { return true; },
              [](const Polygon& polygon) { return !seamedOutline(polygon).empty(); },
              [](const Mask& mask) { return boundsOf(mask).area() > 0; },
              [](const Keypoints&) { return false; }, [](const Line&) { return false; }},
      shape);
}

std::vector<std::string> yoloLosses(const Annotation& annotation, YoloKind kind) {
  std::vector<std::string> losses;
  const Shape& shape = annotation.shape;
  if (!yoloHolds(shape, kind)) {
    return {"Image tags, points and lines, which YOLO cannot hold, left out"};
  }
  const auto* polygon = std::get_if<Polygon>(&shape);
  if (std::holds_alternative<Mask>(shape)) {
    losses.emplace_back(kind == YoloKind::Outlines
                            ? "Masks, written as outlines along their pixels"
                            : "Masks, which YOLO cannot hold, written as the boxes around them");
  }
  if (kind == YoloKind::Boxes && polygon != nullptr) {
    losses.emplace_back("Outlines, written as the boxes around them");
  }
  if (kind == YoloKind::Boxes && std::holds_alternative<OrientedBox>(shape)) {
    losses.emplace_back("Turned boxes, written as the upright boxes around them");
  }
  if (kind == YoloKind::TurnedBoxes && polygon != nullptr) {
    losses.emplace_back("Outlines, written as the smallest turned boxes around them");
  }
  if (kind == YoloKind::Outlines && polygon == nullptr && !std::holds_alternative<Mask>(shape)) {
    losses.emplace_back("Boxes, written as outlines of four corners");
  }
  if (kind == YoloKind::Outlines && polygon != nullptr) {
    const bool holes = std::any_of(polygon->parts.begin(), polygon->parts.end(),
                                   [](const PolygonPart& part) { return !part.holes.empty(); });
    if (holes) {
      losses.emplace_back("Holes, joined to their outlines by seams");
    }
    if (polygon->parts.size() > 1) {
      losses.emplace_back("Objects of several parts, joined by seams into one outline");
    }
  }
  const Attributes& a = annotation.attributes;
  if (a.difficult || a.truncated || a.occluded || a.crowd || a.group || !a.description.empty() ||
      !a.custom.empty()) {
    losses.emplace_back(
        "Objects with attributes (difficult, truncated, occluded …), which YOLO cannot hold");
  }
  return losses;
}

}  // namespace touchstone::labeling
