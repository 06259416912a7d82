#pragma once

#include "ui/canvas/tone.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QSlider;

namespace touchstone::ui {

class Canvas;
class Histogram;

/// A small window to set how the picture and its objects are shown: brightness, contrast, gamma,
/// the values shown from black to white, and how opaque objects are. Nothing of it changes a file.
/// Deletes itself when closed.
class TonePanel : public QFrame {
  Q_OBJECT

public:
  explicit TonePanel(Canvas& canvas);

  /// Shows it below `anchor`.
  void popUp(QWidget* anchor);

private:
  struct Row {
    QSlider* slider;
    QLabel* value;
  };

  Row addRow(QGridLayout& grid, const QString& name, int low, int high);
  void apply();
  void showTone();
  void chooseWindow();
  void reset();

  Canvas& canvas_;
  Histogram* histogram_;
  Row low_;
  Row high_;
  Row brightness_;
  Row contrast_;
  Row gamma_;
  Row opacity_;
};

/// Returns the tone in words, what differs from neutral: "Brightness +20"; empty when neutral.
[[nodiscard]] QString toneText(const Tone& tone);

}  // namespace touchstone::ui
