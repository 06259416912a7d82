#include "ui/label/health_window.h"

#include "labeling/query/query_matcher.h"
#include "labeling/query/query_text.h"
#include "labeling/review/decide.h"
#include "ui/label/health_bars.h"
#include "ui/label/health_cells.h"
#include "ui/label/health_chart_bars.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace analysis;
using labeling::ClassId;

constexpr int refreshPause = 800;            ///< milliseconds after the last change
constexpr int cardWidth = 52 * theme::grid;  ///< that a column needs

enum Scope { NotExcluded, Everything, Listed };

QStringList splitNames() {
  return {HealthWindow::tr("Training"), HealthWindow::tr("Validation"), HealthWindow::tr("Test"),
          HealthWindow::tr("No split")};
}

}  // namespace

HealthWindow::HealthWindow(std::function<QString()> listQuery, QWidget* parent)
    : QWidget(parent, Qt::Window),
      listQuery_(std::move(listQuery)),
      scope_(new QComboBox),
      classes_(new QComboBox),
      notice_(makeCaption({})),
      imageTile_(new Tile(tr("Images"))),
      objectTile_(new Tile(tr("Objects"))),
      tagTile_(new Tile(tr("Labels of whole images"))),
      classTile_(new Tile(tr("Classes"))),
      grid_(new QGridLayout) {
  // The program ends with its main window, also while this one is open.
  setAttribute(Qt::WA_QuitOnClose, false);
  setWindowTitle(tr("Health of the data set"));
  refreshSoon_.setSingleShot(true);
  refreshSoon_.setInterval(refreshPause);
  connect(&refreshSoon_, &QTimer::timeout, this, &HealthWindow::refresh);
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  column->setSpacing(theme::wide);
  auto* tiles = new QHBoxLayout;
  tiles->setSpacing(theme::wide);
  for (Tile* tile : {imageTile_, objectTile_, tagTile_, classTile_}) {
    tiles->addWidget(tile, 1);
  }
  column->addLayout(tiles);
  column->addLayout(grid_);
  column->addStretch(1);
  grid_->setSpacing(theme::wide);
  auto* scroll = new QScrollArea;
  scroll->setWidget(content);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead());
  layout->addWidget(scroll, 1);
  makeCards();
  resize(140 * theme::grid, 96 * theme::grid);
}

QWidget* HealthWindow::makeHead() {
  scope_->addItem(tr("All images but the excluded ones"), NotExcluded);
  scope_->addItem(tr("All images"), Everything);
  scope_->addItem(tr("The images of the list"), Listed);
  scope_->setAccessibleName(tr("Which images are counted"));
  classes_->setAccessibleName(tr("Objects of which class are measured"));
  connect(scope_, &QComboBox::activated, this, &HealthWindow::refresh);
  connect(classes_, &QComboBox::activated, this, &HealthWindow::showObjects);
  auto* head = new QFrame;
  theme::setRole(head, theme::Role::Panel);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(theme::wide, theme::grid, theme::wide, theme::grid);
  row->setSpacing(theme::grid);
  row->addWidget(makeTitle(tr("Health of the data set")));
  row->addWidget(notice_, 1);
  row->addWidget(new QLabel(tr("Count")));
  row->addWidget(scope_);
  row->addWidget(new QLabel(tr("Measure")));
  row->addWidget(classes_);
  notice_->setText(tr("A click on a bar or a cell lists the images behind it."));
  return head;
}

void HealthWindow::addCard(const QString& heading, const QString& caption, QWidget* chart) {
  QVBoxLayout* layout = nullptr;
  QFrame* card = makeCard(layout);
  layout->addWidget(makeHeading(heading));
  if (!caption.isEmpty()) {
    layout->addWidget(makeCaption(caption));
  }
  layout->addWidget(chart);
  layout->addStretch(1);
  cards_.push_back(card);
}

HealthBars* HealthWindow::addBars(const QString& heading, const QString& caption) {
  auto* bars = new HealthBars(heading);
  connect(bars, &HealthBars::chosen, this, &HealthWindow::queryRequested);
  addCard(heading, caption, bars);
  return bars;
}

HealthCells* HealthWindow::addCells(const QString& heading, const QString& caption) {
  auto* cells = new HealthCells(heading);
  connect(cells, &HealthCells::chosen, this, &HealthWindow::queryRequested);
  addCard(heading, caption, cells);
  return cells;
}

