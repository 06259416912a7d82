#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <optional>

namespace touchstone::ui {

/// One class of a finding: what it is (labelled, suggested), its colour and name, and its
/// probability as a bar.
class ClassShare : public QWidget {
  Q_OBJECT

public:
  explicit ClassShare(const QString& role, QWidget* parent = nullptr);

  void setClass(const QString& name, const QColor& colour, std::optional<double> probability);
  [[nodiscard]] QSize sizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QString role_;
  QString name_;
  QColor colour_;
  std::optional<double> probability_;
};

}  // namespace touchstone::ui
