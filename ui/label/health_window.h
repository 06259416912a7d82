#pragma once

#include "analysis/health/dataset_health.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QGridLayout;

namespace touchstone::ui {

class HealthBars;
class HealthCells;
class ProjectSession;
class Tile;

/// What the data set consists of, in a window of its own: classes, splits, states, sizes, places.
/// Everything that is counted can be chosen, which asks for the images behind it.
class HealthWindow : public QWidget {
  Q_OBJECT

public:
  /// `listQuery` returns the query of the image list at the moment.
  explicit HealthWindow(std::function<QString()> listQuery, QWidget* parent = nullptr);

  void setSession(ProjectSession* session);

Q_SIGNALS:
  void queryRequested(const QString& query);

protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  HealthBars* addBars(const QString& heading, const QString& caption);
  HealthCells* addCells(const QString& heading, const QString& caption);
  [[nodiscard]] QWidget* makeHead();
  void addCard(const QString& heading, const QString& caption, QWidget* chart);
  void makeCards();
  void placeCards();
  void fillClasses();
  void refresh();
  void showData(const analysis::DatasetHealth& health);
  void showClassesAndSplits(const analysis::DatasetHealth& health);
  void showTogether(const analysis::DatasetHealth& health);
  void showObjects();
  void showPositions(const analysis::ObjectHealth& health);
  [[nodiscard]] std::string baseQuery() const;
  [[nodiscard]] QString queryFor(const std::string& query) const;

  ProjectSession* session_ = nullptr;
  std::function<QString()> listQuery_;
  std::string base_;  ///< the query for the images that were counted, as it was then
  std::vector<labeling::ImageId> images_;
  QTimer refreshSoon_;
  QComboBox* scope_;
  QComboBox* classes_;
  QLabel* notice_;
  Tile* imageTile_;
  Tile* objectTile_;
  Tile* tagTile_;
  Tile* classTile_;
  QGridLayout* grid_;
  std::vector<QWidget*> cards_;
  std::vector<QWidget*> objectCards_;  ///< that say nothing when there is no object
  bool hasObjects_ = true;
  HealthBars* perClass_ = nullptr;
  HealthCells* perSplit_ = nullptr;
  HealthBars* states_ = nullptr;
  HealthBars* splits_ = nullptr;
  HealthBars* emptiness_ = nullptr;
  HealthBars* perImage_ = nullptr;
  HealthBars* sizes_ = nullptr;
  HealthBars* aspects_ = nullptr;
  HealthCells* positions_ = nullptr;
  HealthCells* together_ = nullptr;
  HealthBars* imageSizes_ = nullptr;
};

}  // namespace touchstone::ui
