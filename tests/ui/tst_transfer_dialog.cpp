#include "named_widget.h"
#include "project_in_folder.h"
#include "ui/theme/theme.h"
#include "ui/transfer/path_field.h"
#include "ui/transfer/transfer_dialog.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

QByteArray contentOf(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

}  // namespace

/// Asks for formats that need more than a place.
class TestTransferDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { theme::apply(*qApp, theme::Appearance::Light); }

  void init() {
    folder_ = std::make_unique<ProjectInFolder>(1);
    session_ = folder_->open();
    addClass(*session_, "bolt");
    dialog_ = std::make_unique<TransferDialog>(TransferDialog::Direction::Export);
    dialog_->setPlace(outside_.filePath("question"));
    dialog_->show();
  }

  void cleanup() {
    dialog_.reset();
    session_.reset();
  }

  void theFormatOfAFileIsFound_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::newRow("COCO") << "coco/instances.json"
                          << "coco";
    QTest::newRow("CreateML") << "createml/apple.json"
                              << "createml";
    QTest::newRow("labelme") << "labelme/shapes.json"
                             << "labelme";
    QTest::newRow("Mechanical Turk") << "mturk/boxes.csv"
                                     << "mturk";
    QTest::newRow("table") << "csv/labels.csv"
                           << "csv";
  }
  void theFormatOfAFileIsFound() {
    QFETCH(QString, file);
    QFETCH(QString, format);
    TransferDialog import(TransferDialog::Direction::Import);
    import.setPlace(QStringLiteral(GOLDEN_FOLDER "/formats/") + file);
    auto* go = named<QPushButton>(import, "Import");
    QVERIFY(!go->isEnabled());  // until the format is known
    QTRY_VERIFY(go->isEnabled());
    QCOMPARE(QString::fromStdString(import.request().format), format);
  }

  void aChosenFormatStays() {
    TransferDialog import(TransferDialog::Direction::Import);
    import.setPlace(QStringLiteral(GOLDEN_FOLDER "/formats/csv/labels.csv"));
    auto* formats = named<QComboBox>(import, "Format");
    formats->setFocus();
    QTest::keyClicks(formats, "M");
    QVERIFY(named<QPushButton>(import, "Import")->isEnabled());
    QCOMPARE(import.request().format, std::string("mturk"));
  }

  void otherFormatsAskForNothingMore() {
    QVERIFY(!named<QComboBox>(*dialog_, "What to write")->isVisible());
    QVERIFY(go()->isEnabled());
  }

  void aQuestionHasTheAddressAndTheTask() {
    choose("mturk");
    QVERIFY(named<QComboBox>(*dialog_, "What to write")->isVisible());
    named<QComboBox>(*dialog_, "What to write")->setCurrentIndex(2);
    QTest::keyClicks(named<QLineEdit>(*dialog_, "Web address of the images"),
                     "https://example.com/x");
    const auto report = writerFor(dialog_->request())(session_->project(), {});
    QVERIFY(report.has_value());
    QCOMPARE(contentOf(outside_.filePath("question/input.csv")),
             QByteArray("image_url\nhttps://example.com/x/f1.png\n"));
    QVERIFY(contentOf(outside_.filePath("question/template.html")).contains("crowd-bounding-box"));
  }

  void decisionsNeedTheAnswers() {
    choose("mturk");
    auto* what = named<QComboBox>(*dialog_, "What to write");
    what->setCurrentIndex(what->count() - 1);
    QVERIFY(!named<QLineEdit>(*dialog_, "Web address of the images")->isVisible());
    QVERIFY(!go()->isEnabled());
    const QString results = QStringLiteral(GOLDEN_FOLDER "/formats/mturk/classes_flattened.csv");
    for (PathField* field : dialog_->findChildren<PathField*>()) {
      if (field->path().isEmpty()) {
        field->setPath(results);
      }
    }
    QVERIFY(go()->isEnabled());
    const auto report = writerFor(dialog_->request())(session_->project(), {});
    QVERIFY(report.has_value());
    QVERIFY(report->warnings.front().starts_with("Approved 0 answers and rejected 0; 7 stay open"));
    QVERIFY(QFile::exists(outside_.filePath("question/classes_flattened.csv")));
  }

private:
  void choose(const char* format) {
    auto* formats = named<QComboBox>(*dialog_, "Format");
    formats->setCurrentIndex(formats->findData(QString(format)));
  }

  [[nodiscard]] QPushButton* go() const { return named<QPushButton>(*dialog_, "Export"); }

  QTemporaryDir outside_;
  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<ProjectSession> session_;
  std::unique_ptr<TransferDialog> dialog_;
};

QTEST_MAIN(TestTransferDialog)
#include "tst_transfer_dialog.moc"
