#include "training/data/situation_cache.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

namespace touchstone::training {

namespace {

using analysis::SituationMeasures;
using nlohmann::json;

/// Another number when what is measured changes.
constexpr int version = 1;

json jsonOf(const SituationMeasures& measures) {
  json written{{"light", {measures.brightness, measures.contrast, measures.temperature}},
               {"reflection", measures.reflection},
               {"background", measures.background}};
  if (measures.orientation) {
    written["orientation"] = *measures.orientation;
  }
  if (const auto& placement = measures.placement) {
    written["placement"] = {placement->centre.x, placement->centre.y, placement->share};
  }
  return written;
}

SituationMeasures measuresFrom(const json& read) {
  SituationMeasures measures;
  read.at("light").at(0).get_to(measures.brightness);
  read.at("light").at(1).get_to(measures.contrast);
  read.at("light").at(2).get_to(measures.temperature);
  read.at("reflection").get_to(measures.reflection);
  read.at("background").get_to(measures.background);
  if (const auto orientation = read.find("orientation"); orientation != read.end()) {
    measures.orientation = orientation->get<double>();
  }
  if (const auto placement = read.find("placement"); placement != read.end()) {
    measures.placement =
        analysis::Placement{{placement->at(0).get<double>(), placement->at(1).get<double>()},
                            placement->at(2).get<double>()};
  }
  return measures;
}

/// Returns what is in the text of a cache file; nothing when it is damaged or of another version.
std::map<std::string, SituationCache::Measured> measuredIn(const std::string& text) {
  std::map<std::string, SituationCache::Measured> measured;
  try {
    const json read = json::parse(text);
    const json& images = read.at("images");
    if (read.at("version").get<int>() != version ||
        read.at("hash").get<std::string>() != labeling::hashOfBytes(images.dump())) {
      return {};
    }
    for (const auto& [key, things] : images.items()) {
      for (const json& thing : things) {
        measured[key].push_back(measuresFrom(thing));
      }
    }
  } catch (const json::exception&) {
    return {};
  }
  return measured;
}

}  // namespace

SituationCache::SituationCache(std::filesystem::path file) : file_(std::move(file)) {
  if (const auto text = labeling::readFile(file_)) {
    measured_ = measuredIn(*text);
  }
}

const SituationCache::Measured* SituationCache::find(const std::string& key) const {
  const auto found = measured_.find(key);
  return found == measured_.end() ? nullptr : &found->second;
}

void SituationCache::add(const std::string& key, Measured measured) {
  changed_ = measured_.try_emplace(key, std::move(measured)).second || changed_;
}

Status SituationCache::save(const std::set<std::string>& wanted) {
  if (!changed_) {
    return Nothing{};
  }
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  json images = json::object();
  for (const auto& [key, things] : measured_) {
    if (wanted.contains(key)) {
      json& written = images[key] = json::array();
      for (const SituationMeasures& thing : things) {
        written.push_back(jsonOf(thing));
      }
    }
  }
  const std::string hash = labeling::hashOfBytes(images.dump());
  const auto written = labeling::writeFileAtomically(
      file_, json{{"version", version}, {"hash", hash}, {"images", std::move(images)}}.dump());
  changed_ = !written.has_value();
  return written;
}

}  // namespace touchstone::training
