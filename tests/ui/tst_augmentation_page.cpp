#include "project_in_folder.h"
#include "ui/explore/augmentation_page.h"
#include "ui/explore/augmented_copy_dialog.h"
#include "ui/explore/pixel_view.h"
#include "ui/explore/strength_sliders.h"
#include "ui/transfer/transfer_report_dialog.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

/// A page that shows the first image of a project, with a box and a polygon on it.
struct ShownPage {
  ShownPage() {
    const labeling::ClassId labelClass = addClass(*session, "nut");
    image = session->document().images().begin()->first;
    for (const labeling::Shape& shape :
         {labeling::Shape(labeling::Box{20, 20, 80, 70}),
          labeling::Shape(labeling::Polygon{{{{{100, 20}, {180, 30}, {140, 90}}, {}}}})}) {
      labeling::Annotation annotation;
      annotation.image = image;
      annotation.labelClass = labelClass;
      annotation.shape = shape;
      session->perform({.name = "Draw",
                        .gesture = 0,
                        .changes = {labeling::AnnotationChange{session->project().newAnnotationId(),
                                                               annotation}}});
    }
    page.resize(1000, 700);
    page.showImage(session.get(), image);
    page.show();
  }

  [[nodiscard]] std::vector<QImage> pictures() {
    std::vector<QImage> images;
    for (PixelView* view : page.findChildren<PixelView*>()) {
      view->resize(300, 200);  // the rows and columns of a grid may differ by a pixel
      images.push_back(view->grab().toImage());
    }
    return images;
  }

  ProjectInFolder folder;
  std::unique_ptr<ProjectSession> session = folder.open();
  labeling::ImageId image = 0;
  AugmentationPage page;
  QSignalSpy shown{&page, &AugmentationPage::shown};
};

}  // namespace

/// The preview of augmentation.
class TestAugmentationPage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void variantsOfTheImageAreShown() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    const auto pictures = shown.pictures();
    QCOMPARE(pictures.size(), 9U);
    for (std::size_t i = 1; i < pictures.size(); ++i) {
      QVERIFY(pictures[i] != pictures[0]);
    }
  }

  void otherVariantsComeOnDemand() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    const auto before = shown.pictures();
    shown.page.makeNewVariants();
    QVERIFY(shown.shown.wait());
    const auto after = shown.pictures();
    QVERIFY(after[0] == before[0]);
    QVERIFY(after[1] != before[1]);
  }

  void slidersSetTheRecipe() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    for (QSlider* slider : shown.page.findChildren<QSlider*>()) {
      QVERIFY(!slider->accessibleName().isEmpty());
      slider->setValue(0);
    }
    QCOMPARE(shown.page.sliders().recipe(), labeling::AugmentationRecipe());
    QVERIFY(shown.shown.wait());
    const auto pictures = shown.pictures();
    for (const QImage& picture : pictures) {
      QVERIFY(picture == pictures[0]);
    }
  }

  void aClassCanBeLeftAsItIs() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    const auto sliders = shown.page.findChildren<QSlider*>();
    const auto ofClass = std::find_if(sliders.begin(), sliders.end(), [](const QSlider* slider) {
      return slider->accessibleName() == "Strength for nut";
    });
    QVERIFY(ofClass != sliders.end());
    (*ofClass)->setValue(0);
    QCOMPARE(shown.page.recipe().classStrengths.at("nut"), 0.0);
    QVERIFY(shown.shown.wait());
    const auto pictures = shown.pictures();
    for (const QImage& picture : pictures) {
      QVERIFY(picture == pictures[0]);
    }
  }

  void anAugmentedCopyIsWritten() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    labeling::Image labelled = *shown.session->document().image(shown.image);
    labelled.state = labeling::ImageState::Labelled;
    shown.session->perform(
        {.name = "Label", .gesture = 0, .changes = {labeling::ImageChange{shown.image, labelled}}});
    QTemporaryDir target;
    const QString folder = target.filePath("copy");
    QTimer::singleShot(0, this, [&] {
      auto* dialog = shown.page.findChild<AugmentedCopyDialog*>();
      dialog->setFolder(folder);
      dialog->accept();
    });
    const auto buttons = shown.page.findChildren<QAbstractButton*>();
    const auto write =
        std::find_if(buttons.begin(), buttons.end(), [](const QAbstractButton* button) {
          return button->accessibleName().startsWith("Write augmented copy");
        });
    QVERIFY(write != buttons.end());
    (*write)->click();
    QTRY_VERIFY(QFile::exists(folder + "/f1_aug1.png") || QFile::exists(folder + "/f1_aug1.jpg"));
    QTRY_VERIFY(shown.page.window()->findChild<TransferReportDialog*>() != nullptr);
  }

  void anImageThatIsGoneSaysWhy() {
    ShownPage shown;
    QVERIFY(shown.shown.wait());
    const auto before = shown.pictures();
    QFile::remove(shown.folder.path() + "/f1.png");
    shown.page.showImage(shown.session.get(), shown.image);
    QTRY_VERIFY(shown.pictures()[0] != before[0]);
    QTRY_VERIFY(shown.pictures()[1] != before[1]);
  }

  void nothingIsShownWithoutAProject() {
    AugmentationPage page;
    page.show();
    page.showImage(nullptr, 0);
    page.makeNewVariants();
    QVERIFY(page.isVisible());
  }
};

QTEST_MAIN(TestAugmentationPage)
#include "tst_augmentation_page.moc"
