#pragma once

#include "labeling/images/palette_png.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// A class of segmentation pictures: its number and the colour that shows it.
struct VocMaskClass {
  int number = 0;
  std::uint32_t colour = 0;
  std::string name;
  bool operator==(const VocMaskClass&) const = default;
};

/// The classes of a data set, background and void left out.
struct VocMaskClasses {
  std::vector<VocMaskClass> classes;
  bool byColour = false;  ///< a label map: pictures are told by their colours, not their numbers
  std::vector<std::string> problems;

  /// Returns the name of a number; "class 7" for one that has none.
  [[nodiscard]] std::string nameOf(int number) const;
};

/// Returns Pascal VOC's twenty classes.
[[nodiscard]] VocMaskClasses vocTwentyClasses();

/// Reads `class_names.txt`: a name a line. The first line is background (0) when it is called so
/// ("_background_", "background") or ignored ("__ignore__") and background follows; a list without
/// background begins with 1. A blank line keeps its number; a byte order mark and CRLF are accepted
/// and text that is not UTF-8 is read as Latin-1. Errors: more than 254 classes, a limit.
Result<VocMaskClasses> readVocClassNames(std::string_view text, const std::filesystem::path& file);

/// Reads CVAT's `labelmap.txt`: lines `label:red,green,blue:parts:actions`, comments with '#'.
Result<VocMaskClasses> readVocLabelMap(std::string_view text, const std::filesystem::path& file);

/// Returns the list as `class_names.txt`: background first, then a name for every number; numbers
/// that no class has are called "_unused_".
[[nodiscard]] std::string vocClassNamesText(const std::vector<VocMaskClass>& classes);

/// Gives the pixels of a picture the numbers of its classes: by colour with a label map, else as
/// they are, where a picture without numbers of its own is told by VOC's palette. Returns how many
/// pixels have a colour that no class has; they become void.
std::size_t numberByClasses(IndexedPicture& picture, const VocMaskClasses& classes);

}  // namespace touchstone::labeling
