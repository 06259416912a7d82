#pragma once

#include "labeling/annotation/document.h"

#include <opencv2/core/mat.hpp>
#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <random>
#include <string>

namespace touchstone::training {

/// A folder of noisy pictures, each mostly red, green or blue, and the document that says so: of
/// every class 8 images are for training, 3 for validation.
class ColourProject {
public:
  explicit ColourProject(const std::filesystem::path& folder) : folder_(folder) {
    labeling::Edit edit;
    for (const char* name : {"red", "green", "blue"}) {
      const auto labelClass = document_.newClassId();
      labeling::LabelClass value;
      value.name = name;
      edit.changes.emplace_back(labeling::ClassChange{labelClass, value});
      for (int i = 0; i < 11; ++i) {
        addImage(edit, labelClass, i < 8 ? labeling::Split::Train : labeling::Split::Val);
      }
    }
    static_cast<void>(labeling::apply(document_, std::move(edit)));
  }

  [[nodiscard]] const labeling::Document& document() const { return document_; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_; }

  /// Applies a change to the image of that id.
  template <class Change>
  void changeImage(labeling::ImageId id, Change change) {
    labeling::Image image = *document_.image(id);
    change(image);
    labeling::Edit edit;
    edit.changes.emplace_back(labeling::ImageChange{id, image});
    static_cast<void>(labeling::apply(document_, std::move(edit)));
  }

  /// Gives the label of an image (both number alike) another class.
  void relabel(labeling::AnnotationId id, labeling::ClassId labelClass) {
    labeling::Annotation changed = *document_.annotation(id);
    changed.labelClass = labelClass;
    labeling::Edit edit;
    edit.changes.emplace_back(labeling::AnnotationChange{id, changed});
    static_cast<void>(labeling::apply(document_, std::move(edit)));
  }

  /// Gives every label the same class.
  void mergeClasses() {
    labeling::Edit edit;
    for (const auto& [id, annotation] : document_.annotations()) {
      labeling::Annotation changed = annotation;
      changed.labelClass = document_.classes().begin()->first;
      edit.changes.emplace_back(labeling::AnnotationChange{id, changed});
    }
    static_cast<void>(labeling::apply(document_, std::move(edit)));
  }

private:
  void addImage(labeling::Edit& edit, labeling::ClassId labelClass, labeling::Split split) {
    const auto id = document_.newImageId();
    labeling::Image image;
    image.path = "picture" + std::to_string(id) + ".png";
    image.width = image.height = 32;
    image.split = split;
    cv::Mat picture(32, 32, CV_8UC3);
    std::mt19937 random(static_cast<unsigned>(id));
    for (int i = 0; i < 32 * 32 * 3; ++i) {
      const bool own = i % 3 == 3 - static_cast<int>(labelClass);
      picture.data[i] = static_cast<uchar>(random() % 100 + (own ? 120 : 30));
    }
    cv::imwrite((folder_ / image.path).string(), picture);
    edit.changes.emplace_back(labeling::ImageChange{id, image});
    labeling::Annotation tag;
    tag.image = id;
    tag.labelClass = labelClass;
    edit.changes.emplace_back(labeling::AnnotationChange{document_.newAnnotationId(), tag});
  }

  std::filesystem::path folder_;
  labeling::Document document_;
};

}  // namespace touchstone::training
