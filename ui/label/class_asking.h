#pragma once

#include "labeling/annotation/document.h"

#include <QObject>
#include <QPoint>
#include <QPointer>

class QWidget;

namespace touchstone::ui {

class Canvas;
class ClassPopup;
class LabelCommands;
class LabelState;
class ProjectSession;
class QuickClass;

/// Asks a person for classes: of what was just drawn, of the selected objects, and of either by the
/// first letters of a name.
class ClassAsking : public QObject {
  Q_OBJECT

public:
  ClassAsking(LabelState& state, LabelCommands& commands, Canvas& canvas, QWidget& window);
  void setSession(ProjectSession* session);

  /// Asks for the class of the selected objects, or of the next ones.
  void askForSelection();
  /// Waits for the first letters of a class's name.
  void startQuick();

Q_SIGNALS:
  /// What was typed so far, for the status bar.
  void readoutChanged(const QString& text);

private:
  [[nodiscard]] ClassPopup& open(labeling::ClassId current);
  void askForDrawn(const labeling::Edit& edit);
  [[nodiscard]] QPoint placeBelowSelection() const;

  LabelState& state_;
  LabelCommands& commands_;
  Canvas& canvas_;
  QWidget& window_;
  QuickClass* quick_;
  ProjectSession* session_ = nullptr;
  QPointer<ClassPopup> popup_;
};

}  // namespace touchstone::ui
