#include "training/runs/cross_fit.h"

#include "analysis/audits/folds.h"
#include "training/data/sample_order.h"
#include "training/runs/network_learner.h"
#include "training/runs/training_pictures.h"

#include <algorithm>
#include <chrono>

namespace touchstone::training {

namespace {

constexpr double viewsPerFold = 28'000;
constexpr double peakRate = 2e-3;

int epochsFor(std::size_t samples) {
  return std::clamp(static_cast<int>(viewsPerFold / static_cast<double>(samples)), 10, 80);
}

/// The networks of all folds, one after the other.
class CrossFitting {
public:
  CrossFitting(const PictureStore& train,
               const PictureStore& plain,
               const CrossFitOptions& options,
               const WorkContext& work)
      : train_(train), plain_(plain), options_(options), work_(work) {}

  /// Trains on the samples outside `fold` and writes the rows of those inside.
  Status run(int fold, const std::vector<int>& foldOf, CrossFit& result) {
    NetworkOptions network;
    network.classes = options_.classes;
    network.size = options_.size;
    network.seed = mixedSeed(options_.seed, static_cast<std::uint64_t>(fold), 0);
    network.views = options_.boxes ? Views::Turned : Views::One;
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
      (foldOf[i] == fold ? network.valRows : network.trainRows).push_back(result.rows[i]);
    }
    const int epochs = epochsFor(network.trainRows.size());
    network.augmentation = augmentationFor(options_.boxes, LearningMode::FromScratch, epochs);
    network.progress = [&](double done) {
      report((fold + done / epochs) / static_cast<double>(options_.folds));
    };
    auto learner = NetworkLearner::make(*options_.backbone, {}, train_, plain_, network);
    if (!learner) {
      return learner.error();
    }
    for (int epoch = 1; epoch <= epochs; ++epoch) {
      if (!(*learner)->trainEpoch({epoch, epochs, peakRate}, work_.stop)) {
        return cancelled();
      }
    }
    const auto probabilities = (*learner)->validate(work_.stop);
    if (!probabilities) {
      return cancelled();
    }
    std::size_t row = 0;
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
      if (foldOf[i] == fold) {
        std::ranges::copy(probabilities->row(row++), result.probabilities.row(i).begin());
      }
    }
    return Nothing{};
  }

  static Error cancelled() {
    return {ErrorKind::Cancelled, {}, "Cancelled while auditing the labels."};
  }

private:
  void report(double share) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
    work_.progress(
        {"Checking labels", share, 1, share > 0 ? seconds.count() * (1 - share) / share : -1});
  }

  const PictureStore& train_;
  const PictureStore& plain_;
  const CrossFitOptions& options_;
  const WorkContext& work_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

Result<CrossFit> crossFittedProbabilities(std::span<const Sample> samples,
                                          std::span<const int> groups,
                                          const std::filesystem::path& imageFolder,
                                          const CrossFitOptions& options,
                                          const WorkContext& work) {
  PictureOptions pictures;
  pictures.size = options.size;
  const std::vector<Sample> all(samples.begin(), samples.end());
  PictureStore train(all, imageFolder, trainingPicturesFor(pictures, LearningMode::FromScratch));
  PictureStore plain(all, imageFolder, pictures);
  const auto ignore = [](const std::string&) {};
  for (PictureStore* store : {&train, &plain}) {
    if (const auto loaded = store->load(store == &train ? options.warned : ignore, work); !loaded) {
      return loaded.error();
    }
  }
  CrossFit result;
  result.rows = plain.readable();
  if (result.rows.empty()) {
    return Error{ErrorKind::BadInput, imageFolder, "None of the pictures can be read."};
  }
  std::vector<int> labels;
  std::vector<int> rowGroups;
  for (const std::size_t row : result.rows) {
    labels.push_back(samples[row].label);
    if (!groups.empty()) {
      rowGroups.push_back(groups[row]);
    }
  }
  result.probabilities = analysis::ProbabilityMatrix(
      result.rows.size(), static_cast<std::size_t>(options.classes), 1.0 / options.classes);
  const auto foldOf =
      analysis::stratifiedFolds(labels, options.classes, rowGroups, options.folds, options.seed);
  CrossFitting fitting(train, plain, options, work);
  for (int fold = 0; fold < options.folds; ++fold) {
    if (std::find(foldOf.begin(), foldOf.end(), fold) == foldOf.end()) {
      continue;
    }
    if (const auto done = fitting.run(fold, foldOf, result); !done) {
      return done.error();
    }
  }
  return result;
}

}  // namespace touchstone::training
