#pragma once

#include "labeling/formats/json_text.h"
#include "labeling/formats/labelme.h"
#include "labeling/formats/labelme_entry.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchstone::labeling {

/// Returns the attributes that a file of the family can hold.
[[nodiscard]] Attributes heldByLabelme(const Attributes& attributes);

[[nodiscard]] bool hasHoles(const Shape& shape);

/// An annotation that a file is to hold.
struct LabelmeWanted {
  const Annotation* annotation = nullptr;
  std::string label;
  LabelmeKept kept;
  const LabelmeObject* source = nullptr;  ///< what the file already says of it
};

/// Writes numbers as they stand in a file, where it has them.
class LabelmeNumbers {
public:
  /// Takes the coordinates of an entry's `points`; the view must stay.
  void learn(std::string_view points);
  [[nodiscard]] std::string operator()(double number) const;

private:
  std::unordered_map<double, std::string_view> texts_;
};

/// What the entries of a file are written with.
struct LabelmeStyle {
  LabelmeDialect dialect = LabelmeDialect::Labelme;
  JsonLayout layout;
  int width = 0;  ///< of the image in pixels
  int height = 0;
  const LabelmeFile* source = nullptr;          ///< the file as it stands; nullptr for a new one
  std::vector<std::string_view> sourceEntries;  ///< its list of shapes
  LabelmeNumbers numbers;
};

/// Writes annotations that are new or were edited as entries of the list `shapes`.
class LabelmeObjectWriter {
public:
  /// Gives a group to objects of several parts that have none, and a number to separate objects
  /// that a reader would take for parts of one.
  LabelmeObjectWriter(const std::vector<LabelmeWanted>& all, const LabelmeStyle& style);

  /// Returns the entries, one per part, laid out.
  [[nodiscard]] std::vector<std::string> entries(const LabelmeWanted& wanted) const;

private:
  void giveGroups(const std::vector<LabelmeWanted>& all);
  void giveInstances(const std::vector<LabelmeWanted>& all);
  [[nodiscard]] Shape shapeToWrite(const Shape& shape) const;
  [[nodiscard]] bool keepsType(std::string_view type) const;
  [[nodiscard]] std::vector<std::string> entriesOf(const Shape& shape,
                                                   LabelmeEntryValues values) const;
  [[nodiscard]] std::string pointsText(const std::vector<Point>& points) const;
  void setMask(const Mask& mask, LabelmeEntryValues& values) const;
  [[nodiscard]] std::string laid(const LabelmeEntryValues& values) const;

  const LabelmeStyle& style_;
  std::map<const Annotation*, std::int64_t> groups_;
  std::map<const Annotation*, int> instances_;
};

}  // namespace touchstone::labeling
