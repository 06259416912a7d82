#pragma once

#include "labeling/geometry/box.h"
#include "labeling/review/finding.h"
#include "ui/engine/engine_client.h"
#include "ui/engine/latest_job.h"

#include <QImage>
#include <QObject>
#include <QPointer>

namespace touchstone::ui {

class ProjectSession;

/// Asks the engine where the model looks in the picture of a finding (Grad-CAM).
class HeatMap : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  void setSession(ProjectSession* session);
  /// Asks about a finding of a run: for the class that it suggests, else for the one the model
  /// predicts. The answer is `shown` or `failed`; a newer question is answered alone.
  void ask(const labeling::Finding& finding);
  void stop();

Q_SIGNALS:
  /// `heat` lies over `area` of the picture, in pixels of the whole image; warm where the network
  /// sees most of `className`.
  void shown(const QImage& heat, const touchstone::labeling::Box& area, const QString& className);
  void failed(const QString& sentence);

private:
  void show(const QJsonObject& answer);

  QPointer<ProjectSession> session_;
  EngineClient::JobId job_ = 0;
  int question_ = 0;
  LatestJob reading_;
};

}  // namespace touchstone::ui
