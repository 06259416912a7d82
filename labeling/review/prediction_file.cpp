#include "labeling/review/prediction_file.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/shape_json.h"

#include <nlohmann/json.hpp>

namespace touchstone::labeling {

namespace {

using Json = nlohmann::json;

PredictionFile predictionsFrom(const Json& json, const std::string& run, const Document& document) {
  PredictionFile file;
  for (const Json& name : json.at("images")) {
    if (const auto image = document.findImage(name.get<std::string>())) {
      file.images.push_back(*image);
    }
  }
  for (const Json& row : json.at("predictions")) {
    const auto image = document.findImage(row.at("image").get<std::string>());
    const auto labelClass = document.findClass(row.at("class").get<std::string>());
    if (image && labelClass) {
      file.predictions.push_back({.id = 0,
                                  .run = run,
                                  .image = *image,
                                  .labelClass = *labelClass,
                                  .shape = shapeOf(row.at("shape")),
                                  .score = row.at("score").get<double>()});
    }
  }
  return file;
}

}  // namespace

Status writePredictions(const PredictionFile& predictions,
                        const Document& document,
                        const std::filesystem::path& file) {
  Json images = Json::array();
  for (const ImageId id : predictions.images) {
    images.push_back(document.image(id)->path);
  }
  Json rows = Json::array();
  for (const Prediction& prediction : predictions.predictions) {
    rows.push_back({{"image", document.image(prediction.image)->path},
                    {"class", document.labelClass(prediction.labelClass)->name},
                    {"score", prediction.score},
                    {"shape", jsonOf(prediction.shape)}});
  }
  const Json json{{"images", std::move(images)}, {"predictions", std::move(rows)}};
  return writeFileAtomically(file, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<PredictionFile> readPredictions(const std::filesystem::path& file,
                                       const std::string& run,
                                       const Document& document) {
  const auto text = readFile(file);
  if (!text) {
    return text.error();
  }
  try {
    return predictionsFrom(Json::parse(*text), run, document);
  } catch (const Json::exception&) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " is no file of predictions: let the model predict again."};
  }
}

}  // namespace touchstone::labeling
