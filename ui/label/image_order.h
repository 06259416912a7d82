#pragma once

#include "labeling/project/project.h"
#include "labeling/review/finding.h"

#include <QString>

#include <unordered_map>
#include <vector>

namespace touchstone::ui {

enum class ImageOrderKey { Name, Date, State, Objects, Suspicion, Usefulness };

/// How a list of images is sorted; equal ones are sorted by name.
struct ImageOrder {
  ImageOrderKey key = ImageOrderKey::Name;
  bool descending = false;
  bool operator==(const ImageOrder&) const = default;
};

/// "name", "date", "state", "objects", "suspicion" or "usefulness".
[[nodiscard]] QString nameOf(ImageOrderKey key);
/// Returns the key of that name, else Name.
[[nodiscard]] ImageOrderKey imageOrderKeyFromName(const QString& name);

/// What an order goes by and the document does not hold.
struct ImageOrderFacts {
  std::unordered_map<labeling::ImageId, double> dates{};         ///< seconds, later is larger
  std::unordered_map<labeling::ImageId, double> suspicions{};    ///< score of the worst finding
  std::unordered_map<labeling::ImageId, double> usefulPlaces{};  ///< 0 is the first to label
};

/// Returns the worst score of each image that has a finding.
[[nodiscard]] std::unordered_map<labeling::ImageId, double> suspicionsOf(
    const std::vector<labeling::Finding>& findings);

/// Returns the place of each image in the order in which its label teaches the next model most, as
/// it was found when a model predicted last.
[[nodiscard]] std::unordered_map<labeling::ImageId, double> usefulPlacesOf(
    const labeling::Project& project);

/// Sorts images by name as a person counts.
void sortByName(const labeling::Document& document, std::vector<labeling::ImageId>& images);

/// Sorts images, which are sorted by name, by the order.
void sortFurther(const labeling::Document& document,
                 const ImageOrder& order,
                 const ImageOrderFacts& facts,
                 std::vector<labeling::ImageId>& images);

/// Whether image `a` stands before `b`.
[[nodiscard]] bool standsBefore(const labeling::Document& document,
                                const ImageOrder& order,
                                const ImageOrderFacts& facts,
                                labeling::ImageId a,
                                labeling::ImageId b);

}  // namespace touchstone::ui
