#pragma once

#include "labeling/formats/label_format.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

#include <algorithm>
#include <memory>
#include <string>

namespace touchstone::labeling {

inline void write(const QString& path, const QByteArray& content) {
  QDir().mkpath(QFileInfo(path).path());
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
    qFatal("cannot write %s", qPrintable(path));
  }
}

inline QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

/// Writes a grey picture of 100 x 80 pixels.
inline void writePicture(const QString& path, char grey = 1) {
  write(path, "P5\n100 80\n255\n" + QByteArray(8000, grey));
}

struct Imported {
  TransferReport report;
  QString error;
};

inline Imported import(const QString& project,
                       const char* format,
                       const QString& source,
                       const ImportOptions& options = {}) {
  const auto report =
      importInto(project.toStdString(), format, {source.toStdString()}, options, {});
  return report ? Imported{*report, {}}
                : Imported{{}, QString::fromStdString(report.error().message)};
}

inline std::unique_ptr<Project> open(const QString& folder, bool importFoundLabels = false) {
  OpenOptions options;
  options.importFoundLabels = importFoundLabels;
  auto project = Project::open(folder.toStdString(), options);
  if (!project) {
    qFatal("%s", project.error().message.c_str());
  }
  return *std::move(project);
}

inline QString written(const Project& project, const char* format, const QString& destination) {
  const auto report = findLabelFormat(format)->write(project, destination.toStdString(), {});
  return report ? QString::fromStdString([&] {
    std::string all;
    for (const std::string& warning : report->warnings) {
      all += warning + "\n";
    }
    return all;
  }())
                : "error: " + QString::fromStdString(report.error().message);
}

inline bool warns(const TransferReport& report, const char* text) {
  return std::any_of(
      report.warnings.begin(), report.warnings.end(),
      [&](const std::string& warning) { return warning.find(text) != std::string::npos; });
}

inline const Image& imageAt(const Project& project, const char* path) {
  return *project.document().image(*project.document().findImage(path));
}

inline Annotation firstOn(const Project& project, const char* path) {
  const Document& document = project.document();
  return *document.annotation(document.annotationsOf(*document.findImage(path)).at(0));
}

}  // namespace touchstone::labeling
