#include "training/data/measure_cache.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

namespace touchstone::training {

namespace {

using analysis::PictureMeasures;
using nlohmann::json;

json jsonOf(const PictureMeasures& picture) {
  return {{"size", {picture.width, picture.height}},
          {"brightness", {picture.brightness5, picture.brightness99}},
          {"entropy", picture.entropy},
          {"edges", picture.edgeDeviation},
          {"histogram", picture.histogramDeviation},
          {"edgeBlur", picture.edgeBlur},
          {"grey", {picture.oneChannel, picture.equalChannels}},
          {"pixels", picture.pixelHash},
          {"look", picture.pictureHash}};
}

PictureMeasures measuresFrom(const json& read) {
  PictureMeasures picture;
  read.at("size").at(0).get_to(picture.width);
  read.at("size").at(1).get_to(picture.height);
  read.at("brightness").at(0).get_to(picture.brightness5);
  read.at("brightness").at(1).get_to(picture.brightness99);
  read.at("entropy").get_to(picture.entropy);
  read.at("edges").get_to(picture.edgeDeviation);
  read.at("histogram").get_to(picture.histogramDeviation);
  read.at("edgeBlur").get_to(picture.edgeBlur);
  read.at("grey").at(0).get_to(picture.oneChannel);
  read.at("grey").at(1).get_to(picture.equalChannels);
  read.at("pixels").get_to(picture.pixelHash);
  read.at("look").get_to(picture.pictureHash);
  return picture;
}

/// Returns the measures in the text of a cache file; none when it is damaged.
std::map<std::string, PictureMeasures> measuresIn(const std::string& text) {
  std::map<std::string, PictureMeasures> measures;
  try {
    const json read = json::parse(text);
    const json& pictures = read.at("pictures");
    if (read.at("hash").get<std::string>() != labeling::hashOfBytes(pictures.dump())) {
      return {};
    }
    for (const auto& [hash, picture] : pictures.items()) {
      measures[hash] = measuresFrom(picture);
    }
  } catch (const json::exception&) {
    return {};
  }
  return measures;
}

}  // namespace

MeasureCache::MeasureCache(std::filesystem::path file) : file_(std::move(file)) {
  if (const auto text = labeling::readFile(file_)) {
    measures_ = measuresIn(*text);
  }
}

const PictureMeasures* MeasureCache::find(const std::string& contentHash) const {
  const auto found = measures_.find(contentHash);
  return found == measures_.end() ? nullptr : &found->second;
}

void MeasureCache::add(const std::string& contentHash, PictureMeasures measures) {
  changed_ = measures_.try_emplace(contentHash, std::move(measures)).second || changed_;
}

Status MeasureCache::save() {
  if (!changed_) {
    return Nothing{};
  }
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  json pictures = json::object();
  for (const auto& [hash, picture] : measures_) {
    pictures[hash] = jsonOf(picture);
  }
  const std::string hash = labeling::hashOfBytes(pictures.dump());
  const auto written = labeling::writeFileAtomically(
      file_, json{{"hash", hash}, {"pictures", std::move(pictures)}}.dump());
  changed_ = !written.has_value();
  return written;
}

}  // namespace touchstone::training