void HealthWindow::makeCards() {
  perClass_ = addBars(tr("Labels of each class"), {});
  perSplit_ = addCells(tr("Images with each class, by split"), {});
  states_ = addBars(tr("States"), {});
  splits_ = addBars(tr("Splits"), {});
  emptiness_ = addBars(tr("Missing and empty"),
                       tr("Never labelled is not the same as labelled with nothing in it."));
  imageSizes_ = addBars(tr("Sizes of the images, pixels"), {});
  together_ = addCells(tr("Classes that stand together"), tr("Images that hold both classes."));
  const std::size_t first = cards_.size();
  perImage_ = addBars(tr("Objects in an image"), {});
  sizes_ = addBars(tr("Sizes of the objects"), tr("Root of the area, pixels. Small, medium and "
                                                  "large end where COCO's do."));
  aspects_ = addBars(tr("Width divided by height of the objects"), {});
  positions_ = addCells(tr("Where the objects are"), tr("Centres, on images of any size."));
  objectCards_.assign(cards_.begin() + static_cast<std::ptrdiff_t>(first), cards_.end());
  placeCards();
}

void HealthWindow::placeCards() {
  const int columns = std::max(1, (width() - theme::wide) / cardWidth);
  int place = 0;
  for (QWidget* card : cards_) {
    grid_->removeWidget(card);
    const bool isOfObjects =
        std::find(objectCards_.begin(), objectCards_.end(), card) != objectCards_.end();
    if (hasObjects_ || !isOfObjects) {
      grid_->addWidget(card, place / columns, place % columns);
      ++place;
    }
    card->setVisible(hasObjects_ || !isOfObjects);
  }
  for (int column = 0; column < grid_->columnCount(); ++column) {
    grid_->setColumnStretch(column, column < columns ? 1 : 0);
  }
}

void HealthWindow::setSession(ProjectSession* session) {
  if (session_ != nullptr) {
    session_->disconnect(this);
  }
  session_ = session;
  refreshSoon_.stop();
  if (session_ == nullptr) {
    images_.clear();
    close();
    return;
  }
  connect(session_, &ProjectSession::changed, this, [this] {
    if (isVisible()) {
      refreshSoon_.start();
    }
  });
  if (isVisible()) {
    refresh();
  }
}

void HealthWindow::showEvent(QShowEvent* event) {
  refresh();
  QWidget::showEvent(event);
}

void HealthWindow::resizeEvent(QResizeEvent* event) {
  placeCards();
  QWidget::resizeEvent(event);
}

void HealthWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    close();
  } else {
    QWidget::keyPressEvent(event);
  }
}

std::string HealthWindow::baseQuery() const {
  switch (scope_->currentData().toInt()) {
    case Listed:
      return listQuery_().toStdString();
    case NotExcluded:
      return "-state:excluded";
    default:
      return {};
  }
}

QString HealthWindow::queryFor(const std::string& query) const {
  return QString::fromStdString(labeling::joinedQueries(base_, query));
}

void HealthWindow::refresh() {
  if (session_ == nullptr) {
    return;
  }
  const labeling::Document& document = session_->document();
  base_ = baseQuery();
  const labeling::ParsedQuery base = labeling::parseQuery(base_);
  const auto findings = labeling::asksForFindings(base.query)
                            ? labeling::openFindings(session_->project())
                            : std::vector<labeling::Finding>();
  images_ = labeling::QueryMatcher(base.query, document, findings).matchingImages();
  fillClasses();
  showData(datasetHealth(document, images_));
  showObjects();
}

void HealthWindow::fillClasses() {
  const QVariant chosen = classes_->currentData();
  classes_->clear();
  classes_->addItem(tr("Objects of all classes"), qint64{0});
  for (const auto& [id, labelClass] : session_->document().classes()) {
    classes_->addItem(QString::fromStdString(labelClass.name), qint64{id});
  }
  classes_->setCurrentIndex(std::max(0, classes_->findData(chosen)));
}

void HealthWindow::showData(const DatasetHealth& health) {
  const auto imageBars = [&](const std::vector<HealthBar>& bars, const QStringList& names = {}) {
    return imageChartBars(bars, health.images, names, base_);
  };
  imageTile_->setFigure(QString::number(health.images));
  objectTile_->setFigure(QString::number(health.objects));
  tagTile_->setFigure(QString::number(health.tags));
  QString balance;
  if (!health.classes.empty() && health.classes.back().all.objects > 0) {
    const auto largest = static_cast<double>(health.classes.front().all.objects);
    const auto smallest = static_cast<double>(health.classes.back().all.objects);
    balance = tr("the largest has %1 times the labels of the smallest")
                  .arg(largest / smallest, 0, 'f', 1);
  }
  classTile_->setFigure(QString::number(health.classes.size()), balance);
  showClassesAndSplits(health);
  states_->setBars(
      imageBars(health.states, {tr("Unlabelled"), tr("Labelled"), tr("Verified"), tr("Excluded")}));
  splits_->setBars(imageBars(health.splits, splitNames()));
  emptiness_->setBars(imageBars(
      health.emptiness, {tr("Never labelled"), tr("Labelled as empty"), tr("With labels")}));
  perImage_->setBars(imageBars(health.perImage));
  imageSizes_->setBars(imageBars(health.imageSizes));
  showTogether(health);
  hasObjects_ = health.objects > 0;
  classes_->setEnabled(hasObjects_);
  placeCards();
}

