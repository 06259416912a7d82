#pragma once

#include "labeling/annotation/document.h"

namespace touchstone::labeling {

/// Returns all classes as lists show them: those with an order by it, then the others by id.
[[nodiscard]] std::vector<ClassId> classesInOrder(const Document& document);

/// A class in a list that shows parents as a tree.
struct ClassRow {
  ClassId id = 0;
  int depth = 0;  ///< 0 for a class without a parent
  bool operator==(const ClassRow&) const = default;
};

/// Returns all classes, children below their parents, siblings in order. A class whose parent does
/// not exist, or that is its own ancestor, counts as one without.
[[nodiscard]] std::vector<ClassRow> classTree(const Document& document);

/// Returns the class's ancestors, the nearest first.
[[nodiscard]] std::vector<ClassId> ancestorsOf(const Document& document, ClassId labelClass);

/// Returns the attributes that an object of the class may have: its ancestors' first, then its own;
/// of two with one name the nearer one counts.
[[nodiscard]] std::vector<AttributeDefinition> attributesOf(const Document& document,
                                                            ClassId labelClass);

}  // namespace touchstone::labeling
