#include "labeling/annotation/image.h"

#include <array>
#include <cctype>
#include <utility>

namespace touchstone::labeling {
namespace {

constexpr std::array<std::string_view, 4> splitNames{"unassigned", "train", "val", "test"};
constexpr std::array<std::string_view, 4> stateNames{"unlabelled", "labelled", "verified",
                                                     "excluded"};

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return lower;
}

}  // namespace

std::string_view nameOf(Split split) {
  return splitNames[static_cast<std::size_t>(split)];
}

std::optional<Split> splitFromName(std::string_view name) {
  const std::string lower = lowerCase(name);
  static const std::array<std::pair<std::string_view, Split>, 10> known{{
      {"unassigned", Split::Unassigned},
      {"", Split::Unassigned},
      {"train", Split::Train},
      {"training", Split::Train},
      {"val", Split::Val},
      {"valid", Split::Val},
      {"validation", Split::Val},
      {"dev", Split::Val},
      {"test", Split::Test},
      {"testing", Split::Test},
  }};
  for (const auto& [text, split] : known) {
    if (text == lower) {
      return split;
    }
  }
  return std::nullopt;
}

std::string_view nameOf(ImageState state) {
  return stateNames[static_cast<std::size_t>(state)];
}

std::optional<ImageState> imageStateFromName(std::string_view name) {
  for (std::size_t i = 0; i < stateNames.size(); ++i) {
    if (stateNames[i] == name) {
      return static_cast<ImageState>(i);
    }
  }
  return std::nullopt;
}

}  // namespace touchstone::labeling
