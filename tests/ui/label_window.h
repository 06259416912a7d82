#pragma once

#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/main_window.h"
#include "ui/project_session.h"

#include <memory>
#include <vector>

/// One thing that a hand does: a click, a double click, a drag along a way, or a key.
struct Step {
  std::vector<touchstone::labeling::Point> way{};  ///< in pixels of the image; none for a key
  bool isDouble = false;
  int key = 0;
  Qt::KeyboardModifiers modifiers = Qt::NoModifier;
};

using Steps = std::vector<Step>;

[[nodiscard]] Step click(touchstone::labeling::Point point,
                         Qt::KeyboardModifiers modifiers = Qt::NoModifier);
[[nodiscard]] Step doubleClick(touchstone::labeling::Point point);
/// Returns a drag that also stops in the middle of its way.
[[nodiscard]] Step drag(touchstone::labeling::Point from,
                        touchstone::labeling::Point to,
                        Qt::KeyboardModifiers modifiers = Qt::NoModifier);
[[nodiscard]] Step dragAlong(std::vector<touchstone::labeling::Point> way,
                             Qt::KeyboardModifiers modifiers = Qt::NoModifier);
[[nodiscard]] Step key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

/// The program's window with a folder of pictures in its Label workspace, worked by mouse and keys.
class LabelWindow {
public:
  LabelWindow();

  /// Opens the folder and waits until its first picture can be drawn on.
  [[nodiscard]] bool open(const QString& folder);
  /// Gives the keys back to the canvas, as window managers do after a popup and offscreen nobody.
  [[nodiscard]] bool activate() const;

  [[nodiscard]] touchstone::ui::MainWindow& window() const { return *window_; }
  [[nodiscard]] touchstone::ui::LabelWorkspace& label() const;
  [[nodiscard]] touchstone::ui::Canvas& canvas() const { return label().canvas(); }
  [[nodiscard]] touchstone::ui::LabelState& state() const { return label().state(); }
  [[nodiscard]] const touchstone::labeling::Document& document() const;
  /// Returns where a point of the image lies on the canvas.
  [[nodiscard]] QPoint on(touchstone::labeling::Point point) const;

  void perform(const Steps& steps) const;
  /// Chooses the command of a menu, as for those that have no key.
  void choose(const char* action) const;
  /// Waits until all that runs besides the window has reported to it.
  void awaitJobs() const;

  /// Set an option in the row above the picture: the number of a field, the entry of a list.
  void type(const QString& option, int number) const;
  void pick(const QString& option, int entry) const;
  /// Clicks a check box or a button of that row.
  void press(const QString& option) const;
  [[nodiscard]] int numberIn(const QString& option) const;

  /// Remembers the document as it is: before the first step of the history, and after each.
  void remember() { documents_.push_back(document()); }
  /// Performs what has to be one step of the history, and remembers the document after it.
  void act(const Steps& steps);
  /// Undoes the remembered steps by key and redoes them; returns whether the document was after
  /// each of them exactly what it had been.
  [[nodiscard]] bool undoesAndRedoesAll() const;

private:
  std::unique_ptr<touchstone::ui::MainWindow> window_;
  std::vector<touchstone::labeling::Document> documents_;  ///< remembered ones
};
