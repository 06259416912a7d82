#pragma once

#include "labeling/review/prediction_file.h"
#include "labeling/review/suggestions.h"
#include "ui/engine/engine_client.h"
#include "ui/engine/latest_job.h"

#include <QObject>
#include <QPointer>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// What a model suggests for the image in view, and the answers of the person: each is an edit that
/// undo takes back.
class Suggestions : public QObject {
  Q_OBJECT

public:
  explicit Suggestions(LabelState& state, QObject* parent = nullptr);

  void setSession(ProjectSession* session);

  /// The suggestions of the image in view that are shown, best first.
  [[nodiscard]] const std::vector<labeling::Prediction>& open() const { return open_; }
  /// How many more there are, less sure ones and those that a better one covers.
  [[nodiscard]] int hidden() const { return hidden_; }
  [[nodiscard]] bool hasPredictions() const { return !predictions_.empty(); }

  [[nodiscard]] const labeling::SuggestionOptions& options() const { return options_; }
  /// Shows others; remembered.
  void setOptions(const labeling::SuggestionOptions& options);

  void acceptAll();
  void rejectAll();
  /// Makes a label of one and selects it.
  void accept(std::size_t index);
  void reject(std::size_t index);

  /// Lets the newest model look at the images without labels; ends in `asked` or `failed`.
  void ask();
  void stopAsking();
  [[nodiscard]] bool isAsking() const { return job_ != 0 || isStoring_; }

Q_SIGNALS:
  void changed();
  void askingChanged();
  void progressed(const touchstone::ui::EngineProgress& progress);
  /// So many images have suggestions now.
  void asked(int images);
  void failed(const QString& sentence);

private:
  void readImage();
  void refresh();
  void answer(labeling::Edit edit);
  void store(const QString& file, const QString& run);
  void endAsking();
  [[nodiscard]] QString newestRun() const;

  LabelState& state_;
  QPointer<ProjectSession> session_;
  std::vector<labeling::Prediction> predictions_;  ///< of the image in view
  std::vector<labeling::Prediction> open_;
  int hidden_ = 0;
  labeling::SuggestionOptions options_;
  EngineClient::JobId job_ = 0;
  bool isStoring_ = false;
  LatestJob reading_;
};

}  // namespace touchstone::ui
