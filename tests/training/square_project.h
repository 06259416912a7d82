#pragma once

#include "labeling/annotation/document.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/core/mat.hpp>
#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <random>
#include <string>

namespace touchstone::training {

/// How the squares of a SquareProject are labelled.
enum class SquareLabels { Boxes, Masks };

/// A folder of dark, noisy pictures of 96×96 pixels, each with a bright square or two, and the
/// document that says where they are. The first `train` images are for training, the others for
/// validation.
class SquareProject {
public:
  SquareProject(const std::filesystem::path& folder, SquareLabels labels, int images, int train)
      : folder_(folder), labels_(labels) {
    labeling::Edit edit;
    labelClass_ = document_.newClassId();
    labeling::LabelClass square;
    square.name = "square";
    edit.changes.emplace_back(labeling::ClassChange{labelClass_, square});
    for (int i = 0; i < images; ++i) {
      addImage(edit, i < train ? labeling::Split::Train : labeling::Split::Val);
    }
    apply(std::move(edit));
  }

  [[nodiscard]] const labeling::Document& document() const { return document_; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_; }
  [[nodiscard]] labeling::ClassId labelClass() const { return labelClass_; }

  /// Adds a label to an image and returns its id.
  labeling::AnnotationId add(labeling::ImageId image,
                             const labeling::Shape& shape,
                             const labeling::Attributes& attributes = {}) {
    labeling::Annotation annotation;
    annotation.image = image;
    annotation.labelClass = labelClass_;
    annotation.shape = shape;
    annotation.attributes = attributes;
    const auto id = document_.newAnnotationId();
    apply(labeling::Edit{{}, 0, {labeling::AnnotationChange{id, annotation}}});
    return id;
  }

  void remove(labeling::AnnotationId id) {
    apply(labeling::Edit{{}, 0, {labeling::AnnotationChange{id, std::nullopt}}});
  }

  /// Removes all labels of the images of a split.
  void removeLabels(labeling::Split split) {
    labeling::Edit edit;
    for (const auto& [id, annotation] : document_.annotations()) {
      if (document_.image(annotation.image)->split == split) {
        edit.changes.emplace_back(labeling::AnnotationChange{id, std::nullopt});
      }
    }
    apply(std::move(edit));
  }

  /// Applies a change to the image of that id.
  template <class Change>
  void changeImage(labeling::ImageId id, Change change) {
    labeling::Image image = *document_.image(id);
    change(image);
    apply(labeling::Edit{{}, 0, {labeling::ImageChange{id, image}}});
  }

private:
  static constexpr int side = 96;

  void apply(labeling::Edit edit) {
    static_cast<void>(labeling::apply(document_, std::move(edit)));
  }

  void addImage(labeling::Edit& edit, labeling::Split split) {
    const auto id = document_.newImageId();
    labeling::Image image;
    image.path = "picture" + std::to_string(id) + ".png";
    image.width = image.height = side;
    image.split = split;
    image.state = labeling::ImageState::Labelled;
    edit.changes.emplace_back(labeling::ImageChange{id, image});
    std::mt19937 random(static_cast<unsigned>(id));
    cv::Mat picture(side, side, CV_8UC3);
    for (int i = 0; i < side * side * 3; ++i) {
      picture.data[i] = static_cast<uchar>(random() % 60);
    }
    for (int half = 0; half < 1 + static_cast<int>(id) % 2; ++half) {
      const int length = 18 + static_cast<int>(random() % 12);
      const cv::Rect place(static_cast<int>(random() % 18) + 48 * half,
                           static_cast<int>(random() % 60), length, length);
      picture(place) += cv::Scalar::all(150);
      labeling::Annotation square;
      square.image = id;
      square.labelClass = labelClass_;
      square.shape = shapeOf(place);
      edit.changes.emplace_back(labeling::AnnotationChange{document_.newAnnotationId(), square});
    }
    cv::imwrite((folder_ / image.path).string(), picture);
  }

  [[nodiscard]] labeling::Shape shapeOf(const cv::Rect& place) const {
    if (labels_ == SquareLabels::Masks) {
      return labeling::maskOfPixels(cv::Mat1b(place.size(), uchar{255}), place.tl(), side, side);
    }
    return labeling::Box{static_cast<double>(place.x), static_cast<double>(place.y),
                         static_cast<double>(place.br().x), static_cast<double>(place.br().y)};
  }

  std::filesystem::path folder_;
  SquareLabels labels_;
  labeling::Document document_;
  labeling::ClassId labelClass_ = 0;
};

}  // namespace touchstone::training
