#include "labeling/formats/voc_sync.h"

#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/voc_tree.h"

namespace touchstone::labeling {
namespace {

class VocFiles : public LabelFileAccess {
public:
  explicit VocFiles(const SyncPlace& place)
      : document_(place.document),
        folder_(place.folder),
        origin_(vocOriginFromName(place.setting("voc.origin")).value_or(VocOrigin::LabelImg)) {}

  std::filesystem::path file(ImageId image) override {
    return vocLabelFile(document_, image, folder_);
  }

  Result<std::string> write(ImageId image,
                            const std::filesystem::path& file,
                            const std::string& present) override {
    // Read with its whole name first, so that an error names the file and not the image.
    if (!present.empty()) {
      if (const auto read = readVocText(present, file); !read) {
        return read.error();
      }
    }
    return vocXml(document_, image, folder_, {.origin = origin_, .sourceText = present});
  }

  Result<ImageLabels> read(ImageId image,
                           const std::filesystem::path& file,
                           const std::string& present) override {
    auto read = readVocText(present, file);
    if (!read) {
      return read.error();
    }
    ImageLabels labels{.objects = {}, .verified = read->verified};
    for (VocObject& object : read->objects) {
      labels.objects.emplace_back(object.name,
                                  Annotation{.image = image,
                                             .labelClass = 0,
                                             .shape = boxFromVoc(object.written, origin_),
                                             .attributes = std::move(object.attributes),
                                             .sourceId = 0,
                                             .unknown = std::move(object.unknown)});
    }
    return labels;
  }

private:
  const Document& document_;
  const std::filesystem::path& folder_;
  VocOrigin origin_;
};

bool holds(const Shape& shape) {
  return std::holds_alternative<Box>(shape);
}

std::unique_ptr<LabelFileAccess> open(const SyncPlace& place) {
  return std::make_unique<VocFiles>(place);
}

}  // namespace

SyncFormat vocSync() {
  return {.name = "voc", .extension = ".xml", .sharesFiles = false, .holds = holds, .open = open};
}

}  // namespace touchstone::labeling
