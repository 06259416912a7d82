#pragma once

#include <QColor>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <vector>

class QChart;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace touchstone::ui {

/// One line of a chart.
struct Curve {
  QString name;
  std::vector<QPointF> points;
  QColor colour = {};  ///< none: the next one of the theme
};

/// A small line chart in the colours of the theme: epochs, iterations or a share across, a figure
/// up.
class CurveChart : public QWidget {
  Q_OBJECT

public:
  /// `ceiling` is the fixed top of the figure (1 for an accuracy), or 0 to follow the values.
  CurveChart(const QString& name, const QString& across, double ceiling, QWidget* parent = nullptr);

  void setName(const QString& name);
  /// Begins the figure at `floor` instead of 0, from the next curves on: small gains show.
  void setFloor(double floor) { floor_ = floor; }
  /// Shows a share in [0, 1] across instead of whole numbers from 1 on.
  void setShareAcross(const QString& across);
  /// Shows the curves; the axis across reaches at least to `last`.
  void setCurves(const std::vector<Curve>& curves, double last);

protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  void showRange(const std::vector<Curve>& curves, double last);
  void applyColours();

  void showLegend();

  QString name_;
  QLabel* legend_;
  QChart* chart_;
  QValueAxis* across_;
  QValueAxis* up_;
  double ceiling_;
  double floor_ = 0;
  bool shareAcross_ = false;
  QList<QLineSeries*> series_;
  std::vector<QColor> colours_;  ///< of the series
};

}  // namespace touchstone::ui
