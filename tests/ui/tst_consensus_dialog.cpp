#include "project_in_folder.h"
#include "ui/label/consensus_dialog.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

/// Adopts what three people drew on the same images.
class TestConsensusDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { theme::apply(*qApp, theme::Appearance::Light); }

  void init() {
    folder_ = std::make_unique<ProjectInFolder>(2);
    session_ = folder_->open();
    bolt_ = addClass(*session_, "bolt");
  }

  void cleanup() {
    session_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void theDrawingsOfAThingBecomeOneInOneStep() {
    const ImageId first = session_->document().images().begin()->first;
    const ImageId last = session_->document().images().rbegin()->first;
    for (const ImageId image : {first, last}) {
      draw(image, "Anna", Box{10, 10, 50, 50});
      draw(image, "Ben", Box{11, 10, 51, 50});
      draw(image, "Carl", Box{12, 10, 52, 50});
    }
    draw(first, "Anna", Box{90, 10, 130, 50});
    QCOMPARE(session_->document().annotations().size(), std::size_t{7});
    ConsensusDialog* dialog = opened();
    QTRY_VERIFY(go(dialog)->isEnabled());
    QVERIFY(textOf(dialog).contains("7 labels on 2 images become 2"));
    QVERIFY(textOf(dialog).contains("1 thing goes"));
    QTest::mouseClick(go(dialog), Qt::LeftButton);
    QCOMPARE(session_->document().annotations().size(), std::size_t{2});
    const Annotation& left = session_->document().annotations().begin()->second;
    QCOMPARE(std::get<Box>(left.shape), (Box{11, 10, 51, 50}));
    QVERIFY(left.attributes.annotator.empty());
    session_->undo();
    QCOMPARE(session_->document().annotations().size(), std::size_t{7});
  }

  void nothingIsAdoptedWhereOneDrewAlone() {
    draw(session_->document().images().begin()->first, "Anna", Box{10, 10, 50, 50});
    ConsensusDialog* dialog = opened();
    QTRY_VERIFY(textOf(dialog).contains("No image was labelled by two annotators"));
    QVERIFY(!go(dialog)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(session_->document().annotations().size(), std::size_t{1});
  }

private:
  void draw(ImageId image, const std::string& annotator, const Box& box) {
    Annotation annotation;
    annotation.image = image;
    annotation.labelClass = bolt_;
    annotation.shape = box;
    annotation.attributes.annotator = annotator;
    QVERIFY(session_->perform(
        {.name = "Draw",
         .gesture = 0,
         .changes = {AnnotationChange{session_->project().newAnnotationId(), annotation}}}));
  }

  ConsensusDialog* opened() {
    auto* dialog = new ConsensusDialog(*session_, nullptr);
    dialog->open();
    return dialog;
  }

  static QPushButton* go(ConsensusDialog* dialog) {
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
      if (button->text().trimmed() == "Adopt the consensus") {
        return button;
      }
    }
    return nullptr;
  }

  static QString textOf(ConsensusDialog* dialog) {
    QStringList texts;
    for (QLabel* label : dialog->findChildren<QLabel*>()) {
      texts.append(label->text());
    }
    return texts.join('\n');
  }

  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<ProjectSession> session_;
  ClassId bolt_ = 0;
};

QTEST_MAIN(TestConsensusDialog)
#include "tst_consensus_dialog.moc"
