#include "labeling/formats/createml_sync.h"

#include "labeling/formats/createml.h"
#include "labeling/formats/createml_tree.h"
#include "labeling/formats/source_files.h"

namespace touchstone::labeling {
namespace {

class CreatemlFiles : public LabelFileAccess {
public:
  explicit CreatemlFiles(const SyncPlace& place)
      : document_(place.document), folder_(place.folder), shared_(place.setting("createml.file")) {}

  std::filesystem::path file(ImageId image) override {
    return createmlLabelFile(document_, image, folder_, shared_);
  }

  Result<std::string> write(ImageId image,
                            const std::filesystem::path& file,
                            const std::string& present) override {
    if (!present.empty()) {
      if (const auto read = readCreatemlText(present, file); !read) {
        return read.error();
      }
    }
    return createmlText(document_, image, nameOf(image, file), present);
  }

  Result<ImageLabels> read(ImageId image,
                           const std::filesystem::path& file,
                           const std::string& present) override {
    const auto read = readCreatemlText(present, file);
    if (!read) {
      return read.error();
    }
    ImageLabels labels{.objects = {}, .verified = false};
    const CreatemlEntry* entry = createmlEntryOf(*read, nameOf(image, file));
    if (entry == nullptr) {
      return labels;
    }
    labels.verified = entry->verified;
    for (const CreatemlObject& object : entry->objects) {
      Annotation annotation;
      annotation.image = image;
      annotation.shape = object.box;
      annotation.attributes.score = object.score;
      annotation.unknown = object.unknown;
      labels.objects.emplace_back(object.label, std::move(annotation));
    }
    return labels;
  }

private:
  [[nodiscard]] std::string nameOf(ImageId image, const std::filesystem::path& file) const {
    return createmlImageName(document_.image(image)->path,
                             pathWithin(file, folder_).value_or(file.filename().string()));
  }

  const Document& document_;
  const std::filesystem::path& folder_;
  std::string shared_;
};

bool holds(const Shape& shape) {
  return std::holds_alternative<Box>(shape);
}

std::unique_ptr<LabelFileAccess> open(const SyncPlace& place) {
  return std::make_unique<CreatemlFiles>(place);
}

}  // namespace

SyncFormat createmlSync() {
  return {
      .name = "createml", .extension = ".json", .sharesFiles = true, .holds = holds, .open = open};
}

}  // namespace touchstone::labeling
