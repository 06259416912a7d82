#pragma once

#include "analysis/matrix.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace touchstone::ui {

/// How often each given class (row) was predicted as each class (column). A cell is chosen with
/// the mouse, or with the arrow keys and Enter.
class ConfusionMatrixWidget : public QWidget {
  Q_OBJECT

public:
  explicit ConfusionMatrixWidget(QWidget* parent = nullptr);

  /// What the cells show: how many there are, or the percentage of their row, as of pixels.
  enum class Numbers { Counts, Percentages };
  void setMatrix(const QStringList& classes,
                 const analysis::Matrix<long>& counts,
                 Numbers numbers = Numbers::Counts);
  /// Shows by how much counts have changed, as +3 or −2; no cell can be chosen.
  void setDifference(const QStringList& classes, const analysis::Matrix<long>& change);
  /// Takes the mark from the chosen cell.
  void clearChoice();

  /// Returns where a cell is drawn, in the widget's coordinates.
  [[nodiscard]] QRect cellRect(int row, int column) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
  void cellChosen(int given, int predicted);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

private:
  struct Cell {
    int row = 0;
    int column = 0;
    bool operator==(const Cell&) const = default;
  };

  /// The text of a cell and how it is filled.
  struct Look {
    QString text;
    QColor colour;
    double share = 0;  ///< of the colour
  };

  [[nodiscard]] Look countLook(Cell cell) const;
  [[nodiscard]] Look changeLook(Cell cell) const;
  [[nodiscard]] int classCount() const { return static_cast<int>(classes_.size()); }
  [[nodiscard]] std::optional<Cell> cellAt(QPoint position) const;
  [[nodiscard]] long countAt(Cell cell) const;
  [[nodiscard]] QString describe(Cell cell) const;
  [[nodiscard]] double shareAt(Cell cell) const;
  [[nodiscard]] int cellSideBelow(int header) const;
  /// Whether the names above the columns are too long for their cells.
  [[nodiscard]] bool headsAreTurned() const;
  [[nodiscard]] int headerHeight() const;
  [[nodiscard]] int cellSide() const;
  void choose(Cell cell);
  void drawLabels(QPainter& painter) const;
  void drawHead(QPainter& painter, int column) const;
  void drawCell(QPainter& painter, Cell cell) const;

  QStringList classes_;
  analysis::Matrix<long> counts_;
  bool isDifference_ = false;
  Numbers numbers_ = Numbers::Counts;
  int labelWidth_ = 0;  ///< of the longest class name, with its margin
  Cell focus_;
  std::optional<Cell> hovered_;
  std::optional<Cell> chosen_;
};

}  // namespace touchstone::ui
