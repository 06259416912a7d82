#pragma once

#include <QObject>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// Remembers how the person chooses classes, and for each project the class used last.
class ClassMemory : public QObject {
  Q_OBJECT

public:
  explicit ClassMemory(LabelState& state, QObject* parent = nullptr);
  /// Takes the project's class up again, if it still exists.
  void setSession(ProjectSession* session);

private:
  void keepClass();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
};

}  // namespace touchstone::ui
