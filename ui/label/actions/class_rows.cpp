#include "ui/label/actions/action_rows.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> classRows(LabelWorkspace& w) {
  std::vector<ActionRow> rows;
  for (char key = '1'; key <= '9'; ++key) {
    const QString digit{QLatin1Char(key)};
    rows.push_back({"class.choose" + digit, LabelWorkspace::tr("Choose class %1").arg(digit),
                    "hash", digit, [&w, key] { w.commands().chooseKey(key); }});
  }
  return rows;
}

}  // namespace touchstone::ui
