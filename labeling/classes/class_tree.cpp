#include "labeling/classes/class_tree.h"

#include <algorithm>
#include <limits>
#include <set>

namespace touchstone::labeling {
namespace {

using Children = std::map<ClassId, std::vector<ClassId>>;

void addBelow(const Children& children, ClassId parent, int depth, std::vector<ClassRow>& rows) {
  const auto found = children.find(parent);
  if (found == children.end()) {
    return;
  }
  for (const ClassId id : found->second) {
    rows.push_back({id, depth});
    addBelow(children, id, depth + 1, rows);
  }
}

}  // namespace

std::vector<ClassId> classesInOrder(const Document& document) {
  std::vector<std::pair<int, ClassId>> keys;
  for (const auto& [id, labelClass] : document.classes()) {
    keys.emplace_back(labelClass.order > 0 ? labelClass.order : std::numeric_limits<int>::max(),
                      id);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<ClassId> ids;
  for (const auto& [order, id] : keys) {
    ids.push_back(id);
  }
  return ids;
}

std::vector<ClassRow> classTree(const Document& document) {
  constexpr ClassId none = 0;
  Children children;
  for (const ClassId id : classesInOrder(document)) {
    const auto ancestors = ancestorsOf(document, id);
    const bool isRoot = ancestors.empty() || ancestors.back() == id;
    children[isRoot ? none : ancestors.front()].push_back(id);
  }
  std::vector<ClassRow> rows;
  addBelow(children, none, 0, rows);
  return rows;
}

std::vector<ClassId> ancestorsOf(const Document& document, ClassId labelClass) {
  std::vector<ClassId> ancestors;
  std::set<ClassId> seen;
  const LabelClass* at = document.labelClass(labelClass);
  while (at != nullptr && at->parent && document.labelClass(*at->parent) != nullptr &&
         seen.insert(*at->parent).second) {
    ancestors.push_back(*at->parent);
    at = document.labelClass(*at->parent);
  }
  return ancestors;
}

std::vector<AttributeDefinition> attributesOf(const Document& document, ClassId labelClass) {
  std::vector<ClassId> line = ancestorsOf(document, labelClass);
  line.insert(line.begin(), labelClass);
  std::vector<AttributeDefinition> attributes;
  for (auto id = line.rbegin(); id != line.rend(); ++id) {
    const LabelClass* defining = document.labelClass(*id);
    if (defining == nullptr) {
      continue;
    }
    for (const AttributeDefinition& definition : defining->attributes) {
      std::erase_if(attributes, [&](const AttributeDefinition& other) {
        return other.name == definition.name;
      });
      attributes.push_back(definition);
    }
  }
  return attributes;
}

}  // namespace touchstone::labeling
