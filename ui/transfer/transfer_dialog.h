#pragma once

#include "labeling/formats/label_format.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace touchstone::ui {

class PathField;

/// What a person wants to be imported or exported.
struct TransferRequest {
  std::string format;  ///< of labeling::labelFormats()
  std::filesystem::path place;
  labeling::ImportOptions options;
};

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
  void detect();
  void showState();

  Direction direction_;
  PathField* place_;
  QComboBox* format_;
  QLabel* found_;
  QLineEdit* column_ = nullptr;
  QCheckBox* link_ = nullptr;
  QPushButton* accept_;
};

}  // namespace touchstone::ui
