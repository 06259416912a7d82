#pragma once

#include "labeling/project/project.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace touchstone::ui {

struct EngineProgram;
class TrainingLoop;

/// The open project as the widgets see it: reads go to the document, writes go through edits, and
/// every change is announced once. Widgets talk to the session, never to each other.
class ProjectSession : public QObject {
  Q_OBJECT

public:
  explicit ProjectSession(std::unique_ptr<labeling::Project> project, QObject* parent = nullptr);
  ~ProjectSession() override;

  [[nodiscard]] labeling::Project& project() { return *project_; }
  [[nodiscard]] const labeling::Project& project() const { return *project_; }
  [[nodiscard]] const labeling::Document& document() const { return project_->document(); }

  /// Gives an image its size when nobody has looked at its file yet: tools and the canvas need it.
  void measure(labeling::ImageId image);
  /// Records sizes that were found in the background; `measured`, or for images that cannot be
  /// read `changed`, tells of them.
  bool recordSizes(labeling::Edit edit);

  /// Performs the edit; false after `failed` when it could not be stored.
  bool perform(labeling::Edit edit);
  void undo();
  void redo();

  /// Writes the label files of everything that was edited. Happens by itself half a second after
  /// the last edit and at the end.
  void flush();

  /// The loop that trains and audits this project; made, but no engine started, by the first call.
  [[nodiscard]] TrainingLoop& trainingLoop();
  /// Replaces the engine that the loop would use; before the first call of trainingLoop.
  void setEngine(const EngineProgram& engine);

  /// Announce that the store's runs, findings, predictions or iterations were replaced.
  void announceRuns() { Q_EMIT runsChanged(); }
  void announceFindings() { Q_EMIT findingsChanged(); }
  void announcePredictions() { Q_EMIT predictionsChanged(); }
  void announceIterations() { Q_EMIT iterationsChanged(); }

  /// Asks for the image (and object) to be opened in the editor.
  void showInEditor(labeling::ImageId image, std::optional<labeling::AnnotationId> annotation);

Q_SIGNALS:
  void changed(const touchstone::labeling::Edit& edit);
  /// So many images have got a size that nobody asked for yet.
  void measured(int images);
  void runsChanged();
  void findingsChanged();
  void iterationsChanged();
  void predictionsChanged();
  void editorRequested(qint64 image, qint64 annotationOrZero);
  /// Asks for the definition of a class in the label book.
  void definitionRequested(qint64 labelClass);
  void failed(const QString& sentence);
  void message(const QString& sentence);

private:
  std::unique_ptr<labeling::Project> project_;
  QTimer flushSoon_;
  bool isRecordingSizes_ = false;
  std::unique_ptr<TrainingLoop> loop_;
};

}  // namespace touchstone::ui
