#pragma once

#include "labeling/annotation/document.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace touchstone::ui {

/// Which images a list shows; every condition that is set must hold.
struct ImageFilter {
  QString text{};  ///< part of the path, in any case
  std::optional<labeling::ImageState> state{};
  std::optional<labeling::Split> split{};
  std::optional<labeling::ClassId> labelClass{};  ///< at least one object or tag of it
  bool withProblem = false;
  bool operator==(const ImageFilter&) const = default;
};

[[nodiscard]] bool matches(const ImageFilter& filter,
                           const labeling::Document& document,
                           labeling::ImageId image);

}  // namespace touchstone::ui

Q_DECLARE_METATYPE(touchstone::ui::ImageFilter)
