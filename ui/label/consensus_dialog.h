#pragma once

#include "analysis/consistency/consensus_adoption.h"
#include "labeling/result.h"
#include "ui/engine/latest_job.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace touchstone::ui {

class ProjectSession;

/// Says what the consensus of those would be who drew the same images each for themselves, before
/// it takes the place of their drawings as one step. Deletes itself when closed.
class ConsensusDialog : public QDialog {
  Q_OBJECT

public:
  ConsensusDialog(ProjectSession& session, QWidget* parent);

private:
  void showAdoption(const Result<analysis::ConsensusAdoption>& adoption);
  void adopt();

  ProjectSession& session_;
  labeling::Edit edit_;
  QLabel* summary_;
  QPushButton* go_;
  LatestJob comparing_;
};

}  // namespace touchstone::ui
