#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;

/// The keys of actions: as they come, and as a person has changed them (kept in the settings).
namespace touchstone::ui {

/// Names the action for good, notes the keys it comes with, and gives it the person's own keys
/// where there are any. Its keys work in `place`, a page of the window; everywhere when empty.
void bindKeys(QAction& action,
              const QString& id,
              const QList<QKeySequence>& keys,
              const QString& place = {});

[[nodiscard]] bool hasOwnKeys(const QAction& action);
/// Gives the action other keys and remembers them; the keys it came with are nothing to remember.
void setKeys(QAction& action, const QList<QKeySequence>& keys);
void resetKeys(QAction& action);

/// Returns the actions of `all` that those keys would also, or instead, set off where `action`
/// works: equal keys, or keys that one begins with.
[[nodiscard]] QList<QAction*> clashing(const QList<QAction*>& all,
                                       const QAction& action,
                                       const QKeySequence& keys);

/// Returns the name of the menu or page that the action is listed under.
[[nodiscard]] QString groupOf(const QAction& action);

/// Returns the text of the action without the mark of its access key.
[[nodiscard]] QString plainText(const QAction& action);

/// Shows the action's first keys in its tool tip, behind the tip or text it was made with.
void showKeysInToolTip(QAction& action);

}  // namespace touchstone::ui
