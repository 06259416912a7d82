#pragma once

#include "labeling/annotation/document.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSpinBox;

namespace touchstone::ui {

/// Asks on how many of the following images to repeat objects, and says what that adds. Images of
/// the test split are left out: labels there are set one at a time.
class PropagateDialog : public QDialog {
  Q_OBJECT

public:
  /// `following` are the images after the one in view, in the order of the list.
  PropagateDialog(const labeling::Document& document,
                  std::size_t objects,
                  std::vector<labeling::ImageId> following,
                  QWidget* parent = nullptr);

  /// Returns the images that were chosen.
  [[nodiscard]] std::vector<labeling::ImageId> images() const;

private:
  void preview();

  const labeling::Document& document_;
  std::size_t objects_;
  std::vector<labeling::ImageId> following_;
  QSpinBox* count_;
  QLabel* preview_;
  QPushButton* accept_;
};

}  // namespace touchstone::ui
