#pragma once

#include <QStringList>

namespace touchstone::ui {

/// The folders opened last, newest first; those that are gone are left out.
[[nodiscard]] QStringList recentFolders();
void rememberFolder(const QString& folder);

}  // namespace touchstone::ui
