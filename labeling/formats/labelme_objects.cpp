#include "labeling/formats/labelme_objects.h"

#include "labeling/formats/labelme_shape.h"
#include "labeling/formats/text.h"
#include "labeling/geometry/mask_outline.h"
#include "labeling/geometry/polygon_raster.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// Whether a type has the same points and meaning in both dialects.
bool isShared(std::string_view type) {
  return type == "circle" || type == "line" || type == "linestrip" || type == "point" ||
         type == "polygon";
}

bool canBePart(const Shape& shape) {
  return std::holds_alternative<Polygon>(shape) || std::holds_alternative<Keypoints>(shape);
}

/// Returns the text of a field of an entry, empty when it has none.
std::string_view fieldOf(std::string_view entry, std::string_view key) {
  const std::vector<JsonMember> members = jsonMembers(entry);
  const JsonMember* member = memberNamed(members, key);
  return member != nullptr ? member->value : std::string_view();
}

int instanceIn(std::string_view rest) {
  return static_cast<int>(std::clamp(numberFrom(fieldOf(rest, "instance")).value_or(0), 0.0, 1e9));
}

std::string typeIn(std::string_view rest) {
  const auto type = json::parse(fieldOf(rest, "shape_type"), nullptr, false);
  return type.is_string() ? type.get<std::string>() : std::string();
}

}  // namespace

Attributes heldByLabelme(const Attributes& attributes) {
  Attributes held = attributes;
  held.pose.clear();
  held.annotator.clear();
  held.verified = false;
  held.layer = 0;
  return held;
}

bool hasHoles(const Shape& shape) {
  const auto* polygon = std::get_if<Polygon>(&shape);
  return polygon != nullptr &&
         std::any_of(polygon->parts.begin(), polygon->parts.end(),
                     [](const PolygonPart& part) { return !part.holes.empty(); });
}

void LabelmeNumbers::learn(std::string_view points) {
  for (const std::string_view point : jsonItems(points)) {
    for (const std::string_view number : jsonItems(point)) {
      if (const auto value = numberFrom(number)) {
        texts_.emplace(*value, number);
      }
    }
  }
}

std::string LabelmeNumbers::operator()(double number) const {
  const auto found = texts_.find(number);
  return found != texts_.end() ? std::string(found->second) : jsonNumber(number);
}

LabelmeObjectWriter::LabelmeObjectWriter(const std::vector<LabelmeWanted>& all,
                                         const LabelmeStyle& style)
    : style_(style) {
  giveGroups(all);
  giveInstances(all);
}

void LabelmeObjectWriter::giveGroups(const std::vector<LabelmeWanted>& all) {
  std::int64_t highest = 0;
  for (const LabelmeWanted& wanted : all) {
    highest = std::max(highest, wanted.annotation->attributes.group.value_or(0));
  }
  for (const LabelmeWanted& wanted : all) {
    const Shape& shape = wanted.annotation->shape;
    if (wanted.annotation->attributes.group) {
      groups_[wanted.annotation] = *wanted.annotation->attributes.group;
    } else if (labelmePoints(shapeToWrite(shape), style_.dialect).size() > 1) {
      groups_[wanted.annotation] = ++highest;
    }
  }
}

void LabelmeObjectWriter::giveInstances(const std::vector<LabelmeWanted>& all) {
  int highest = 0;
  for (const LabelmeWanted& wanted : all) {
    highest = std::max(highest, instanceIn(wanted.kept.rest));
  }
  for (auto a = all.begin(); a != all.end(); ++a) {
    const auto looksLike = [&](const LabelmeWanted& b) {
      return b.annotation != a->annotation && b.label == a->label &&
             b.annotation->shape.index() == a->annotation->shape.index() &&
             b.kept.rest == a->kept.rest &&
             heldByLabelme(b.annotation->attributes) == heldByLabelme(a->annotation->attributes);
    };
    if (a->annotation->attributes.group && canBePart(a->annotation->shape) &&
        std::any_of(all.begin(), all.end(), looksLike)) {
      instances_[a->annotation] = ++highest;
    }
  }
}

