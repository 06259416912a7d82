#pragma once

#include "labeling/annotation/image.h"
#include "labeling/annotation/label_class.h"
#include "labeling/geometry/shape.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace touchstone::labeling {

using AnnotationId = std::int64_t;

/// The value of an attribute that a class defines: a flag, a number, or one of its choices.
using AttributeValue = std::variant<bool, double, std::string>;

/// What is known of a labelled object besides its class and shape.
struct Attributes {
  bool difficult = false;
  bool truncated = false;
  bool occluded = false;
  bool crowd = false;
  std::string pose;
  std::string description;
  std::optional<std::int64_t> group;
  std::optional<double> score;  ///< of the model that drew it, in [0, 1]; none for a person's
  std::string annotator;        ///< who drew it; empty for the project's owner
  bool verified = false;        ///< a person has confirmed it
  bool locked = false;          ///< the pointer neither picks nor changes it
  int layer = 0;                ///< higher ones are drawn above; equal ones in order of their ids
  std::map<std::string, AttributeValue> custom;  ///< by the names that the class defines
  bool operator==(const Attributes&) const = default;
};

/// One label: a class given to a shape of an image. `unknown` keeps, as a JSON object, what the
/// source format held and we do not interpret; `sourceId` is the id in the source (COCO), or 0.
struct Annotation {
  ImageId image = 0;
  ClassId labelClass = 0;
  Shape shape;
  Attributes attributes;
  std::int64_t sourceId = 0;
  std::string unknown;
  bool operator==(const Annotation&) const = default;
};

/// Whether the label counts: a person drew it, or confirmed what a model drew.
[[nodiscard]] inline bool isConfirmed(const Annotation& annotation) {
  return !annotation.attributes.score || annotation.attributes.verified;
}

}  // namespace touchstone::labeling
