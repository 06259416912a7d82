#include "ui/review/summary_tiles.h"

#include "labeling/project/main_figure.h"
#include "ui/theme/parts.h"
#include "ui/train/result_text.h"

#include <QHBoxLayout>

#include <cmath>

namespace touchstone::ui {

namespace {

const QString none = QStringLiteral("–");

/// Returns the change of the figure since the newest iteration before the last one that has it on
/// the same split.
std::optional<double> gainOf(const labeling::MainFigure& figure,
                             const std::vector<labeling::IterationRecord>& iterations) {
  for (std::size_t i = iterations.size(); i-- > 1;) {
    const labeling::IterationRecord& other = iterations[i - 1];
    const auto found = other.metrics.find(figure.name);
    if (other.split == iterations.back().split && found != other.metrics.end()) {
      return figure.value - found->second;
    }
  }
  return std::nullopt;
}

/// Returns which figure it is and what it was measured on.
QString placeText(const labeling::MainFigure& figure, const std::string& split) {
  const QString place =
      split == "test" ? SummaryTiles::tr("on test images") : SummaryTiles::tr("on validation");
  return QString::fromStdString(titleOf(figure)) + QLatin1Char(' ') + place;
}

}  // namespace

SummaryTiles::SummaryTiles(QWidget* parent)
    : QWidget(parent),
      score_(new Tile(tr("Score of the model"))),
      errors_(new Tile(tr("Mistakes of the model"))),
      open_(new Tile(tr("Findings to decide"))),
      decided_(new Tile(tr("Decided"))),
      wrong_(new Tile(tr("Wrong labels left"))),
      gain_(new Tile(tr("Gain of the last round"))) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  for (Tile* tile : {score_, errors_, open_, decided_, wrong_, gain_}) {
    layout->addWidget(tile, 1);
  }
  wrong_->setToolTip(
      tr("Labels that nobody has judged and that are probably wrong: estimated from the last audit "
         "and from your decisions. The range is right about nine times out of ten, and narrows "
         "with each decision."));
}

void SummaryTiles::setRound(const std::optional<analysis::EvaluationReport>& report,
                            const std::vector<labeling::IterationRecord>& iterations) {
  const auto figure =
      iterations.empty() ? std::nullopt : labeling::mainFigure(iterations.back().metrics);
  score_->setFigure(figure ? figureText(figure->value, 3) : none,
                    figure ? placeText(*figure, iterations.back().split) : tr("not trained yet"));
  const bool counted = report && !report->samples.empty();
  errors_->setFigure(counted ? QString::number(errorCount(*report)) : none,
                     counted  ? tr("of %1 samples").arg(report->samples.size())
                     : report ? tr("not counted of pixels")
                     : figure ? tr("not kept by this run")
                              : tr("not trained yet"));
  const auto gain = figure ? gainOf(*figure, iterations) : std::nullopt;
  gain_->setFigure(gain ? gainText(*gain, 3) : none,
                   gain ? tr("decisions before it: %1").arg(iterations.back().decisions)
                        : tr("after the next training"));
}

void SummaryTiles::setQueue(const ReviewQueue& queue) {
  open_->setFigure(QString::number(queue.openCount()),
                   tr("of %1 in the last audit").arg(queue.total()));
  decided_->setFigure(QString::number(queue.decided()),
                      queue.total() > 0
                          ? tr("%1 % of them").arg(100 * queue.decided() / queue.total())
                          : tr("nothing to decide"));
  showWrongLabels(queue.unjudgedLabels());
}

void SummaryTiles::showWrongLabels(const std::optional<ReviewQueue::UnjudgedLabels>& labels) {
  wrong_->setVisible(labels.has_value());
  if (!labels) {
    return;
  }
  if (labels->wrong) {
    wrong_->setFigure(tr("about %1").arg(std::lround(labels->wrong->expected)),
                      tr("most probably %1 to %2")
                          .arg(std::lround(labels->wrong->range.low))
                          .arg(std::lround(labels->wrong->range.high)));
  } else {
    wrong_->setFigure(none, tr("decisions to go: %1").arg(labels->decisionsToGo));
  }
}

}  // namespace touchstone::ui
