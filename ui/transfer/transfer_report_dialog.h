#pragma once

#include <QDialog>

namespace touchstone::labeling {
struct TransferReport;
}

namespace touchstone::ui {

/// Says what an import or export did: how much, and what was skipped, clamped or lost. Deletes
/// itself when closed.
class TransferReportDialog : public QDialog {
  Q_OBJECT

public:
  TransferReportDialog(const QString& heading,
                       const labeling::TransferReport& report,
                       QWidget* parent = nullptr);
};

}  // namespace touchstone::ui
