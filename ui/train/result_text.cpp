#include "ui/train/result_text.h"

#include "labeling/project/main_figure.h"

#include <QCoreApplication>

#include <algorithm>
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

/// Names every simple method with its accuracy, the best first.
QString comparisonText(std::vector<labeling::RunRecord> runs) {
  const auto accuracyOf = [](const labeling::RunRecord& run) {
    const auto figure = run.metrics.find("accuracy");
    return figure == run.metrics.end() ? 0 : figure->second;
  };
  std::stable_sort(runs.begin(), runs.end(),
                   [&](const auto& a, const auto& b) { return accuracyOf(a) > accuracyOf(b); });
  QStringList parts;
  for (const labeling::RunRecord& run : runs) {
    parts.append(QStringLiteral("%1 %2").arg(QString::fromStdString(run.model),
                                             figureText(accuracyOf(run), 3)));
  }
  return text("Accuracy without a network: %1").arg(parts.join(QStringLiteral(", ")));
}

QString resultText(const RoundResult& result) {
  if (!result.baselines.empty()) {
    return comparisonText(result.baselines);
  }
  const bool test = result.iteration.split == "test";
  const auto figure = labeling::mainFigure(result.run.metrics);
  if (!figure) {
    return text("The model is trained.");
  }
  QString sentence =
      QString::fromStdString(titleOf(*figure)) + QLatin1Char(' ') + figureText(figure->value, 3);
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
