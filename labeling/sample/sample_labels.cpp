#include "labeling/sample/sample_labels.h"

#include <nlohmann/json.hpp>

namespace touchstone::labeling {

namespace {

using Json = nlohmann::ordered_json;

std::string wholeNumber(double value) {
  return std::to_string(static_cast<int>(value));
}

Json cornersOf(const Box& box) {
  const auto whole = [](double edge) { return static_cast<int>(edge); };
  return {whole(box.x0), whole(box.y0), whole(box.x1), whole(box.y1)};
}

std::string vocObject(const SampleLabel& label, const SamplePicture& picture) {
  const Box& box = label.box;
  const bool cut =
      box.x0 <= 0 || box.y0 <= 0 || box.x1 >= picture.width || box.y1 >= picture.height;
  return "\t<object>\n\t\t<name>" + std::string(nameOf(label.kind)) +
         "</name>\n\t\t<pose>Unspecified</pose>\n\t\t<truncated>" + (cut ? "1" : "0") +
         "</truncated>\n\t\t<difficult>0</difficult>\n\t\t<bndbox>\n\t\t\t<xmin>" +
         wholeNumber(box.x0) + "</xmin>\n\t\t\t<ymin>" + wholeNumber(box.y0) +
         "</ymin>\n\t\t\t<xmax>" + wholeNumber(box.x1) + "</xmax>\n\t\t\t<ymax>" +
         wholeNumber(box.y1) + "</ymax>\n\t\t</bndbox>\n\t</object>\n";
}

Json cocoAnnotation(const SampleLabel& label, int id, int image) {
  return {{"id", id},
          {"image_id", image},
          {"category_id", static_cast<int>(label.kind) + 1},
          {"segmentation",
           {{"size", {label.mask.height, label.mask.width}}, {"counts", label.mask.counts}}},
          {"area", areaOf(label.mask)},
          {"bbox", {label.box.x0, label.box.y0, label.box.width(), label.box.height()}},
          {"iscrowd", 0}};
}

/// Returns how many labels come before those of each picture.
std::vector<std::size_t> labelsBefore(const std::vector<SamplePicture>& pictures) {
  std::vector<std::size_t> before{0};
  for (const SamplePicture& picture : pictures) {
    before.push_back(before.back() + picture.labels.size());
  }
  return before;
}

}  // namespace

std::string vocTextOf(const SamplePicture& picture) {
  std::string text = "<annotation>\n\t<folder>JPEGImages</folder>\n\t<filename>" + picture.stem +
                     ".jpg</filename>\n\t<path>" + pathOf(picture, SampleTask::Detect) +
                     "</path>\n\t<source>\n\t\t<database>Unknown</database>\n\t</source>\n"
                     "\t<size>\n\t\t<width>" +
                     std::to_string(picture.width) + "</width>\n\t\t<height>" +
                     std::to_string(picture.height) +
                     "</height>\n\t\t<depth>3</depth>\n\t</size>\n\t<segmented>0</segmented>\n";
  for (const SampleLabel& label : picture.labels) {
    text += vocObject(label, picture);
  }
  return text + "</annotation>\n";
}

std::string cocoTextOf(const std::vector<SamplePicture>& pictures, Split split) {
  const auto before = labelsBefore(pictures);
  Json images = Json::array();
  Json annotations = Json::array();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const SamplePicture& picture = pictures[i];
    if (picture.split != split) {
      continue;
    }
    const int image = static_cast<int>(i) + 1;
    images.push_back({{"id", image},
                      {"file_name", pathOf(picture, SampleTask::Segment)},
                      {"width", picture.width},
                      {"height", picture.height}});
    for (std::size_t k = 0; k < picture.labels.size(); ++k) {
      annotations.push_back(
          cocoAnnotation(picture.labels[k], static_cast<int>(before[i] + k) + 1, image));
    }
  }
  Json categories = Json::array();
  for (const PartKind kind : allPartKinds) {
    categories.push_back(
        {{"id", static_cast<int>(kind) + 1}, {"name", nameOf(kind)}, {"supercategory", "part"}});
  }
  const Json file{{"images", images}, {"annotations", annotations}, {"categories", categories}};
  return file.dump() + "\n";
}

std::string imageSetOf(const std::vector<SamplePicture>& pictures, Split split) {
  std::string text;
  for (const SamplePicture& picture : pictures) {
    text += picture.split == split ? picture.stem + "\n" : "";
  }
  return text;
}

std::string plantedTextOf(const Planted& planted,
                          const std::vector<SamplePicture>& pictures,
                          SampleTask task) {
  const auto before = labelsBefore(pictures);
  Json errors = Json::array();
  for (const Mistake& mistake : planted.mistakes) {
    const bool numbered = mistake.label && task != SampleTask::Classify;
    const std::size_t number = before[mistake.picture] + (numbered ? *mistake.label + 1 : 0);
    errors.push_back({{"image", pathOf(pictures[mistake.picture], task)},
                      {"annotation", numbered ? Json(number) : Json()},
                      {"kind", nameOf(mistake.kind)},
                      {"given", mistake.given ? Json(nameOf(*mistake.given)) : Json()},
                      {"true", nameOf(mistake.truth)},
                      {"box", task == SampleTask::Classify ? Json() : cornersOf(mistake.box)}});
  }
  Json text{{"errors", errors}};
  for (const Defect& defect : planted.defects) {
    text["defects"].push_back(
        {{"image", pathOf(pictures[defect.picture], task)},
         {"kind", nameOf(defect.kind)},
         {"original", defect.original ? Json(pathOf(pictures[*defect.original], task)) : Json()}});
  }
  return text.dump(2) + "\n";
}

}  // namespace touchstone::labeling
