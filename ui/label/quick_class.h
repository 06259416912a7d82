#pragma once

#include "labeling/annotation/document.h"

#include <QElapsedTimer>
#include <QObject>

class QWidget;

namespace touchstone::ui {

/// Chooses a class by the first letters of its name, without a dialog: letters narrow down, the
/// first one that leaves a single class takes it, Enter takes the first, Escape gives up.
class QuickClass : public QObject {
  Q_OBJECT

public:
  /// Listens to the keys of `window` while it is active.
  explicit QuickClass(QWidget& window);

  void start(const labeling::Document& document);
  [[nodiscard]] bool isActive() const { return document_ != nullptr; }
  void stop();

Q_SIGNALS:
  void chosen(qint64 labelClass);
  /// What was typed and which classes are left; empty at the end.
  void textChanged(const QString& text);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  bool takeKey(int key, const QString& text);
  void type(const QString& text);
  void take(labeling::ClassId labelClass);
  void announce();
  [[nodiscard]] bool continuesName(const QString& text);

  QWidget& window_;
  const labeling::Document* document_ = nullptr;
  QString typed_;
  QString rest_;  ///< letters of the class just taken that the person may still be typing
  QElapsedTimer sinceLetter_;
};

/// Returns the classes whose names, or a word in them, begin with `typed`, in any case; in order,
/// those whose names begin with it first.
[[nodiscard]] std::vector<labeling::ClassId> quickMatches(const labeling::Document& document,
                                                          const QString& typed);

}  // namespace touchstone::ui
