#pragma once

#include "labeling/annotation/document.h"

#include <cstddef>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// One thing as the annotators of an image drew it: at most one annotation of each of them.
struct SharedObject {
  std::vector<labeling::AnnotationId> annotations;
  std::vector<std::size_t> annotators;  ///< of each annotation, ascending
};

/// An image that several annotators labelled, each for themselves.
struct SharedImage {
  labeling::ImageId image = 0;
  std::vector<std::size_t> annotators;  ///< ascending
  std::vector<SharedObject> objects;
};

/// The images of a document that were labelled more than once.
struct SharedObjects {
  std::vector<std::string> annotators;  ///< all names, in alphabetical order
  std::vector<SharedImage> images;
  /// Pairs of names, the first the lesser, that labelled the same images each for themselves.
  std::set<std::pair<std::string, std::string>> independent;

  [[nodiscard]] bool areIndependent(const std::string& a, const std::string& b) const;
};

/// Returns which annotations of different annotators are of one thing: of all pairs with an
/// intersection over union of at least 0.5, whatever their classes, the best is taken first, then
/// the next that does not give anyone two (greedy as in Everingham et al. 2010, section 4.2; at
/// this threshold Kuhn's optimal matching seldom differs). Of equal pairs those of one class count
/// first. Image tags match each other.
///
/// Two annotators work for themselves when at least a quarter of what the one with fewer objects
/// drew on common images matches; otherwise they share the work on one set of labels, and are not
/// compared. Left out are excluded images, crowds, and what no person confirmed. When stopped, what
/// was found until then.
[[nodiscard]] SharedObjects sharedObjects(const labeling::Document& document,
                                          const std::stop_token& stop = {});

/// Returns an annotator's name for a sentence; those without one are the project's owner.
[[nodiscard]] std::string annotatorText(const std::string& name);

}  // namespace touchstone::analysis
