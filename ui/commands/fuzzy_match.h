#pragma once

#include <QString>

#include <optional>

namespace touchstone::ui {

/// Scores how well `text` fits what was typed: all its letters in that order, whole words and word
/// beginnings first. Nothing when a letter is missing.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& typed, const QString& text);

}  // namespace touchstone::ui
