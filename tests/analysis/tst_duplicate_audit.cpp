#include "analysis/audits/duplicate_audit.h"
#include "labeling/images/image_hash.h"

#include <QtTest>

#include <random>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

/// A document that grows by one image at a time.
class Builder {
public:
  Document document;

  ImageId add(const std::string& content, std::uint64_t hash, Split split = Split::Unassigned) {
    const ImageId id = document.newImageId();
    Image image;
    image.path = std::to_string(id) + ".jpg";
    image.contentHash = content;
    image.perceptualHash = hash;
    image.split = split;
    change(ImageChange{id, image});
    return id;
  }

  void tag(ImageId image, const std::string& name) {
    auto labelClass = document.findClass(name);
    if (!labelClass) {
      labelClass = document.newClassId();
      LabelClass made;
      made.name = name;
      change(ClassChange{*labelClass, made});
    }
    Annotation annotation;
    annotation.image = image;
    annotation.labelClass = *labelClass;
    change(AnnotationChange{document.newAnnotationId(), annotation});
  }

  void exclude(ImageId id) {
    Image image = *document.image(id);
    image.state = ImageState::Excluded;
    change(ImageChange{id, image});
  }

private:
  template <class Change>
  void change(Change one) {
    static_cast<void>(apply(document, {.name = "", .gesture = 0, .changes = {std::move(one)}}));
  }
};

constexpr std::uint64_t picture = 0x0F0F0F0F0F0F0F0F;
constexpr std::uint64_t other = 0x00FF00FF00FF00FF;

std::vector<Finding> ofKind(const std::vector<Finding>& findings, FindingKind kind) {
  std::vector<Finding> chosen;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(chosen),
               [=](const Finding& finding) { return finding.kind == kind; });
  return chosen;
}

}  // namespace

class TestDuplicateAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void alteredCopiesAreAskedAboutOnce() {
    Builder builder;
    const ImageId trained = builder.add("a", picture, Split::Train);
    const ImageId turned = builder.add("b", other, Split::Test);
    const ImageId part = builder.add("c", 0x3333333333333333, Split::Train);
    const ImageId same = builder.add("a", picture, Split::Train);
    builder.tag(trained, "ant");
    builder.tag(turned, "bee");
    builder.tag(part, "bee");
    PictureCopy whole;
    whole.share = 0.98;
    whole.overlap = 1;
    whole.angle = 40;
    PictureCopy half;
    half.share = 0.5;
    half.overlap = 1;
    const std::vector<ImageCopy> copies{{trained, turned, whole},
                                        {trained, part, half},
                                        {trained, same, whole},
                                        {turned, same, whole}};
    const auto findings =
        auditDuplicates(builder.document, {nearDuplicateGroups(builder.document), copies});
    const auto near = ofKind(findings, FindingKind::NearDuplicate);
    QCOMPARE(near.size(), std::size_t{2});
    QCOMPARE(near[0].image, turned);
    QCOMPARE(near[0].message, std::string("Nearly the same picture as “1.jpg”, turned by 40°."));
    QCOMPARE(near[1].image, part);
    QCOMPARE(near[1].message, std::string("A part of “1.jpg”."));
    const auto leaks = ofKind(findings, FindingKind::Leakage);
    QCOMPARE(leaks.size(), std::size_t{1});
    QCOMPARE(leaks.front().image, turned);
    QCOMPARE(ofKind(findings, FindingKind::Duplicate).size(), std::size_t{1});
    const auto inconsistent = ofKind(findings, FindingKind::Inconsistent);
    QCOMPARE(inconsistent.size(), std::size_t{2});
    QCOMPARE(inconsistent.front().given, std::string("ant"));
  }

  void nearHashesAndEqualContentMakeGroups() {
    Builder builder;
    builder.add("a", picture);
    builder.add("b", other);
    builder.add("c", picture ^ 0xF);       // four bits away
    builder.add("d", picture ^ 0x1F0000);  // five bits away, and further from the third
    builder.add("b", 0);
    QCOMPARE(nearDuplicateGroups(builder.document), (std::vector<int>{0, 1, 0, 2, 1}));
    QCOMPARE(nearDuplicateGroups(builder.document, 5), (std::vector<int>{0, 1, 0, 0, 1}));
    QCOMPARE(nearDuplicateGroups(builder.document, 0), (std::vector<int>{0, 1, 2, 3, 1}));
    QVERIFY(nearDuplicateGroups(Document()).empty());
  }

  void likeHashesOfPicturesThatLookDifferentMakeNoGroup() {
    Builder builder;
    const ImageId first = builder.add("a", picture);
    builder.add("b", picture);
    builder.add("c", picture ^ 0x1);
    builder.add("d", picture ^ 0x3);
    builder.add("a", picture);
    const auto notTheFirst = [&](ImageId one, ImageId second) {
      return one != first && second != first;
    };
    QCOMPARE(nearDuplicateGroups(builder.document, 4, notTheFirst),
             (std::vector<int>{0, 1, 1, 1, 0}));
  }

  void groupsEqualThoseOfAllPairs_data() {
    QTest::addColumn<int>("radius");
    for (const int radius : {0, 1, 4, 9, 20}) {
      QTest::newRow(qPrintable(QString::number(radius))) << radius;
    }
  }
  void groupsEqualThoseOfAllPairs() {
    QFETCH(int, radius);
    std::mt19937_64 random(11);
    Builder builder;
    std::vector<std::uint64_t> hashes;
    for (int i = 0; i < 150; ++i) {
      std::uint64_t hash = random();
      if (i % 2 == 1) {
        hash = hashes[random() % hashes.size()];
        for (std::uint64_t flips = random() % 12; flips > 0; --flips) {
          hash ^= std::uint64_t{1} << random() % 64;
        }
      }
      hashes.push_back(hash);
      builder.add("", hash);
    }
    std::vector<int> expected(hashes.size());
    std::iota(expected.begin(), expected.end(), 0);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < hashes.size(); ++i) {
        for (std::size_t j = 0; j < hashes.size(); ++j) {
          if (hammingDistance(hashes[i], hashes[j]) <= radius && expected[i] < expected[j]) {
            expected[j] = expected[i];
            changed = true;
          }
        }
      }
    }
    const auto groups = nearDuplicateGroups(builder.document, radius);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      for (std::size_t j = 0; j < hashes.size(); ++j) {
        QCOMPARE(groups[i] == groups[j], expected[i] == expected[j]);
      }
    }
  }

  void manyImagesAreGroupedQuickly() {
    std::mt19937_64 random(5);
    Builder builder;
    for (int i = 0; i < 20000; ++i) {
      builder.add("", i % 10 == 0 ? picture : random());
    }
    QElapsedTimer timer;
    timer.start();
    const auto groups = nearDuplicateGroups(builder.document);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(std::count(groups.begin(), groups.end(), groups[0]), 2000);
  }

  void flatPicturesAreNotCompared() {
    Builder builder;
    for (const std::uint64_t hash : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
      builder.add("", hash);
      builder.add("", hash);
    }
    QCOMPARE(nearDuplicateGroups(builder.document), (std::vector<int>{0, 1, 2, 3, 4, 5}));
    QVERIFY(auditDuplicates(builder.document).empty());
  }

  void repeatedPicturesAreFound() {
    Builder builder;
    builder.add("a", picture);
    builder.add("b", picture ^ 1);
    const ImageId copy = builder.add("b", picture ^ 1);
    const auto findings = auditDuplicates(builder.document);
    const auto exact = ofKind(findings, FindingKind::Duplicate);
    QCOMPARE(exact.size(), std::size_t{1});
    QCOMPARE(exact[0].image, copy);
    QCOMPARE(exact[0].message, std::string("The same picture as “2.jpg”."));
    QCOMPARE(exact[0].evidence, std::string(R"({"neighbours":["2.jpg"]})"));
    const auto near = ofKind(findings, FindingKind::NearDuplicate);
    QCOMPARE(near.size(), std::size_t{1});
    QCOMPARE(near[0].evidence, std::string(R"({"differingBits":1,"neighbours":["1.jpg"]})"));
    QCOMPARE(findings.size(), std::size_t{2});
  }

  void aTestPictureThatIsTrainedOnLeaks() {
    Builder builder;
    builder.add("a", picture, Split::Train);
    const ImageId tested = builder.add("b", picture ^ 3, Split::Test);
    builder.add("c", other, Split::Val);
    const auto leaks = ofKind(auditDuplicates(builder.document), FindingKind::Leakage);
    QCOMPARE(leaks.size(), std::size_t{1});
    QCOMPARE(leaks[0].image, tested);
    QCOMPARE(leaks[0].message,
             std::string("This picture of the test split is also trained on, as “1.jpg”."));
  }

  void onePictureWithTwoClassesIsInconsistent() {
    Builder builder;
    for (const char* name : {"ant", "bee", "ant"}) {
      builder.tag(builder.add("a", picture), name);
    }
    const auto found = ofKind(auditDuplicates(builder.document), FindingKind::Inconsistent);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].image, ImageId{2});
    QCOMPARE(found[0].given, std::string("bee"));
    QCOMPARE(found[0].suggested, std::string("ant"));
    QCOMPARE(found[0].annotation, std::optional<AnnotationId>(2));
  }

  void withoutAMajorityNothingIsSuggested() {
    Builder builder;
    builder.tag(builder.add("a", 0), "ant");
    builder.tag(builder.add("a", 0), "bee");
    const auto found = ofKind(auditDuplicates(builder.document), FindingKind::Inconsistent);
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0].suggested.empty() && found[1].suggested.empty());
  }

  void excludedImagesAreLeftOut() {
    Builder builder;
    builder.add("a", picture);
    builder.exclude(builder.add("a", picture));
    QVERIFY(auditDuplicates(builder.document).empty());
  }
};

QTEST_APPLESS_MAIN(TestDuplicateAudit)
#include "tst_duplicate_audit.moc"
