#include "analysis/coverage/situation.h"

namespace touchstone::analysis {

namespace {

struct Names {
  std::string_view name;
  std::string_view title;
};

constexpr std::array<Names, situations> names{{{"brightness", "Brightness"},
                                               {"contrast", "Contrast"},
                                               {"temperature", "Colour of the light"},
                                               {"reflection", "Reflections"},
                                               {"background", "Background"},
                                               {"orientation", "Orientation"},
                                               {"position", "Position"},
                                               {"distance", "Distance"},
                                               {"size", "Size"}}};

}  // namespace

std::string_view nameOf(Situation situation) {
  return names[static_cast<std::size_t>(situation)].name;
}

std::optional<Situation> situationFromName(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].name == name) {
      return static_cast<Situation>(i);
    }
  }
  return std::nullopt;
}

std::string_view titleOf(Situation situation) {
  return names[static_cast<std::size_t>(situation)].title;
}

std::string phraseOf(Situation situation, const std::string& bin) {
  switch (situation) {
    case Situation::Brightness:
      return bin == "dark" ? "in dim light" : bin == "bright" ? "in bright light" : "in even light";
    case Situation::Contrast:
      return "with " + bin + " contrast";
    case Situation::Temperature:
      return "in " + bin + " light";
    case Situation::Reflection:
      return bin == "none" ? "without reflections" : "with " + bin + " reflections";
    case Situation::Background:
      return "on a background that is " + bin;
    case Situation::Orientation:
      return bin == "horizontal" ? "lying across"
             : bin == "upright"  ? "standing upright"
                                 : bin + " to the right";
    case Situation::Position:
      return bin == "middle" ? "in the middle" : "at the " + bin;
    case Situation::Distance:
      return bin == "near"  ? "at less than the usual distance"
             : bin == "far" ? "at more than the usual distance"
                            : "at the usual distance";
    case Situation::Size:
      return "at " + bin + " size";
  }
  return bin;
}

}  // namespace touchstone::analysis
