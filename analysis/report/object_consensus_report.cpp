#include "analysis/report/object_consensus_report.h"

#include "analysis/report/json_reading.h"
#include "labeling/formats/csv_text.h"
#include "labeling/formats/text.h"

#include <numeric>

namespace touchstone::analysis {
namespace {

using labeling::Document;
using nlohmann::ordered_json;

ordered_json numberOrNull(const std::optional<double>& number) {
  return number ? finiteOrNull(*number) : ordered_json(nullptr);
}

std::string classOf(const AgreedObject& object, const Document& document) {
  return object.labelClass ? document.labelClass(*object.labelClass)->name : std::string();
}

double meanOverlap(const AgreedObject& object) {
  return std::accumulate(object.overlaps.begin(), object.overlaps.end(), 0.0) /
         static_cast<double>(object.overlaps.size());
}

ordered_json objectJson(const AgreedObject& object, const Document& document) {
  ordered_json box = nullptr;
  if (!isImageTag(object.shape)) {
    const labeling::Box bounds = boundsOf(object.shape);
    box = ordered_json{bounds.x0, bounds.y0, bounds.x1, bounds.y1};
  }
  ordered_json annotators = ordered_json::array();
  for (const auto id : object.drawn.annotations) {
    annotators.push_back(document.annotation(id)->attributes.annotator);
  }
  return {{"image", document.image(object.image)->path},
          {"class", object.labelClass ? ordered_json(classOf(object, document)) : nullptr},
          {"quality", finiteOrNull(object.quality)},
          {"overlap", finiteOrNull(meanOverlap(object))},
          {"box", box},
          {"annotations", object.drawn.annotations},
          {"annotators", annotators}};
}

}  // namespace

std::string toJson(const ObjectConsensus& consensus, const Document& document) {
  ordered_json annotators = ordered_json::array();
  for (const ObjectAnnotator& annotator : consensus.annotators) {
    annotators.push_back({{"name", annotator.name},
                          {"objects", annotator.objects},
                          {"missed", annotator.missed},
                          {"alone", annotator.alone},
                          {"quality", finiteOrNull(annotator.quality)},
                          {"agreement", finiteOrNull(annotator.agreement)},
                          {"overlap", numberOrNull(annotator.overlap)}});
  }
  ordered_json pairs = ordered_json::array();
  for (const AnnotatorPair& pair : consensus.pairs) {
    pairs.push_back({{"first", pair.first},
                     {"second", pair.second},
                     {"images", pair.images},
                     {"matched", pair.matched},
                     {"overlap", numberOrNull(pair.overlap)},
                     {"f1", finiteOrNull(pair.f1)},
                     {"kappa", numberOrNull(pair.kappa)}});
  }
  ordered_json objects = ordered_json::array();
  for (const AgreedObject& object : consensus.objects) {
    objects.push_back(objectJson(object, document));
  }
  return textOf(ordered_json{{"annotators", annotators},
                             {"pairs", pairs},
                             {"krippendorffAlpha", numberOrNull(consensus.krippendorffAlpha)},
                             {"fleissKappa", numberOrNull(consensus.fleissKappa)},
                             {"objects", objects}});
}

std::string objectTable(const ObjectConsensus& consensus, const Document& document) {
  std::string text = "item,consensus,quality,overlap,x0,y0,x1,y1\n";
  labeling::ImageId image = 0;
  int number = 0;
  for (const AgreedObject& object : consensus.objects) {
    number = object.image == image ? number + 1 : 1;
    image = object.image;
    std::vector<std::string> fields{document.image(image)->path + '#' + std::to_string(number),
                                    classOf(object, document), labeling::textOf(object.quality),
                                    labeling::textOf(meanOverlap(object))};
    const labeling::Box box = boundsOf(object.shape);
    for (const double edge : {box.x0, box.y0, box.x1, box.y1}) {
      fields.push_back(isImageTag(object.shape) ? std::string() : labeling::textOf(edge));
    }
    text += labeling::csvLine(fields);
  }
  return text;
}

std::string annotatorTable(const ObjectConsensus& consensus) {
  std::string text = "annotator,labels,quality,agreement,overlap,missed,alone\n";
  for (const ObjectAnnotator& annotator : consensus.annotators) {
    text += labeling::csvLine(
        {annotator.name, std::to_string(annotator.objects), labeling::textOf(annotator.quality),
         labeling::textOf(annotator.agreement),
         annotator.overlap ? labeling::textOf(*annotator.overlap) : std::string(),
         std::to_string(annotator.missed), std::to_string(annotator.alone)});
  }
  return text;
}

}  // namespace touchstone::analysis
