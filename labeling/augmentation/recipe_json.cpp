#include "labeling/augmentation/recipe_json.h"

#include "labeling/images/read_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {

namespace {

using Json = nlohmann::ordered_json;

constexpr double largestFactor = 10;

/// Sets a number of the recipe, or returns the sentence that says what is wrong with it.
std::optional<std::string> set(double& number,
                               const std::string& name,
                               const Json& value,
                               double largest) {
  if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= largest)) {
    return "\"" + name + "\" must be a number from 0 to " +
           std::to_string(static_cast<int>(largest));
  }
  number = value.get<double>();
  return std::nullopt;
}

std::optional<std::string> setClasses(AugmentationRecipe& recipe, const Json& classes) {
  if (!classes.is_object()) {
    return std::string("\"classes\" must be an object of class names and numbers");
  }
  for (const auto& [name, value] : classes.items()) {
    if (auto problem = set(recipe.classStrengths[name], name, value, largestFactor)) {
      return problem;
    }
  }
  return std::nullopt;
}

std::optional<std::string> setMember(AugmentationRecipe& recipe,
                                     const std::string& name,
                                     const Json& value) {
  if (name == "classes") {
    return setClasses(recipe, value);
  }
  if (name == "smallestVisible") {
    return set(recipe.smallestVisible, name, value, 1);
  }
  const auto strengths = augmentationStrengths();
  const auto strength =
      std::find_if(strengths.begin(), strengths.end(),
                   [&](const AugmentationStrength& known) { return known.name == name; });
  if (strength == strengths.end()) {
    return "\"" + name + "\" is no kind of augmentation";
  }
  return set(recipe.*strength->value, name, value, 1);
}

}  // namespace

std::string recipeToText(const AugmentationRecipe& recipe) {
  Json json = Json::object();
  for (const AugmentationStrength& strength : augmentationStrengths()) {
    json[std::string(strength.name)] = recipe.*strength.value;
  }
  json["smallestVisible"] = recipe.smallestVisible;
  json["classes"] = Json::object();
  for (const auto& [name, factor] : recipe.classStrengths) {
    json["classes"][name] = factor;
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<AugmentationRecipe> recipeFromText(std::string_view text,
                                          const std::filesystem::path& file) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " holds no recipe: it must be one JSON object."};
  }
  AugmentationRecipe recipe;
  for (const auto& [name, value] : json.items()) {
    if (const auto problem = setMember(recipe, name, value)) {
      return Error{ErrorKind::BadInput, file,
                   file.string() + " holds no recipe: " + *problem + "."};
    }
  }
  return recipe;
}

Result<AugmentationRecipe> readRecipe(const std::filesystem::path& file) {
  constexpr std::uint64_t mostBytes = 1'000'000;
  return readFile(file, mostBytes).and_then([&](const std::string& text) {
    return recipeFromText(text, file);
  });
}

}  // namespace touchstone::labeling
