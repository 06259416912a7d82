#pragma once

#include "labeling/formats/id_set.h"
#include "labeling/formats/label_format.h"
#include "labeling/formats/transfer_warnings.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Collects what an import adds to a project and performs it as one edit.
class ImportEdit {
public:
  ImportEdit(Project& project, std::string name);

  /// Returns the class with that name, a new one when there is none yet.
  ClassId classNamed(const std::string& name);
  [[nodiscard]] LabelClass& labelClass(ClassId id);
  /// Returns the image of the project at that path.
  [[nodiscard]] std::optional<ImageId> imageAt(std::string_view path) const;
  /// Returns a copy of the image to change.
  [[nodiscard]] Image& image(ImageId id);
  /// Marks an image as labelled, with objects or without; a state that says more is kept.
  void markLabelled(ImageId id, bool verified = false);
  /// Gives a split to an image.
  void setSplit(ImageId id, Split split);
  /// Makes room for so many more annotations.
  void expect(std::size_t annotations);
  /// Adds an annotation unless its image already has one that says the same.
  void add(Annotation annotation);

  [[nodiscard]] TransferWarnings& warnings() { return warnings_; }
  /// Performs the edit and reports what it did.
  Result<TransferReport> perform();

private:
  void noteNewClass(const std::string& name);
  [[nodiscard]] bool isKnown(const Annotation& annotation) const;
  /// Sorts the annotations by image, in which they keep their order, and gives them their ids: what
  /// lies together is stored and found faster.
  void orderByImage();

  Project& project_;
  Edit edit_;
  std::map<std::string, ClassId, std::less<>> classOfName_;
  std::map<ClassId, LabelClass> classes_;
  std::map<ImageId, Image> images_;
  IdSet labelled_;
  TransferWarnings warnings_;
  int annotations_ = 0;
};

/// Returns the paths of the images, as the document has them.
[[nodiscard]] std::vector<std::string> imagePathsOf(const Document& document);

}  // namespace touchstone::labeling
