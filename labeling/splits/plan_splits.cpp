#include "labeling/splits/plan_splits.h"

#include <algorithm>
#include <map>

namespace touchstone::labeling {
namespace {

/// Returns the class that most annotations of the image have, the older one on a tie; -1 for none.
int commonestClass(const Document& document, ImageId image) {
  std::map<ClassId, int> counts;
  for (const AnnotationId id : document.annotationsOf(image)) {
    ++counts[document.annotation(id)->labelClass];
  }
  const auto commonest =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return commonest == counts.end() ? -1 : static_cast<int>(commonest->first);
}

bool isSample(const Document& document, ImageId id, const Image& image) {
  const bool labelled = image.state == ImageState::Labelled ||
                        image.state == ImageState::Verified || !document.annotationsOf(id).empty();
  return labelled && image.state != ImageState::Excluded && image.problem.empty();
}

struct Samples {
  std::vector<ImageId> images;
  std::vector<SplitItem> items;

  [[nodiscard]] bool has(Split split) const {
    return std::any_of(items.begin(), items.end(),
                       [&](const SplitItem& item) { return item.split == split; });
  }
};

Samples samplesOf(const Document& document, std::span<const int> groups) {
  Samples samples;
  int place = 0;
  for (const auto& [id, image] : document.images()) {
    const int position = place++;
    if (isSample(document, id, image)) {
      samples.images.push_back(id);
      samples.items.push_back(
          {.key = image.path,
           .stratum = commonestClass(document, id),
           .group = groups.empty() ? position : groups[static_cast<std::size_t>(position)],
           .split = image.split});
    }
  }
  return samples;
}

}  // namespace

Result<Edit> planSplits(const Document& document,
                        std::span<const int> groups,
                        const SplitFractions& fractions,
                        std::uint64_t seed) {
  require(groups.empty() || groups.size() == document.images().size(),
          "planSplits needs a group for every image, or none");
  Samples samples = samplesOf(document, groups);
  if (samples.items.empty()) {
    return Error{
        ErrorKind::BadInput, {}, "No image is labelled yet: label some of each class, then train."};
  }
  SplitFractions wanted = fractions;
  if (samples.has(Split::Test)) {
    wanted.test = 0;
  }
  if (!samples.has(Split::Val)) {
    for (SplitItem& item : samples.items) {
      item.split = item.split == Split::Train ? Split::Unassigned : item.split;
    }
  }
  const std::vector<Split> splits = assignSplits(samples.items, wanted, seed);
  if (std::find(splits.begin(), splits.end(), Split::Train) == splits.end()) {
    return Error{
        ErrorKind::BadInput,
        {},
        "All labelled images belong to the validation or test split: label others to train "
        "on, or change their split."};
  }
  Edit edit{.name = "Assign splits", .gesture = 0, .changes = {}};
  for (std::size_t i = 0; i < splits.size(); ++i) {
    Image image = *document.image(samples.images[i]);
    if (image.split != splits[i]) {
      image.split = splits[i];
      edit.changes.emplace_back(ImageChange{samples.images[i], std::move(image)});
    }
  }
  return edit;
}

}  // namespace touchstone::labeling
