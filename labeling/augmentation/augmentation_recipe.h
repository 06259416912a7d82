#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// How strongly pictures are changed, each kind from 0 (not at all) to 1; the comments say what 1
/// stands for. Everything is drawn at random up to that.
struct AugmentationRecipe {
  double mirror = 0;       ///< left and right exchanged in half of the pictures
  double flip = 0;         ///< top and bottom exchanged in half of the pictures
  double rotation = 0;     ///< 180 degrees to either side
  double scale = 0;        ///< half to twice the size
  double translation = 0;  ///< by half of the width and of the height
  double shear = 0;        ///< 45 degrees
  double perspective = 0;  ///< depth changes by 30 % from the middle to a corner
  double crop = 0;         ///< sides cut to 30 %

  double brightness = 0;   ///< by half of the range of values
  double contrast = 0;     ///< halved to doubled
  double gamma = 0;        ///< exponent 1/2 to 2
  double temperature = 0;  ///< red and blue 40 % up and down
  double shadow = 0;       ///< in half of the pictures, up to 80 % of the light gone
  double reflection = 0;   ///< in half of the pictures, up to white

  double blur = 0;    ///< in half of the pictures, deviation of 1 % of the shorter side
  double noise = 0;   ///< in half of the pictures, deviation of 50 grey values
  double jpeg = 0;    ///< in half of the pictures, quality down to 5
  double cutOut = 0;  ///< in half of the pictures, up to three rectangles of 10 % of the picture

  double background = 0;  ///< replaced in all pictures whose objects have outlines
  double copyPaste = 0;   ///< up to five objects with outlines are pasted in

  /// Factors for the pictures with objects of a class, by its name: 0 leaves them as they are.
  std::map<std::string, double> classStrengths;
  /// Objects of which less than this share stays visible lose their label.
  double smallestVisible = 0.25;

  bool operator==(const AugmentationRecipe&) const = default;
};

/// One of the strengths and its name, in files and on the screen.
struct AugmentationStrength {
  std::string_view name;
  double AugmentationRecipe::*value;
};
[[nodiscard]] std::span<const AugmentationStrength> augmentationStrengths();

/// "none", "light", "medium", "strong".
[[nodiscard]] std::vector<std::string> augmentationPresets();
[[nodiscard]] std::optional<AugmentationRecipe> augmentationPreset(std::string_view name);

/// Returns the recipe for a picture with objects of these classes: all strengths times the largest
/// of their factors (1 for those without), at most 1.
[[nodiscard]] AugmentationRecipe recipeFor(AugmentationRecipe recipe,
                                           const std::vector<std::string>& classNames);

}  // namespace touchstone::labeling
