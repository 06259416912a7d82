#include "labeling/query/query_fields.h"

#include "labeling/annotation/image.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"
#include "labeling/review/finding.h"

#include <algorithm>
#include <array>

namespace touchstone::labeling {
namespace {

using F = QueryField;
using V = QueryValues;

constexpr std::array fields{
    QueryFieldInfo{F::Class, "class", V::Text, true, "an object or tag of that class"},
    QueryFieldInfo{F::State, "state", V::Names, false,
                   "unlabelled, labelled, verified or excluded"},
    QueryFieldInfo{F::Split, "split", V::Names, false, "train, val, test or unassigned"},
    QueryFieldInfo{F::Objects, "objects", V::Number, false, "how many objects there are"},
    QueryFieldInfo{F::Size, "size", V::Number, true, "shorter side of an object, pixels"},
    QueryFieldInfo{F::Finding, "finding", V::Names, false, "an open finding of that kind"},
    QueryFieldInfo{F::Tag, "tag", V::Text, false, "a tag of the image"},
    QueryFieldInfo{F::Path, "path", V::Text, false, "text in the folder or file name"},
    QueryFieldInfo{F::Comment, "comment", V::Names, false, "open or resolved comments"},
    QueryFieldInfo{F::Problem, "problem", V::Names, false, "whether the file cannot be read"},
    QueryFieldInfo{F::ShapeKind, "shape", V::Names, true, "box, polygon, mask, points …"},
    QueryFieldInfo{F::Score, "score", V::Number, true, "score of a model's object, 0 to 1"},
    QueryFieldInfo{F::Verified, "verified", V::Names, true, "whether an object is verified"},
    QueryFieldInfo{F::Difficult, "difficult", V::Names, true, "objects marked difficult"},
    QueryFieldInfo{F::Truncated, "truncated", V::Names, true, "objects cut off by the edge"},
    QueryFieldInfo{F::Occluded, "occluded", V::Names, true, "objects partly hidden"},
    QueryFieldInfo{F::Crowd, "crowd", V::Names, true, "objects that stand for a crowd"},
    QueryFieldInfo{F::Locked, "locked", V::Names, true, "locked objects"},
    QueryFieldInfo{F::Width, "width", V::Number, true, "width of an object, pixels"},
    QueryFieldInfo{F::Height, "height", V::Number, true, "height of an object, pixels"},
    QueryFieldInfo{F::Area, "area", V::Number, true, "area of an object, square pixels"},
    QueryFieldInfo{F::Aspect, "aspect", V::Number, true, "width divided by height"},
    QueryFieldInfo{F::X, "x", V::Number, true, "centre from the left, 0 to 1"},
    QueryFieldInfo{F::Y, "y", V::Number, true, "centre from the top, 0 to 1"},
    QueryFieldInfo{F::Group, "group", V::YesOrNumber, true, "objects of a group"},
    QueryFieldInfo{F::Annotator, "annotator", V::Text, true, "who drew an object"},
    QueryFieldInfo{F::Description, "description", V::Text, true, "text in a description"},
    QueryFieldInfo{F::Attribute, "attribute", V::Any, true, "attribute.NAME of an object"},
    QueryFieldInfo{F::Labels, "labels", V::Number, false, "objects and tags together"},
    QueryFieldInfo{F::FindingScore, "finding.score", V::Number, false,
                   "most suspicious finding, 0 is surely wrong"},
    QueryFieldInfo{F::ImageWidth, "image.width", V::Number, false, "width of the image, pixels"},
    QueryFieldInfo{F::ImageHeight, "image.height", V::Number, false, "height of the image"},
    QueryFieldInfo{F::ImageSide, "image.side", V::Number, false, "longer side of the image"},
};

/// Each name with the synonyms that people write, which have the same code.
struct Synonym {
  QueryField field;
  std::string_view written;
  std::string_view meant;
};
constexpr std::array synonyms{
    Synonym{F::State, "unlabeled", "unlabelled"}, Synonym{F::State, "labeled", "labelled"},
    Synonym{F::Split, "none", "unassigned"},      Synonym{F::ShapeKind, "obb", "oriented"},
    Synonym{F::ShapeKind, "rectangle", "box"},    Synonym{F::ShapeKind, "point", "points"},
    Synonym{F::ShapeKind, "keypoints", "points"},
};

std::vector<std::string> findingNames() {
  std::vector<std::string> names{"any"};
  for (int kind = 0; kind <= static_cast<int>(FindingKind::CoverageGap); ++kind) {
    names.emplace_back(nameOf(static_cast<FindingKind>(kind)));
  }
  return names;
}

}  // namespace

std::span<const QueryFieldInfo> queryFields() {
  return fields;
}

const QueryFieldInfo& infoOf(QueryField field) {
  const auto* found = std::find_if(fields.begin(), fields.end(),
                                   [&](const QueryFieldInfo& info) { return info.field == field; });
  require(found != fields.end(), "every field of a query is in the table");
  return *found;
}

const QueryFieldInfo* findQueryField(std::string_view name) {
  const auto* found = std::find_if(fields.begin(), fields.end(),
                                   [&](const QueryFieldInfo& info) { return info.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> queryNames(QueryField field) {
  switch (field) {
    case F::State:
      return {"unlabelled", "labelled", "verified", "excluded"};
    case F::Split:
      return {"unassigned", "train", "val", "test"};
    case F::ShapeKind:
      return {"tag", "box", "oriented", "polygon", "mask", "points", "line"};
    case F::Comment:
      return {"no", "yes", "open", "resolved"};
    case F::Finding:
      return findingNames();
    default:
      return {"no", "yes"};
  }
}

int queryNameCode(QueryField field, std::string_view name) {
  for (const Synonym& synonym : synonyms) {
    if (synonym.field == field && synonym.written == name) {
      name = synonym.meant;
    }
  }
  if (field == F::Split) {
    const auto split = splitFromName(name);
    return split ? static_cast<int>(*split) : -1;
  }
  const auto names = queryNames(field);
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

}  // namespace touchstone::labeling
