#pragma once

#include "labeling/formats/json_text.h"
#include "labeling/formats/labelme.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// An attribute that is a field of its own, true or false.
struct LabelmeFlag {
  std::string_view key;
  bool Attributes::*member;
};
inline constexpr std::array<LabelmeFlag, 5> labelmeFlags{{{"difficult", &Attributes::difficult},
                                                          {"truncated", &Attributes::truncated},
                                                          {"occluded", &Attributes::occluded},
                                                          {"crowd", &Attributes::crowd},
                                                          {"locked", &Attributes::locked}}};
/// Returns the attribute of a field, nullptr for any other field.
[[nodiscard]] const LabelmeFlag* labelmeFlag(std::string_view key);

/// One entry of the list `shapes`, read.
struct LabelmeEntry {
  std::string label;
  std::string type;
  Shape shape;
  Attributes attributes;
  /// Its fields in order as compact JSON, those that we interpret without their values. Points are
  /// left in it when the shape does not give the same ones back.
  std::string rest;
};

/// Reads an entry. The Error's message is why it is not read: a phrase for TransferWarnings.
Result<LabelmeEntry> readLabelmeEntry(std::string_view entry,
                                      LabelmeDialect dialect,
                                      ImageSize size,
                                      const LabelmeLimits& limits);

/// Whether the two entries are parts of one object: polygons, or points, of one label and group
/// with equal other fields.
[[nodiscard]] bool arePartsOfOne(const LabelmeEntry& a, const LabelmeEntry& b);

/// Returns what Annotation::unknown keeps of an entry.
[[nodiscard]] std::string labelmeUnknown(const std::string& rest, const Shape& shape);
/// Returns LabelmeEntry::rest from it, empty when it does not come from such a file.
[[nodiscard]] std::string restIn(const std::string& unknown);

/// What an annotation keeps of its entry.
struct LabelmeKept {
  std::string rest;
  bool isUntouched = false;  ///< `rest` holds the points, and the shape is still the one they gave
};
[[nodiscard]] LabelmeKept keptIn(const Annotation& annotation);

/// Whether `rest` still holds the points of a shape that ours cannot give back.
[[nodiscard]] bool keepsPoints(std::string_view rest);

/// What the entries of an annotation are written from.
struct LabelmeEntryValues {
  std::string label;
  const Annotation* annotation = nullptr;
  LabelmeDialect dialect = LabelmeDialect::Labelme;
  std::optional<std::int64_t> group;
  std::string rest;  ///< as LabelmeEntry::rest; empty for a new one
  std::string type;
  std::string points;             ///< JSON
  std::string mask;               ///< JSON; empty when it is none
  std::optional<int> visibility;  ///< of a keypoint that is not plainly visible
  bool keepsGeometry = false;     ///< the points are those that `rest` holds
  int instance = 0;  ///< tells separate objects of one label and group apart; 0 for none
};

/// Returns the entry as compact JSON: the fields of `rest` in their order with the current values,
/// then those that are missing.
[[nodiscard]] std::string labelmeEntryText(const LabelmeEntryValues& values);

}  // namespace touchstone::labeling
