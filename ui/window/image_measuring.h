#pragma once

#include "labeling/annotation/image.h"
#include "ui/engine/latest_job.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Looks at the images of a project that nobody has looked at yet: a worker reads the heads of the
/// files, and the window records what it found in steps that are too short to be felt.
class ImageMeasuring : public QObject {
  Q_OBJECT

public:
  /// The session outlives it.
  explicit ImageMeasuring(ProjectSession& session, QObject* parent = nullptr);

  /// Begins, when there is anything to do and the project can be written to.
  void start();
  [[nodiscard]] bool isRunning() const { return total_ > 0; }

Q_SIGNALS:
  void progressed(int done, int total);
  void finished();

private:
  struct Found {
    labeling::ImageId image;
    labeling::Image looked;
  };

  void take(std::vector<Found> found);
  void recordSome();

  ProjectSession& session_;
  LatestJob job_;
  QTimer next_;
  std::vector<Found> found_;  ///< what is still to be recorded, in any order
  std::size_t batch_ = 32;
  int done_ = 0;
  int total_ = 0;
};

}  // namespace touchstone::ui
