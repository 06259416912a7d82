#pragma once

#include "labeling/project/project.h"
#include "ui/engine/latest_job.h"
#include "ui/transfer/transfer_dialog.h"

#include <QObject>

#include <functional>
#include <optional>

namespace touchstone::ui {

/// Opens projects on a worker thread, so that the window stays alive while thousands of images are
/// looked through.
class ProjectOpener : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  /// Where the sample project is written.
  [[nodiscard]] static QString sampleFolder();

  void open(const QString& folder);
  /// Writes the sample project when it does not exist yet, and opens it.
  void openSample();
  /// Adds labels from elsewhere to the project in `folder`, which nobody has open, and opens it.
  /// When they cannot be read it is opened as it was.
  void import(const QString& folder, const TransferRequest& request);
  void cancel();

  /// Takes the project that `opened` announced.
  [[nodiscard]] std::unique_ptr<labeling::Project> take() { return std::move(project_); }

Q_SIGNALS:
  void started(const QString& folder);
  void progressed(const QString& stage, double done, double total, double secondsLeft);
  void opened();
  void failed(const QString& sentence);
  /// After `opened`: what an import did, or why it did nothing.
  void imported(const touchstone::labeling::TransferReport& report);
  void importFailed(const QString& sentence);
  void cancelled();

private:
  /// What a worker brings: the project, and what an import before it did.
  struct Outcome {
    Result<std::unique_ptr<labeling::Project>> project;
    std::optional<Result<labeling::TransferReport>> report = std::nullopt;
  };

  void run(const QString& folder, std::function<Outcome(const WorkContext&)> work);
  void take(Outcome outcome);

  LatestJob job_;
  std::unique_ptr<labeling::Project> project_;
};

}  // namespace touchstone::ui
