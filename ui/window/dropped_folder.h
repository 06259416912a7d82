#pragma once

#include <QString>

class QMimeData;

namespace touchstone::ui {

/// Returns the folder that is dragged over the window, or that of the one file that is; empty for
/// anything else.
[[nodiscard]] QString droppedFolder(const QMimeData* data);

}  // namespace touchstone::ui
