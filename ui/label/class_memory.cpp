#include "ui/label/class_memory.h"

#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <QSettings>

#include <charconv>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr const char* choiceSetting = "label/classChoice";
constexpr const char* classSetting = "label.class";

ClassChoice choiceOf(const QString& name) {
  return name == QLatin1String("ask")      ? ClassChoice::Ask
         : name == QLatin1String("single") ? ClassChoice::Single
                                           : ClassChoice::Sticky;
}

QString nameOf(ClassChoice choice) {
  switch (choice) {
    case ClassChoice::Ask:
      return QStringLiteral("ask");
    case ClassChoice::Single:
      return QStringLiteral("single");
    case ClassChoice::Sticky:
      break;
  }
  return QStringLiteral("sticky");
}

}  // namespace

ClassMemory::ClassMemory(LabelState& state, QObject* parent) : QObject(parent), state_(state) {
  state_.setClassChoice(choiceOf(QSettings().value(QLatin1String(choiceSetting)).toString()));
  connect(&state_, &LabelState::classChoiceChanged, this, [this] {
    QSettings().setValue(QLatin1String(choiceSetting), nameOf(state_.classChoice()));
  });
  connect(&state_, &LabelState::currentClassChanged, this, &ClassMemory::keepClass);
}

void ClassMemory::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ == nullptr) {
    return;
  }
  const std::string stored = session_->project().setting(classSetting).value_or("");
  ClassId id = 0;
  std::from_chars(stored.data(), stored.data() + stored.size(), id);
  if (session_->document().labelClass(id) != nullptr) {
    state_.setCurrentClass(id);
  }
}

void ClassMemory::keepClass() {
  if (session_ == nullptr || session_->project().isReadOnly() || state_.currentClass() == 0) {
    return;
  }
  const Status kept =
      session_->project().setSetting(classSetting, std::to_string(state_.currentClass()));
  if (!kept) {
    Q_EMIT session_->failed(QString::fromStdString(kept.error().message));
  }
}

}  // namespace touchstone::ui
