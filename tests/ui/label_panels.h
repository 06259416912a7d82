#pragma once

#include "project_in_folder.h"
#include "ui/label/label_state.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

/// A project with three images and two classes, and what a panel of the label workspace needs.
class PanelFixture {
public:
  PanelFixture() : session(folder_.open()) {
    bolt = addClass(*session, "bolt");
    nut = addClass(*session, "nut");
    state.setImage(1);
  }

  touchstone::labeling::AnnotationId add(const touchstone::labeling::Shape& shape,
                                         touchstone::labeling::ClassId labelClass,
                                         touchstone::labeling::ImageId image = 1) {
    using namespace touchstone::labeling;
    Annotation annotation;
    annotation.image = image;
    annotation.labelClass = labelClass;
    annotation.shape = shape;
    const AnnotationId id = session->project().newAnnotationId();
    session->perform(
        {.name = "Draw box", .gesture = 0, .changes = {AnnotationChange{id, annotation}}});
    return id;
  }

  [[nodiscard]] const touchstone::labeling::Annotation& object(
      touchstone::labeling::AnnotationId id) const {
    return *session->document().annotation(id);
  }
  [[nodiscard]] std::size_t steps() const { return session->project().steps().size(); }

private:
  ProjectInFolder folder_;

public:
  std::unique_ptr<touchstone::ui::ProjectSession> session;
  touchstone::ui::LabelState state;
  touchstone::labeling::ClassId bolt = 0;
  touchstone::labeling::ClassId nut = 0;
};

/// What each of these tests does first: no settings of the person who runs it, our look.
inline void prepareForPanels(const QString& settings) {
  QStandardPaths::setTestModeEnabled(true);
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings);
  QCoreApplication::setOrganizationName("Touchstone");
  QCoreApplication::setApplicationName("touchstone-test");
  touchstone::ui::theme::apply(*qApp, touchstone::ui::theme::Appearance::Light);
}
