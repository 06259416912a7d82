#include "project_in_folder.h"
#include "ui/label/class_list_model.h"
#include "ui/label/image_list_model.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/thumbnail_cache.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

QStringList namesIn(const QAbstractItemModel& model) {
  QStringList names;
  for (int row = 0; row < model.rowCount(); ++row) {
    names << model.index(row, 0).data().toString();
  }
  return names;
}

}  // namespace

class TestImageListModel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void imagesAreOrderedAsAPersonCounts() {
    const ProjectInFolder folder(11);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    QCOMPARE(model.rowCount(), 11);
    QCOMPARE(namesIn(model).mid(0, 3), (QStringList{"f1.png", "f2.png", "f3.png"}));
    QCOMPARE(namesIn(model).last(), QString("f11.png"));
    QCOMPARE(model.rowOf(model.imageAt(4)), 4);
    QCOMPARE(model.imageAt(11), ImageId{0});
  }

  void filterKeepsWhatMatchesAndWorkDoesNotMoveRows() {
    const ProjectInFolder folder(3);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    model.setFilter({.state = ImageState::Unlabelled});
    QCOMPARE(model.rowCount(), 3);

    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    session->perform(toggledState(session->document(), model.imageAt(1), ImageState::Verified));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.setFilter({.state = ImageState::Verified});
    QCOMPARE(namesIn(model), QStringList{"f2.png"});
    model.setFilter({.text = "F3"});
    QCOMPARE(namesIn(model), QStringList{"f3.png"});
    model.setSession(nullptr);
    QCOMPARE(model.rowCount(), 0);
  }

  void thumbnailsArriveInTheBackgroundAndAreKeptOnDisk() {
    const ProjectInFolder folder(1);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    model.setSession(session.get());
    thumbnails.setSession(session.get());
    QSignalSpy ready(&thumbnails, &ThumbnailCache::ready);
    QVERIFY(thumbnails.thumbnail(model.imageAt(0)).isNull());
    QVERIFY(ready.wait());
    QCOMPARE(thumbnails.thumbnail(model.imageAt(0)).size(), QSize(128, 64));
    const auto kept = session->project().storeFolder() / "cache" / "thumbnails";
    QVERIFY(!std::filesystem::is_empty(kept));
  }

  void classesShowUsesKeysAndTags() {
    const ProjectInFolder folder(1);
    const auto session = folder.open();
    LabelState state;
    ClassListModel model(state);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    const ClassId ant = addClass(*session, "ant");
    addClass(*session, "bee");
    QCOMPARE(namesIn(model), (QStringList{"ant", "bee"}));
    QCOMPARE(model.index(1).data(ClassListModel::KeyRole).toString(), QString("2"));

    const ImageId image = session->document().images().begin()->first;
    state.setImage(image);
    session->perform(toggledTag(session->document(), image, ant,
                                [&] { return session->project().newAnnotationId(); }));
    QCOMPARE(model.index(0).data(ClassListModel::CountRole).toInt(), 1);
    QVERIFY(model.index(0).data(ClassListModel::TaggedRole).toBool());
    QVERIFY(!model.index(1).data(ClassListModel::TaggedRole).toBool());
  }

  void renamingRefusesANameThatIsTaken() {
    const ProjectInFolder folder(1);
    const auto session = folder.open();
    LabelState state;
    ClassListModel model(state);
    model.setSession(session.get());
    addClass(*session, "ant");
    addClass(*session, "bee");
    QSignalSpy failed(session.get(), &ProjectSession::failed);
    QVERIFY(!model.setData(model.index(0), "bee", Qt::EditRole));
    QCOMPARE(failed.count(), 1);
    QVERIFY(model.setData(model.index(0), " wasp ", Qt::EditRole));
    QCOMPARE(namesIn(model), (QStringList{"wasp", "bee"}));
  }
};

QTEST_MAIN(TestImageListModel)
#include "tst_image_list_model.moc"
