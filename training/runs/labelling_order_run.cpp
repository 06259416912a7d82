#include "training/runs/labelling_order_run.h"

#include "analysis/selection/labelling_order.h"
#include "analysis/selection/uncertainty.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/model_use.h"
#include "training/runs/starting_point.h"

#include <algorithm>
#include <map>
#include <set>

namespace touchstone::training {

namespace {

using labeling::ImageId;

std::map<ImageId, double> uncertaintiesOf(const std::vector<labeling::Prediction>& predictions) {
  std::map<ImageId, std::vector<double>> scores;
  for (const labeling::Prediction& prediction : predictions) {
    scores[prediction.image].push_back(prediction.score);
  }
  std::map<ImageId, double> uncertainties;
  for (const auto& [image, ofImage] : scores) {
    uncertainties[image] = analysis::uncertaintyOf(ofImage);
  }
  return uncertainties;
}

/// Some images, and the features of each.
struct LookOfImages {
  std::vector<ImageId> images;
  analysis::FeatureMatrix features;
};

void append(LookOfImages& look, ImageId image, std::span<const float> features) {
  look.images.push_back(image);
  look.features.values.insert(look.features.values.end(), features.begin(), features.end());
  ++look.features.rows;
  look.features.columns = features.size();
}

Result<std::vector<ImageId>> order(const RunInput& input,
                                   std::vector<ImageId> images,
                                   const std::vector<labeling::Prediction>& predictions,
                                   const std::function<void(const std::string&)>& warned,
                                   const WorkContext& work) {
  auto uncertainties = uncertaintiesOf(predictions);
  std::stable_sort(images.begin(), images.end(),
                   [&](ImageId a, ImageId b) { return uncertainties[a] > uncertainties[b]; });
  const auto start = startingPoint("");
  if (!start || start->weights.empty()) {
    return images;
  }
  const auto known = embedProject(input, "", warned, work);
  if (!known) {
    return known.error();
  }
  const std::set<ImageId> wanted(images.begin(), images.end());
  LookOfImages candidates;
  LookOfImages labelled;
  std::vector<double> doubts;
  for (std::size_t i = 0; i < known->images.size(); ++i) {
    const ImageId image = *input.document.findImage(known->images[i]);
    if (wanted.contains(image)) {
      append(candidates, image, known->features.row(i));
      doubts.push_back(uncertainties[image]);
    } else if (!input.document.annotationsOf(image).empty()) {
      append(labelled, image, known->features.row(i));
    }
  }
  const auto rows = analysis::labellingOrder(candidates.features, doubts, labelled.features, work);
  if (!rows) {
    return rows.error();
  }
  std::vector<ImageId> ordered;
  for (const std::size_t row : *rows) {
    ordered.push_back(candidates.images[row]);
  }
  const std::set<ImageId> placed(ordered.begin(), ordered.end());
  std::copy_if(images.begin(), images.end(), std::back_inserter(ordered),
               [&](ImageId image) { return !placed.contains(image); });
  return ordered;
}

}  // namespace

Result<std::vector<ImageId>> orderForLabelling(
    const RunInput& input,
    std::vector<ImageId> images,
    const std::vector<labeling::Prediction>& predictions,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work) {
  return guarded([&] { return order(input, std::move(images), predictions, warned, work); });
}

}  // namespace touchstone::training