std::vector<std::string> LabelmeObjectWriter::entries(const LabelmeWanted& wanted) const {
  const Annotation& annotation = *wanted.annotation;
  LabelmeEntryValues values{
      .label = wanted.label,
      .annotation = &annotation,
      .dialect = style_.dialect,
      .group = std::nullopt,
      .rest = wanted.kept.rest,
      .type = {},
      .points = {},
      .mask = {},
      .visibility = std::nullopt,
      .keepsGeometry = false,
      .instance = 0,
  };
  if (const auto group = groups_.find(&annotation); group != groups_.end()) {
    values.group = group->second;
  }
  if (const auto instance = instances_.find(&annotation); instance != instances_.end()) {
    values.instance = instance->second;
  }
  values.type = typeIn(wanted.kept.rest);
  if (wanted.kept.isUntouched && keepsPoints(wanted.kept.rest) && keepsType(values.type)) {
    values.keepsGeometry = true;
    values.points = std::string(fieldOf(wanted.kept.rest, "points"));
    return {laid(values)};
  }
  return entriesOf(shapeToWrite(annotation.shape), std::move(values));
}

/// labelme's polygons have no holes, but its masks have; X-AnyLabeling has no masks.
Shape LabelmeObjectWriter::shapeToWrite(const Shape& shape) const {
  const bool isX = style_.dialect == LabelmeDialect::XAnyLabeling;
  const auto* mask = std::get_if<Mask>(&shape);
  if (mask != nullptr && isX) {
    return outlineOf(*mask);
  }
  const bool asMask = hasHoles(shape) && !isX && style_.width > 0 && style_.height > 0;
  return asMask ? Shape(maskOf(std::get<Polygon>(shape), style_.width, style_.height)) : shape;
}

/// A file that came from the other dialect may have types that this one does not know.
bool LabelmeObjectWriter::keepsType(std::string_view type) const {
  const bool ofLabelme = type == "oriented_rectangle" || type == "rectangle";
  const bool ofX = type == "rotation" || type == "quadrilateral" || type == "cuboid";
  if (style_.source != nullptr || isShared(type)) {
    return true;
  }
  return style_.dialect == LabelmeDialect::XAnyLabeling ? !ofLabelme : !ofX;
}

std::vector<std::string> LabelmeObjectWriter::entriesOf(const Shape& shape,
                                                        LabelmeEntryValues values) const {
  values.type = labelmeTypeOf(shape, values.type, style_.dialect);
  if (const auto* mask = std::get_if<Mask>(&shape)) {
    setMask(*mask, values);
    return {laid(values)};
  }
  const auto* keypoints = std::get_if<Keypoints>(&shape);
  const bool hidden =
      keypoints != nullptr &&
      std::any_of(keypoints->points.begin(), keypoints->points.end(),
                  [](const Keypoint& keypoint) { return keypoint.visibility != 2; });
  std::vector<std::string> texts;
  for (const std::vector<Point>& points : labelmePoints(shape, style_.dialect)) {
    values.points = pointsText(points);
    if (hidden) {
      values.visibility = keypoints->points[texts.size()].visibility;
    }
    texts.push_back(laid(values));
  }
  return texts;
}

std::string LabelmeObjectWriter::pointsText(const std::vector<Point>& points) const {
  std::string text = "[";
  for (const Point& point : points) {
    text += text.size() > 1 ? ",[" : "[";
    text += style_.numbers(point.x) + "," + style_.numbers(point.y) + "]";
  }
  return text + "]";
}

/// Takes the picture of a mask that was not painted on from the file as it stands.
void LabelmeObjectWriter::setMask(const Mask& mask, LabelmeEntryValues& values) const {
  if (style_.source != nullptr) {
    for (const LabelmeObject& object : style_.source->objects) {
      if (object.shape == Shape(mask)) {
        const std::string_view entry = style_.sourceEntries[object.entries.front()];
        values.points = std::string(fieldOf(entry, "points"));
        values.mask = std::string(fieldOf(entry, "mask"));
        return;
      }
    }
  }
  if (const auto cropped = labelmeMaskOf(mask)) {
    values.points = pointsText(cropped->corners);
    values.mask = jsonQuoted(cropped->base64);
  }
}

std::string LabelmeObjectWriter::laid(const LabelmeEntryValues& values) const {
  return laidOut(labelmeEntryText(values), style_.layout, 2);
}

}  // namespace touchstone::labeling
