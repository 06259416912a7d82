#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

using ClassId = std::int64_t;

/// One class with its page in the label book. Ids are given once and never move.
struct LabelClass {
  std::string name;
  std::uint32_t colour = 0;  ///< 0xRRGGBB
  std::string hotkey;        ///< a single character, or empty
  std::optional<ClassId> parent;
  std::string definition;                     ///< what counts as this class
  std::string doNotes;                        ///< what to include
  std::string dontNotes;                      ///< what to leave out
  std::vector<std::int64_t> examples;         ///< annotation ids that show it well
  std::vector<std::int64_t> counterExamples;  ///< annotation ids that look like it but are not
  std::optional<std::int64_t> sourceId;       ///< the id in the source format (COCO)
  std::string unknown;                        ///< as Annotation::unknown
  bool operator==(const LabelClass&) const = default;
};

/// Returns the colour of the n-th class: Okabe and Ito's eight first, then evenly spread hues.
[[nodiscard]] std::uint32_t defaultClassColour(std::size_t index);

}  // namespace touchstone::labeling
