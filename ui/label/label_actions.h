#pragma once

#include <QList>

class QAction;
class QObject;

namespace touchstone::ui {

class LabelWorkspace;

/// Makes the actions of the label workspace, in the order of its menu; a separator ends each group.
[[nodiscard]] QList<QAction*> makeLabelActions(LabelWorkspace& workspace);

}  // namespace touchstone::ui
