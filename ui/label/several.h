#pragma once

#include <optional>

namespace touchstone::ui {

/// What several objects have in common.
template <class Value>
struct Several {
  std::optional<Value> value{};  ///< of all of them; none when they differ
  bool differs = false;
};

/// Returns what `valueOf` gives for all of `objects` alike.
template <class Objects, class ValueOf>
auto inCommon(const Objects& objects, ValueOf valueOf) {
  using Value = decltype(valueOf(*objects.front()));
  Several<Value> common;
  for (const auto* object : objects) {
    Value value = valueOf(*object);
    if (!common.value && !common.differs) {
      common.value = std::move(value);
    } else if (common.value && *common.value != value) {
      common.value.reset();
      common.differs = true;
    }
  }
  return common;
}

}  // namespace touchstone::ui
