#include "ui/label/saved_queries_dialog.h"

#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QTableWidget>
#include <QVBoxLayout>

namespace touchstone::ui {

using labeling::SavedQuery;

SavedQueriesDialog::SavedQueriesDialog(ProjectSession& session, QWidget* parent)
    : QDialog(parent), session_(session), table_(new QTableWidget(0, 2)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Saved searches"));
  connect(&session, &QObject::destroyed, this, &QDialog::reject);
  table_->setHorizontalHeaderLabels({tr("Name"), tr("Search")});
  table_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  table_->setColumnWidth(0, 22 * theme::grid);
  table_->verticalHeader()->hide();
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->setAccessibleName(tr("Saved searches"));
  auto* up = makeButton(tr("Up"), QStringLiteral("chevron-up"));
  auto* down = makeButton(tr("Down"), QStringLiteral("chevron-down"));
  auto* gone = makeButton(tr("Delete"), QStringLiteral("trash-2"));
  connect(up, &QPushButton::clicked, this, [this] { move(-1); });
  connect(down, &QPushButton::clicked, this, [this] { move(1); });
  connect(gone, &QPushButton::clicked, this, &SavedQueriesDialog::remove);
  auto* row = new QHBoxLayout;
  row->addWidget(up);
  row->addWidget(down);
  row->addWidget(gone);
  row->addStretch(1);
  auto* answers = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  connect(answers, &QDialogButtonBox::accepted, this, &SavedQueriesDialog::save);
  connect(answers, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeCaption(tr("Double-click a name or a search to change it.")));
  layout->addWidget(table_, 1);
  layout->addLayout(row);
  layout->addWidget(answers);
  resize(70 * theme::grid, 45 * theme::grid);
  fill(labeling::savedQueries(session.project()));
  table_->selectRow(0);
}

void SavedQueriesDialog::fill(const std::vector<SavedQuery>& queries) {
  table_->setRowCount(static_cast<int>(queries.size()));
  for (int row = 0; row < table_->rowCount(); ++row) {
    const SavedQuery& query = queries[static_cast<std::size_t>(row)];
    table_->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(query.name)));
    table_->setItem(row, 1, new QTableWidgetItem(QString::fromStdString(query.text)));
  }
}

void SavedQueriesDialog::remove() {
  if (table_->currentRow() >= 0) {
    table_->removeRow(table_->currentRow());
  }
}

void SavedQueriesDialog::move(int steps) {
  const int from = table_->currentRow();
  const int to = from + steps;
  if (from < 0 || to < 0 || to >= table_->rowCount()) {
    return;
  }
  auto moved = queries();
  std::swap(moved[static_cast<std::size_t>(from)], moved[static_cast<std::size_t>(to)]);
  fill(moved);
  table_->selectRow(to);
}

std::vector<SavedQuery> SavedQueriesDialog::queries() const {
  std::vector<SavedQuery> queries;
  for (int row = 0; row < table_->rowCount(); ++row) {
    queries.push_back({table_->item(row, 0)->text().trimmed().toStdString(),
                       table_->item(row, 1)->text().trimmed().toStdString()});
  }
  return queries;
}

void SavedQueriesDialog::save() {
  const Status saved = labeling::setSavedQueries(session_.project(), queries());
  if (!saved) {
    Q_EMIT session_.failed(QString::fromStdString(saved.error().message));
    return;
  }
  accept();
}

void askToSaveQuery(ProjectSession& session, const QString& query, QWidget* parent) {
  auto* dialog = new QInputDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(SavedQueriesDialog::tr("Save this search"));
  dialog->setLabelText(query.isEmpty() ? SavedQueriesDialog::tr("Name for “all images”")
                                       : SavedQueriesDialog::tr("Name for “%1”").arg(query));
  dialog->setTextValue(query);
  QObject::connect(
      dialog, &QInputDialog::textValueSelected, &session, [&session, query](const QString& name) {
        auto queries = labeling::savedQueries(session.project());
        const SavedQuery saved{name.trimmed().toStdString(), query.toStdString()};
        std::erase_if(queries, [&](const SavedQuery& old) { return old.name == saved.name; });
        queries.push_back(saved);
        if (const Status done = labeling::setSavedQueries(session.project(), queries); !done) {
          Q_EMIT session.failed(QString::fromStdString(done.error().message));
        }
      });
  dialog->open();
}

}  // namespace touchstone::ui
