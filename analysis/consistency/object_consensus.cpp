#include "analysis/consistency/object_consensus.h"

#include "analysis/annotators/agreement.h"
#include "analysis/consistency/consensus_shape.h"
#include "analysis/consistency/placed_shape.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace touchstone::analysis {
namespace {

using labeling::ClassId;
using labeling::Document;
using labeling::Shape;

/// The class of what an annotator did not draw, before those of the project.
constexpr int notThere = 0;

std::optional<double> meanOf(const std::vector<double>& values) {
  return values.empty() ? std::nullopt
                        : std::optional(std::accumulate(values.begin(), values.end(), 0.0) /
                                        static_cast<double>(values.size()));
}

class Agreement {
public:
  Agreement(const Document& document, const SharedObjects& shared)
      : document_(document), shared_(shared) {
    labels_.classes.emplace_back("(not drawn)");
    for (const SharedImage& image : shared.images) {
      for (const std::size_t annotator : image.annotators) {
        column_.emplace(annotator, 0);
      }
    }
    for (auto& [annotator, column] : column_) {
      column = labels_.annotators.size();
      labels_.annotators.push_back(shared.annotators[annotator]);
    }
    collectClasses();
    fillTable();
  }

  Result<ObjectConsensus> judge(ConsensusMethod method, const std::stop_token& stop) {
    auto consensus = consensusOf(labels_, method, nullptr, stop);
    if (!consensus) {
      return consensus.error();
    }
    result_.krippendorffAlpha = consensus->krippendorffAlpha;
    result_.fleissKappa = consensus->fleissKappa;
    std::size_t item = 0;
    for (const SharedImage& image : shared_.images) {
      for (const SharedObject& object : image.objects) {
        if (stop.stop_requested()) {
          return Error{ErrorKind::Cancelled, {}, "Cancelled while comparing annotators."};
        }
        addObject(image, object, consensus->labels[item], consensus->quality[item]);
        ++item;
      }
    }
    rateAnnotators(*consensus);
    comparePairs();
    return std::move(result_);
  }

private:
  [[nodiscard]] ClassId classOf(labeling::AnnotationId id) const {
    return document_.annotation(id)->labelClass;
  }

  void collectClasses() {
    for (const SharedImage& image : shared_.images) {
      for (const SharedObject& object : image.objects) {
        for (const auto id : object.annotations) {
          indexOf_.emplace(classOf(id), 0);
        }
      }
    }
    for (auto& [id, index] : indexOf_) {
      index = static_cast<int>(labels_.classes.size());
      labels_.classes.push_back(document_.labelClass(id)->name);
      classes_.push_back(id);
    }
  }

  void fillTable() {
    std::size_t items = 0;
    for (const SharedImage& image : shared_.images) {
      items += image.objects.size();
    }
    labels_.given = Matrix<int>(items, labels_.annotators.size(), AnnotatorLabels::none);
    std::size_t item = 0;
    for (const SharedImage& image : shared_.images) {
      for (std::size_t k = 0; k < image.objects.size(); ++k, ++item) {
        const SharedObject& object = image.objects[k];
        labels_.items.push_back(document_.image(image.image)->path + '#' + std::to_string(k + 1));
        for (const std::size_t annotator : image.annotators) {
          labels_.given(item, column_.at(annotator)) = notThere;
        }
        for (std::size_t i = 0; i < object.annotators.size(); ++i) {
          labels_.given(item, column_.at(object.annotators[i])) =
              indexOf_.at(classOf(object.annotations[i]));
        }
      }
    }
  }

  void addObject(const SharedImage& image, const SharedObject& object, int label, double quality) {
    std::vector<Shape> all;
    std::vector<Shape> agreeing;
    for (const auto id : object.annotations) {
      all.push_back(document_.annotation(id)->shape);
      if (indexOf_.at(classOf(id)) == label) {
        agreeing.push_back(all.back());
      }
    }
    const labeling::Image& picture = *document_.image(image.image);
    const labeling::ImageSize size{picture.width, picture.height};
    AgreedObject agreed{
        .image = image.image,
        .labelClass = label == notThere
                          ? std::nullopt
                          : std::optional(classes_[static_cast<std::size_t>(label - 1)]),
        .quality = quality,
        .shape = consensusShape(agreeing.empty() ? all : agreeing, size),
        .drawn = object,
        .overlaps = {}};
    const PlacedShape place(agreed.shape, size);
    for (const Shape& shape : all) {
      agreed.overlaps.push_back(overlapOf(PlacedShape(shape, size), place));
    }
    result_.objects.push_back(std::move(agreed));
  }

