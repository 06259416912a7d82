#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include <array>

// Outside any namespace, as Q_INIT_RESOURCE needs; a static library's resources are not registered
// by themselves.
static void registerResources() {
  Q_INIT_RESOURCE(touchstone);
}

namespace touchstone::ui::theme {
namespace {

const Colours light{.window = 0xF3F4F6,
                    .base = 0xFFFFFF,
                    .card = 0xFFFFFF,
                    .border = 0xD9DDE3,
                    .text = 0x1B1F24,
                    .muted = 0x5A6472,
                    .accent = 0x2563EB,
                    .accentText = 0xFFFFFF,
                    .accentSoft = 0xE3ECFD,
                    .hover = 0xE9ECF0,
                    .success = 0x15803D,
                    .warning = 0xB45309,
                    .danger = 0xC62828,
                    .canvas = 0xCFD4DB};

const Colours dark{.window = 0x1E2126,
                   .base = 0x181A1E,
                   .card = 0x272B31,
                   .border = 0x383E47,
                   .text = 0xE7E9EC,
                   .muted = 0x9BA4B0,
                   .accent = 0x6BA1FF,
                   .accentText = 0x0B1526,
                   .accentSoft = 0x263757,
                   .hover = 0x30353D,
                   .success = 0x57C785,
                   .warning = 0xF0B45A,
                   .danger = 0xFF7B72,
                   .canvas = 0x101215};

const Colours* current = &light;

QPalette paletteOf(const Colours& c) {
  QPalette palette;
  palette.setColor(QPalette::Window, c.window);
  palette.setColor(QPalette::WindowText, c.text);
  palette.setColor(QPalette::Base, c.base);
  palette.setColor(QPalette::AlternateBase, c.window);
  palette.setColor(QPalette::ToolTipBase, c.card);
  palette.setColor(QPalette::ToolTipText, c.text);
  palette.setColor(QPalette::PlaceholderText, c.muted);
  palette.setColor(QPalette::Text, c.text);
  palette.setColor(QPalette::Button, c.card);
  palette.setColor(QPalette::ButtonText, c.text);
  palette.setColor(QPalette::BrightText, c.danger);
  palette.setColor(QPalette::Highlight, c.accent);
  palette.setColor(QPalette::HighlightedText, c.accentText);
  palette.setColor(QPalette::Link, c.accent);
  palette.setColor(QPalette::Mid, c.border);
  palette.setColor(QPalette::Dark, c.border.darker(130));
  QColor faint = c.muted;
  faint.setAlphaF(0.55F);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, faint);
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
  return palette;
}

/// Reads the style sheet and puts the colours in place of @names.
QString styleSheetOf(const Colours& c) {
  QFile file(":/theme/touchstone.qss");
  if (!file.open(QIODevice::ReadOnly)) {
    return {};
  }
  QString sheet = QString::fromUtf8(file.readAll());
  // Longest names first: "@accentSoft" before "@accent".
  const std::array<std::pair<const char*, QColor>, 13> names{{{"@accentText", c.accentText},
                                                              {"@accentSoft", c.accentSoft},
                                                              {"@accent", c.accent},
                                                              {"@window", c.window},
                                                              {"@base", c.base},
                                                              {"@card", c.card},
                                                              {"@border", c.border},
                                                              {"@text", c.text},
                                                              {"@muted", c.muted},
                                                              {"@hover", c.hover},
                                                              {"@success", c.success},
                                                              {"@warning", c.warning},
                                                              {"@danger", c.danger}}};
  for (const auto& [name, colour] : names) {
    sheet.replace(QLatin1String(name), colour.name());
  }
  return sheet;
}

/// Whether the platform's own palette is a dark one.
bool platformIsDark() {
  static const bool isDarkPlatform = [] {
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::WindowText).lightness() >
           palette.color(QPalette::Window).lightness();
  }();
  return isDarkPlatform;
}

constexpr std::array<const char*, 14> roleNames{
    "title",   "heading", "caption", "figure", "card", "panel",         "popup",
    "primary", "flat",    "banner",  "danger", "key",  "navigationBar", "navigationButton"};

}  // namespace

const Colours& colours() {
  return *current;
}

bool isDark() {
  return current == &dark;
}

void apply(QApplication& application, Appearance appearance) {
  registerResources();
  const bool wantsDark =
      appearance == Appearance::Dark || (appearance == Appearance::System && platformIsDark());
  current = wantsDark ? &dark : &light;
  if (application.style()->name() != QLatin1String("fusion")) {
    QApplication::setStyle(QStyleFactory::create("Fusion"));
  }
  QApplication::setPalette(paletteOf(*current));
  application.setStyleSheet(styleSheetOf(*current));
}

Appearance appearanceFromName(const QString& name) {
  if (name == QLatin1String("light")) {
    return Appearance::Light;
  }
  return name == QLatin1String("dark") ? Appearance::Dark : Appearance::System;
}

QString nameOf(Appearance appearance) {
  static const std::array<const char*, 3> names{"system", "light", "dark"};
  return QLatin1String(names[static_cast<std::size_t>(appearance)]);
}

void setRole(QWidget* widget, Role role) {
  widget->setProperty("role", QLatin1String(roleNames[static_cast<std::size_t>(role)]));
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace touchstone::ui::theme
