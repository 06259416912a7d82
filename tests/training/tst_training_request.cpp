#include "training/runs/training_request.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

class TestTrainingRequest : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void whatIsWrittenIsRead() {
    TrainingRequest request;
    request.backbone = "resnet18";
    request.preset = "thorough";
    request.epochs = 7;
    request.seed = 9'007'199'254'740'993;
    request.learningRate = 0.25;
    request.recipe = labeling::augmentationPreset("medium");
    request.recipe->classStrengths["ant"] = 1.5;
    request.mixing = "cutmix";
    const auto read = trainingRequestFromJson(toJson(request));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(toJson(*read), toJson(request));
    QVERIFY(read->recipe == request.recipe);
  }

  void wrongMembersAreNamed_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("message");
    QTest::newRow("no object") << "[]"
                               << "The training request is not a JSON object.";
    QTest::newRow("text for a number")
        << R"({"epochs":"many"})"
        << R"(The training request's "epochs" must be a whole number from 0 to 100000.)";
    QTest::newRow("out of range")
        << R"({"size":1e9})"
        << R"(The training request's "size" must be a whole number from 0 to 2048.)";
    QTest::newRow("unknown preset")
        << R"({"preset":"quick"})"
        << R"(The training request's "preset" must be one of fast, balanced, thorough.)";
    QTest::newRow("unknown mixing")
        << R"({"mixing":"blend"})"
        << R"(The training request's "mixing" must be one of none, mixup, cutmix.)";
    QTest::newRow("negative rate")
        << R"({"learningRate":-1})"
        << R"(The training request's "learningRate" must be a number that is not negative.)";
  }

  void wrongMembersAreNamed() {
    QFETCH(QString, json);
    QFETCH(QString, message);
    const auto read = trainingRequestFromJson(json.toStdString());
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(read.error().message), message);
  }
};

QTEST_APPLESS_MAIN(TestTrainingRequest)
#include "tst_training_request.moc"
