#include "ui/train/result_text.h"

#include <QCoreApplication>

#include <cmath>

namespace touchstone::ui {

namespace {

QString text(const char* source) {
  return QCoreApplication::translate("RoundResult", source);
}

}  // namespace

QString figureText(double value, int digits) {
  return QString::number(value, 'f', digits);
}

QString gainText(double gain, int digits) {
  const QString size = figureText(std::abs(gain), digits);
  if (size == figureText(0, digits)) {
    return QStringLiteral("±") + size;
  }
  return (gain > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

QString resultText(const RoundResult& result) {
  const bool test = result.iteration.split == "test";
  const auto accuracy = result.run.metrics.find("accuracy");
  if (accuracy == result.run.metrics.end()) {
    return text("The model is trained.");
  }
  QString sentence = text("Accuracy %1").arg(figureText(accuracy->second, 3));
  if (result.samples > 0) {
    sentence += (test ? text(" on %1 test samples") : text(" on %1 validation samples"))
                    .arg(result.samples);
  } else {
    sentence += test ? text(" on the test split") : text(" on the validation split");
  }
  if (result.gain) {
    sentence += QStringLiteral(" (%1)").arg(gainText(*result.gain, 3));
  }
  return sentence;
}

}  // namespace touchstone::ui
