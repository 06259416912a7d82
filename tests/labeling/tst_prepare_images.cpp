#include "labeling/images/image_hash.h"
#include "labeling/project/prepare_images.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

class TestPrepareImages : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyImageGetsItsHashesOnce() {
    const ProjectFolder folder({"a.pgm", "b.pgm", "c.pgm", "d.pgm"});
    const auto project = folder.open();
    std::vector<double> reports;
    const WorkContext work{.progress = [&](const Progress& p) { reports.push_back(p.done); },
                           .stop = {}};
    auto edit = missingHashes((*project)->document(), folder.path(), work);
    QVERIFY(edit);
    QCOMPARE(edit->changes.size(), std::size_t{4});
    QVERIFY(std::is_sorted(reports.begin(), reports.end()));
    QVERIFY((*project)->record(*std::move(edit)));
    for (const auto& [id, image] : (*project)->document().images()) {
      QCOMPARE(image.contentHash, *hashOfFile(folder.file(image.path)));
      QVERIFY(image.perceptualHash != 0);
    }
    QVERIFY(missingHashes((*project)->document(), folder.path(), {})->changes.empty());
    QVERIFY(!(*project)->undoName());
  }

  void sizesCanBeLeftForLater() {
    const ProjectFolder folder;
    folder.write("half.png", "no picture");
    const auto project = folder.open({.measureLater = true});
    QVERIFY(project);
    for (const auto& [id, image] : (*project)->document().images()) {
      QVERIFY(isUnmeasured(image));
    }
    // Whoever only reads gets them all the same.
    const auto reader = folder.open({.readOnly = true});
    QCOMPARE((*reader)->document().image(1)->width, 80);
    QVERIFY((*project)->record(*missingSizes((*project)->document(), folder.path(), {})));
    QCOMPARE((*project)->document().image(1)->width, 80);
    QCOMPARE((*project)->document().image(1)->height, 60);
    const Document& document = (*project)->document();
    QVERIFY(!document.image(*document.findImage("half.png"))->problem.empty());
    QVERIFY(missingSizes(document, folder.path(), {})->changes.empty());
    QVERIFY(!(*project)->undoName());
  }

  void aLabelFileTellsTheSizeOfAnImageThatNobodyLookedAt() {
    const ProjectFolder folder;
    const auto project = folder.open({.measureLater = true});
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(addBox(**project, 1, bolt, {1, 2, 3, 4}) != 0);
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(folder.read("a.xml").find("<width>80</width>") != std::string::npos);
    QCOMPARE((*project)->document().image(1)->width, 80);
  }

  void unreadableImagesGetTheirProblem() {
    const ProjectFolder folder;
    folder.write("half.pgm", "P5 80 60 255\nonly a few bytes");
    const auto project = folder.open();
    QVERIFY((*project)->record(*missingHashes((*project)->document(), folder.path(), {})));
    const Document& document = (*project)->document();
    QVERIFY(!document.image(*document.findImage("half.pgm"))->problem.empty());
  }

  void stoppingIsAnError() {
    const ProjectFolder folder;
    const auto project = folder.open();
    std::stop_source stop;
    stop.request_stop();
    const auto edit = missingHashes((*project)->document(), folder.path(),
                                    {.progress = [](const Progress&) {}, .stop = stop.get_token()});
    QVERIFY(!edit && edit.error().kind == ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(TestPrepareImages)
#include "tst_prepare_images.moc"
