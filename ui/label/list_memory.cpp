#include "ui/label/list_memory.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace touchstone::ui {
namespace {

const std::string settingName = "list.state";

}  // namespace

ListMemory recallList(const labeling::Project& project) {
  const std::string text = project.setting(settingName).value_or("{}");
  const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  ListMemory memory;
  memory.image = json["image"].toInteger();
  memory.query = json["query"].toString();
  memory.order = {.key = imageOrderKeyFromName(json["order"].toString()),
                  .descending = json["descending"].toBool()};
  memory.look.isGrid = json["grid"].toBool();
  memory.look.side = std::clamp(json["side"].toInt(memory.look.side), ImageListLook::smallest,
                                ImageListLook::largest);
  return memory;
}

Status rememberList(labeling::Project& project, const ListMemory& memory) {
  const QJsonObject json{{"image", static_cast<qint64>(memory.image)},
                         {"query", memory.query},
                         {"order", nameOf(memory.order.key)},
                         {"descending", memory.order.descending},
                         {"grid", memory.look.isGrid},
                         {"side", memory.look.side}};
  return project.setSetting(settingName,
                            QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString());
}

}  // namespace touchstone::ui
