#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

using ClassId = std::int64_t;

/// What an attribute of a class can be: yes or no, one of a list, or a number.
enum class AttributeKind { Flag, Choice, Number };

/// An attribute that every object of a class may have.
struct AttributeDefinition {
  std::string name;
  AttributeKind kind = AttributeKind::Flag;
  std::vector<std::string> choices;  ///< of a Choice
  bool operator==(const AttributeDefinition&) const = default;
};

/// "flag", "choice" or "number".
[[nodiscard]] std::string_view nameOf(AttributeKind kind);
[[nodiscard]] std::optional<AttributeKind> attributeKindFromName(std::string_view name);

/// One class with its page in the label book. Ids are given once and never move.
struct LabelClass {
  std::string name;
  std::uint32_t colour = 0;  ///< 0xRRGGBB
  std::string hotkey;        ///< a single character, or empty
  std::optional<ClassId> parent;
  std::string definition;                     ///< what counts as this class
  std::string doNotes;                        ///< what to include
  std::string dontNotes;                      ///< what to leave out
  std::string rules;                          ///< what can be checked, one a line; see labelRule()
  std::vector<std::int64_t> examples;         ///< annotation ids that show it well
  std::vector<std::int64_t> counterExamples;  ///< annotation ids that look like it but are not
  std::vector<AttributeDefinition> attributes;
  int order = 0;  ///< place among its siblings in lists, from 1; 0: after those that have one
  std::optional<std::int64_t> sourceId;  ///< the id in the source format (COCO)
  std::string unknown;                   ///< as Annotation::unknown
  bool operator==(const LabelClass&) const = default;
};

/// Returns the colour of the n-th class: Okabe and Ito's eight first, then evenly spread hues.
[[nodiscard]] std::uint32_t defaultClassColour(std::size_t index);

}  // namespace touchstone::labeling
