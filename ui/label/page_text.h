#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace touchstone::ui {

/// A text of some lines that is handed over when the person leaves it or pauses: one step, not one
/// a letter.
class PageText : public QPlainTextEdit {
  Q_OBJECT

public:
  explicit PageText(QWidget* parent = nullptr);

  /// Shows a text; one that is being typed is left alone unless it is another's.
  void setStored(const QString& text);
  /// Hands over what was typed, if anything.
  void commit();
  void setLines(int lines);

Q_SIGNALS:
  void committed(const QString& text);

protected:
  void focusOutEvent(QFocusEvent* event) override;

private:
  QString stored_;
  QTimer pause_;
};

}  // namespace touchstone::ui
