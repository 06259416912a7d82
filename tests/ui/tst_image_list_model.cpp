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

Query queryFor(const char* text) {
  const ParsedQuery parsed = parseQuery(text);
  touchstone::require(!parsed.problem.has_value(), "the test's query can be read");
  return parsed.query;
}

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

  void queryKeepsWhatMatchesAndWorkDoesNotMoveRows() {
    const ProjectInFolder folder(3);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    model.setQuery(queryFor("state:unlabelled"));
    QCOMPARE(model.rowCount(), 3);

    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    session->perform(toggledState(session->document(), model.imageAt(1), ImageState::Verified));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.setQuery(queryFor("state:verified"));
    QCOMPARE(namesIn(model), QStringList{"f2.png"});
    model.setQuery(queryFor("F3"));
    QCOMPARE(namesIn(model), QStringList{"f3.png"});
    model.setSession(nullptr);
    QCOMPARE(model.rowCount(), 0);
  }

  void anImageThatBeginsToMatchIsPutInItsPlace() {
    const ProjectInFolder folder(5);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    const std::vector<ImageId> all = model.images();
    session->perform(toggledState(session->document(), all[1], ImageState::Verified));
    session->perform(toggledState(session->document(), all[3], ImageState::Verified));
    model.setQuery(queryFor("state:verified"));
    QCOMPARE(namesIn(model), (QStringList{"f2.png", "f4.png"}));
    QCOMPARE(model.doneCount(), 2);

    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    session->perform(toggledState(session->document(), all[2], ImageState::Verified));
    session->perform(toggledState(session->document(), all[4], ImageState::Verified));
    QCOMPARE(namesIn(model), (QStringList{"f2.png", "f3.png", "f4.png", "f5.png"}));
    session->perform(toggledState(session->document(), all[1], ImageState::Verified));
    QCOMPARE(namesIn(model).first(), QString("f2.png"));
    QCOMPARE(model.doneCount(), 3);
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowOf(all[4]), 3);
  }

  void imagesComeAndGo() {
    const ProjectInFolder folder(3);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    const auto addImages = [&](const std::vector<std::string>& paths) {
      Edit edit{.name = "Add images", .gesture = 0, .changes = {}};
      for (const std::string& path : paths) {
        Image image;
        image.path = path;
        edit.changes.emplace_back(ImageChange{session->project().newImageId(), image});
      }
      session->perform(edit);
    };
    addImages({"f9.png", "f10.png"});
    QCOMPARE(namesIn(model), (QStringList{"f1.png", "f2.png", "f3.png", "f9.png", "f10.png"}));
    std::vector<std::string> many;
    for (int i = 100; i < 200; ++i) {
      many.push_back("e" + std::to_string(i) + ".png");
    }
    addImages(many);
    QCOMPARE(model.rowCount(), 105);
    QCOMPARE(namesIn(model).first(), QString("e100.png"));
    QCOMPARE(namesIn(model).last(), QString("f10.png"));

    session->undo();
    session->undo();
    QCOMPARE(namesIn(model), (QStringList{"f1.png", "f2.png", "f3.png"}));
    model.setQuery(queryFor(""));
    QCOMPARE(model.rowCount(), 3);
  }

  void sortsByWhatAPersonChooses() {
    const ProjectInFolder folder(3);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSession(session.get());
    const std::vector<ImageId> all = model.images();
    const auto sorted = [&](ImageOrderKey key, bool descending) {
      model.setOrder({.key = key, .descending = descending});
      return namesIn(model);
    };
    session->perform(toggledState(session->document(), all[0], ImageState::Verified));
    QCOMPARE(sorted(ImageOrderKey::Name, true), (QStringList{"f3.png", "f2.png", "f1.png"}));
    QCOMPARE(sorted(ImageOrderKey::State, false), (QStringList{"f2.png", "f3.png", "f1.png"}));
    QCOMPARE(sorted(ImageOrderKey::State, true), (QStringList{"f1.png", "f2.png", "f3.png"}));

    const ClassId ant = addClass(*session, "ant");
    session->perform(toggledTag(session->document(), all[1], ant,
                                [&] { return session->project().newAnnotationId(); }));
    QCOMPARE(sorted(ImageOrderKey::Objects, true), (QStringList{"f2.png", "f1.png", "f3.png"}));

    Finding wrong;
    wrong.kind = FindingKind::Blurry;
    wrong.image = all[2];
    wrong.score = 0.2;
    QVERIFY(session->project().replaceFindings({wrong}).has_value());
    QCOMPARE(sorted(ImageOrderKey::Suspicion, false), (QStringList{"f3.png", "f1.png", "f2.png"}));
    model.setQuery(queryFor("finding:blurry"));
    QCOMPARE(namesIn(model), QStringList{"f3.png"});
  }

  void sortsByTheDatesOfTheFiles() {
    const ProjectInFolder folder(3);
    const auto session = folder.open();
    using namespace std::chrono_literals;
    const auto now = std::filesystem::file_time_type::clock::now();
    std::filesystem::last_write_time(session->project().folder() / "f1.png", now);
    std::filesystem::last_write_time(session->project().folder() / "f2.png", now - 2h);
    std::filesystem::last_write_time(session->project().folder() / "f3.png", now - 1h);
    ThumbnailCache thumbnails;
    ImageListModel model(thumbnails);
    model.setSession(session.get());
    model.setOrder({.key = ImageOrderKey::Date});
    QTRY_COMPARE(namesIn(model), (QStringList{"f2.png", "f3.png", "f1.png"}));
  }

  void preferredThumbnailsComeFirst() {
    constexpr int images = 40;
    const ProjectInFolder folder(images);
    const auto session = folder.open();
    ThumbnailCache thumbnails;
    thumbnails.setSession(session.get());
    ImageListModel model(thumbnails);
    model.setSession(session.get());
    QSignalSpy ready(&thumbnails, &ThumbnailCache::ready);
    const std::vector<ImageId> all = model.images();
    thumbnails.prefer(all);
    thumbnails.prefer({all[30], all[31]});
    const auto came = [&](ImageId image) {
      return std::any_of(ready.begin(), ready.end(),
                         [&](const auto& signal) { return signal.front().toLongLong() == image; });
    };
    QTRY_VERIFY(came(all[30]) && came(all[31]));
    // Those that are no longer wanted were not decoded, but for some that were under way.
    QVERIFY(ready.count() < images / 2);
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
    QCOMPARE(thumbnails.thumbnail(model.imageAt(0)).size(), QSize(192, 96));
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
