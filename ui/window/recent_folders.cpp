#include "ui/window/recent_folders.h"

#include <QFileInfo>
#include <QSettings>

namespace touchstone::ui {
namespace {

constexpr int keptFolders = 8;
const char* const settingName = "recentFolders";

}  // namespace

QStringList recentFolders() {
  QStringList folders = QSettings().value(QLatin1String(settingName)).toStringList();
  folders.removeIf([](const QString& folder) { return !QFileInfo(folder).isDir(); });
  return folders;
}

void rememberFolder(const QString& folder) {
  QStringList folders = recentFolders();
  folders.removeAll(folder);
  folders.prepend(folder);
  QSettings().setValue(QLatin1String(settingName), folders.mid(0, keptFolders));
}

}  // namespace touchstone::ui
