#include "ui/review/finding_detail.h"

#include "analysis/neighbours/similar_labels.h"
#include "ui/canvas/class_colour.h"
#include "ui/canvas/outlined_picture.h"
#include "ui/project_session.h"
#include "ui/review/class_share.h"
#include "ui/review/decision_actions.h"
#include "ui/review/finding_text.h"
#include "ui/review/heat_map.h"
#include "ui/review/review_queue.h"
#include "ui/review/similar_labels_strip.h"
#include "ui/theme/parts.h"
#include "ui/train/duration_text.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

/// Returns the label in question as it is drawn and as it is suggested.
std::vector<OutlinedPicture::Outline> outlinesOf(const labeling::Document& document,
                                                 const labeling::Finding& finding) {
  std::vector<OutlinedPicture::Outline> outlines;
  const auto* annotation = finding.annotation ? document.annotation(*finding.annotation) : nullptr;
  if (annotation != nullptr && !labeling::isImageTag(annotation->shape)) {
    outlines.push_back({annotation->shape, colourOf(document, finding.given)});
  }
  if (finding.suggestedShape && !labeling::isImageTag(*finding.suggestedShape)) {
    outlines.push_back({*finding.suggestedShape, colourOf(document, finding.suggested), true});
  }
  return outlines;
}

/// Returns what a button says: the answer and its key.
QString caption(const QString& answer, const QAction& action) {
  const QString key = action.shortcut() == QKeySequence(Qt::Key_Return)
                          ? FindingDetail::tr("Enter")
                          : action.shortcut().toString(QKeySequence::NativeText);
  return QStringLiteral("%1  ·  %2").arg(answer, key);
}

}  // namespace

FindingDetail::FindingDetail(ReviewQueue& queue, DecisionActions& actions, QWidget* parent)
    : QWidget(parent), queue_(queue), actions_(actions), picture_(new OutlinedPicture) {
  picture_->setFocusPolicy(Qt::StrongFocus);
  picture_->setAccessibleName(tr("The picture in question; the decision keys work here"));
  picture_->setMinimumSize(30 * theme::grid, 24 * theme::grid);
  picture_->setDimming(true);
  actions.addTo(picture_);
  sentence_ = new QLabel;
  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  definition_ = makeCaption({});
  definition_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  similar_ = new SimilarLabelsStrip;
  connect(similar_, &SimilarLabelsStrip::labelRequested, this, [this](qint64 image, qint64 label) {
    if (session_) {
      session_->showInEditor(image, label);
    }
  });
  heat_ = new HeatMap(this);
  connect(heat_, &HeatMap::shown, this, [this](const QImage& heat, const labeling::Box& area) {
    picture_->setOverlay(heat, area);
  });
  connect(heat_, &HeatMap::failed, this, [this](const QString& sentence) {
    if (session_) {
      Q_EMIT session_->message(sentence);
    }
  });
  connect(actions.look, &QAction::toggled, this, &FindingDetail::showHeat);
  connect(&queue, &ReviewQueue::decisionTaken, this, [this] {
    pace_.decided(DecisionPace::Clock::now());
    showProgress();
  });
  testGuard_ =
      makeCaption(tr("This image is on the test split, which judges every model: change "
                     "its label only when you are sure. Batch decisions leave it alone."));
  theme::setRole(testGuard_, theme::Role::Danger);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeHead());
  layout->addWidget(picture_, 1);
  layout->addWidget(makeClasses());
  layout->addWidget(sentence_);
  layout->addWidget(similar_);
  layout->addWidget(definition_);
  layout->addWidget(testGuard_);
  layout->addWidget(makeButtons());
  connect(&queue, &ReviewQueue::currentChanged, this, &FindingDetail::showCurrent);
  showCurrent();
}

