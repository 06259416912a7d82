#include "ui/window/dropped_folder.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace touchstone::ui {

QString droppedFolder(const QMimeData* data) {
  const auto urls = data->urls();
  const QFileInfo dropped(urls.size() == 1 ? urls.front().toLocalFile() : QString());
  if (!dropped.exists()) {
    return {};
  }
  return dropped.isDir() ? dropped.absoluteFilePath() : dropped.absolutePath();
}

}  // namespace touchstone::ui
