#include "ui/commands/shortcut_sheet.h"

#include "ui/commands/shortcuts.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int columnWidth = 42 * theme::grid;

}  // namespace

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent),
      sections_(sectionsOf(actions)),
      search_(new QLineEdit),
      area_(new QScrollArea) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Keyboard shortcuts"));
  const QSize room = parent == nullptr ? QSize(1280, 800) : parent->size();
  resize(std::min(room.width() - 4 * theme::page, 4 * columnWidth),
         room.height() - 4 * theme::page);
  search_->setPlaceholderText(tr("Search"));
  search_->setAccessibleName(tr("Search shortcuts"));
  search_->setClearButtonEnabled(true);
  area_->setWidgetResizable(true);
  area_->setFrameShape(QFrame::NoFrame);
  QPushButton* change = makeButton(tr("Change shortcuts …"), QStringLiteral("keyboard"));
  change->setAutoDefault(false);
  auto* top = new QHBoxLayout;
  top->addWidget(makeTitle(windowTitle()));
  top->addStretch();
  top->addWidget(search_);
  top->addWidget(change);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::wide, theme::page, theme::wide);
  layout->setSpacing(theme::wide);
  layout->addLayout(top);
  layout->addWidget(area_, 1);
  connect(search_, &QLineEdit::textChanged, this, &ShortcutSheet::arrange);
  connect(change, &QPushButton::clicked, this, [this] {
    Q_EMIT editRequested();
    close();
  });
}

QList<ShortcutSheet::Section> ShortcutSheet::sectionsOf(const QList<QAction*>& actions) {
  QList<Section> sections;
  for (const QAction* action : actions) {
    if (action->shortcut().isEmpty() || action->objectName().isEmpty()) {
      continue;
    }
    const QString title = groupOf(*action);
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&](const Section& each) { return each.title == title; });
    if (section == sections.end()) {
      section = sections.insert(sections.end(), {title, {}});
    }
    section->rows << Row{plainText(*action),
                         QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)};
  }
  sections << pictureSection();
  return sections;
}

ShortcutSheet::Section ShortcutSheet::pictureSection() {
  return {tr("On the picture"),
          {{tr("Move the selected objects by 1 pixel (10 with Shift)"), tr("Arrow keys")},
           {tr("Select the next or previous of objects that overlap"), tr("Tab; Shift+Tab")},
           {tr("Add to the selection or take away"), tr("Shift or Ctrl, click")},
           {tr("Select all objects inside a band"), tr("Drag beside objects")},
           {tr("Copy or move objects to another place"), tr("Drag, right button")},
           {tr("Change the class of an object"), tr("Double-click")},
           {tr("Keep the ratio, or the centre, while resizing"), tr("Shift; Ctrl")},
           {tr("Turn a box in steps of 15°"), tr("Shift while turning")},
           {tr("Add a point to a polygon or line"), tr("Alt, click on an edge")},
           {tr("Remove a point"), tr("Alt+Shift, click; Backspace")},
           {tr("Mark a keypoint hidden or visible"), tr("Ctrl, click on it")},
           {tr("Draw a square"), tr("Ctrl while dragging")},
           {tr("Finish a polygon, line or points"), tr("Enter; double-click")},
           {tr("Take the last point back"), tr("Backspace; Ctrl+Z")},
           {tr("Zoom at the pointer"), tr("Wheel, with Ctrl or without; pinch")},
           {tr("Move the picture"), tr("Space and drag; middle button; two fingers")},
           {tr("Move the picture sideways"), tr("Shift and wheel")},
           {tr("Lighter or darker picture"), tr("Ctrl+Shift and wheel")}}};
}

void ShortcutSheet::arrange() {
  const int columns = columnsThatFit();
  columns_ = columns;
  auto* page = new QWidget;
  auto* row = new QHBoxLayout(page);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::page);
  QList<QVBoxLayout*> stacks;
  QList<int> heights(columns, 0);
  for (int i = 0; i < columns; ++i) {
    stacks << new QVBoxLayout;
    stacks.back()->setSpacing(theme::tight);
    row->addLayout(stacks.back(), 1);
  }
  for (const Section& section : std::as_const(sections_)) {
    auto* grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    grid->setHorizontalSpacing(theme::wide);
    grid->setVerticalSpacing(theme::tight);
    int rows = 0;
    for (const Row& each : section.rows) {
      if (!each.what.contains(search_->text(), Qt::CaseInsensitive) &&
          !each.keys.contains(search_->text(), Qt::CaseInsensitive)) {
        continue;
      }
      auto* what = new QLabel(each.what);
      what->setWordWrap(true);
      auto* keys = new QLabel(each.keys);
      theme::setRole(keys, theme::Role::Key);
      what->setMinimumWidth(columnWidth / 2);
      keys->setMaximumWidth(columnWidth / 2 - theme::wide);
      keys->setWordWrap(keys->sizeHint().width() > keys->maximumWidth());
      grid->addWidget(what, rows, 0);
      grid->addWidget(keys, rows, 1, Qt::AlignRight | Qt::AlignTop);
      ++rows;
    }
    if (rows == 0) {
      delete grid;
      continue;
    }
    const auto shortest = std::min_element(heights.begin(), heights.end()) - heights.begin();
    stacks[shortest]->addWidget(makeHeading(section.title));
    stacks[shortest]->addLayout(grid);
    stacks[shortest]->addSpacing(theme::wide);
    heights[shortest] += rows + 2;
  }
  for (QVBoxLayout* stack : std::as_const(stacks)) {
    stack->addStretch();
  }
  area_->setWidget(page);
}

int ShortcutSheet::columnsThatFit() const {
  return std::max(1, (width() - 2 * theme::page) / columnWidth);
}

void ShortcutSheet::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  if (columnsThatFit() != columns_) {
    arrange();
  }
}

}  // namespace touchstone::ui
