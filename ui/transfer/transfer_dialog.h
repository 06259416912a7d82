#pragma once

#include "labeling/formats/label_format.h"
#include "ui/engine/latest_job.h"
#include "ui/transfer/mturk_options.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace touchstone::ui {

class MturkOptions;
class PathField;

/// What a person wants to be imported or exported.
struct TransferRequest {
  std::string format;  ///< of labeling::labelFormats()
  std::filesystem::path place;
  labeling::ImportOptions options;
  MturkRequest mturk;
};

/// Returns what carries out an export.
[[nodiscard]] ProjectExport::Write writerFor(const TransferRequest& request);

/// Asks for a label format and a place on the disk.
class TransferDialog : public QDialog {
  Q_OBJECT

public:
  enum class Direction { Import, Export };

  explicit TransferDialog(Direction direction, QWidget* parent = nullptr);

  [[nodiscard]] TransferRequest request() const;
  void setPlace(const QString& path);

private:
  void layOut();
  void addImportOptions(QFormLayout& form);
  [[nodiscard]] bool writesForMturk() const;
  /// Finds out in which format the labels are, which is not known until then.
  void detect();
  void endDetection(const labeling::LabelFormat* found);
  void showState();

  Direction direction_;
  PathField* place_;
  QComboBox* format_;
  QLabel* found_;
  QLineEdit* column_ = nullptr;
  QCheckBox* link_ = nullptr;
  MturkOptions* mturk_ = nullptr;
  QPushButton* accept_;
  QTimer typing_;
  LatestJob looking_;
  bool isDetecting_ = false;
};

}  // namespace touchstone::ui