QWidget* FindingDetail::makeHead() {
  kind_ = makeHeading({});
  count_ = makeCaption({});
  count_->setWordWrap(false);
  bar_ = new QProgressBar;
  bar_->setTextVisible(false);
  bar_->setMaximumSize(16 * theme::grid, theme::grid);
  bar_->setAccessibleName(tr("Decided findings"));
  auto* head = new QWidget;
  auto* layout = new QHBoxLayout(head);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::grid);
  layout->addWidget(kind_, 1);
  for (QAction* action : {actions_.define, actions_.look}) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize({theme::iconSize, theme::iconSize});
    button->setFocusPolicy(Qt::TabFocus);
    layout->addWidget(button);
  }
  layout->addWidget(count_);
  layout->addWidget(bar_);
  return head;
}

QWidget* FindingDetail::makeClasses() {
  given_ = new ClassShare(tr("Labelled"));
  suggested_ = new ClassShare(tr("Suggested"));
  arrow_ = new QLabel;
  arrow_->setPixmap(
      theme::icon(QStringLiteral("arrow-right"), &theme::Colours::muted).pixmap(theme::iconSize));
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  layout->addWidget(given_, 1);
  layout->addWidget(arrow_);
  layout->addWidget(suggested_, 1);
  return row;
}

QPushButton* FindingDetail::makeButton(QAction* action, const QString& text, bool primary) {
  auto* button = new QPushButton(caption(text, *action));
  button->setAccessibleName(action->text());
  button->setToolTip(action->toolTip());
  // A click leaves the focus where the keys work.
  button->setFocusPolicy(Qt::TabFocus);
  if (primary) {
    theme::setRole(button, theme::Role::Primary);
  }
  button->setEnabled(action->isEnabled());
  connect(button, &QPushButton::clicked, action, &QAction::trigger);
  connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
  return button;
}

QWidget* FindingDetail::makeButtons() {
  otherClass_ = new QPushButton(tr("Class  ·  1–9"));
  otherClass_->setAccessibleName(tr("Give another class"));
  otherClass_->setToolTip(tr("Give the label another class; the digits do it at once"));
  otherClass_->setFocusPolicy(Qt::TabFocus);
  auto* menu = new QMenu(otherClass_);
  menu->addActions(actions_.relabelActions());
  otherClass_->setMenu(menu);
  auto* buttons = new QWidget;
  auto* grid = new QGridLayout(buttons);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(theme::grid);
  accept_ = makeButton(actions_.accept, tr("Accept"), true);
  keep_ = makeButton(actions_.keep, tr("Keep"));
  grid->addWidget(accept_, 0, 0);
  grid->addWidget(keep_, 0, 1);
  grid->addWidget(otherClass_, 0, 2);
  grid->addWidget(makeButton(actions_.edit, tr("Edit")), 0, 3);
  grid->addWidget(makeButton(actions_.exclude, tr("Exclude")), 1, 0);
  grid->addWidget(makeButton(actions_.augment, tr("Augment")), 1, 1);
  grid->addWidget(makeButton(actions_.collect, tr("Collect")), 1, 2);
  grid->addWidget(makeButton(actions_.later, tr("Later")), 1, 3);
  for (int column = 0; column < 4; ++column) {
    grid->setColumnStretch(column, 1);
  }
  return buttons;
}

void FindingDetail::setSession(ProjectSession* session) {
  session_ = session;
  heat_->setSession(session);
  similar_->setSession(session);
  pace_ = {};
  picture_->clear();
  showCurrent();
}

void FindingDetail::showCurrent() {
  const labeling::Finding* finding = session_ ? queue_.current() : nullptr;
  actions_.setFinding(finding, session_ ? &session_->document() : nullptr);
  otherClass_->setEnabled(finding != nullptr && finding->annotation.has_value());
  showProgress();
  if (finding != nullptr) {
    showFinding(*finding);
    return;
  }
  picture_->clear();
  given_->setClass({}, {}, std::nullopt);
  suggested_->setClass({}, {}, std::nullopt);
  arrow_->hide();
  testGuard_->hide();
  definition_->hide();
  similar_->setLabels({});
  heat_->stop();
  showNothingToDecide();
}

