#include "ui/explore/augmentation_page.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/augmentation/marked_classes.h"
#include "labeling/augmentation/recipe_json.h"
#include "labeling/augmentation/reduced_picture.h"
#include "labeling/project/atomic_file.h"
#include "ui/explore/augmented_copy_dialog.h"
#include "ui/explore/class_factors.h"
#include "ui/explore/pixel_view.h"
#include "ui/explore/strength_sliders.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"
#include "ui/transfer/project_export.h"
#include "ui/transfer/transfer_report_dialog.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>

namespace touchstone::ui {

namespace {

/// Variants are made of a reduced picture, so that every move of a slider shows at once.
constexpr int longerSide = 480;
constexpr int variantCount = 8;

}  // namespace

AugmentationPage::AugmentationPage(QWidget* parent) : QWidget(parent) {
  banner_ = new Banner;
  banner_->hide();
  auto* columns = new QHBoxLayout;
  columns->setSpacing(theme::page);
  columns->addWidget(makeControls());
  columns->addWidget(makePictures(), 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, theme::wide, 0, 0);
  layout->addWidget(banner_);
  layout->addLayout(columns, 1);
  copying_ = new ProjectExport(this);
  connect(copying_, &ProjectExport::finished, this, [this](const labeling::TransferReport& report) {
    (new TransferReportDialog(tr("Augmented copy written"), report, window()))->show();
  });
  connect(copying_, &ProjectExport::failed, this,
          [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
  choosePreset();
}

QWidget* AugmentationPage::makeControls() {
  preset_ = new QComboBox;
  preset_->setAccessibleName(tr("Preset"));
  preset_->addItem(tr("None"), QStringLiteral("none"));
  preset_->addItem(tr("Light"), QStringLiteral("light"));
  preset_->addItem(tr("Medium"), QStringLiteral("medium"));
  preset_->addItem(tr("Strong"), QStringLiteral("strong"));
  preset_->setCurrentIndex(2);
  sliders_ = new StrengthSliders;
  auto* scroll = new QScrollArea;
  factors_ = new ClassFactors;
  auto* strengths = new QWidget;
  auto* inScroll = new QVBoxLayout(strengths);
  inScroll->setContentsMargins(0, 0, 0, 0);
  inScroll->setSpacing(theme::grid);
  inScroll->addWidget(sliders_);
  inScroll->addWidget(factors_);
  inScroll->addStretch();
  scroll->setWidget(strengths);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* again = makePrimaryButton(tr("New variants"), QStringLiteral("refresh-cw"));
  auto* save = makeButton(tr("Save recipe…"), QStringLiteral("save"));
  save->setToolTip(tr("Writes the strengths to a file for touchstone-cli augment --recipe"));
  auto* copy = makeButton(tr("Write augmented copy…"), QStringLiteral("image-plus"));
  copy->setToolTip(tr("Writes a project with variants of the images and their labels"));
  auto* controls = new QWidget;
  controls->setFixedWidth(36 * theme::grid);
  auto* layout = new QVBoxLayout(controls);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeHeading(tr("Strengths")));
  layout->addWidget(preset_);
  layout->addWidget(scroll, 1);
  layout->addWidget(again);
  layout->addWidget(copy);
  layout->addWidget(save);
  connect(preset_, &QComboBox::activated, this, &AugmentationPage::choosePreset);
  connect(sliders_, &StrengthSliders::changed, this, &AugmentationPage::compute);
  connect(again, &QPushButton::clicked, this, &AugmentationPage::makeNewVariants);
  connect(factors_, &ClassFactors::changed, this, &AugmentationPage::compute);
  connect(copy, &QPushButton::clicked, this, &AugmentationPage::writeCopy);
  connect(save, &QPushButton::clicked, this, &AugmentationPage::saveRecipe);
  return controls;
}

QWidget* AugmentationPage::makePictures() {
  original_ = new PixelView(tr("The picture"));
  auto* pictures = new QWidget;
  auto* grid = new QGridLayout(pictures);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(theme::grid);
  constexpr int columns = 3;
  for (int i = 0; i <= variantCount; ++i) {
    auto* view = i == 0 ? original_ : new PixelView(tr("Variant %1").arg(i));
    grid->addWidget(view, i / columns, i % columns);
    if (i > 0) {
      variants_.push_back(view);
    }
  }
  grid->addWidget(
      makeCaption(tr("The first picture is the original. The others are variants of it, "
                     "with the labels that they get.")),
      grid->rowCount(), 0, 1, columns);
  return pictures;
}

void AugmentationPage::showImage(ProjectSession* session, labeling::ImageId image) {
  session_ = session;
  image_ = image;
  picture_ = nullptr;
  reading_.cancel();
  augmenting_.cancel();
  if (isVisible()) {
    readPicture();
  }
}

void AugmentationPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  readPicture();  // its labels may have changed meanwhile
}

void AugmentationPage::readPicture() {
  const labeling::Image* image = session_ ? session_->document().image(image_) : nullptr;
  if (image == nullptr) {
    return;
  }
  showClasses();
  const labeling::Document& document = session_->document();
  std::vector<labeling::Annotation> annotations;
  colours_.clear();
  classNames_.clear();
  labeling::forEachAnnotation(
      document, image_, [&](labeling::AnnotationId, const labeling::Annotation& annotation) {
        annotations.push_back(annotation);
        const labeling::LabelClass& labelClass = *document.labelClass(annotation.labelClass);
        if (colours_.emplace(annotation.labelClass, QColor(labelClass.colour)).second) {
          classNames_.push_back(labelClass.name);
        }
      });
  reading_.run(
      [file = session_->project().folder() / image->path, annotations](std::stop_token) {
        return labeling::readReducedPicture(file, annotations, longerSide);
      },
      [this](const Result<labeling::LabelledPicture>& read) {
        if (read) {
          picture_ = std::make_shared<labeling::LabelledPicture>(*read);
          const QImage original = drawn(*picture_, colours_);
          original_->show(original, original.size());
          compute();
        } else {
          picture_ = nullptr;
          original_->showNothing(QString::fromStdString(read.error().message));
          for (PixelView* view : variants_) {
            view->showNothing({});
          }
        }
      });
}

void AugmentationPage::compute() {
  if (!picture_ || !session_) {
    return;
  }
  const auto recipe = labeling::recipeFor(
      labeling::strengthenedFor(labeling::markedClasses(session_->project()), this->recipe()),
      classNames_);
  augmenting_.run(
      [picture = picture_, recipe, seed = seed_, colours = colours_](const std::stop_token& stop) {
        return augmentedVariants(*picture, recipe, seed, variantCount, colours, stop);
      },
      [this](const std::vector<QImage>& variants) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
          variants_[i]->show(variants[i], variants[i].size());
        }
        Q_EMIT shown();
      });
}

