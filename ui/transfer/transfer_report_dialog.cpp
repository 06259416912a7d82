#include "ui/transfer/transfer_report_dialog.h"

#include "labeling/formats/label_format.h"
#include "ui/theme/parts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace touchstone::ui {

TransferReportDialog::TransferReportDialog(const QString& heading,
                                           const labeling::TransferReport& report,
                                           QWidget* parent)
    : QDialog(parent) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(heading);
  resize(80 * theme::grid, 50 * theme::grid);
  QStringList sentences;
  for (const std::string& warning : report.warnings) {
    sentences << QString::fromStdString(warning);
  }
  auto* text = new QPlainTextEdit(sentences.join(QLatin1Char('\n')));
  text->setReadOnly(true);
  text->setAccessibleName(tr("What was left out"));
  QPushButton* copy = makeButton(tr("Copy"), QStringLiteral("copy"));
  QPushButton* close = makePrimaryButton(tr("Close"), {});
  copy->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  buttons->addWidget(copy);
  buttons->addWidget(close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::wide, theme::page, theme::wide);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeTitle(heading));
  layout->addWidget(makeCaption(tr("%1 labels on %2 images. Skipped, changed or left out:")
                                    .arg(report.annotations)
                                    .arg(report.images)));
  layout->addWidget(text, 1);
  layout->addLayout(buttons);
  connect(copy, &QPushButton::clicked, text,
          [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
  connect(close, &QPushButton::clicked, this, &QDialog::close);
}

}  // namespace touchstone::ui
