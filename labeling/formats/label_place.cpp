#include "labeling/formats/label_place.h"

#include "labeling/formats/source_files.h"

#include <filesystem>
#include <vector>

namespace touchstone::labeling {

ImagePlace placeOf(std::string_view imagePath) {
  std::vector<std::string> parts;
  for (const std::filesystem::path& part : std::filesystem::path(imagePath)) {
    parts.push_back(part.string());
  }
  std::size_t cut = 0;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    cut = parts[i] == "JPEGImages" || parts[i] == "images" ? i + 1 : cut;
  }
  ImagePlace place{.hasImageFolder = cut > 0, .before = {}, .after = {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i + 1 != cut) {
      std::string& side = i < cut ? place.before : place.after;
      side = joined(side, parts[i]);
    }
  }
  return place;
}

std::string keyOfImage(std::string_view imagePath) {
  const ImagePlace place = placeOf(imagePath);
  const std::string path = joined(place.before, place.after);
  return joined(folderOf(path), stemOf(path));
}

bool stemIsTaken(const Document& document, ImageId id) {
  const std::string& path = document.image(id)->path;
  const std::string stem = joined(folderOf(path), stemOf(path));
  for (const std::string_view extension :
       {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".JPG", ".PNG"}) {
    const auto other = document.findImage(stem + std::string(extension));
    if (other && *other < id) {
      return true;
    }
  }
  return false;
}

}  // namespace touchstone::labeling