void FindingDetail::showNothingToDecide() {
  if (queue_.showsSelection()) {
    kind_->setText(tr("No image is in this cell"));
    sentence_->setText(tr("Choose another cell, or press Esc for all findings."));
  } else if (queue_.total() > 0) {
    kind_->setText(tr("Nothing is left to decide here"));
    sentence_->setText(tr("Train again to see what your decisions brought."));
  } else {
    kind_->setText(tr("No findings yet"));
    sentence_->setText(tr("The labels are audited at the end of every training."));
  }
}

void FindingDetail::showAnswers(const labeling::Finding& finding) {
  const AnswerWords words = answerWords(finding);
  accept_->setText(caption(words.accept, *actions_.accept));
  accept_->setAccessibleName(words.acceptTip);
  accept_->setToolTip(words.acceptTip);
  keep_->setText(caption(words.keep, *actions_.keep));
  keep_->setAccessibleName(words.keepTip);
  keep_->setToolTip(words.keepTip);
}

void FindingDetail::showFinding(const labeling::Finding& finding) {
  const labeling::Document& document = session_->document();
  kind_->setText(titleOf(finding.kind));
  given_->setClass(QString::fromStdString(finding.given), colourOf(document, finding.given),
                   probabilityOf(finding, finding.given));
  suggested_->setClass(QString::fromStdString(finding.suggested),
                       colourOf(document, finding.suggested),
                       probabilityOf(finding, finding.suggested));
  arrow_->setVisible(!finding.given.empty() && !finding.suggested.empty());
  const bool isRedrawn = finding.annotation && finding.suggestedShape;
  sentence_->setText(QString::fromStdString(finding.message) +
                     (isRedrawn ? tr(" The suggestion is dashed or brighter.") : QString()));
  showAnswers(finding);
  showDefinition(finding);
  similar_->setLabels(analysis::similarLabelsOf(document, finding));
  testGuard_->setVisible(isOnTestSplit(document, finding));
  if (const labeling::Image* image = document.image(finding.image)) {
    picture_->setToolTip(QString::fromStdString(image->path));
    picture_->show(session_->project().folder() / image->path, outlinesOf(document, finding));
  }
  showHeat();
}

void FindingDetail::showDefinition(const labeling::Finding& finding) {
  QStringList definitions;
  for (const std::string& name : {finding.given, finding.suggested}) {
    const auto id = session_->document().findClass(name);
    const QString text =
        id ? QString::fromStdString(session_->document().labelClass(*id)->definition) : QString();
    if (!text.isEmpty()) {
      definitions << QStringLiteral("<b>%1</b>: %2")
                         .arg(QString::fromStdString(name).toHtmlEscaped(), text.toHtmlEscaped());
    }
  }
  definition_->setText(definitions.join(QStringLiteral("<br>")));
  definition_->setVisible(!definitions.isEmpty());
}

void FindingDetail::showHeat() {
  const labeling::Finding* finding = session_ ? queue_.current() : nullptr;
  picture_->clearOverlay();
  if (finding != nullptr && actions_.look->isChecked() && !finding->run.empty()) {
    heat_->ask(*finding);
  } else {
    heat_->stop();
  }
}

void FindingDetail::showProgress() {
  bar_->setRange(0, std::max(1, queue_.total()));
  bar_->setValue(queue_.decided());
  bar_->setVisible(queue_.total() > 0);
  if (queue_.total() == 0) {
    count_->clear();
    return;
  }
  const QString decided = tr("%1 of %2 decided").arg(queue_.decided()).arg(queue_.total());
  const auto left = pace_.timeFor(queue_.openCount());
  count_->setText(left && queue_.openCount() > 0
                      ? tr("%1, about %2 left").arg(decided, durationText(left->count()))
                      : decided);
}

}  // namespace touchstone::ui
