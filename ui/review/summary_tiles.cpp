#include "ui/review/summary_tiles.h"

#include "ui/theme/parts.h"
#include "ui/train/result_text.h"

#include <QHBoxLayout>

#include <cmath>
#include <limits>

namespace touchstone::ui {

namespace {

const QString none = QStringLiteral("–");

/// Returns the accuracy of the iteration, NaN when there is none.
double accuracyOf(const labeling::IterationRecord* iteration) {
  const auto unknown = std::numeric_limits<double>::quiet_NaN();
  if (iteration == nullptr) {
    return unknown;
  }
  const auto found = iteration->metrics.find("accuracy");
  return found == iteration->metrics.end() ? unknown : found->second;
}

/// Returns the newest iteration before the last one that was measured on the same split.
const labeling::IterationRecord* comparable(
    const std::vector<labeling::IterationRecord>& iterations) {
  for (std::size_t i = iterations.size(); i-- > 1;) {
    if (iterations[i - 1].split == iterations.back().split) {
      return &iterations[i - 1];
    }
  }
  return nullptr;
}

QString splitText(const std::string& split) {
  return split == "test" ? SummaryTiles::tr("on the test split")
                         : SummaryTiles::tr("on the validation split");
}

}  // namespace

SummaryTiles::SummaryTiles(QWidget* parent)
    : QWidget(parent),
      accuracy_(new Tile(tr("Accuracy"))),
      errors_(new Tile(tr("Mistakes of the model"))),
      open_(new Tile(tr("Findings to decide"))),
      decided_(new Tile(tr("Decided"))),
      gain_(new Tile(tr("Gain of the last round"))) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  for (Tile* tile : {accuracy_, errors_, open_, decided_, gain_}) {
    layout->addWidget(tile, 1);
  }
}

void SummaryTiles::setRound(const std::optional<analysis::EvaluationReport>& report,
                            const std::vector<labeling::IterationRecord>& iterations) {
  const labeling::IterationRecord* newest = iterations.empty() ? nullptr : &iterations.back();
  const double accuracy = accuracyOf(newest);
  const bool measured = !std::isnan(accuracy);
  accuracy_->setFigure(measured ? figureText(accuracy, 3) : none,
                       measured ? splitText(newest->split) : tr("not trained yet"));
  errors_->setFigure(
      report ? QString::number(errorCount(*report)) : none,
      report ? tr("of %1 samples").arg(report->samples.size()) : tr("not trained yet"));
  const double gain = accuracy - accuracyOf(comparable(iterations));
  const bool compared = !std::isnan(gain);
  gain_->setFigure(compared ? gainText(gain, 3) : none,
                   compared ? tr("decisions before it: %1").arg(newest->decisions)
                            : tr("after the next training"));
}

void SummaryTiles::setQueue(const ReviewQueue& queue) {
  open_->setFigure(QString::number(queue.openCount()),
                   tr("of %1 in the last audit").arg(queue.total()));
  decided_->setFigure(QString::number(queue.decided()),
                      queue.total() > 0
                          ? tr("%1 % of them").arg(100 * queue.decided() / queue.total())
                          : tr("nothing to decide"));
}

}  // namespace touchstone::ui
