#include "ui/label/suggestions.h"

#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/train/training_loop.h"

#include <QJsonObject>
#include <QSettings>

#include <algorithm>
#include <set>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr auto scoreSetting = "suggestions/smallestScore";
constexpr auto overlapSetting = "suggestions/largestOverlap";

}  // namespace

Suggestions::Suggestions(LabelState& state, QObject* parent) : QObject(parent), state_(state) {
  const QSettings settings;
  options_.smallestScore =
      settings.value(QLatin1String(scoreSetting), options_.smallestScore).toDouble();
  options_.largestOverlap =
      settings.value(QLatin1String(overlapSetting), options_.largestOverlap).toDouble();
  connect(&state_, &LabelState::imageChanged, this, &Suggestions::readImage);
}

void Suggestions::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
  }
  stopAsking();
  reading_.cancel();
  isStoring_ = false;
  session_ = session;
  if (session_) {
    connect(session_, &ProjectSession::changed, this, &Suggestions::refresh);
    connect(session_, &ProjectSession::predictionsChanged, this, &Suggestions::readImage);
  }
  readImage();
}

void Suggestions::readImage() {
  predictions_.clear();
  if (session_ && state_.image() != 0) {
    if (auto read = session_->project().predictionsOf(state_.image())) {
      predictions_ = *std::move(read);
    } else {
      Q_EMIT failed(QString::fromStdString(read.error().message));
    }
  }
  refresh();
}

void Suggestions::refresh() {
  open_.clear();
  hidden_ = 0;
  if (session_) {
    const Document& document = session_->document();
    open_ = openSuggestions(document, predictions_, options_);
    const auto every =
        openSuggestions(document, predictions_, {.smallestScore = 0, .largestOverlap = 1});
    hidden_ = static_cast<int>(every.size() - open_.size());
  }
  Q_EMIT changed();
}

void Suggestions::setOptions(const SuggestionOptions& options) {
  if (options == options_) {
    return;
  }
  options_ = options;
  QSettings settings;
  settings.setValue(QLatin1String(scoreSetting), options.smallestScore);
  settings.setValue(QLatin1String(overlapSetting), options.largestOverlap);
  refresh();
}

void Suggestions::answer(Edit edit) {
  if (session_) {
    session_->perform(std::move(edit));
  }
}

void Suggestions::acceptAll() {
  if (session_ && !open_.empty()) {
    answer(editAccepting(session_->project(), open_));
  }
}

void Suggestions::rejectAll() {
  if (session_ && !open_.empty()) {
    answer(editRejecting(session_->project(), open_));
  }
}

void Suggestions::accept(std::size_t index) {
  if (!session_ || index >= open_.size()) {
    return;
  }
  const std::vector<Prediction> chosen{open_[index]};
  answer(editAccepting(session_->project(), chosen));
  const auto& labels = session_->document().annotationsOf(state_.image());
  if (!labels.empty()) {
    state_.select({*std::max_element(labels.begin(), labels.end())});
  }
}

void Suggestions::reject(std::size_t index) {
  if (session_ && index < open_.size()) {
    const std::vector<Prediction> chosen{open_[index]};
    answer(editRejecting(session_->project(), chosen));
  }
}

QString Suggestions::newestRun() const {
  const auto runs = session_->project().runs();
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    const auto folder = session_->project().runFolder(run->name);
    if (run->state == "done" && std::filesystem::exists(folder / "model.json")) {
      return QString::fromStdString(run->name);
    }
  }
  return {};
}

void Suggestions::ask() {
  if (!session_ || isAsking()) {
    return;
  }
  const QString run = newestRun();
  if (run.isEmpty()) {
    Q_EMIT failed(tr("There is no trained model yet: train one, then it can suggest labels."));
    return;
  }
  if (session_->project().isReadOnly()) {
    Q_EMIT failed(tr("This project can only be read here, so no suggestions can be kept."));
    return;
  }
  session_->flush();
  const QJsonObject params{
      {"project", QString::fromStdString(session_->project().folder().string())}, {"run", run}};
  job_ = session_->trainingLoop().engine().request(
      "predict", params, this,
      [this, run](const Result<QJsonObject>& reply) {
        job_ = 0;
        if (reply) {
          store(reply->value("predictions").toString(), run);
          return;
        }
        endAsking();
        if (reply.error().kind != ErrorKind::Cancelled) {
          Q_EMIT failed(QString::fromStdString(reply.error().message));
        }
      },
      [this](const EngineProgress& progress) { Q_EMIT progressed(progress); });
  Q_EMIT askingChanged();
}

void Suggestions::stopAsking() {
  if (session_ && job_ != 0) {
    session_->trainingLoop().engine().cancel(job_);
  }
}

void Suggestions::store(const QString& file, const QString& run) {
  isStoring_ = true;
  reading_.run(
      [file = file.toStdString(), run = run.toStdString(), document = session_->document()](
          std::stop_token) { return readPredictions(file, run, document); },
      [this](Result<PredictionFile> read) {
        isStoring_ = false;
        const auto stored = std::move(read).and_then([&](PredictionFile&& predictions) {
          std::set<ImageId> found;
          for (const Prediction& prediction : predictions.predictions) {
            found.insert(prediction.image);
          }
          return session_->project()
              .replacePredictions(predictions.images, std::move(predictions.predictions))
              .transform([&](Nothing) { return static_cast<int>(found.size()); });
        });
        endAsking();
        if (!stored) {
          Q_EMIT failed(QString::fromStdString(stored.error().message));
          return;
        }
        session_->announcePredictions();
        Q_EMIT asked(*stored);
      });
}

void Suggestions::endAsking() {
  Q_EMIT askingChanged();
}

}  // namespace touchstone::ui
