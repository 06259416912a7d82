#include "labeling/project/label_files.h"
#include "ui/main_window.h"
#include "ui/project_session.h"
#include "ui/review/review_workspace.h"

#include <QApplication>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <map>

using namespace touchstone;
using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int pictures = 50;

std::string nameOf(int picture) {
  return "part" + std::to_string(100 + picture);
}

/// Fifty pictures with two boxes each, a bolt and a nut, in the label files of LabelImg.
void makeFolder(const QString& folder) {
  QImage grey(60, 40, QImage::Format_RGB32);
  for (int i = 0; i < pictures; ++i) {
    const QString path = folder + "/" + QString::fromStdString(nameOf(i));
    grey.fill(qRgb(100 + i, 90, 80));
    grey.setPixel(i, 3, qRgb(255, 0, 0));
    QVERIFY(grey.save(path + ".png"));
    QFile file(path + ".xml");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QStringLiteral("<annotation><filename>%1.png</filename>"
                              "<size><width>60</width><height>40</height><depth>3</depth></size>"
                              "<object><name>bolt</name><bndbox><xmin>3</xmin><ymin>3</ymin>"
                              "<xmax>20</xmax><ymax>20</ymax></bndbox></object>"
                              "<object><name>nut</name><bndbox><xmin>30</xmin><ymin>5</ymin>"
                              "<xmax>50</xmax><ymax>30</ymax></bndbox></object></annotation>\n")
                   .arg(QString::fromStdString(nameOf(i)))
                   .toUtf8());
  }
}

/// Returns the class names in a label file, in their order.
QStringList classesIn(const QString& file) {
  QFile xml(file);
  QStringList classes;
  if (xml.open(QIODevice::ReadOnly)) {
    static const QRegularExpression name("<name>([^<]*)</name>");
    auto match = name.globalMatch(QString::fromUtf8(xml.readAll()));
    while (match.hasNext()) {
      classes.append(match.next().captured(1));
    }
  }
  return classes;
}

}  // namespace

/// A person decides a hundred findings in the window by keys alone.
class TestReviewByKeys : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(folder_.isValid());
    makeFolder(folder_.path());
    window_ = std::make_unique<MainWindow>();
    window_->resize(1280, 800);
    window_->show();
    QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
    window_->openFolder(folder_.path());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(document().annotations().size(), std::size_t{100});
    storeFindings();
    window_->showPage(Page::Review);
    list_ = window_->findChild<ReviewWorkspace*>()->findChild<QListView*>("findings");
    list_->setFocus();
  }
  void cleanupTestCase() { window_.reset(); }

  void aHundredFindingsAreDecidedUndoneAndRedone() {
    const auto before = labels();
    const auto steps = session().project().doneSteps();
    for (int i = 0; i < 100; ++i) {
      QTest::keyClick(list_, keys[static_cast<std::size_t>(i) % keys.size()]);
      QCOMPARE(document().decisions().size(), static_cast<std::size_t>(i + 1));
    }
    const auto after = labels();
    QCOMPARE(after, expected(before));
    QCOMPARE(session().project().doneSteps(), steps + 100);
    for (int i = 100; i > 0; --i) {
      QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
      QCOMPARE(document().decisions().size(), static_cast<std::size_t>(i - 1));
    }
    QCOMPARE(labels(), before);
    for (int i = 0; i < 100; ++i) {
      QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    }
    QCOMPARE(labels(), after);
    QCOMPARE(document().decisions().size(), std::size_t{100});
  }

  void theLabelFilesSayWhatWasDecided() {
    QVERIFY(session().project().syncLabelFiles().has_value());
    for (int i = 0; i < pictures; ++i) {
      const auto image = document().findImage(nameOf(i) + ".png");
      QStringList wanted;
      for (const AnnotationId id : document().annotationsOf(*image)) {
        wanted.append(QString::fromStdString(classOf(id)));
      }
      QCOMPARE(classesIn(folder_.filePath(QString::fromStdString(nameOf(i)) + ".xml")), wanted);
    }
  }

private:
  /// Accept, keep, give the second class, accept.
  static constexpr std::array keys{Qt::Key_Return, Qt::Key_Space, Qt::Key_2, Qt::Key_Return};

  [[nodiscard]] ProjectSession& session() const { return *window_->session(); }
  [[nodiscard]] const Document& document() const { return session().document(); }
  [[nodiscard]] std::string classOf(AnnotationId id) const {
    return document().labelClass(document().annotation(id)->labelClass)->name;
  }

  [[nodiscard]] std::map<AnnotationId, std::string> labels() const {
    std::map<AnnotationId, std::string> classes;
    for (const auto& [id, annotation] : document().annotations()) {
      classes[id] = classOf(id);
    }
    return classes;
  }

  /// One finding for each label, in the order of their ids: it has the other class.
  void storeFindings() {
    std::vector<Finding> findings;
    for (const auto& [id, annotation] : document().annotations()) {
      Finding finding;
      finding.image = annotation.image;
      finding.annotation = id;
      finding.given = classOf(id);
      finding.suggested = finding.given == "bolt" ? "nut" : "bolt";
      finding.score = static_cast<double>(findings.size()) / 1000;
      finding.message = "Labelled otherwise.";
      findings.push_back(finding);
    }
    QVERIFY(session().project().replaceFindings(findings).has_value());
    session().announceFindings();
  }

  /// Returns the labels after the keys were pressed for one after the other.
  static std::map<AnnotationId, std::string> expected(std::map<AnnotationId, std::string> classes) {
    std::size_t i = 0;
    for (auto& [id, name] : classes) {
      const auto key = keys[i++ % keys.size()];
      if (key == Qt::Key_Return) {
        name = name == "bolt" ? "nut" : "bolt";
      } else if (key == Qt::Key_2) {
        name = "nut";
      }
    }
    return classes;
  }

  QTemporaryDir folder_;
  std::unique_ptr<MainWindow> window_;
  QListView* list_ = nullptr;
};

QTEST_MAIN(TestReviewByKeys)
#include "tst_review_by_keys.moc"
