#include "ui/train/run_history.h"

#include "ui/project_session.h"
#include "ui/theme/parts.h"
#include "ui/train/curve_chart.h"
#include "ui/train/run_table_model.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

/// Whether a run ended with a network; simple methods have none.
bool hasNetwork(const std::filesystem::path& runFolder) {
  QFile file(QString::fromStdString((runFolder / "model.json").string()));
  if (!file.open(QIODevice::ReadOnly)) {
    return false;
  }
  return QJsonDocument::fromJson(file.readAll())["mode"].toString() != QLatin1String("baseline");
}

/// Returns what a person calls the figure of each epoch.
QString figureNameOf(const std::string& task) {
  return task == "detect"    ? QStringLiteral("AP50")
         : task == "segment" ? QStringLiteral("Dice")
                             : RunHistory::tr("Accuracy");
}

}  // namespace

RunHistory::RunHistory(QWidget* parent) : QWidget(parent), runs_(new RunTableModel(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeCurves(), 3);
  layout->addWidget(makeTable(), 2);
}

QWidget* RunHistory::makeCurves() {
  QVBoxLayout* layout = nullptr;
  QFrame* card = makeCard(layout);
  title_ = makeHeading({});
  loss_ = new CurveChart(tr("Loss"), tr("Epoch"), 0);
  loss_->setAccessibleName(tr("Loss of each epoch, on training and validation images"));
  figure_ = new CurveChart(tr("Accuracy on validation images"), tr("Epoch"), 1);
  figure_->setAccessibleName(tr("Accuracy, AP50 or Dice of each epoch on validation images"));
  export_ = new QToolButton;
  export_->setText(tr("Export model …"));
  export_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  export_->setIcon(theme::icon(QStringLiteral("download")));
  theme::setRole(export_, theme::Role::Flat);
  export_->setToolTip(tr("Write the network, its description and a script that uses it in Python"));
  connect(export_, &QToolButton::clicked, this, &RunHistory::exportModel);
  connect(this, &RunHistory::exportPossible, export_, &QWidget::setVisible);
  auto* top = new QHBoxLayout;
  top->addWidget(title_, 1);
  top->addWidget(export_);
  auto* charts = new QHBoxLayout;
  charts->setSpacing(theme::page);
  charts->addWidget(loss_, 1);
  charts->addWidget(figure_, 1);
  layout->addLayout(top);
  layout->addLayout(charts, 1);
  return card;
}

QWidget* RunHistory::makeTable() {
  table_ = new QTableView;
  table_->setModel(runs_);
  table_->setAccessibleName(tr("Runs"));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(4 * theme::grid);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(RunTableModel::Model, QHeaderView::Stretch);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->setMinimumHeight(16 * theme::grid);
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(table_, &QWidget::customContextMenuRequested, this, &RunHistory::showMenu);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &RunHistory::showSelectedRun);
  return table_;
}

void RunHistory::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
    session_->trainingLoop().disconnect(this);
  }
  session_ = session;
  if (session) {
    connect(session, &ProjectSession::runsChanged, this, &RunHistory::showRuns);
    connect(&session->trainingLoop(), &TrainingLoop::epochDone, this, &RunHistory::showLiveRun);
  }
  showRuns();
}

void RunHistory::showMenu(const QPoint& place) {
  if (export_->isVisible() && table_->indexAt(place).isValid()) {
    QMenu menu(this);
    menu.addAction(export_->icon(), export_->text(), this, &RunHistory::exportModel);
    menu.exec(table_->viewport()->mapToGlobal(place));
  }
}

void RunHistory::exportModel() {
  const QModelIndex row = table_->currentIndex();
  if (!session_ || !row.isValid()) {
    return;
  }
  const QString folder =
      QFileDialog::getExistingDirectory(this, tr("Choose a folder for the model"));
  if (folder.isEmpty()) {
    return;
  }
  const QJsonObject params{
      {"project", QString::fromStdString(session_->project().folder().string())},
      {"run", QString::fromStdString(runs_->runAt(row.row()).name)},
      {"folder", folder}};
  session_->trainingLoop().engine().request(
      "export", params, this, [this, folder](const Result<QJsonObject>& reply) {
        if (!session_) {
          return;
        }
        if (reply) {
          Q_EMIT session_->message(tr("The model was written to %1.").arg(folder));
        } else {
          Q_EMIT session_->failed(QString::fromStdString(reply.error().message));
        }
      });
}

void RunHistory::showRuns() {
  runs_->setRuns(session_ ? session_->project().runs() : std::vector<labeling::RunRecord>{});
  if (runs_->rowCount() > 0) {
    table_->selectRow(0);
  } else {
    showCurves({}, "classify");
    title_->setText(tr("Nothing trained yet"));
    Q_EMIT exportPossible(false);
  }
}

void RunHistory::showSelectedRun() {
  const QModelIndex row = table_->currentIndex();
  if (!session_ || !row.isValid()) {
    return;
  }
  const labeling::RunRecord& run = runs_->runAt(row.row());
  Q_EMIT exportPossible(run.state != "running" &&
                        hasNetwork(session_->project().runFolder(run.name)));
  if (run.state == "running") {
    showLiveRun();
    return;
  }
  title_->setText(tr("Run %1").arg(QString::fromStdString(run.name)));
  showCurves(analysis::readEpochFigures(session_->project().runFolder(run.name)), run.task);
}

void RunHistory::showLiveRun() {
  if (!session_) {
    return;
  }
  const TrainingLoop& loop = session_->trainingLoop();
  title_->setText(tr("Run %1, under way").arg(QString::fromStdString(loop.run().name)));
  showCurves(loop.epochs(), loop.run().task);
}

void RunHistory::showCurves(const std::vector<EpochFigures>& epochs, const std::string& task) {
  Curve training{.name = tr("Training images"), .points = {}};
  Curve validation{.name = tr("Validation images"), .points = {}};
  Curve figure{.name = figureNameOf(task), .points = {}};
  for (const EpochFigures& figures : epochs) {
    training.points.emplace_back(figures.epoch, figures.trainLoss);
    validation.points.emplace_back(figures.epoch, figures.loss);
    figure.points.emplace_back(figures.epoch, figures.accuracy);
  }
  // Of detectors and segmenters only the figure is measured on validation images.
  const bool hasLoss = task == "classify";
  loss_->setCurves(hasLoss ? std::vector{training, validation} : std::vector{training}, 0);
  figure_->setName(tr("%1 on validation images").arg(figure.name));
  figure_->setCurves({figure}, 0);
}

}  // namespace touchstone::ui
