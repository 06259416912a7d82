#include "ui/label/image_order.h"

#include "ui/label/natural_order.h"

#include <algorithm>
#include <array>
#include <limits>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr std::array names{"name", "date", "state", "objects", "suspicion", "usefulness"};

double valueIn(const std::unordered_map<ImageId, double>& values, ImageId image, double otherwise) {
  const auto found = values.find(image);
  return found == values.end() ? otherwise : found->second;
}

/// What the image is sorted by; smaller comes first.
double rankOf(const Document& document,
              const ImageOrder& order,
              const ImageOrderFacts& facts,
              ImageId image) {
  switch (order.key) {
    case ImageOrderKey::Date:
      return valueIn(facts.dates, image, 0);
    case ImageOrderKey::State:
      return static_cast<double>(document.image(image)->state);
    case ImageOrderKey::Objects:
      return static_cast<double>(document.annotationsOf(image).size());
    case ImageOrderKey::Suspicion:
      // 0 is surely wrong; images without a finding come behind all scores.
      return valueIn(facts.suspicions, image, 2);
    case ImageOrderKey::Usefulness:
      // Labelling an image does not move it: the next one of the list is the next most useful.
      return valueIn(facts.usefulPlaces, image, std::numeric_limits<double>::infinity());
    case ImageOrderKey::Name:
      break;
  }
  return 0;
}

bool nameComesBefore(const Document& document, ImageId a, ImageId b) {
  return comesBefore(document.image(a)->path, document.image(b)->path);
}

}  // namespace

QString nameOf(ImageOrderKey key) {
  return QString::fromLatin1(names[static_cast<std::size_t>(key)]);
}

ImageOrderKey imageOrderKeyFromName(const QString& name) {
  const auto* found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? ImageOrderKey::Name
                              : static_cast<ImageOrderKey>(found - names.begin());
}

std::unordered_map<ImageId, double> suspicionsOf(const std::vector<Finding>& findings) {
  std::unordered_map<ImageId, double> worst;
  for (const Finding& finding : findings) {
    const auto [entry, isNew] = worst.emplace(finding.image, finding.score);
    entry->second = std::min(entry->second, finding.score);
  }
  return worst;
}

std::unordered_map<ImageId, double> usefulPlacesOf(const Project& project) {
  std::unordered_map<ImageId, double> places;
  if (const auto order = project.labellingOrder()) {
    for (const ImageId image : *order) {
      places.emplace(image, static_cast<double>(places.size()));
    }
  }
  return places;
}

void sortByName(const Document& document, std::vector<ImageId>& images) {
  // Looked up once for each image, not once for each comparison.
  std::vector<std::pair<std::string_view, ImageId>> named;
  named.reserve(images.size());
  for (const ImageId id : images) {
    named.emplace_back(document.image(id)->path, id);
  }
  const auto stands = [](const auto& a, const auto& b) { return comesBefore(a.first, b.first); };
  if (std::is_sorted(named.begin(), named.end(), stands)) {
    return;  // as a folder mostly comes
  }
  std::sort(named.begin(), named.end(), stands);
  std::transform(named.begin(), named.end(), images.begin(),
                 [](const auto& entry) { return entry.second; });
}

void sortFurther(const Document& document,
                 const ImageOrder& order,
                 const ImageOrderFacts& facts,
                 std::vector<ImageId>& images) {
  if (order.key == ImageOrderKey::Name) {
    if (order.descending) {
      std::reverse(images.begin(), images.end());
    }
    return;
  }
  std::vector<std::pair<double, ImageId>> ranked;
  ranked.reserve(images.size());
  for (const ImageId id : images) {
    ranked.emplace_back(rankOf(document, order, facts, id), id);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [&](const auto& a, const auto& b) {
    return order.descending ? b.first < a.first : a.first < b.first;
  });
  std::transform(ranked.begin(), ranked.end(), images.begin(),
                 [](const auto& entry) { return entry.second; });
}

bool standsBefore(const Document& document,
                  const ImageOrder& order,
                  const ImageOrderFacts& facts,
                  ImageId a,
                  ImageId b) {
  const double rankOfA = rankOf(document, order, facts, a);
  const double rankOfB = rankOf(document, order, facts, b);
  if (rankOfA != rankOfB) {
    return (rankOfA < rankOfB) != order.descending;
  }
  return nameComesBefore(document, a, b) != (order.key == ImageOrderKey::Name && order.descending);
}

}  // namespace touchstone::ui
