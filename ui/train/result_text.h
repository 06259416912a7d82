#pragma once

#include "ui/train/training_loop.h"

#include <QString>

namespace touchstone::ui {

/// Returns a figure in [0, 1] for a person: "0.93".
[[nodiscard]] QString figureText(double value, int digits = 2);
/// Returns a change of a figure with its sign: "+0.04", "−0.01", "±0.00".
[[nodiscard]] QString gainText(double gain, int digits = 2);
/// Returns the sentence after a round: "Accuracy 0.93 on 153 validation images (+0.04)".
[[nodiscard]] QString resultText(const RoundResult& result);

}  // namespace touchstone::ui
