#pragma once

#include "labeling/annotation/document.h"
#include "labeling/query/query.h"

#include <set>

namespace touchstone::labeling {

/// Conditions that one and the same object (or tag of an image) must hold.
class ObjectDescription {
public:
  /// Whether the term can still be about the same object: no field is given a second value.
  [[nodiscard]] bool takes(const QueryTerm& term) const;
  /// Adds a condition on an object. Returns a remark when no object can hold it: there is no class
  /// of that name.
  std::optional<std::string> add(const QueryTerm& term, const Document& document);

  /// Whether the object holds all conditions. `image` is the one that it is on.
  [[nodiscard]] bool fits(const Annotation& object,
                          const Image& image,
                          const Document& document) const;

private:
  struct Condition {
    QueryTerm term;
    std::set<ClassId> classes;       ///< of a class term
    std::vector<std::string> texts;  ///< its values, folded
  };
  static bool holds(const Condition& condition,
                    const Annotation& object,
                    const Image& image,
                    const Document& document);

  std::vector<Condition> conditions_;
};

/// Whether `number` is one of the term's numbers, or compares with the first as the term says.
[[nodiscard]] bool numberHolds(const QueryTerm& term, double number);
/// Whether the code is one of the term's.
[[nodiscard]] bool codeHolds(const QueryTerm& term, int code);
/// Whether the text is what one of the folded patterns says.
[[nodiscard]] bool textHolds(const std::vector<std::string>& patterns, std::string_view text);
[[nodiscard]] std::vector<std::string> foldedValues(const QueryTerm& term);

}  // namespace touchstone::labeling
