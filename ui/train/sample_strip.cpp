#include "ui/train/sample_strip.h"

#include "ui/canvas/class_colour.h"
#include "ui/canvas/outlined_picture.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

constexpr int pictureHeight = 22 * theme::grid;

}  // namespace

SampleStrip::SampleStrip(QWidget* parent)
    : QWidget(parent), caption_(makeCaption({})), row_(new QHBoxLayout) {
  row_->setSpacing(theme::grid);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, theme::grid, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addWidget(caption_);
  layout->addLayout(row_);
  hide();
}

void SampleStrip::setSession(ProjectSession* session) {
  if (session_) {
    session_->trainingLoop().disconnect(this);
  }
  session_ = session;
  hide();
  if (session) {
    TrainingLoop* loop = &session->trainingLoop();
    connect(loop, &TrainingLoop::samplesSeen, this, &SampleStrip::show);
    connect(loop, &TrainingLoop::stageChanged, this, &SampleStrip::showStage);
  }
}

void SampleStrip::show(int epoch, const std::vector<EpochSample>& samples) {
  while (pictures_.size() < samples.size()) {
    auto* picture = new OutlinedPicture;
    picture->setFixedHeight(pictureHeight);
    row_->addWidget(picture);
    pictures_.push_back(picture);
  }
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    pictures_[i]->setVisible(i < samples.size());
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::vector<OutlinedPicture::Outline> outlines;
    for (const EpochSample::Object& object : samples[i].objects) {
      outlines.push_back({object.shape, colourOf(session_->document(), object.labelClass)});
    }
    const QString name = QFileInfo(QString::fromStdString(samples[i].image)).fileName();
    pictures_[i]->setToolTip(tr("%1: objects seen: %2").arg(name).arg(outlines.size()));
    pictures_[i]->setAccessibleName(pictures_[i]->toolTip());
    pictures_[i]->show(session_->project().folder() / samples[i].image, outlines);
  }
  caption_->setText(tr("What it sees on validation images after epoch %1").arg(epoch));
  setVisible(!samples.empty());
}

void SampleStrip::showStage(TrainingLoop::Stage stage) {
  if (stage != TrainingLoop::Stage::Training) {
    hide();
  }
}

}  // namespace touchstone::ui
