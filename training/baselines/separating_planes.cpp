#include "training/baselines/separating_planes.h"

#include <opencv2/ml.hpp>

#include <algorithm>
#include <functional>

namespace touchstone::training {

namespace {

const std::string planesName = "planes";

/// Returns w·x + b, where `plane` is w and behind it b.
double side(std::span<const float> plane, std::span<const float> descriptor) {
  double sum = plane.back();
  for (std::size_t i = 0; i < descriptor.size(); ++i) {
    sum += static_cast<double>(plane[i]) * descriptor[i];
  }
  return sum;
}

/// Returns w and b of the plane that separates the rows of the class from all others.
std::vector<float> hyperplane(const LabelledDescriptors& train, int label) {
  const auto& matrix = train.descriptors;
  const cv::Mat samples(static_cast<int>(matrix.rows), static_cast<int>(matrix.columns), CV_32F,
                        const_cast<float*>(matrix.values.data()));
  cv::Mat sides(samples.rows, 1, CV_32S);
  for (int i = 0; i < samples.rows; ++i) {
    sides.at<int>(i) = train.labels[static_cast<std::size_t>(i)] == label ? 1 : -1;
  }
  auto machine = cv::ml::SVM::create();
  machine->setType(cv::ml::SVM::C_SVC);
  machine->setKernel(cv::ml::SVM::LINEAR);
  machine->setC(1);
  machine->train(samples, cv::ml::ROW_SAMPLE, sides);
  cv::Mat weights = machine->getSupportVectors();
  std::vector<float> plane(weights.ptr<float>(0), weights.ptr<float>(0) + weights.cols);
  cv::Mat alpha;
  cv::Mat indexes;
  const double offset = machine->getDecisionFunction(0, alpha, indexes);
  plane.push_back(static_cast<float>(-offset));
  // OpenCV does not say on which side which class is.
  double agreement = 0;
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    agreement += side(plane, matrix.row(i)) * sides.at<int>(static_cast<int>(i));
  }
  if (agreement < 0) {
    std::transform(plane.begin(), plane.end(), plane.begin(), std::negate<>());
  }
  return plane;
}

}  // namespace

Result<std::unique_ptr<SeparatingPlanes>> SeparatingPlanes::learn(const LabelledDescriptors& train,
                                                                  int classes,
                                                                  const WorkContext& work) {
  analysis::FeatureMatrix planes(static_cast<std::size_t>(classes), train.descriptors.columns + 1);
  for (int label = 0; label < classes; ++label) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while learning."};
    }
    const auto row = planes.row(static_cast<std::size_t>(label));
    if (std::find(train.labels.begin(), train.labels.end(), label) == train.labels.end()) {
      row.back() = -1;  // a class without an example: everything is on the other side
      continue;
    }
    const auto plane = hyperplane(train, label);
    std::copy(plane.begin(), plane.end(), row.begin());
    work.progress({"Learning", static_cast<double>(label + 1), static_cast<double>(classes), -1});
  }
  return std::unique_ptr<SeparatingPlanes>(new SeparatingPlanes(std::move(planes)));
}

std::unique_ptr<SeparatingPlanes> SeparatingPlanes::from(const WeightFile& file,
                                                         int classes,
                                                         std::size_t descriptorLength) {
  auto planes = matrixOf(file, planesName, descriptorLength + 1);
  if (!planes || planes->rows != static_cast<std::size_t>(classes)) {
    return nullptr;
  }
  return std::unique_ptr<SeparatingPlanes>(new SeparatingPlanes(std::move(*planes)));
}

analysis::Matrix<double> SeparatingPlanes::scores(
    const analysis::FeatureMatrix& descriptors) const {
  analysis::Matrix<double> result(descriptors.rows, planes_.rows);
  for (std::size_t i = 0; i < descriptors.rows; ++i) {
    for (std::size_t k = 0; k < planes_.rows; ++k) {
      result(i, k) = side(planes_.row(k), descriptors.row(i));
    }
  }
  return result;
}

void SeparatingPlanes::addTo(WeightFile& file) const {
  file.tensors[planesName] = arrayOf(planes_);
}

}  // namespace touchstone::training
