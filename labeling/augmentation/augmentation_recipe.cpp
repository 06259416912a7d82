#include "labeling/augmentation/augmentation_recipe.h"

#include <algorithm>
#include <array>

namespace touchstone::labeling {

namespace {

using Recipe = AugmentationRecipe;

constexpr std::array<AugmentationStrength, 20> strengths{{
    {"mirror", &Recipe::mirror},
    {"flip", &Recipe::flip},
    {"rotation", &Recipe::rotation},
    {"scale", &Recipe::scale},
    {"translation", &Recipe::translation},
    {"shear", &Recipe::shear},
    {"perspective", &Recipe::perspective},
    {"crop", &Recipe::crop},
    {"brightness", &Recipe::brightness},
    {"contrast", &Recipe::contrast},
    {"gamma", &Recipe::gamma},
    {"temperature", &Recipe::temperature},
    {"shadow", &Recipe::shadow},
    {"reflection", &Recipe::reflection},
    {"blur", &Recipe::blur},
    {"noise", &Recipe::noise},
    {"jpeg", &Recipe::jpeg},
    {"cutOut", &Recipe::cutOut},
    {"background", &Recipe::background},
    {"copyPaste", &Recipe::copyPaste},
}};

Recipe light() {
  Recipe recipe;
  recipe.mirror = 1;
  recipe.rotation = 0.03;
  recipe.scale = 0.15;
  recipe.translation = 0.1;
  recipe.brightness = 0.2;
  recipe.contrast = 0.2;
  recipe.gamma = 0.2;
  recipe.temperature = 0.1;
  recipe.noise = 0.1;
  return recipe;
}

Recipe medium() {
  Recipe recipe = light();
  recipe.rotation = 0.08;
  recipe.scale = 0.4;
  recipe.translation = 0.2;
  recipe.shear = 0.1;
  recipe.perspective = 0.3;
  recipe.crop = 0.3;
  recipe.brightness = 0.3;
  recipe.contrast = 0.3;
  recipe.gamma = 0.3;
  recipe.temperature = 0.25;
  recipe.shadow = 0.4;
  recipe.reflection = 0.3;
  recipe.blur = 0.2;
  recipe.noise = 0.2;
  recipe.jpeg = 0.5;
  recipe.cutOut = 0.2;
  recipe.copyPaste = 0.2;
  return recipe;
}

Recipe strong() {
  Recipe recipe = medium();
  recipe.rotation = 0.2;
  recipe.scale = 0.7;
  recipe.translation = 0.4;
  recipe.shear = 0.3;
  recipe.perspective = 0.7;
  recipe.crop = 0.5;
  recipe.brightness = 0.4;
  recipe.contrast = 0.5;
  recipe.gamma = 0.5;
  recipe.temperature = 0.4;
  recipe.shadow = 0.6;
  recipe.reflection = 0.7;
  recipe.blur = 0.5;
  recipe.noise = 0.5;
  recipe.jpeg = 0.8;
  recipe.cutOut = 0.5;
  recipe.background = 0.5;
  recipe.copyPaste = 0.6;
  return recipe;
}

struct Preset {
  std::string_view name;
  Recipe (*make)();
};
constexpr std::array<Preset, 4> presets{{
    {"none", [] { return Recipe(); }},
    {"light", light},
    {"medium", medium},
    {"strong", strong},
}};

}  // namespace

std::span<const AugmentationStrength> augmentationStrengths() {
  return strengths;
}

std::vector<std::string> augmentationPresets() {
  std::vector<std::string> names;
  for (const Preset& preset : presets) {
    names.emplace_back(preset.name);
  }
  return names;
}

std::optional<AugmentationRecipe> augmentationPreset(std::string_view name) {
  for (const Preset& preset : presets) {
    if (preset.name == name) {
      return preset.make();
    }
  }
  return std::nullopt;
}

AugmentationRecipe recipeFor(AugmentationRecipe recipe,
                             const std::vector<std::string>& classNames) {
  double factor = classNames.empty() ? 1 : 0;
  for (const std::string& name : classNames) {
    const auto found = recipe.classStrengths.find(name);
    factor = std::max(factor, found == recipe.classStrengths.end() ? 1 : found->second);
  }
  for (const AugmentationStrength& strength : strengths) {
    recipe.*strength.value = std::min(recipe.*strength.value * factor, 1.0);
  }
  return recipe;
}

}  // namespace touchstone::labeling
