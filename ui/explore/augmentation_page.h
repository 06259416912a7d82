#pragma once

#include "ui/engine/latest_job.h"
#include "ui/explore/augmented_variants.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;

namespace touchstone::ui {

class Banner;
class PixelView;
class ProjectSession;
class ClassFactors;
class ProjectExport;
class StrengthSliders;

/// Shows an image of the project with its objects beside variants of it, augmented at random, while
/// the strengths are chosen.
class AugmentationPage : public QWidget {
  Q_OBJECT

public:
  explicit AugmentationPage(QWidget* parent = nullptr);

  /// Shows an image of the session; nothing for nullptr.
  void showImage(ProjectSession* session, labeling::ImageId image);
  [[nodiscard]] StrengthSliders& sliders() { return *sliders_; }
  /// Returns the strengths, with the factors of classes that a person chose.
  [[nodiscard]] labeling::AugmentationRecipe recipe() const;

public Q_SLOTS:
  void makeNewVariants();

Q_SIGNALS:
  /// The variants on the screen are those of the present choices.
  void shown();

protected:
  void showEvent(QShowEvent* event) override;

private:
  QWidget* makeControls();
  QWidget* makePictures();
  void choosePreset();
  void readPicture();
  void compute();
  void saveRecipe();
  void writeCopy();
  void showClasses();

  QPointer<ProjectSession> session_;
  labeling::ImageId image_ = 0;
  std::shared_ptr<const labeling::LabelledPicture> picture_;
  ClassColours colours_;
  std::vector<std::string> classNames_;
  std::uint64_t seed_ = 1;
  LatestJob reading_;
  LatestJob augmenting_;
  Banner* banner_ = nullptr;
  QComboBox* preset_ = nullptr;
  StrengthSliders* sliders_ = nullptr;
  ClassFactors* factors_ = nullptr;
  ProjectExport* copying_ = nullptr;
  PixelView* original_ = nullptr;
  std::vector<PixelView*> variants_;
};

}  // namespace touchstone::ui
