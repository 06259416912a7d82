#pragma once

class QMenu;
class QWidget;

namespace touchstone::ui {

/// Makes the menu that switches between light, dark and the system's appearance; the choice is
/// kept.
[[nodiscard]] QMenu* makeAppearanceMenu(QWidget* parent);

}  // namespace touchstone::ui
