#include "picture_folder.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <array>

namespace touchstone::bench {
namespace {

constexpr std::array<PictureSize, 4> sizes{{{640, 480}, {640, 427}, {480, 640}, {500, 375}}};
/// A file system allows some ten thousand links to one file.
constexpr std::size_t linksPerFile = 20'000;

}  // namespace

PictureSize sizeOfPicture(std::size_t index) {
  return sizes[index % sizes.size()];
}

std::string nameOfPicture(std::size_t index) {
  std::string name = std::to_string(index + 1);
  constexpr std::size_t digits = 12;
  name.insert(0, digits - name.size(), '0');
  return name + ".jpg";
}

void makePictureFolder(const std::filesystem::path& folder, std::size_t count) {
  if (std::filesystem::exists(folder / nameOfPicture(count - 1))) {
    return;
  }
  std::filesystem::create_directories(folder);
  cv::RNG random(1);
  std::array<std::filesystem::path, sizes.size()> linked;
  for (std::size_t i = 0; i < count; ++i) {
    const std::filesystem::path file = folder / nameOfPicture(i);
    std::filesystem::path& source = linked[i % sizes.size()];
    if (i / sizes.size() % linksPerFile == 0) {
      const auto [width, height] = sizeOfPicture(i);
      cv::Mat small(height / 16, width / 16, CV_8UC3);
      random.fill(small, cv::RNG::UNIFORM, 0, 256);
      cv::Mat picture;
      cv::copyMakeBorder(small, picture, 0, height - small.rows, 0, width - small.cols,
                         cv::BORDER_WRAP);
      cv::imwrite(file.string(), picture);
      source = file;
    } else {
      std::filesystem::create_hard_link(source, file);
    }
  }
}

}  // namespace touchstone::bench
