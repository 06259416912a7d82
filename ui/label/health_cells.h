#pragma once

#include "analysis/matrix.h"

#include <QStringList>
#include <QWidget>

#include <functional>

namespace touchstone::ui {

/// What a table of cells shows. Without names it is a map: its cells fill the widget and show no
/// figures.
struct CellTable {
  analysis::Matrix<long> counts{};
  QStringList rows{};
  QStringList columns{};
  std::function<QString(int row, int column)> tip{};
  std::function<QString(int row, int column)> query{};
};

/// A table whose cells are the darker the more they count. A cell is chosen with the mouse, or with
/// the arrow keys and Enter.
class HealthCells : public QWidget {
  Q_OBJECT

public:
  explicit HealthCells(const QString& name, QWidget* parent = nullptr);

  void setTable(const CellTable& table);
  [[nodiscard]] const CellTable& table() const { return table_; }

  /// Returns where a cell is drawn.
  [[nodiscard]] QRect cellRect(int row, int column) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
  void chosen(const QString& query);

protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  [[nodiscard]] bool isMap() const { return table_.rows.isEmpty(); }
  [[nodiscard]] int rowCount() const { return static_cast<int>(table_.counts.rows); }
  [[nodiscard]] int columnCount() const { return static_cast<int>(table_.counts.columns); }
  [[nodiscard]] long countAt(QPoint cell) const;
  [[nodiscard]] QPoint cellAt(QPoint place) const;
  [[nodiscard]] bool headsAreTurned() const;
  [[nodiscard]] int headWidth() const;
  [[nodiscard]] int headHeight() const;
  [[nodiscard]] int cellWidth() const;
  [[nodiscard]] int cellHeight() const;
  void paintNames(QPainter& painter) const;
  void paintCell(QPainter& painter, QPoint cell) const;
  void setCurrent(QPoint cell);

  CellTable table_;
  long largest_ = 0;
  int widestRow_ = 0;
  int widestColumn_ = 0;
  QPoint current_;  ///< x is the column, y the row
  QPoint hovered_{-1, -1};
};

}  // namespace touchstone::ui
