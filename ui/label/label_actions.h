#pragma once

#include <QList>

class QAction;
class QMenu;

namespace touchstone::ui {

class LabelWorkspace;

/// The menus of the label workspace: one per table in ui/label/actions.
struct LabelMenus {
  QMenu* image = nullptr;
  QMenu* draw = nullptr;
  QMenu* object = nullptr;
  QMenu* labelClass = nullptr;
  QMenu* comment = nullptr;
  QMenu* suggestion = nullptr;
  QMenu* view = nullptr;

  [[nodiscard]] QList<QAction*> all() const;
};

[[nodiscard]] LabelMenus makeLabelMenus(LabelWorkspace& workspace);

}  // namespace touchstone::ui
