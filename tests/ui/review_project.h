#pragma once

#include "labeling/project/project.h"
#include "ui/project_session.h"

#include <QImage>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

/// A small project of six pictures in the class folders "ants" and "bees", in a temporary folder.
class ReviewProject {
public:
  ReviewProject() {
    for (const std::string& name : names()) {
      QDir(folder_.path()).mkpath(QString::fromStdString(name.substr(0, name.find('/'))));
      QImage picture(40, 30, QImage::Format_RGB32);
      picture.fill(qRgb(static_cast<int>(20 * name.size()), name.back(), name[5] * 2));
      picture.setPixel(0, 0, qRgb(name[5], 0, 0));
      picture.save(folder_.filePath(QString::fromStdString(name)));
    }
    auto opened = touchstone::labeling::Project::open(folder_.path().toStdString());
    if (!opened) {
      qFatal("%s", opened.error().message.c_str());
    }
    session = std::make_unique<touchstone::ui::ProjectSession>(std::move(*opened));
  }

  static std::vector<std::string> names() {
    return {"ants/1.png", "ants/2.png", "ants/3.png", "bees/4.png", "bees/5.png", "bees/6.png"};
  }

  [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }

  [[nodiscard]] touchstone::labeling::ImageId image(const std::string& path) const {
    return session->document().findImage(path).value();
  }

  [[nodiscard]] touchstone::labeling::AnnotationId label(const std::string& path) const {
    return session->document().annotationsOf(image(path)).at(0);
  }

  [[nodiscard]] std::string classOf(const std::string& path) const {
    const auto* annotation = session->document().annotation(label(path));
    return session->document().labelClass(annotation->labelClass)->name;
  }

  /// A label error on the picture; `score` orders the findings.
  [[nodiscard]] touchstone::labeling::Finding error(const std::string& path,
                                                    const std::string& suggested,
                                                    double score) const {
    touchstone::labeling::Finding finding;
    finding.kind = touchstone::labeling::FindingKind::LabelError;
    finding.run = "0001";
    finding.image = image(path);
    finding.annotation = label(path);
    finding.given = classOf(path);
    finding.suggested = suggested;
    finding.score = score;
    finding.evidence = R"({"probabilities":{"ants":0.1,"bees":0.9}})";
    finding.message = "Labelled " + finding.given + ", but looks like " + suggested + ".";
    return finding;
  }

  void store(const std::vector<touchstone::labeling::Finding>& findings) const {
    if (const auto stored = session->project().replaceFindings(findings); !stored) {
      qFatal("%s", stored.error().message.c_str());
    }
    session->announceFindings();
  }

  void setSplit(const std::string& path, touchstone::labeling::Split split) const {
    auto changed = *session->document().image(image(path));
    changed.split = split;
    session->perform({.name = "Set split",
                      .gesture = 0,
                      .changes = {touchstone::labeling::ImageChange{image(path), changed}}});
  }

private:
  QTemporaryDir folder_;

public:
  std::unique_ptr<touchstone::ui::ProjectSession> session;
};
