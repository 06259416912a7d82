#include "colour_project.h"
#include "formula_weights.h"
#include "training/explain/explanation.h"
#include "training/networks/classifier.h"
#include "training/runs/classification_run.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

namespace {

nlohmann::json expectedActivations() {
  std::ifstream file(GOLDEN_FOLDER "/training/explanations.json");
  return nlohmann::json::parse(file);
}

/// The same as picture() in golden/training/make_explanations.py.
std::vector<std::uint8_t> formulaPicture(int size) {
  std::vector<std::uint8_t> pixels;
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      for (int channel = 0; channel < 3; ++channel) {
        const double value = 128 + 60 * formula::noise(pixels.size()) + (row - column) * 0.6;
        pixels.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0)));
      }
    }
  }
  return pixels;
}

}  // namespace

class TestExplanation : public QObject {
  Q_OBJECT

private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ColourProject> project_;

  std::filesystem::path path(const char* name) const {
    return folder_->filePath(QString::fromUtf8(name)).toStdString();
  }

  void train(const char* backbone) const {
    TrainingRequest request;
    request.backbone = backbone;
    request.size = 32;
    request.epochs = 4;
    const RunInput input{project_->document(), project_->folder(), path("cache")};
    const auto result = trainClassifier(input, request, path("0001"), {}, {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
  }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", folder_->path().toUtf8());
    qputenv("TORCH_HOME", folder_->path().toUtf8());
    project_ = std::make_unique<ColourProject>(folder_->path().toStdString());
  }

  void looksWherePyTorchSays_data() {
    QTest::addColumn<QString>("name");
    const auto reference = expectedActivations();
    for (const auto& entry : reference["networks"].items()) {
      QTest::newRow(entry.key().c_str()) << QString::fromStdString(entry.key());
    }
  }

  void looksWherePyTorchSays() {
    QFETCH(QString, name);
    const auto reference = expectedActivations();
    const auto& maps = reference["networks"][name.toStdString()];
    const int size = reference["size"].get<int>();
    const auto networks = formula::golden();
    const auto classifier = Classifier::make(
        *findBackbone(name.toStdString()), networks["classes"].get<int>(),
        formula::filled(networks["networks"][name.toStdString()]["shapes"]), "golden");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().message.c_str());
    for (std::size_t label = 0; label < maps.size(); ++label) {
      const auto expected = maps[label].get<std::vector<std::vector<double>>>();
      const auto found =
          classifier->activation(formulaPicture(size), size, static_cast<int>(label));
      QCOMPARE(found.rows, expected.size());
      QCOMPARE(found.columns, expected.front().size());
      for (std::size_t row = 0; row < found.rows; ++row) {
        for (std::size_t column = 0; column < found.columns; ++column) {
          QVERIFY2(std::abs(found(row, column) - expected[row][column]) < 1e-3,
                   qPrintable(QString("class %1: %2 instead of %3")
                                  .arg(label)
                                  .arg(found(row, column))
                                  .arg(expected[row][column])));
        }
      }
    }
  }

  void stagesGiveTheMapsThatTheyMake() {
    const auto networks = formula::golden();
    const auto classifier = Classifier::make(
        *findBackbone("resnet18-half-fine"), 5,
        formula::filled(networks["networks"]["resnet18-half-fine"]["shapes"]), "golden");
    QVERIFY(classifier.has_value());
    QCOMPARE(classifier->stageCount(), 5);
    const std::vector<std::pair<std::size_t, std::size_t>> shapes = {
        {32, 32}, {32, 32}, {64, 16}, {128, 8}, {256, 4}};
    for (int stage = 0; stage < 5; ++stage) {
      const auto maps = classifier->stageMaps(formulaPicture(64), 64, stage);
      const auto& [count, side] = shapes[static_cast<std::size_t>(stage)];
      QCOMPARE(maps.size(), count);
      QCOMPARE(maps.front().rows, side);
      QCOMPARE(maps.front().columns, side);
    }
  }

  void aPredictionIsExplained() {
    train("resnet18-half");
    const auto image = project_->folder() / "picture1.png";
    const auto explanation =
        explainPrediction(path("0001"), {image, {}, "green"}, path("heat.png"));
    QVERIFY2(explanation.has_value(), explanation ? "" : explanation.error().message.c_str());
    QCOMPARE(explanation->className, std::string("green"));
    QVERIFY(explanation->probability > 0 && explanation->probability < 1);
    QCOMPARE(explanation->area, (labeling::Box{0, 0, 32, 32}));
    const cv::Mat heat = cv::imread(path("heat.png").string(), cv::IMREAD_UNCHANGED);
    QCOMPARE(heat.type(), CV_8U);
    QCOMPARE(heat.size(), cv::Size(32, 32));
  }

  void theAreaOfAnObjectIsTheSquareThatIsSeen() {
    train("resnet18-half");
    const auto image = project_->folder() / "picture1.png";
    const labeling::Box box{10, 4, 20, 12};
    const auto explanation = explainPrediction(path("0001"), {image, box, {}}, path("heat.png"));
    QVERIFY2(explanation.has_value(), explanation ? "" : explanation.error().message.c_str());
    QCOMPARE(explanation->className, explanation->predicted);
    QCOMPARE(explanation->area, (labeling::Box{9, 2, 21, 14}));  // a tenth more on every side
  }

  void mapsAreLaidOutOnASheet() {
    train("resnet18-half");
    const auto image = project_->folder() / "picture1.png";
    const auto maps = featureMaps(path("0001"), {image, {}, {}}, 1, path("sheet.png"));
    QVERIFY2(maps.has_value(), maps ? "" : maps.error().message.c_str());
    QCOMPARE(maps->stages, 5);
    QCOMPARE(maps->maps, 32);
    QCOMPARE(maps->columns, 6);
    QCOMPARE(cv::imread(path("sheet.png").string(), cv::IMREAD_UNCHANGED).size(),
             cv::Size(6 * maps->width, 6 * maps->height));
  }

  void whatCannotBeExplainedIsOneSentence() {
    train("svm");
    const auto image = project_->folder() / "picture1.png";
    const auto baseline = explainPrediction(path("0001"), {image, {}, {}}, path("heat.png"));
    QVERIFY(!baseline.has_value());
    QCOMPARE(baseline.error().message,
             std::string("Run 0001 has no network whose maps could be shown; choose a run of a "
                         "network."));
    train("resnet18-half");
    const auto stage = featureMaps(path("0001"), {image, {}, {}}, 5, path("sheet.png"));
    QVERIFY(!stage.has_value());
    QCOMPARE(stage.error().message, std::string("The network has the stages 0 to 4, not 5."));
    const auto unknown = explainPrediction(path("0001"), {image, {}, "mauve"}, path("heat.png"));
    QVERIFY(!unknown.has_value());
    QVERIFY(unknown.error().message.starts_with("The model does not know the class mauve"));
    const auto missing =
        explainPrediction(path("0001"), {path("nowhere.png"), {}, {}}, path("heat.png"));
    QVERIFY(!missing.has_value());
    QVERIFY(missing.error().message.find("nowhere.png") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
