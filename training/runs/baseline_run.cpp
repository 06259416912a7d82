#include "training/runs/baseline_run.h"

#include "analysis/metrics/classification_metrics.h"
#include "training/baselines/baseline_classifier.h"
#include "training/baselines/picture_descriptors.h"
#include "training/data/image_groups.h"
#include "training/data/picture_store.h"
#include "training/data/sample_order.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

using labeling::Split;

/// More examples than these are no use to methods that compare with each of them.
constexpr std::size_t mostExamples = 5000;

/// The descriptors of the readable samples of one split.
struct SplitDescriptors {
  std::vector<Sample> samples;
  LabelledDescriptors labelled;
};

Result<SplitDescriptors> describe(const Run& run, std::vector<Sample> samples) {
  PictureStore store(std::move(samples), run.input.imageFolder, run.choices.picture);
  if (const auto loaded = store.load(run.observer.warned, run.work); !loaded) {
    return loaded.error();
  }
  if (store.readable().empty()) {
    return nothingReadable();
  }
  SplitDescriptors result;
  auto& matrix = result.labelled.descriptors;
  for (const std::size_t i : store.readable()) {
    const auto descriptor = descriptorFor(run.choices.baseline->kind, store.picture(i));
    matrix.values.insert(matrix.values.end(), descriptor.begin(), descriptor.end());
    matrix.columns = descriptor.size();
    ++matrix.rows;
    result.labelled.labels.push_back(store.sample(i).label);
    result.samples.push_back(store.sample(i));
  }
  return result;
}

/// Returns the training samples, or as many of them, drawn by the seed, as are of use.
std::vector<Sample> examplesOf(const Run& run) {
  auto rows = samplesOf(run.dataset.samples, Split::Train);
  if (rows.size() > mostExamples) {
    run.observer.warned("Only " + std::to_string(mostExamples) + " of the " +
                        std::to_string(rows.size()) + " training samples are used as examples.");
    const auto order = shuffledOrder(rows.size(), run.choices.seed, 0);
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < mostExamples; ++i) {
      drawn.push_back(rows[order[i]]);
    }
    rows = std::move(drawn);
  }
  return selected(run.dataset.samples, rows);
}

EpochReport reportOf(const BaselineClassifier& classifier,
                     const LabelledDescriptors& train,
                     const LabelledDescriptors& val) {
  const auto metrics =
      analysis::classificationMetrics(val.labels, classifier.probabilities(val.descriptors));
  EpochReport report;
  report.epoch = report.epochs = 1;
  report.trainLoss =
      analysis::classificationMetrics(train.labels, classifier.probabilities(train.descriptors))
          .loss;
  report.loss = metrics.loss;
  report.accuracy = metrics.accuracy;
  return report;
}

}  // namespace

Result<Learned> trainBaseline(const Run& run) {
  const auto train = describe(run, examplesOf(run));
  if (!train) {
    return train.error();
  }
  const auto val =
      describe(run, selected(run.dataset.samples, samplesOf(run.dataset.samples, Split::Val)));
  if (!val) {
    return val.error();
  }
  const auto classifier =
      BaselineClassifier::learn(*run.choices.baseline, static_cast<int>(run.dataset.classes.size()),
                                train->labelled, val->labelled, run.work);
  if (!classifier) {
    return classifier.error();
  }
  const RunFiles files{run.folder};
  if (const auto written = writeSafetensors(files.weights(), classifier->weights()); !written) {
    return written.error();
  }
  const auto report = reportOf(*classifier, train->labelled, val->labelled);
  if (const auto written = appendMetrics(files, report); !written) {
    return written.error();
  }
  run.observer.epochDone(report);
  auto measured = *val;
  if (run.measured != Split::Val) {
    auto test =
        describe(run, selected(run.dataset.samples, samplesOf(run.dataset.samples, run.measured)));
    if (!test) {
      return test.error();
    }
    measured = std::move(*test);
  }
  Learned learned{{.lastEpoch = 1, .bestEpoch = 1, .bestLoss = report.loss, .cancelled = false},
                  std::move(measured.samples),
                  {}};
  learned.predictions.probabilities = classifier->probabilities(measured.labelled.descriptors);
  for (std::size_t i = 0; i < learned.samples.size(); ++i) {
    learned.predictions.rows.push_back(i);
  }
  return learned;
}

}  // namespace touchstone::training
