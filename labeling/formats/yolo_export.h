#pragma once

#include "labeling/formats/label_format.h"
#include "labeling/formats/yolo.h"

namespace touchstone::labeling {

/// Writes a dataset below `destination`: copies of the images in `images`, their labels in
/// `labels`, `data.yaml`, `labels/classes.txt` and, where images have splits, the lists `train.txt`
/// … When the destination is the project's own folder only label files and the class list are
/// written, where they belong. A class list that is there keeps its ids; new names are added at its
/// end.
Result<TransferReport> exportYolo(const Project& project,
                                  const std::filesystem::path& destination,
                                  YoloKind kind,
                                  const WorkContext& work);

/// Returns the names by id that labels of the project are written with when no list of classes is
/// there: those of the setting "yolo.names", then the other classes in order of their ids.
[[nodiscard]] YoloClasses yoloClassesOf(const Document& document, const std::string& yoloNames);

}  // namespace touchstone::labeling
