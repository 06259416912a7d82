#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QWidget;

/// How everything looks: one palette for light and one for dark, an 8-pixel grid, one accent.
namespace touchstone::ui::theme {

/// Distances in device-independent pixels; everything is a multiple of half the grid.
inline constexpr int grid = 8;
inline constexpr int tight = grid / 2;
inline constexpr int wide = 2 * grid;
inline constexpr int page = 3 * grid;
inline constexpr int radius = 6;
inline constexpr int iconSize = 18;

enum class Appearance { System, Light, Dark };

/// The colours of one appearance.
struct Colours {
  QColor window;      ///< behind panels
  QColor base;        ///< behind text and lists
  QColor card;        ///< raised surfaces
  QColor border;      ///< hairlines
  QColor text;        ///< what is read first
  QColor muted;       ///< captions and hints
  QColor accent;      ///< the one accent: selection, primary action, focus
  QColor accentText;  ///< on the accent
  QColor accentSoft;  ///< the accent as a background
  QColor hover;       ///< under the pointer
  QColor success;
  QColor warning;
  QColor danger;
  QColor canvas;  ///< around the picture; always darker than a picture's whites
};

/// Returns the colours in use.
[[nodiscard]] const Colours& colours();
[[nodiscard]] bool isDark();

/// Applies style, palette and style sheet to the application; call again to change it.
void apply(QApplication& application, Appearance appearance);

[[nodiscard]] Appearance appearanceFromName(const QString& name);
[[nodiscard]] QString nameOf(Appearance appearance);

/// Returns the icon of resources/icons with that name, drawn in the text colour of the moment (the
/// accent when checked, faint when disabled): it follows a change of the theme by itself.
[[nodiscard]] QIcon icon(const QString& name);
/// The same in one fixed role's colour.
[[nodiscard]] QIcon icon(const QString& name, QColor Colours::*colour);

/// What a widget is in the style sheet.
enum class Role {
  Title,    ///< QLabel: name of a page
  Heading,  ///< QLabel: name of a section
  Caption,  ///< QLabel: small and muted
  Figure,   ///< QLabel: the big number of a tile
  Card,     ///< QFrame: a raised surface
  Panel,    ///< QFrame: a side panel
  Popup,    ///< QFrame: a small window of its own above the page
  Primary,  ///< QPushButton: the one action of the page
  Flat,     ///< QPushButton, QToolButton: no frame until hovered
  Banner,   ///< QFrame: notice across the page
  Danger,   ///< QFrame as Banner, QLabel: an error
  Key,      ///< QLabel: keys to press
  NavigationBar,
  NavigationButton
};
void setRole(QWidget* widget, Role role);

}  // namespace touchstone::ui::theme
