#pragma once

#include "labeling/annotation/edit.h"
#include "labeling/project/run_record.h"
#include "ui/engine/engine_client.h"
#include "ui/engine/latest_job.h"
#include "ui/train/epoch_history.h"
#include "ui/train/epoch_samples.h"
#include "ui/train/training_choices.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// What one round of the loop brought.
struct RoundResult {
  labeling::RunRecord run;
  labeling::IterationRecord iteration;
  std::optional<double> gain;  ///< of the main figure since the last iteration on the same split
  int samples = 0;             ///< labels that were measured on; 0 when unknown
  int findings = -1;           ///< of the audit; negative when there was none
  std::vector<labeling::RunRecord> baselines;  ///< when simple methods were compared
};

/// What the engine would do with the labels as they are.
struct PlanAnswer {
  QString sentence;  ///< the plan, or what to do first when it is not possible
  bool possible = false;
  bool pretrained = true;  ///< false when it would begin with random weights
  int images = 0;
};

/// One round of the loop on the open project: hash the pictures, assign splits, train, record the
/// iteration, audit the labels. The engine computes; everything is stored here.
class TrainingLoop : public QObject {
  Q_OBJECT

public:
  enum class Stage { Idle, Preparing, Training, Auditing };
  Q_ENUM(Stage)

  TrainingLoop(ProjectSession& session, EngineProgram engine, QObject* parent = nullptr);
  ~TrainingLoop() override;

  /// Starts a round; ends in `finished` or `stopped`. Does nothing while one is running.
  void start(const TrainingChoices& choices);
  /// Trains the simple methods that a network has to beat, one after the other; neither iterations
  /// nor findings come of it. Ends as `start` does.
  void compareBaselines(const TrainingChoices& choices);
  /// Stops the round; what was complete before is kept.
  void cancel();

  /// Asks the engine what start would do; answered by `planned`.
  void plan(const TrainingChoices& choices);

  /// The choices of the last round of this project; before the first one, what its labels are for.
  [[nodiscard]] TrainingChoices lastChoices() const;

  [[nodiscard]] Stage stage() const { return stage_; }
  [[nodiscard]] bool isRunning() const { return stage_ != Stage::Idle; }
  /// The run under way or last, and its epochs so far.
  [[nodiscard]] const labeling::RunRecord& run() const { return run_; }
  [[nodiscard]] const std::vector<EpochFigures>& epochs() const { return epochs_; }
  [[nodiscard]] EngineClient& engine() { return engine_; }

Q_SIGNALS:
  void stageChanged(touchstone::ui::TrainingLoop::Stage stage);
  void progressed(const touchstone::ui::EngineProgress& progress);
  void epochDone(const touchstone::ui::EpochFigures& figures);
  /// What a detector or segmenter sees on a few validation images after an epoch.
  void samplesSeen(int epoch, const std::vector<touchstone::ui::EpochSample>& samples);
  void finished(const touchstone::ui::RoundResult& result);
  void stopped(const QString& sentence);
  void planned(const touchstone::ui::PlanAnswer& plan);

private:
  void setStage(Stage stage);
  [[nodiscard]] bool isPretrained(const QString& backbone) const;
  void answerPlan(const Result<QJsonObject>& plan);
  void stop(const QString& sentence);
  void begin(const TrainingChoices& choices);
  void prepare();
  void assignSplits();
  bool record(const Result<labeling::Edit>& edit);
  void train();
  void readProgress(const EngineProgress& progress);
  void endTraining(const Result<QJsonObject>& reply);
  void readRun(const QJsonObject& reply);
  void recordBaseline(const QString& split);
  void recordIteration(const QString& split);
  void audit();
  void readAudit(const QString& report);
  void finish();
  bool store(const Status& status);

  ProjectSession& session_;
  EngineClient engine_;
  LatestJob work_;
  Stage stage_ = Stage::Idle;
  TrainingChoices choices_;
  QStringList waiting_;  ///< baselines that are still to be trained
  labeling::RunRecord run_;
  std::vector<EpochFigures> epochs_;
  RoundResult result_;
  QString evaluationFile_;
  EngineClient::JobId job_ = 0;
  int planNumber_ = 0;
  int plannedImages_ = 0;
};

}  // namespace touchstone::ui
