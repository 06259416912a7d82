#pragma once

#include "analysis/annotators/mturk_review.h"
#include "ui/transfer/project_export.h"

#include <QObject>

#include <filesystem>
#include <string>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace touchstone::ui {

class PathField;

/// What is written for Mechanical Turk: a question for workers, or decisions on their answers.
struct MturkRequest {
  std::string task;  ///< of the question; empty: what the labels are for
  std::string urlPrefix;
  std::filesystem::path results;  ///< to be decided on; empty: a question is wanted
  analysis::MturkReference reference = analysis::MturkReference::Labels;
};

/// Returns what writes it to `place`.
[[nodiscard]] ProjectExport::Write mturkWriter(const MturkRequest& request,
                                               const std::filesystem::path& place);

/// Rows of a form that ask what to write for Mechanical Turk.
class MturkOptions : public QObject {
  Q_OBJECT

public:
  /// Adds the rows, hidden; the form outlives this.
  MturkOptions(QFormLayout& form, QObject* parent);

  void setShown(bool shown);
  [[nodiscard]] MturkRequest request() const;
  /// Whether all that is needed was given.
  [[nodiscard]] bool isComplete() const;
  /// Returns what will be written, in a sentence.
  [[nodiscard]] QString explanation() const;

Q_SIGNALS:
  void changed();

private:
  [[nodiscard]] bool decides() const;
  void showRows();

  QFormLayout& form_;
  bool isShown_ = false;
  QComboBox* what_;
  QLineEdit* address_;
  PathField* results_;
  QComboBox* reference_;
};

}  // namespace touchstone::ui
