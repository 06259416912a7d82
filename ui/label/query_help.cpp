#include "ui/label/query_help.h"

#include "labeling/query/query_fields.h"
#include "ui/theme/parts.h"

#include <QGridLayout>
#include <QScreen>

#include <algorithm>

namespace touchstone::ui {
namespace {

QString fieldNames() {
  QStringList names;
  for (const labeling::QueryFieldInfo& info : labeling::queryFields()) {
    names << QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
  }
  return names.join(QStringLiteral(", "));
}

}  // namespace

QueryHelp::QueryHelp(QWidget* parent) : QFrame(parent, Qt::Popup) {
  setAttribute(Qt::WA_DeleteOnClose);
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("How to search for images"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeHeading(tr("How to search for images")));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(theme::wide);
  grid->setVerticalSpacing(0);
  int row = 0;
  const auto add = [&](const QString& query, const QString& meaning) {
    auto* button = new QPushButton(query);
    theme::setRole(button, theme::Role::Flat);
    button->setToolTip(tr("Search for this"));
    connect(button, &QPushButton::clicked, this, [this, query] {
      Q_EMIT chosen(query);
      close();
    });
    grid->addWidget(button, row, 0);
    grid->addWidget(new QLabel(meaning), row++, 1);
  };
  add(QStringLiteral("night"), tr("the word stands in the folder or file name"));
  add(QStringLiteral("state:unlabelled split:train"), tr("both must be so"));
  add(QStringLiteral("-tag:night"), tr("a minus: must not be so"));
  add(QStringLiteral("tag:night or tag:rain"), tr("one of them is enough"));
  add(QStringLiteral("objects>5"), tr("also <, <=, >= and : for equal"));
  add(QStringLiteral("size<20"), tr("an object whose shorter side is below 20 pixels"));
  add(QStringLiteral("difficult:yes verified:no"), tr("one object that is both"));
  add(QStringLiteral("finding:label_error"), tr("the review found such a suspicion"));
  add(QStringLiteral("(score<0.5 or finding:any) -split:test"), tr("parentheses group"));
  layout->addLayout(grid);
  layout->addWidget(
      makeCaption(tr("Values with spaces stand in quotes: class:\"red cell\". Several "
                     "values stand with commas: state:labelled,verified. A star "
                     "stands for any text: class:r*")));
  layout->addWidget(makeCaption(tr("Everything to search by: %1").arg(fieldNames())));
}

void QueryHelp::popUp(const QPoint& globalPosition) {
  adjustSize();
  const QRect room = parentWidget()->screen()->availableGeometry();
  move(std::clamp(globalPosition.x(), room.left(), std::max(room.left(), room.right() - width())),
       std::clamp(globalPosition.y(), room.top(), std::max(room.top(), room.bottom() - height())));
  show();
}

}  // namespace touchstone::ui
