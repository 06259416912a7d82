#pragma once

#include <QColor>
#include <QList>
#include <QWidget>

namespace touchstone::ui {

/// One bar, what is said of it, and the query for the images behind it.
struct ChartBar {
  QString name{};
  double value = 0;
  QString figure{};  ///< written behind the bar
  QString tip{};
  QString query{};
  QColor colour{};  ///< the accent when it is not valid
};

/// Horizontal bars, one a row. A bar is chosen with the mouse, or with the arrow keys and Enter.
class HealthBars : public QWidget {
  Q_OBJECT

public:
  explicit HealthBars(const QString& name, QWidget* parent = nullptr);

  void setBars(const QList<ChartBar>& bars);
  /// Draws a line above each of these rows with a text at its right end.
  void setMarks(const QList<std::pair<int, QString>>& marks);
  [[nodiscard]] const QList<ChartBar>& bars() const { return bars_; }

  /// Returns where a row is drawn.
  [[nodiscard]] QRect rowRect(int row) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
  void chosen(const QString& query);

protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  void paintRow(QPainter& painter, int row) const;
  void setCurrent(int row);
  [[nodiscard]] int rowAt(QPoint place) const;
  [[nodiscard]] int nameWidth() const;
  [[nodiscard]] int figureWidth() const;

  QList<ChartBar> bars_;
  QList<std::pair<int, QString>> marks_;
  double largest_ = 0;
  int current_ = 0;
  int hovered_ = -1;
};

}  // namespace touchstone::ui
