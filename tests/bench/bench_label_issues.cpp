#include "analysis/audits/confident_learning.h"
#include "analysis/audits/issue_estimator.h"
#include "labeling/random.h"
#include "process_figures.h"

#include <cmath>
#include <cstdio>
#include <string>

using namespace touchstone;
using namespace touchstone::analysis;
using bench::Stopwatch;

namespace {

constexpr std::size_t classes = 10;

struct Labelled {
  std::vector<int> labels;
  ProbabilityMatrix probabilities;
};

/// Labels of which one in ten is wrong, and the probabilities of a fair model.
Labelled labelled(std::size_t samples) {
  labeling::Random random(1, samples);
  Labelled made;
  made.probabilities = ProbabilityMatrix(samples, classes);
  for (std::size_t i = 0; i < samples; ++i) {
    const int truth = random.between(0, classes - 1);
    const auto row = made.probabilities.row(i);
    double sum = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      const double noise = random.real(-2, 2) + random.real(-2, 2) + random.real(-2, 2);
      row[k] = std::exp(noise + (static_cast<int>(k) == truth ? 5 : 0));
      sum += row[k];
    }
    for (double& p : row) {
      p /= sum;
    }
    made.labels.push_back(random.chance(0.1F) ? random.between(0, classes - 1) : truth);
  }
  return made;
}

template <class Work>
void time(const std::string& name, Work work) {
  const Stopwatch watch;
  work();
  std::printf("%-40s wall %7.3f s, processor %7.3f s, peak %5.0f MB\n", name.c_str(),
              watch.seconds(), watch.processorSeconds(), bench::peakMegabytes());
  std::fflush(stdout);
}

void run(std::size_t samples) {
  const Labelled data = labelled(samples);
  const std::string size = std::to_string(samples) + " x " + std::to_string(classes) + ' ';
  time(size + "prune_by_noise_rate", [&] {
    (void)findLabelIssues(data.labels, data.probabilities, IssueFilter::PruneByNoiseRate);
  });
  time(size + "prune_by_class",
       [&] { (void)findLabelIssues(data.labels, data.probabilities, IssueFilter::PruneByClass); });
  time(size + "confident_learning", [&] {
    (void)findLabelIssues(data.labels, data.probabilities, IssueFilter::ConfidentLearning);
  });
  time(size + "confidence_weighted_entropy", [&] {
    (void)labelQuality(data.labels, data.probabilities, QualityScore::ConfidenceWeightedEntropy);
  });
  const Stopwatch watch;
  const auto estimator = IssueEstimator::fit(data.labels, data.probabilities);
  std::printf("%-40s wall %7.3f s, processor %7.3f s\n", (size + "estimated, fit").c_str(),
              watch.seconds(), watch.processorSeconds());
  if (estimator) {
    time(size + "estimated, marks", [&] { (void)estimator->estimate(); });
    time(size + "estimated, 20 to review", [&] { (void)estimator->nextToReview({}, 20); });
  }
}

}  // namespace

int main() {
  run(50'000);
  run(1'000'000);
}
