#pragma once

#include "labeling/project/project.h"
#include "ui/label/image_list_look.h"
#include "ui/label/image_order.h"

#include <QString>

namespace touchstone::ui {

/// Where a person left off: kept with the project.
struct ListMemory {
  labeling::ImageId image = 0;
  QString query{};
  ImageOrder order{};
  ImageListLook look{};
  bool operator==(const ListMemory&) const = default;
};

/// Returns what the project's settings keep; what cannot be read is as at the first opening.
[[nodiscard]] ListMemory recallList(const labeling::Project& project);
Status rememberList(labeling::Project& project, const ListMemory& memory);

}  // namespace touchstone::ui
