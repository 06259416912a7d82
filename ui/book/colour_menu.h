#pragma once

#include <QColor>

#include <functional>
#include <optional>

class QMenu;
class QWidget;

namespace touchstone::ui {

/// Fills a menu with Okabe and Ito's colours, which colour-blind people can tell apart, and one
/// entry for any other colour. `chosen` is called with what the person takes.
void addColours(QMenu& menu,
                QColor current,
                QWidget* parent,
                const std::function<void(QColor)>& chosen);

}  // namespace touchstone::ui
