#pragma once

#include "labeling/annotation/document.h"
#include "ui/canvas/picture_loader.h"
#include "ui/label/label_actions.h"
#include "ui/workspace.h"

namespace touchstone::ui {

class Canvas;
class CanvasBar;
class ClassesPanel;
class HistoryPanel;
class ImageListPanel;
class LabelCommands;
class LabelState;
class ObjectsPanel;

/// Draw, correct and check labels: images at the left, the canvas, objects and classes at the
/// right.
class LabelWorkspace : public Workspace {
  Q_OBJECT

public:
  explicit LabelWorkspace(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) override;
  [[nodiscard]] QList<QAction*> workspaceActions() const override { return menus_.all(); }
  void activated() override;

  /// Shows the image and selects the object, when it is not 0.
  void open(labeling::ImageId image, labeling::AnnotationId annotation);

  [[nodiscard]] Canvas& canvas() { return *canvas_; }
  [[nodiscard]] LabelState& state() { return *state_; }
  [[nodiscard]] LabelCommands& commands() { return *commands_; }

  /// Goes that many images further in the list.
  void go(int steps);
  [[nodiscard]] labeling::ImageId neighbour(int steps) const;
  void focusSearch();
  void useBoxTool();
  void useSelectTool();
  /// Asks for the class of the selected objects, or of the next one.
  void askForClass();
  /// Gives up the gesture, then the tool, then the selection.
  void cancel();

protected:
  bool event(QEvent* event) override;

private:
  /// Returns the action with that id of the tables in ui/label/actions.
  [[nodiscard]] QAction* action(const QString& id) const;
  void layOut();
  void wire();
  void showImage();
  void showPicture(labeling::ImageId image, const Picture& picture);
  void updateBar();
  void askForDrawn(const labeling::Edit& edit);
  void showMenu(const QPoint& globalPosition);
  void checkTools();
  [[nodiscard]] QPoint popupPosition() const;

  ProjectSession* session_ = nullptr;
  LabelState* state_;
  LabelCommands* commands_;
  PictureLoader* pictures_;
  ImageListPanel* images_;
  CanvasBar* bar_;
  Canvas* canvas_;
  ClassesPanel* classes_;
  ObjectsPanel* objects_;
  HistoryPanel* history_;
  LabelMenus menus_;
  bool drawsBoxes_ = false;
};

}  // namespace touchstone::ui
