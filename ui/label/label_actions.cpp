#include "ui/label/label_actions.h"

#include "ui/label/actions/action_rows.h"
#include "ui/label/label_workspace.h"

#include <QMenu>

namespace touchstone::ui {

QList<QAction*> LabelMenus::all() const {
  QList<QAction*> actions;
  for (const QMenu* menu : {image, draw, object, labelClass, comment, suggestion, view}) {
    actions << menu->menuAction();
  }
  return actions;
}

LabelMenus makeLabelMenus(LabelWorkspace& workspace) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  const auto menu = [&](const QString& title, const char* icon,
                        const std::vector<ActionRow>& rows) {
    return makeActionMenu(workspace, title, QLatin1String(icon), rows);
  };
  return {.image = menu(tr("Image"), "image", imageRows(workspace)),
          .draw = menu(tr("Draw"), "brush", drawRows(workspace)),
          .object = menu(tr("Object"), "square", objectRows(workspace)),
          .labelClass = menu(tr("Class"), "tags", classRows(workspace)),
          .comment = menu(tr("Comment"), "message-square", commentRows(workspace)),
          .suggestion = menu(tr("Suggest"), "sparkles", suggestionRows(workspace)),
          .view = menu(tr("Picture"), "eye", viewRows(workspace))};
}

}  // namespace touchstone::ui
