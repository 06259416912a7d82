#include "ui/review/rounds_panel.h"

#include "labeling/project/iteration.h"
#include "labeling/project/main_figure.h"
#include "ui/project_session.h"
#include "ui/review/evaluations.h"
#include "ui/theme/parts.h"
#include "ui/train/curve_chart.h"
#include "ui/train/result_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

using analysis::EvaluationComparison;
using labeling::IterationRecord;

RoundsPanel::RoundsPanel(QWidget* parent)
    : QWidget(parent), chart_(new CurveChart(tr("Accuracy after every round"), tr("Round"), 1)) {
  chart_->setAccessibleName(tr("Accuracy after every round of training"));
  chart_->setMinimumHeight(16 * theme::grid);
  comparing_ = new QWidget;
  auto* comparing = new QVBoxLayout(comparing_);
  comparing->setContentsMargins(0, 0, 0, 0);
  comparing->setSpacing(theme::tight);
  comparing->addWidget(makeChoice());
  sentence_ = makeCaption({});
  comparing->addWidget(sentence_);
  comparing->addWidget(makeButtons());
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, theme::tight, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addWidget(chart_, 1);
  layout->addWidget(comparing_);
  setRounds({});
}

QWidget* RoundsPanel::makeChoice() {
  later_ = new QComboBox;
  later_->setAccessibleName(tr("Round to compare"));
  earlier_ = new QComboBox;
  earlier_->setAccessibleName(tr("Round to compare it with"));
  goBack_ = makeToolButton(QStringLiteral("history"),
                           tr("Go back to the labels that the earlier round was trained on, by "
                              "undoing what came after; redo brings that back"));
  connect(later_, &QComboBox::currentIndexChanged, this, &RoundsPanel::readComparison);
  connect(earlier_, &QComboBox::currentIndexChanged, this, &RoundsPanel::readComparison);
  connect(goBack_, &QToolButton::clicked, this, &RoundsPanel::goBack);
  auto* choice = new QWidget;
  auto* row = new QHBoxLayout(choice);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::tight);
  row->addWidget(later_, 1);
  row->addWidget(makeCaption(tr("after")));
  row->addWidget(earlier_, 1);
  row->addWidget(goBack_);
  return choice;
}

QWidget* RoundsPanel::makeButtons() {
  mended_ = makeButton({}, QStringLiteral("check"));
  mended_->setToolTip(tr("Show the labels that the earlier round got wrong and this one right"));
  broken_ = makeButton({}, QStringLiteral("x"));
  broken_->setToolTip(tr("Show the labels that the earlier round got right and this one wrong"));
  difference_ = new QCheckBox(tr("Difference"));
  difference_->setToolTip(tr("Show in the matrix how many more or fewer there are than before"));
  const auto request = [this](bool nowRight) {
    const auto& samples = nowRight ? comparison_->mended : comparison_->broken;
    Q_EMIT samplesRequested(samples, QString::fromStdString(chosen(later_)->run),
                            nowRight ? tr("Right since round %1").arg(chosen(later_)->number)
                                     : tr("Wrong since round %1").arg(chosen(later_)->number));
  };
  connect(mended_, &QPushButton::clicked, this, [request] { request(true); });
  connect(broken_, &QPushButton::clicked, this, [request] { request(false); });
  connect(difference_, &QCheckBox::toggled, this, &RoundsPanel::showDifference);
  auto* buttons = new QWidget;
  auto* row = new QHBoxLayout(buttons);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::tight);
  row->addWidget(mended_, 1);
  row->addWidget(broken_, 1);
  row->addWidget(difference_);
  return buttons;
}

void RoundsPanel::setSession(ProjectSession* session) {
  session_ = session;
  reading_.cancel();
}

void RoundsPanel::setRounds(const std::vector<IterationRecord>& rounds) {
  rounds_ = rounds;
  showCurve();
  fillChoices();
  comparing_->setVisible(rounds_.size() > 1);
  difference_->setChecked(false);
  readComparison();
}

void RoundsPanel::showCurve() {
  const auto figure = rounds_.empty() ? std::nullopt : labeling::mainFigure(rounds_.back().metrics);
  Curve curve{.name = figure ? QString::fromStdString(titleOf(*figure)) : QString(), .points = {}};
  double lowest = 1;
  for (const IterationRecord& round : rounds_) {
    const auto found = figure ? round.metrics.find(figure->name) : round.metrics.end();
    if (found != round.metrics.end()) {
      curve.points.emplace_back(static_cast<double>(round.number), found->second);
      lowest = std::min(lowest, found->second);
    }
  }
  chart_->setFloor(std::max(0.0, std::floor(10 * (lowest - 0.02)) / 10));
  if (figure) {
    chart_->setName(tr("%1 after every round").arg(curve.name));
  }
  chart_->setCurves({curve}, 0);
}

