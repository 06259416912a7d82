#pragma once

#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace touchstone::ui {

/// The answers to a finding, an action and a key each. The keys work while one of the widgets they
/// are given to has the focus, so that typing elsewhere never decides anything.
class DecisionActions : public QObject {
  Q_OBJECT

public:
  static constexpr int digits = 9;

  explicit DecisionActions(QObject* parent = nullptr);

  void addTo(QWidget* widget) const;
  [[nodiscard]] QList<QAction*> all() const;
  /// The actions that give the finding the n-th class, one a class, at most nine.
  [[nodiscard]] QList<QAction*> relabelActions() const;

  /// Enables what can be answered to `finding`, or nothing for nullptr.
  void setFinding(const labeling::Finding* finding, const labeling::Document* document);

  QAction* accept = nullptr;
  QAction* keep = nullptr;
  QAction* exclude = nullptr;
  QAction* augment = nullptr;
  QAction* collect = nullptr;
  QAction* later = nullptr;
  QAction* edit = nullptr;
  QAction* look = nullptr;    ///< no answer: switches the heat map on the picture
  QAction* define = nullptr;  ///< no answer: says in the label book what the class is

Q_SIGNALS:
  void decided(touchstone::labeling::DecisionKind kind, const QString& chosen);
  void editorWanted();
  void definitionWanted();

private:
  QAction* add(const QString& id,
               const QString& text,
               const QString& icon,
               const QString& tip,
               const QList<QKeySequence>& keys);
  QAction* addDecision(const QString& id,
                       const QString& text,
                       const QString& icon,
                       const QString& tip,
                       const QList<QKeySequence>& keys,
                       labeling::DecisionKind kind);
  void makeRelabelActions();

  QList<QAction*> relabel_;
};

}  // namespace touchstone::ui