void HealthWindow::showClassesAndSplits(const DatasetHealth& health) {
  QList<ChartBar> bars = [&] {
    std::vector<HealthBar> all;
    for (const ClassHealth& labelClass : health.classes) {
      all.push_back(labelClass.all);
    }
    return objectChartBars(all, base_);
  }();
  CellTable table;
  table.columns = QStringList{tr("All")} + splitNames();
  table.counts = Matrix<long>(health.classes.size(), 5);
  QList<QStringList> tips;
  QList<QStringList> queries;
  for (std::size_t i = 0; i < health.classes.size(); ++i) {
    const ClassHealth& labelClass = health.classes[i];
    const auto* stored = session_->document().labelClass(labelClass.id);
    bars[static_cast<qsizetype>(i)].colour = QColor::fromRgb(stored->colour);
    table.rows << QString::fromStdString(labelClass.all.name);
    std::vector<HealthBar> cells{labelClass.all};
    cells.insert(cells.end(), labelClass.splits.begin(), labelClass.splits.end());
    tips << QStringList();
    queries << QStringList();
    for (std::size_t j = 0; j < cells.size(); ++j) {
      table.counts(i, j) = cells[j].images;
      tips.back() << tr("%1, %2: %3 with %4 labels")
                         .arg(table.rows.back(), table.columns[static_cast<qsizetype>(j)],
                              imagesText(cells[j].images))
                         .arg(cells[j].objects);
      queries.back() << queryFor(cells[j].query);
    }
  }
  table.tip = [tips](int row, int column) { return tips[row][column]; };
  table.query = [queries](int row, int column) { return queries[row][column]; };
  perClass_->setBars(bars);
  perSplit_->setTable(table);
}

void HealthWindow::showTogether(const DatasetHealth& health) {
  CellTable table;
  table.counts = health.together;
  for (std::size_t i = 0; i < health.together.rows; ++i) {
    table.rows << QString::fromStdString(health.classes[i].all.name);
  }
  table.columns = table.rows;
  table.tip = [names = table.rows, counts = table.counts](int row, int column) {
    const long count = counts(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
    return row == column
               ? tr("%1 with %2").arg(imagesText(count), names[row])
               : tr("%1 with both %2 and %3").arg(imagesText(count), names[row], names[column]);
  };
  table.query = [this, names = table.rows](int row, int column) {
    return queryFor(togetherQuery(names[row].toStdString(), names[column].toStdString()));
  };
  together_->setTable(table);
}

void HealthWindow::showObjects() {
  if (session_ == nullptr) {
    return;
  }
  const ClassId chosen = classes_->currentData().toLongLong();
  const ObjectHealth health = objectHealth(session_->document(), images_,
                                           chosen == 0 ? std::nullopt : std::optional(chosen));
  sizes_->setBars(objectChartBars(health.sizes, base_));
  const int small = static_cast<int>(health.smallEnd);
  const int medium = static_cast<int>(health.mediumEnd);
  const int end = static_cast<int>(health.sizes.size());
  QList<std::pair<int, QString>> marks;
  if (small > 0) {
    marks << std::pair(0, tr("small"));
  }
  if (medium > small) {
    marks << std::pair(small, tr("medium"));
  }
  if (end > medium) {
    marks << std::pair(medium, tr("large"));
  }
  sizes_->setMarks(marks);
  aspects_->setBars(objectChartBars(health.aspects, base_));
  showPositions(health);
}

void HealthWindow::showPositions(const ObjectHealth& health) {
  const auto* chosen = session_->document().labelClass(classes_->currentData().toLongLong());
  const std::string className = chosen == nullptr ? std::string() : chosen->name;
  CellTable table;
  table.counts = health.positions;
  table.tip = [counts = table.counts](int row, int column) {
    constexpr double cell = 100.0 / ObjectHealth::cells;
    return tr("%1 objects, %2 to %3 % from the left and %4 to %5 % from the top")
        .arg(counts(static_cast<std::size_t>(row), static_cast<std::size_t>(column)))
        .arg(column * cell, 0, 'f', 0)
        .arg((column + 1) * cell, 0, 'f', 0)
        .arg(row * cell, 0, 'f', 0)
        .arg((row + 1) * cell, 0, 'f', 0);
  };
  table.query = [this, className](int row, int column) {
    return queryFor(positionQuery(row, column, className));
  };
  positions_->setTable(table);
}

}  // namespace touchstone::ui