void AugmentationPage::makeNewVariants() {
  ++seed_;
  compute();
}

void AugmentationPage::choosePreset() {
  const std::string name = preset_->currentData().toString().toStdString();
  sliders_->setRecipe(*labeling::augmentationPreset(name));
  compute();
}

labeling::AugmentationRecipe AugmentationPage::recipe() const {
  auto recipe = sliders_->recipe();
  recipe.classStrengths = factors_->chosen();
  return recipe;
}

void AugmentationPage::showClasses() {
  std::vector<std::string> names;
  for (const auto& [id, labelClass] : session_->document().classes()) {
    names.push_back(labelClass.name);
  }
  const auto marked =
      labeling::strengthenedFor(labeling::markedClasses(session_->project()), {}).classStrengths;
  factors_->setClasses(names, marked);
}

void AugmentationPage::writeCopy() {
  if (!session_) {
    return;
  }
  AugmentedCopyDialog dialog(recipe(), this);
  if (dialog.exec() != QDialog::Accepted) {
    return;
  }
  copying_->start(session_->project().folder(), dialog.windowTitle(),
                  [folder = dialog.folder(), options = dialog.options()](
                      const labeling::Project& project, const WorkContext& work) {
                    return labeling::writeAugmentedProject(project, folder, options, work);
                  });
}

void AugmentationPage::saveRecipe() {
  const QString file = QFileDialog::getSaveFileName(
      this, tr("Save recipe"), QStringLiteral("augmentation.json"), tr("Recipes (*.json)"));
  if (file.isEmpty()) {
    return;
  }
  const Status written =
      labeling::writeFileAtomically(file.toStdString(), labeling::recipeToText(recipe()));
  if (!written) {
    banner_->show(Banner::Kind::Error, QString::fromStdString(written.error().message));
  }
}

}  // namespace touchstone::ui
