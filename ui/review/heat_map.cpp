#include "ui/review/heat_map.h"

#include "ui/project_session.h"
#include "ui/review/finding_text.h"
#include "ui/train/training_loop.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace touchstone::ui {

namespace {

/// Returns the colour of a value from 0 to 1: clear, then yellow, orange, red.
QRgb warmth(double value) {
  constexpr double mostOpaque = 190;
  const int green = static_cast<int>(std::lround(230 * (1 - value)));
  return qRgba(255, green, 0, static_cast<int>(std::lround(mostOpaque * value)));
}

/// Reads the engine's grey picture, which is not needed any more then.
QImage readHeat(const QString& file) {
  QImage grey(file);
  QFile::remove(file);
  if (grey.isNull()) {
    return {};
  }
  grey = grey.convertToFormat(QImage::Format_Grayscale8);
  QImage heat(grey.size(), QImage::Format_ARGB32);
  for (int y = 0; y < grey.height(); ++y) {
    const uchar* from = grey.constScanLine(y);
    auto* to = reinterpret_cast<QRgb*>(heat.scanLine(y));
    for (int x = 0; x < grey.width(); ++x) {
      to[x] = warmth(from[x] / 255.0);
    }
  }
  return heat;
}

}  // namespace

void HeatMap::setSession(ProjectSession* session) {
  stop();
  session_ = session;
}

void HeatMap::stop() {
  ++question_;
  reading_.cancel();
  if (session_ && job_ != 0) {
    session_->trainingLoop().engine().cancel(job_);
  }
  job_ = 0;
}

void HeatMap::ask(const labeling::Finding& finding) {
  stop();
  const labeling::Image* image = session_ ? session_->document().image(finding.image) : nullptr;
  if (image == nullptr || finding.run.empty()) {
    Q_EMIT failed(tr("No model was asked about this image."));
    return;
  }
  QJsonObject params{{"project", QString::fromStdString(session_->project().folder().string())},
                     {"run", QString::fromStdString(finding.run)},
                     {"image", QString::fromStdString(image->path)},
                     {"class", QString::fromStdString(finding.suggested)}};
  if (const auto box = boxOf(session_->document(), finding)) {
    params.insert("box", QJsonArray{box->x0, box->y0, box->x1, box->y1});
  }
  job_ = session_->trainingLoop().engine().request(
      "explain", params, this, [this, question = question_](const Result<QJsonObject>& answer) {
        if (question != question_) {
          return;
        }
        job_ = 0;
        if (answer) {
          show(*answer);
        } else {
          Q_EMIT failed(QString::fromStdString(answer.error().message));
        }
      });
}

void HeatMap::show(const QJsonObject& answer) {
  const QJsonArray corners = answer["area"].toArray();
  const labeling::Box area{corners[0].toDouble(), corners[1].toDouble(), corners[2].toDouble(),
                           corners[3].toDouble()};
  reading_.run([file = answer["heat"].toString()](std::stop_token) { return readHeat(file); },
               [this, area, className = answer["class"].toString()](const QImage& heat) {
                 Q_EMIT shown(heat, area, className);
               });
}

}  // namespace touchstone::ui
