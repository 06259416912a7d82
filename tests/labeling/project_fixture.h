#pragma once

#include "labeling/project/project.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <string>

namespace touchstone::labeling {

/// A temporary folder with grey pictures of 80 x 60 pixels, to be opened as a project.
class ProjectFolder {
public:
  explicit ProjectFolder(const std::vector<std::string>& images = {"a.pgm", "b.pgm", "c.pgm"}) {
    for (const std::string& image : images) {
      write(image, picture(static_cast<char>(image.front())));
    }
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path().toStdString(); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path() / name; }
  [[nodiscard]] std::filesystem::path storeFile() const {
    return path() / ".touchstone" / "project.sqlite";
  }

  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(file(name).parent_path());
    QFile out(QString::fromStdString(file(name).string()));
    out.open(QIODevice::WriteOnly);
    out.write(bytes.data(), static_cast<qint64>(bytes.size()));
  }

  [[nodiscard]] std::string read(const std::string& name) const {
    QFile in(QString::fromStdString(file(name).string()));
    in.open(QIODevice::ReadOnly);
    return in.readAll().toStdString();
  }

  [[nodiscard]] Result<std::unique_ptr<Project>> open(const OpenOptions& options = {}) const {
    return Project::open(path(), options);
  }

private:
  static std::string picture(char grey) { return "P5 80 60 255\n" + std::string(80 * 60, grey); }

  /// In memory where there is such a place: the store waits for the disk at every edit.
  static QString placeForTests() {
    const QString memory = QStringLiteral("/dev/shm");
    const bool usable = QFileInfo(memory).isWritable();
    return (usable ? memory : QDir::tempPath()) + QStringLiteral("/touchstone-XXXXXX");
  }

  QTemporaryDir folder_{placeForTests()};
};

inline LabelClass classNamed(const std::string& name) {
  LabelClass labelClass;
  labelClass.name = name;
  return labelClass;
}

inline Annotation boxOn(ImageId image, ClassId labelClass, const Box& box) {
  Annotation annotation;
  annotation.image = image;
  annotation.labelClass = labelClass;
  annotation.shape = box;
  return annotation;
}

/// Returns an edit with these changes.
inline Edit editOf(const std::string& name,
                   std::vector<AnyChange> changes,
                   std::uint64_t gesture = 0) {
  return {.name = name, .gesture = gesture, .changes = std::move(changes)};
}

/// Adds a class and returns its id.
inline ClassId addClass(Project& project, const std::string& name) {
  const ClassId id = project.newClassId();
  const Status done = project.perform(editOf("Add class", {ClassChange{id, classNamed(name)}}));
  return done ? id : 0;
}

/// Draws a box and returns its id.
inline AnnotationId addBox(Project& project, ImageId image, ClassId labelClass, const Box& box) {
  const AnnotationId id = project.newAnnotationId();
  const Status done =
      project.perform(editOf("Draw box", {AnnotationChange{id, boxOn(image, labelClass, box)}}));
  return done ? id : 0;
}

}  // namespace touchstone::labeling
