#include "ui/book/colour_menu.h"

#include "labeling/annotation/label_class.h"
#include "ui/label/swatch.h"
#include "ui/theme/theme.h"

#include <QColorDialog>
#include <QCoreApplication>
#include <QMenu>

#include <array>

namespace touchstone::ui {
namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("ColourMenu", text);
}

}  // namespace

void addColours(QMenu& menu,
                QColor current,
                QWidget* parent,
                const std::function<void(QColor)>& chosen) {
  static constexpr std::array<const char*, 8> names{
      QT_TRANSLATE_NOOP("ColourMenu", "Orange"),     QT_TRANSLATE_NOOP("ColourMenu", "Sky blue"),
      QT_TRANSLATE_NOOP("ColourMenu", "Green"),      QT_TRANSLATE_NOOP("ColourMenu", "Yellow"),
      QT_TRANSLATE_NOOP("ColourMenu", "Blue"),       QT_TRANSLATE_NOOP("ColourMenu", "Vermilion"),
      QT_TRANSLATE_NOOP("ColourMenu", "Red purple"), QT_TRANSLATE_NOOP("ColourMenu", "Black")};
  constexpr std::uint32_t black = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::uint32_t colour = i + 1 < names.size() ? labeling::defaultClassColour(i) : black;
    QAction* action = menu.addAction(swatch(colour), translated(names[i]), parent,
                                     [chosen, colour] { chosen(QColor(QRgb{colour})); });
    action->setCheckable(true);
    action->setChecked((current.rgb() & 0xFFFFFFU) == colour);
  }
  menu.addSeparator();
  menu.addAction(theme::icon(QStringLiteral("palette")), translated("Another colour …"), parent,
                 [current, parent, chosen] {
                   const QColor colour = QColorDialog::getColor(current, parent);
                   if (colour.isValid()) {
                     chosen(colour);
                   }
                 });
}

}  // namespace touchstone::ui
