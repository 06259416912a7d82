#pragma once

#include "labeling/annotation/document.h"
#include "ui/canvas/picture_loader.h"
#include "ui/label/label_actions.h"
#include "ui/tools/tool_kind.h"
#include "ui/workspace.h"

namespace touchstone::ui {

class Canvas;
class BookWindow;
class CanvasBar;
class ClassAsking;
class ClassMemory;
class CommentCommands;
class ImageListPanel;
class LabelCommands;
class LabelState;
class ObjectCommands;
class ObjectsPanel;
class SidePanel;
class SuggestionBar;
class Suggestions;
class ToolOptionsBar;
class ToolStrip;
struct ToolChoice;

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
  [[nodiscard]] ObjectCommands& objectCommands() { return *objectCommands_; }
  [[nodiscard]] ImageListPanel& images() { return *images_; }

  [[nodiscard]] CommentCommands& comments() { return *comments_; }
  [[nodiscard]] Suggestions& suggestions() { return *suggestions_; }
  [[nodiscard]] ClassAsking& classAsking() { return *asking_; }

  /// Goes that many images further in the list.
  void go(int steps);
  [[nodiscard]] labeling::ImageId neighbour(int steps) const;
  void focusSearch();
  /// Shows the sliders for how the picture is shown.
  void showTonePanel();
  void useTool(ToolKind kind);
  [[nodiscard]] ToolKind tool() const { return tool_; }
  /// Whether a drawing tool stays after each object; remembered.
  [[nodiscard]] bool keepsTool() const;
  void setKeepsTool(bool keeps);
  /// Asks on how many of the next images to repeat the selected objects, or all.
  void propagate();
  /// Offers to put one label in place of those that several people gave one thing.
  void adoptConsensus();
  /// Goes to another image and adds the selected objects, or all, to it.
  void goWithObjects(int steps);
  /// Takes up the box tool and makes every box a square, or no longer.
  void toggleSquares();
  /// Takes up the tool that cuts the selected polygon along a line.
  void slice();
  /// Opens the label book at the page of the class; 0 for the one of the selection or the next
  /// object.
  void openBook(labeling::ClassId labelClass);
  /// Opens the label book where the class is defined, to be typed.
  void openDefinition(labeling::ClassId labelClass);
  /// Shows or hides the panel at the right, to leave the room to the picture.
  void toggleSidePanel();
  /// Selects the objects of the class on the image; 0 for the class of the selection.
  void selectAllOfClass(labeling::ClassId labelClass);
  /// Asks for the text of a comment at the pointer, or in the middle of what is in view.
  void writeComment();
  /// Accepts or rejects the suggestion under the pointer.
  void answerSuggestion(bool accepts);
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
  void showMenu(const QPoint& globalPosition);
  void wireSide();
  void wireSuggestions();
  void showSuggestions();
  void writeCommentAt(const QPoint& globalPosition);
  void checkClassChoice();
  [[nodiscard]] labeling::ClassId classInUse() const;
  void checkTools();
  void finish(const labeling::Edit& edit);
  void offer(const std::vector<ToolChoice>& choices, const QPoint& globalPosition);

  ProjectSession* session_ = nullptr;
  LabelState* state_;
  LabelCommands* commands_;
  ObjectCommands* objectCommands_;
  PictureLoader* pictures_;
  ImageListPanel* images_;
  CanvasBar* bar_;
  ToolStrip* strip_;
  ToolOptionsBar* options_;
  Canvas* canvas_;
  CommentCommands* comments_;
  SidePanel* side_;
  ClassAsking* asking_;
  ClassMemory* memory_;
  Suggestions* suggestions_;
  SuggestionBar* suggestionBar_;
  BookWindow* book_ = nullptr;  ///< made when it is first opened
  LabelMenus menus_;
  ToolKind tool_ = ToolKind::Select;
};

}  // namespace touchstone::ui
