#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

#include <variant>

namespace touchstone::ui {

/// On or off.
struct FlagOption {
  bool on = false;
};

/// A whole number within limits.
struct NumberOption {
  int value = 0;
  int minimum = 0;
  int maximum = 100;
  QString unit{};  ///< behind the number: " px"
};

/// One of a few.
struct ChoiceOption {
  int index = 0;
  QStringList names{};
};

/// Something to do now; it has no value.
struct ButtonOption {
  QString icon{};
  bool enabled = true;
};

/// What a person can set about a tool, shown in the row above the picture.
struct ToolOption {
  QString id{};       ///< never changes: the value is remembered under it
  QString text{};     ///< label
  QString toolTip{};  ///< with the key that changes it, when there is one
  std::variant<FlagOption, NumberOption, ChoiceOption, ButtonOption> what{};
  bool remembered = true;  ///< whether the next tool of this kind begins with the value
};

/// Returns the value as Tool::setOption takes it: bool, int, or nothing for a button.
[[nodiscard]] inline QVariant valueOf(const ToolOption& option) {
  if (const auto* flag = std::get_if<FlagOption>(&option.what)) {
    return flag->on;
  }
  if (const auto* number = std::get_if<NumberOption>(&option.what)) {
    return number->value;
  }
  if (const auto* choice = std::get_if<ChoiceOption>(&option.what)) {
    return choice->index;
  }
  return {};
}

}  // namespace touchstone::ui
