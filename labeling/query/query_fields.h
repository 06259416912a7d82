#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// What a condition of a query is about.
enum class QueryField {
  Path,
  State,
  Split,
  Tag,
  Finding,
  FindingScore,
  Comment,
  Problem,
  Objects,
  Labels,
  ImageWidth,
  ImageHeight,
  ImageSide,
  Class,
  Size,
  Width,
  Height,
  Area,
  Aspect,
  X,
  Y,
  Score,
  Difficult,
  Truncated,
  Occluded,
  Crowd,
  Verified,
  Locked,
  ShapeKind,
  Group,
  Annotator,
  Description,
  Attribute
};

/// What may follow the field's name.
enum class QueryValues {
  Text,         ///< `tag:night`, with * for any text
  Names,        ///< one of a fixed list
  Number,       ///< `size<20`, `objects:5`
  YesOrNumber,  ///< `group:yes`, `group:4`
  Any           ///< `attribute.NAME`: text, yes or no, or a number
};

/// One field of the query language.
struct QueryFieldInfo {
  QueryField field;
  std::string_view name;
  QueryValues values;
  bool ofObject;          ///< describes one object rather than the image
  std::string_view hint;  ///< one line for a person
};

/// Returns every field, those that a person looks for most first.
[[nodiscard]] std::span<const QueryFieldInfo> queryFields();
[[nodiscard]] const QueryFieldInfo& infoOf(QueryField field);
/// Returns the field of that name (folded), or nullptr.
[[nodiscard]] const QueryFieldInfo* findQueryField(std::string_view name);

/// Returns the names that a field of QueryValues::Names knows; their place is the code that
/// queryNameCode gives.
[[nodiscard]] std::vector<std::string> queryNames(QueryField field);
/// Returns the code of a name (folded), also of its usual synonyms; -1 when there is none.
[[nodiscard]] int queryNameCode(QueryField field, std::string_view name);

}  // namespace touchstone::labeling
