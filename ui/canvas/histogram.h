#pragma once

#include <QWidget>

#include <vector>

namespace touchstone::ui {

/// How often each value occurs in a picture, with the values shown from black to white marked.
class Histogram : public QWidget {
  Q_OBJECT

public:
  static constexpr int bins = 128;

  explicit Histogram(QWidget* parent = nullptr);

  void setCounts(std::vector<int> counts);
  /// Marks the part from `low` to `high`, each in [0, 1] of the range.
  void setWindow(double low, double high);
  [[nodiscard]] QSize sizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  std::vector<int> counts_;
  double low_ = 0;
  double high_ = 1;
};

}  // namespace touchstone::ui
