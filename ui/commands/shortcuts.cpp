#include "ui/commands/shortcuts.h"

#include <QAction>
#include <QCoreApplication>
#include <QSettings>

#include <algorithm>
#include <array>
#include <utility>

namespace touchstone::ui {
namespace {

constexpr const char* defaultKeysProperty = "defaultKeys";
constexpr const char* placeProperty = "place";
constexpr const char* tipProperty = "tip";

QString settingFor(const QAction& action) {
  return QStringLiteral("shortcuts/") + action.objectName();
}

QString written(const QList<QKeySequence>& keys) {
  return QKeySequence::listToString(keys, QKeySequence::PortableText);
}

QList<QKeySequence> read(const QString& text) {
  QList<QKeySequence> keys = QKeySequence::listFromString(text, QKeySequence::PortableText);
  keys.removeAll(QKeySequence());
  return keys;
}

QString defaultKeys(const QAction& action) {
  return action.property(defaultKeysProperty).toString();
}

bool meet(const QAction& a, const QAction& b) {
  const QString first = a.property(placeProperty).toString();
  const QString second = b.property(placeProperty).toString();
  return first.isEmpty() || second.isEmpty() || first == second;
}

bool clash(const QKeySequence& a, const QKeySequence& b) {
  return !a.isEmpty() && !b.isEmpty() &&
         (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

}  // namespace

void bindKeys(QAction& action,
              const QString& id,
              const QList<QKeySequence>& keys,
              const QString& place) {
  action.setObjectName(id);
  action.setProperty(defaultKeysProperty, written(keys));
  action.setProperty(placeProperty, place);
  const QVariant own = QSettings().value(settingFor(action));
  action.setShortcuts(own.isValid() ? read(own.toString()) : keys);
  showKeysInToolTip(action);
}

bool hasOwnKeys(const QAction& action) {
  return written(action.shortcuts()) != defaultKeys(action);
}

void setKeys(QAction& action, const QList<QKeySequence>& keys) {
  action.setShortcuts(keys);
  if (hasOwnKeys(action)) {
    QSettings().setValue(settingFor(action), written(keys));
  } else {
    QSettings().remove(settingFor(action));
  }
  showKeysInToolTip(action);
}

void resetKeys(QAction& action) {
  setKeys(action, read(defaultKeys(action)));
}

QList<QAction*> clashing(const QList<QAction*>& all,
                         const QAction& action,
                         const QKeySequence& keys) {
  QList<QAction*> found;
  for (QAction* other : all) {
    const QList<QKeySequence> theirs = other->shortcuts();
    const bool clashes = std::any_of(theirs.begin(), theirs.end(),
                                     [&](const QKeySequence& each) { return clash(keys, each); });
    if (other != &action && clashes && meet(action, *other) && !found.contains(other)) {
      found << other;
    }
  }
  return found;
}

QString groupOf(const QAction& action) {
  static constexpr std::array<std::pair<const char*, const char*>, 13> groups{{
      {"file", QT_TRANSLATE_NOOP("Shortcuts", "File")},
      {"edit", QT_TRANSLATE_NOOP("Shortcuts", "Edit")},
      {"page", QT_TRANSLATE_NOOP("Shortcuts", "Workspaces")},
      {"window", QT_TRANSLATE_NOOP("Shortcuts", "Window")},
      {"image", QT_TRANSLATE_NOOP("Shortcuts", "Image")},
      {"draw", QT_TRANSLATE_NOOP("Shortcuts", "Draw")},
      {"object", QT_TRANSLATE_NOOP("Shortcuts", "Object")},
      {"class", QT_TRANSLATE_NOOP("Shortcuts", "Class")},
      {"comment", QT_TRANSLATE_NOOP("Shortcuts", "Comment")},
      {"view", QT_TRANSLATE_NOOP("Shortcuts", "Picture")},
      {"train", QT_TRANSLATE_NOOP("Shortcuts", "Train")},
      {"review", QT_TRANSLATE_NOOP("Shortcuts", "Review")},
      {"help", QT_TRANSLATE_NOOP("Shortcuts", "Help")},
  }};
  const QString prefix = action.objectName().section(QLatin1Char('.'), 0, 0);
  const auto* found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
    return prefix == QLatin1String(group.first);
  });
  return found == groups.end() ? prefix : QCoreApplication::translate("Shortcuts", found->second);
}

QString plainText(const QAction& action) {
  return action.text().remove(QLatin1Char('&'));
}

void showKeysInToolTip(QAction& action) {
  if (!action.property(tipProperty).isValid()) {
    action.setProperty(tipProperty, action.toolTip());
  }
  const QString tip = action.property(tipProperty).toString();
  const QString keys = action.shortcut().toString(QKeySequence::NativeText);
  action.setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
}

}  // namespace touchstone::ui
