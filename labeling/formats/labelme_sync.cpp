#include "labeling/formats/labelme_sync.h"

#include "labeling/formats/labelme.h"

namespace touchstone::labeling {
namespace {

class LabelmeFiles : public LabelFileAccess {
public:
  explicit LabelmeFiles(const SyncPlace& place)
      : document_(place.document), folder_(place.folder) {}

  std::filesystem::path file(ImageId image) override {
    return labelmeLabelFile(document_, image, folder_);
  }

  Result<std::string> write(ImageId image,
                            const std::filesystem::path& file,
                            const std::string& present) override {
    // Read with its whole name first, so that an error names the file and not the image.
    if (!present.empty()) {
      if (const auto read = readLabelmeText(present, file, sizeOf(image)); !read) {
        return read.error();
      }
    }
    return labelmeJson(document_, image, {.sourceText = present, .dialect = std::nullopt})
        .transform([](LabelmeText written) { return std::move(written.text); });
  }

  Result<ImageLabels> read(ImageId image,
                           const std::filesystem::path& file,
                           const std::string& present) override {
    auto read = readLabelmeText(present, file, sizeOf(image));
    if (!read) {
      return read.error();
    }
    ImageLabels labels{.objects = {}, .verified = std::nullopt};
    if (read->dialect == LabelmeDialect::XAnyLabeling) {
      labels.verified = read->checked;
    }
    for (LabelmeObject& object : read->objects) {
      labels.objects.emplace_back(std::move(object.label),
                                  Annotation{.image = image,
                                             .labelClass = 0,
                                             .shape = std::move(object.shape),
                                             .attributes = std::move(object.attributes),
                                             .sourceId = 0,
                                             .unknown = std::move(object.unknown)});
    }
    return labels;
  }

private:
  [[nodiscard]] ImageSize sizeOf(ImageId image) const {
    const Image& entry = *document_.image(image);
    return {.width = entry.width, .height = entry.height};
  }

  const Document& document_;
  const std::filesystem::path& folder_;
};

/// Image tags are the file's flags.
bool holds(const Shape&) {
  return true;
}

std::unique_ptr<LabelFileAccess> open(const SyncPlace& place) {
  return std::make_unique<LabelmeFiles>(place);
}

}  // namespace

SyncFormat labelmeSync() {
  return {
      .name = "labelme", .extension = ".json", .sharesFiles = false, .holds = holds, .open = open};
}

}  // namespace touchstone::labeling
