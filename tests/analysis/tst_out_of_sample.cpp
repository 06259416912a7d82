#include "analysis/audits/folds.h"
#include "analysis/audits/logistic_regression.h"
#include "analysis/audits/out_of_sample.h"
#include "analysis/metrics/classification_metrics.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

/// Samples around one centre per class, positive as pooled features are.
struct Blobs {
  FeatureMatrix features;
  std::vector<int> labels;
};

Blobs makeBlobs(std::size_t samples, std::size_t columns, int classes, double spread) {
  std::mt19937_64 random(7);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) / 9007199254740992.0; };
  FeatureMatrix centres(static_cast<std::size_t>(classes), columns);
  for (float& value : centres.values) {
    value = static_cast<float>(uniform());
  }
  Blobs blobs{.features = FeatureMatrix(samples, columns), .labels = {}};
  for (std::size_t i = 0; i < samples; ++i) {
    const auto label = static_cast<int>(i % static_cast<std::size_t>(classes));
    blobs.labels.push_back(label);
    for (std::size_t d = 0; d < columns; ++d) {
      const double noise = spread * (uniform() + uniform() + uniform() - 1.5);
      blobs.features(i, d) =
          centres(static_cast<std::size_t>(label), d) + static_cast<float>(noise);
    }
  }
  return blobs;
}

std::string messageOf(const Result<ProbabilityMatrix>& result) {
  return result ? std::string("no error") : result.error().message;
}

/// Mean cross-entropy with penalty, straight from the definition.
double lossOf(const LogisticModel& model, const Blobs& blobs, double penalty) {
  double loss = 0;
  std::vector<double> probabilities(model.bias.size());
  for (std::size_t i = 0; i < blobs.labels.size(); ++i) {
    predictProbabilities(model, blobs.features.row(i), probabilities);
    loss -= std::log(probabilities[static_cast<std::size_t>(blobs.labels[i])]);
  }
  double squares = 0;
  for (const float weight : model.weights.values) {
    squares += static_cast<double>(weight) * weight;
  }
  return loss / static_cast<double>(blobs.labels.size()) + penalty / 2 * squares;
}

}  // namespace

class TestOutOfSample : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void regressionEndsWhereNoSmallChangeHelps() {
    const Blobs blobs = makeBlobs(61, 11, 3, 1.5);
    std::vector<std::size_t> rows(blobs.labels.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    constexpr double penalty = 0.01;
    const auto model = fitLogisticRegression(blobs.features, blobs.labels, rows, 3,
                                             {.penalty = penalty, .iterations = 200}, {});
    QVERIFY(model.has_value());
    const double best = lossOf(*model, blobs, penalty);
    for (std::size_t i = 0; i < model->weights.values.size() + 3; ++i) {
      for (const float step : {-0.02F, 0.02F}) {
        LogisticModel moved = *model;
        const std::size_t weights = moved.weights.values.size();
        (i < weights ? moved.weights.values[i] : moved.bias[i - weights]) += step;
        QVERIFY(lossOf(moved, blobs, penalty) > best);
      }
    }
  }

  void foldsKeepGroupsTogetherAndSpreadClasses() {
    std::vector<int> labels;
    std::vector<int> groups;
    for (int i = 0; i < 200; ++i) {
      labels.push_back(i < 20 ? 1 : 0);
      groups.push_back(i / 2);
    }
    const auto folds = stratifiedFolds(labels, 2, groups, 5, 3);
    std::vector<int> rare(5);
    std::vector<int> all(5);
    for (std::size_t i = 0; i < folds.size(); ++i) {
      QCOMPARE(folds[i], folds[i ^ 1]);
      rare[static_cast<std::size_t>(folds[i])] += labels[i];
      all[static_cast<std::size_t>(folds[i])] += 1;
    }
    QCOMPARE(rare, std::vector<int>(5, 4));
    QCOMPARE(all, std::vector<int>(5, 40));
    QCOMPARE(stratifiedFolds(labels, 2, groups, 5, 3), folds);
    QVERIFY(stratifiedFolds(labels, 2, groups, 5, 4) != folds);
  }

