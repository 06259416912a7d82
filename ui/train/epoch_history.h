#pragma once

#include "analysis/report/epoch_figures.h"

#include <QJsonObject>

namespace touchstone::ui {

using analysis::EpochFigures;

/// Reads the `metrics` of a progress notification, which is also a line of metrics.jsonl.
[[nodiscard]] EpochFigures epochFiguresFromJson(const QJsonObject& metrics);

}  // namespace touchstone::ui
