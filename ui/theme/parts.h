#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

class QHBoxLayout;
class QStyleOptionViewItem;
class QToolButton;
class QVBoxLayout;

/// The building blocks that pages share, so that all look alike.
namespace touchstone::ui {

[[nodiscard]] QLabel* makeTitle(const QString& text, QWidget* parent = nullptr);
[[nodiscard]] QLabel* makeHeading(const QString& text, QWidget* parent = nullptr);
/// Small, muted, wraps.
[[nodiscard]] QLabel* makeCaption(const QString& text, QWidget* parent = nullptr);
/// The one action of a page.
[[nodiscard]] QPushButton* makePrimaryButton(const QString& text,
                                             const QString& icon,
                                             QWidget* parent = nullptr);
[[nodiscard]] QPushButton* makeButton(const QString& text,
                                      const QString& icon,
                                      QWidget* parent = nullptr);
/// A button of a symbol alone: the tip is also its name for screen readers.
[[nodiscard]] QToolButton* makeToolButton(const QString& icon, const QString& tip);
/// Puts the widget, as wide as it may become, in the middle of a row. Unlike an alignment flag this
/// gives text that wraps its height.
[[nodiscard]] QHBoxLayout* makeCentred(QWidget* widget);

/// Tints a row of a list that is selected, or under the pointer.
void paintRowState(QPainter& painter, const QStyleOptionViewItem& option);

/// A raised surface with a vertical layout of the usual margins.
[[nodiscard]] QFrame* makeCard(QVBoxLayout*& layout, QWidget* parent = nullptr);

/// A card with one figure: what it is, the number, and a note below.
class Tile : public QFrame {
  Q_OBJECT

public:
  explicit Tile(const QString& name, QWidget* parent = nullptr);
  void setFigure(const QString& figure, const QString& note = {});

private:
  QLabel* name_;
  QLabel* figure_;
  QLabel* note_;
};

/// What a page shows when it has nothing: a symbol, a sentence that says what to do, and buttons.
class EmptyState : public QWidget {
  Q_OBJECT

public:
  EmptyState(const QString& icon,
             const QString& heading,
             const QString& sentence,
             QWidget* parent = nullptr);
  void setText(const QString& heading, const QString& sentence);
  void addButton(QPushButton* button);

private:
  QLabel* heading_;
  QLabel* sentence_;
  QHBoxLayout* buttons_;
};

/// One sentence across the top of a page, with a button to dismiss it. Errors are shown here, not
/// in dialogs.
class Banner : public QFrame {
  Q_OBJECT

public:
  enum class Kind { Notice, Error };

  explicit Banner(QWidget* parent = nullptr);
  void show(Kind kind, const QString& sentence);
  [[nodiscard]] Kind kind() const { return kind_; }

private:
  Kind kind_ = Kind::Notice;
  QLabel* icon_;
  QLabel* sentence_;
};

}  // namespace touchstone::ui
