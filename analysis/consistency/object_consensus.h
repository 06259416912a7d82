#pragma once

#include "analysis/annotators/consensus.h"
#include "analysis/consistency/shared_objects.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// What several annotators say of one thing together.
struct AgreedObject {
  labeling::ImageId image = 0;
  std::optional<labeling::ClassId> labelClass;  ///< none: nothing is there
  double quality = 0;                           ///< how probable that is
  labeling::Shape shape;                        ///< consensusShape of those who drew it
  SharedObject drawn;
  std::vector<double> overlaps;  ///< of each annotation with `shape`, intersection over union
};

/// How one annotator works.
struct ObjectAnnotator {
  std::string name;
  long objects = 0;  ///< drawn on images that others labelled too
  long missed = 0;   ///< things that are there and that they did not draw
  long alone = 0;    ///< drawn, but nothing is there
  double quality = 0;
  double agreement = 0;           ///< share of their answers that are the consensus
  std::optional<double> overlap;  ///< mean, with the consensus of what others drew too
};

/// How two annotators agree on the images that both labelled.
struct AnnotatorPair {
  std::string first;
  std::string second;
  long images = 0;
  long matched = 0;               ///< things that both drew
  std::optional<double> overlap;  ///< mean intersection over union of those
  double f1 = 0;                  ///< of things that both drew with one class
  std::optional<double> kappa;    ///< Cohen's, on the classes; not to draw is a class of its own
};

struct ObjectConsensus {
  std::vector<AgreedObject> objects;  ///< by image
  std::vector<ObjectAnnotator> annotators;
  std::vector<AnnotatorPair> pairs;
  std::optional<double> krippendorffAlpha;  ///< on the classes; not to draw is one
  std::optional<double> fleissKappa;
};

/// Returns what those say together who labelled the same images (sharedObjects). Each thing is an
/// item, its class is decided by `method` (Dawid–Skene or majority), and an annotator of the image
/// who did not draw it has given it the class of what is not there. Errors: no image was labelled
/// by two annotators, stopped by the person.
Result<ObjectConsensus> objectConsensus(const labeling::Document& document,
                                        const SharedObjects& shared,
                                        ConsensusMethod method,
                                        const std::stop_token& stop = {});

}  // namespace touchstone::analysis
