#pragma once

#include "ui/project_session.h"

#include <QImage>
#include <QTemporaryDir>

#include <memory>

/// A folder of plain pictures, 200 × 100 pixels, opened as a project.
class ProjectInFolder {
public:
  explicit ProjectInFolder(int images = 3) {
    for (int i = 1; i <= images; ++i) {
      QImage picture(200, 100, QImage::Format_RGB32);
      picture.fill(QColor::fromHsv(i * 30 % 360, 120, 200));
      picture.save(folder_.filePath(QStringLiteral("f%1.png").arg(i)));
    }
  }

  [[nodiscard]] QString path() const { return folder_.path(); }

  [[nodiscard]] std::unique_ptr<touchstone::ui::ProjectSession> open() const {
    auto project = touchstone::labeling::Project::open(folder_.path().toStdString());
    touchstone::require(project.has_value(), "the test's folder opens");
    return std::make_unique<touchstone::ui::ProjectSession>(*std::move(project));
  }

private:
  QTemporaryDir folder_;
};

/// Adds a class and returns its id.
inline touchstone::labeling::ClassId addClass(touchstone::ui::ProjectSession& session,
                                              const std::string& name) {
  using namespace touchstone::labeling;
  const ClassId id = session.project().newClassId();
  LabelClass labelClass;
  labelClass.name = name;
  labelClass.colour = defaultClassColour(static_cast<std::size_t>(id));
  session.perform({.name = "Add class", .gesture = 0, .changes = {ClassChange{id, labelClass}}});
  return id;
}
