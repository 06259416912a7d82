#include "labeling/formats/sync_format.h"

#include "labeling/formats/createml_sync.h"
#include "labeling/formats/labelme_sync.h"
#include "labeling/formats/voc_sync.h"
#include "labeling/formats/yolo_sync.h"

namespace touchstone::labeling {

std::string SyncPlace::setting(const std::string& name) const {
  const auto found = settings.find(name);
  return found == settings.end() ? std::string() : found->second;
}

Status LabelFileAccess::prepare(const std::set<ImageId>&, std::vector<std::string>&) {
  return Nothing{};
}

const std::vector<SyncFormat>& syncFormats() {
  static const std::vector<SyncFormat> all{
      vocSync(), yoloSync(), yoloSegSync(), yoloObbSync(), createmlSync(), labelmeSync(),
  };
  return all;
}

const SyncFormat* findSyncFormat(std::string_view name) {
  for (const SyncFormat& format : syncFormats()) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

}  // namespace touchstone::labeling
