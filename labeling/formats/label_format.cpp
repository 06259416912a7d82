#include "labeling/formats/label_format.h"

#include "labeling/formats/class_folders.h"
#include "labeling/formats/coco_transfer.h"
#include "labeling/formats/createml_transfer.h"
#include "labeling/formats/csv_labels.h"
#include "labeling/formats/idx_transfer.h"
#include "labeling/formats/labelme_transfer.h"
#include "labeling/formats/mturk_transfer.h"
#include "labeling/formats/voc_mask_transfer.h"
#include "labeling/formats/voc_transfer.h"
#include "labeling/formats/yolo_transfer.h"

namespace touchstone::labeling {

const std::vector<LabelFormat>& labelFormats() {
  // clang-format off
  static const std::vector<LabelFormat> all{
      vocFormat(),
      cocoFormat(),
      yoloObbFormat(),
      yoloSegFormat(),
      yoloFormat(),
      createmlFormat(),
      labelmeFormat(),
      xAnyLabelingFormat(),
      vocMasksFormat(),
      idxFormat(),
      mturkFormat(),
      csvFormat(),
      classFoldersFormat(),
  };
  // clang-format on
  return all;
}

const LabelFormat* findLabelFormat(std::string_view name) {
  for (const LabelFormat& format : labelFormats()) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

const LabelFormat* detectLabelFormat(const std::filesystem::path& source) {
  for (const LabelFormat& format : labelFormats()) {
    if (format.detects(source)) {
      return format.variant == nullptr ? &format : findLabelFormat(format.variant(source));
    }
  }
  return nullptr;
}

}  // namespace touchstone::labeling