void RoundsPanel::fillChoices() {
  const QSignalBlocker quietLater(later_);
  const QSignalBlocker quietEarlier(earlier_);
  for (QComboBox* box : {later_, earlier_}) {
    box->clear();
    for (const IterationRecord& round : rounds_) {
      const auto figure = labeling::mainFigure(round.metrics);
      box->addItem(tr("Round %1").arg(round.number));
      box->setItemData(box->count() - 1,
                       figure ? QString::fromStdString(titleOf(*figure)) + QLatin1Char(' ') +
                                    figureText(figure->value, 3)
                              : QString(),
                       Qt::ToolTipRole);
    }
  }
  const auto count = static_cast<int>(rounds_.size());
  later_->setCurrentIndex(count - 1);
  earlier_->setCurrentIndex(std::max(0, count - 2));
}

const IterationRecord* RoundsPanel::chosen(const QComboBox* box) const {
  const int index = box->currentIndex();
  return index < 0 || index >= static_cast<int>(rounds_.size())
             ? nullptr
             : &rounds_[static_cast<std::size_t>(index)];
}

void RoundsPanel::readComparison() {
  comparison_.reset();
  const IterationRecord* now = chosen(later_);
  const IterationRecord* before = chosen(earlier_);
  goBack_->setEnabled(session_ && before != nullptr);
  if (!session_ || now == nullptr || before == nullptr) {
    return;
  }
  const auto folderOf = [&](const IterationRecord& round) {
    return session_->project().runFolder(round.run);
  };
  reading_.run(
      [nowFolder = folderOf(*now),
       beforeFolder = folderOf(*before)](std::stop_token) -> Result<EvaluationComparison> {
        const Evaluations read = readEvaluations(nowFolder, beforeFolder);
        if (!read.now || !read.before) {
          return Error{
              ErrorKind::BadInput, {}, "What one of these rounds got right is not kept any more."};
        }
        return analysis::compareEvaluations(*read.before, *read.now);
      },
      [this](const Result<EvaluationComparison>& comparison) { showComparison(comparison); });
}

void RoundsPanel::showComparison(const Result<EvaluationComparison>& comparison) {
  const bool same = later_->currentIndex() == earlier_->currentIndex();
  if (comparison) {
    comparison_ = *comparison;
  }
  const auto count = [&](const auto& samples) {
    return comparison && !samples.empty() ? static_cast<int>(samples.size()) : 0;
  };
  const int mended = comparison ? count(comparison_->mended) : 0;
  const int broken = comparison ? count(comparison_->broken) : 0;
  mended_->setText(tr("Better: %1").arg(mended));
  broken_->setText(tr("Worse: %1").arg(broken));
  mended_->setEnabled(mended > 0);
  broken_->setEnabled(broken > 0);
  difference_->setEnabled(comparison && !same);
  sentence_->setText(!comparison ? QString::fromStdString(comparison.error().message)
                     : same      ? tr("Choose two different rounds.")
                                 : QString());
  sentence_->setVisible(!sentence_->text().isEmpty());
  showDifference();
}

void RoundsPanel::showDifference() {
  if (difference_->isChecked() && difference_->isEnabled() && comparison_) {
    Q_EMIT differenceRequested(
        *comparison_,
        tr("Round %1 less round %2").arg(chosen(later_)->number).arg(chosen(earlier_)->number));
  } else {
    Q_EMIT countsRequested();
  }
}

void RoundsPanel::goBack() {
  const IterationRecord* round = chosen(earlier_);
  if (!session_ || round == nullptr) {
    return;
  }
  const auto steps = labeling::goBackTo(session_->project(), *round);
  Q_EMIT wentBack(!steps ? QString::fromStdString(steps.error().message)
                  : *steps == 0
                      ? tr("The labels are those of round %1 already.").arg(round->number)
                      : tr("The labels are those of round %1 again, %2 steps from where they were; "
                           "the history brings any of them back.")
                            .arg(round->number)
                            .arg(*steps));
}

}  // namespace touchstone::ui