  void aClassOfTwoSamplesIsInEveryTrainingFold() {
    std::vector<int> labels(50, 0);
    labels[10] = labels[40] = 1;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto folds = stratifiedFolds(labels, 2, {}, 2, seed);
      QVERIFY(folds[10] != folds[40]);
    }
  }

  void wrongLabelsGetTheLowestProbabilities() {
    Blobs blobs = makeBlobs(300, 32, 3, 0.6);
    std::vector<bool> wrong(blobs.labels.size());
    for (std::size_t i = 0; i < blobs.labels.size(); i += 7) {
      blobs.labels[i] = (blobs.labels[i] + 1) % 3;
      wrong[i] = true;
    }
    const auto result = outOfSampleProbabilities(blobs.features, blobs.labels, 3, {}, {}, {});
    QVERIFY2(result.has_value(), messageOf(result).c_str());
    std::vector<double> suspicion;
    for (std::size_t i = 0; i < blobs.labels.size(); ++i) {
      const auto row = result->row(i);
      QVERIFY(std::abs(std::accumulate(row.begin(), row.end(), 0.0) - 1) < 1e-12);
      suspicion.push_back(-row[static_cast<std::size_t>(blobs.labels[i])]);
    }
    QVERIFY(areaUnderRoc(suspicion, wrong) > 0.99);
  }

  void aSampleIsNotPredictedByItsOwnGroup() {
    // Pairs of equal features whose labels say nothing: a model that saw the twin would know.
    Blobs blobs = makeBlobs(120, 200, 2, 3);
    std::vector<int> groups;
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < blobs.labels.size(); ++i) {
      groups.push_back(static_cast<int>(i / 2));
      if (i % 2 == 1) {
        blobs.labels[i] = blobs.labels[i - 1];
        std::copy_n(blobs.features.row(i - 1).begin(), 200, blobs.features.row(i).begin());
      } else {
        blobs.labels[i] = static_cast<int>(random() % 2);
      }
    }
    const auto accuracy = [&](std::span<const int> together) {
      const auto result =
          outOfSampleProbabilities(blobs.features, blobs.labels, 2, together, {.passes = 1}, {});
      return classificationMetrics(blobs.labels, *result).accuracy;
    };
    QVERIFY(accuracy({}) > 0.8);
    QVERIFY(accuracy(groups) < 0.7);
  }

  void theSameSeedGivesTheSameNumbers() {
    const Blobs blobs = makeBlobs(90, 16, 3, 1);
    const auto run = [&](std::uint64_t seed) {
      return outOfSampleProbabilities(blobs.features, blobs.labels, 3, {}, {.seed = seed}, {})
          ->values;
    };
    QCOMPARE(run(1), run(1));
    QVERIFY(run(1) != run(2));
  }

  void nothingIsSaidOfTheOnlySampleOfAClass() {
    Blobs blobs = makeBlobs(40, 8, 2, 0.5);
    blobs.labels[3] = 2;
    const auto result = outOfSampleProbabilities(blobs.features, blobs.labels, 3, {}, {}, {});
    QVERIFY(result.has_value());
    for (const double p : result->row(3)) {
      QCOMPARE(p, 1.0 / 3);
    }
  }

  void fewSamplesReduceTheFolds() {
    const Blobs blobs = makeBlobs(4, 8, 2, 0.1);
    QVERIFY(outOfSampleProbabilities(blobs.features, blobs.labels, 2, {}, {.folds = 10}, {})
                .has_value());
  }

  void dataThatCannotBeAuditedIsRefused() {
    const Blobs blobs = makeBlobs(6, 4, 2, 1);
    const auto refusal = [&](const FeatureMatrix& features, const std::vector<int>& labels,
                             const std::vector<int>& groups) {
      const auto result = outOfSampleProbabilities(features, labels, 2, groups, {}, {});
      return result ? std::string("no error") : result.error().message;
    };
    QVERIFY(refusal(FeatureMatrix(1, 4), {0}, {}).find("two labels") != std::string::npos);
    QVERIFY(refusal(FeatureMatrix(0, 4), {}, {}).find("two labels") != std::string::npos);
    QVERIFY(refusal(blobs.features, std::vector<int>(6, 1), {}).find("one class") !=
            std::string::npos);
    QVERIFY(refusal(blobs.features, blobs.labels, std::vector<int>(6, 9)).find("near-duplicates") !=
            std::string::npos);
    FeatureMatrix broken = blobs.features;
    broken(2, 1) = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(refusal(broken, blobs.labels, {}).find("cache") != std::string::npos);
  }

  void flatFeaturesAreNoDisaster() {
    const std::vector<int> labels{0, 1, 0, 1};
    const auto result = outOfSampleProbabilities(FeatureMatrix(4, 5), labels, 2, {}, {}, {});
    QVERIFY(result.has_value());
    QVERIFY(std::isfinite((*result)(0, 0)));
  }

  void cancellingEndsWithAnError_data() {
    QTest::addColumn<double>("after");
    QTest::newRow("before the start") << -1.0;
    QTest::newRow("after the first pass") << 1.0;
  }
  void cancellingEndsWithAnError() {
    QFETCH(double, after);
    const Blobs blobs = makeBlobs(100, 16, 4, 1);
    std::stop_source stop;
    if (after < 0) {
      stop.request_stop();
    }
    WorkContext work;
    work.stop = stop.get_token();
    work.progress = [&](const Progress& progress) {
      if (progress.done >= after) {
        stop.request_stop();
      }
    };
    const auto result = outOfSampleProbabilities(blobs.features, blobs.labels, 4, {}, {}, work);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
  }

  void progressEndsComplete() {
    const Blobs blobs = makeBlobs(60, 8, 2, 1);
    double last = 0;
    bool forward = true;
    WorkContext work;
    work.progress = [&](const Progress& progress) {
      forward = forward && progress.done / progress.total >= last;
      last = progress.done / progress.total;
    };
    QVERIFY(outOfSampleProbabilities(blobs.features, blobs.labels, 2, {}, {}, work).has_value());
    QVERIFY(forward);
    QCOMPARE(last, 1.0);
  }
};

QTEST_APPLESS_MAIN(TestOutOfSample)
#include "tst_out_of_sample.moc"