  void rateAnnotators(const Consensus& consensus) {
    for (std::size_t column = 0; column < labels_.annotators.size(); ++column) {
      ObjectAnnotator rated{.name = labels_.annotators[column],
                            .quality = consensus.annotators[column].quality,
                            .agreement = consensus.annotators[column].agreement,
                            .overlap = {}};
      std::vector<double> overlaps;
      for (std::size_t item = 0; item < labels_.given.rows; ++item) {
        const int given = labels_.given(item, column);
        const AgreedObject& object = result_.objects[item];
        rated.objects += given > notThere ? 1 : 0;
        rated.missed += given == notThere && object.labelClass ? 1 : 0;
        rated.alone += given > notThere && !object.labelClass ? 1 : 0;
        if (given > notThere && object.overlaps.size() > 1) {
          overlaps.push_back(object.overlaps[placeOf(object.drawn, column)]);
        }
      }
      rated.overlap = meanOf(overlaps);
      result_.annotators.push_back(std::move(rated));
    }
  }

  /// Returns where among those who drew an object the annotator of that column is.
  [[nodiscard]] std::size_t placeOf(const SharedObject& object, std::size_t column) const {
    const auto found =
        std::find_if(object.annotators.begin(), object.annotators.end(),
                     [&](std::size_t annotator) { return column_.at(annotator) == column; });
    return static_cast<std::size_t>(found - object.annotators.begin());
  }

  void comparePairs() {
    for (std::size_t a = 0; a < labels_.annotators.size(); ++a) {
      for (std::size_t b = a + 1; b < labels_.annotators.size(); ++b) {
        if (shared_.areIndependent(labels_.annotators[a], labels_.annotators[b])) {
          result_.pairs.push_back(compared(a, b));
        }
      }
    }
  }

  [[nodiscard]] AnnotatorPair compared(std::size_t a, std::size_t b) const {
    AnnotatorPair pair{.first = labels_.annotators[a],
                       .second = labels_.annotators[b],
                       .overlap = {},
                       .kappa = cohenKappa(labels_, a, b)};
    std::set<labeling::ImageId> images;
    std::vector<double> overlaps;
    double drawn = 0;
    double alike = 0;
    for (std::size_t item = 0; item < labels_.given.rows; ++item) {
      const int ofA = labels_.given(item, a);
      const int ofB = labels_.given(item, b);
      if (ofA == AnnotatorLabels::none || ofB == AnnotatorLabels::none) {
        continue;
      }
      images.insert(result_.objects[item].image);
      drawn += (ofA > notThere ? 1 : 0) + (ofB > notThere ? 1 : 0);
      if (ofA > notThere && ofB > notThere) {
        overlaps.push_back(overlapBetween(result_.objects[item], a, b));
        alike += ofA == ofB ? 1 : 0;
      }
    }
    pair.images = static_cast<long>(images.size());
    pair.matched = static_cast<long>(overlaps.size());
    pair.overlap = meanOf(overlaps);
    pair.f1 = drawn > 0 ? 2 * alike / drawn : 0;
    return pair;
  }

  [[nodiscard]] double overlapBetween(const AgreedObject& object,
                                      std::size_t a,
                                      std::size_t b) const {
    const labeling::Image& picture = *document_.image(object.image);
    const auto placed = [&](std::size_t column) {
      const auto id = object.drawn.annotations[placeOf(object.drawn, column)];
      return PlacedShape(document_.annotation(id)->shape, {picture.width, picture.height});
    };
    return overlapOf(placed(a), placed(b));
  }

  const Document& document_;
  const SharedObjects& shared_;
  AnnotatorLabels labels_;
  std::map<std::size_t, std::size_t> column_;  ///< of each annotator that is compared
  std::map<ClassId, int> indexOf_;             ///< of each class among those of labels_
  std::vector<ClassId> classes_;               ///< those after notThere
  ObjectConsensus result_;
};

}  // namespace

Result<ObjectConsensus> objectConsensus(const Document& document,
                                        const SharedObjects& shared,
                                        ConsensusMethod method,
                                        const std::stop_token& stop) {
  if (shared.images.empty()) {
    return Error{ErrorKind::BadInput,
                 {},
                 "No image was labelled by two annotators, each for themselves: there is nothing "
                 "to compare."};
  }
  return Agreement(document, shared).judge(method, stop);
}

}  // namespace touchstone::analysis
