#include "training/data/copy_cache.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <nlohmann/json.hpp>

namespace touchstone::training {

namespace {

using analysis::PictureCopy;
using nlohmann::json;

json jsonOf(const PictureCopy& copy) {
  return {{"first", copy.first},       {"second", copy.second},
          {"likeness", copy.likeness}, {"overlap", copy.overlap},
          {"share", copy.share},       {"firstIsSmaller", copy.firstIsSmaller},
          {"angle", copy.angle},       {"scale", copy.scale}};
}

PictureCopy copyFrom(const json& read) {
  PictureCopy copy;
  read.at("first").get_to(copy.first);
  read.at("second").get_to(copy.second);
  read.at("likeness").get_to(copy.likeness);
  read.at("overlap").get_to(copy.overlap);
  read.at("share").get_to(copy.share);
  read.at("firstIsSmaller").get_to(copy.firstIsSmaller);
  read.at("angle").get_to(copy.angle);
  read.at("scale").get_to(copy.scale);
  return copy;
}

}  // namespace

std::optional<std::vector<PictureCopy>> CopyCache::find(const std::string& pictures) const {
  const auto text = labeling::readFile(file_);
  if (!text) {
    return std::nullopt;
  }
  try {
    const json read = json::parse(*text);
    const json& rows = read.at("copies");
    if (read.at("pictures") != pictures || read.at("hash") != labeling::hashOfBytes(rows.dump())) {
      return std::nullopt;
    }
    std::vector<PictureCopy> copies;
    for (const json& row : rows) {
      copies.push_back(copyFrom(row));
    }
    return copies;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Status CopyCache::keep(const std::string& pictures, std::span<const PictureCopy> copies) const {
  json rows = json::array();
  for (const PictureCopy& copy : copies) {
    rows.push_back(jsonOf(copy));
  }
  const std::string hash = labeling::hashOfBytes(rows.dump());
  std::error_code ignored;
  std::filesystem::create_directories(file_.parent_path(), ignored);
  return labeling::writeFileAtomically(
      file_, json{{"pictures", pictures}, {"hash", hash}, {"copies", std::move(rows)}}.dump());
}

}  // namespace touchstone::training
