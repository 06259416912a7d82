#include "ui/label/image_steps.h"

namespace touchstone::ui {
namespace {

using namespace labeling;

bool stopsAt(const Image& image, StepTo to) {
  if (!image.problem.empty()) {
    return false;
  }
  return image.state == ImageState::Unlabelled ||
         (to == StepTo::Unverified && image.state == ImageState::Labelled);
}

}  // namespace

ImageId stepFrom(const Document& document,
                 const std::vector<ImageId>& images,
                 int row,
                 int direction,
                 StepTo to) {
  const int count = static_cast<int>(images.size());
  // Without a current row the first step forward is row 0, the first one back the last row.
  const int start = row < 0 && direction < 0 ? 0 : row;
  for (int steps = 1; steps <= count; ++steps) {
    const int next = ((start + direction * steps) % count + count) % count;
    const ImageId id = images[static_cast<std::size_t>(next)];
    const Image* image = document.image(id);
    if (next != row && image != nullptr && stopsAt(*image, to)) {
      return id;
    }
  }
  return 0;
}

}  // namespace touchstone::ui
