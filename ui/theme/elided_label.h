#pragma once

#include <QLabel>

namespace touchstone::ui {

/// One line of text that ends in an ellipsis where there is no room for all of it. It asks for no
/// room of its own.
class ElidedLabel : public QLabel {
public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  /// Without a tool tip, it is the text where that is cut.
  void showText(const QString& text, const QString& toolTip = {});

protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void elide();

  QString text_;
  QString toolTip_;
};

}  // namespace touchstone::ui
